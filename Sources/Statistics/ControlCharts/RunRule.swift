/// Anhøj's two rules for runs around the median: need no limits and work from ten values on, so they go with the p and
/// u charts, where the four rules of XmR are not defined.
package struct RunRule: Hashable, Sendable {
    /// Values that do not lie on the median.
    package let useful: Int
    package let longestRun: Int
    package let crossings: Int
    /// A longer run is more than chance.
    package let longestAllowed: Int
    /// Fewer crossings are more than chance.
    package let fewestAllowed: Int

    package var signals: Bool { useful >= RunRule.least && (longestRun > longestAllowed || crossings < fewestAllowed) }

    /// Fewer values say nothing about runs.
    package static let least = 10

    package init(_ values: [Double]) {
        let median = RunRule.median(values)
        let sides = values.filter { $0 != median }.map { $0 > median }
        useful = sides.count
        var run = 0
        var longest = 0
        var crossed = 0
        for index in sides.indices {
            let continues = index > 0 && sides[index] == sides[index - 1]
            if index > 0 && !continues { crossed += 1 }
            run = continues ? run + 1 : 1
            longest = max(longest, run)
        }
        longestRun = longest
        crossings = crossed
        (longestAllowed, fewestAllowed) = RunRule.allowed(useful: sides.count)
    }

    /// log₂ n rounded, plus three; and the 5 % point of the crossings of n fair coins.
    static func allowed(useful: Int) -> (longestRun: Int, crossings: Int) {
        guard useful > 1 else { return (useful, 0) }
        let logarithm = RealFunctions.log(Double(useful)) / RealFunctions.ln2
        let coins = CountDistribution.binomial(trials: useful - 1, share: 0.5)
        var fewest = 0
        while coins.atMost(fewest) < 0.05 { fewest += 1 }
        return (Int(logarithm.rounded(.toNearestOrEven)) + 3, fewest)
    }

    private static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
