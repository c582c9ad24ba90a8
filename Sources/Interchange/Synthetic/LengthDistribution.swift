/// Length of a sick-leave spell in days, drawn from shares per band: a band by its share, then evenly on a logarithmic
/// scale inside it, since short spells are the many ones within every band too.
package struct LengthDistribution: Sendable {
    /// Days from … through, of the bands. The last is cut at two and a half years.
    package static let bands: [ClosedRange<Int>] = [5...14, 15...29, 30...89, 90...179, 180...364, 365...900]

    /// 256 quantiles per band, made with multiplication and square root only: IEEE 754 gives these the same bits
    /// on every machine, which it does not promise for `pow` or `exp`.
    private static let quantiles: [[Int]] = bands.map { band in
        let low = Double(band.lowerBound)
        var step = Double(band.upperBound + 1) / low
        for _ in 0..<8 { step = step.squareRoot() }
        var value = low
        return (0..<256).map { _ in
            defer { value *= step }
            return min(Int(value), band.upperBound)
        }
    }

    private let weights: Weights

    /// - Parameters:
    ///   - shortPerMille: share of spells of at most 14 days.
    ///   - longBands: relative shares of the five bands over 14 days.
    package init(shortPerMille: Int, longBands: [Int]) {
        precondition(longBands.count == LengthDistribution.bands.count - 1)
        let sum = longBands.reduce(0, +)
        weights = Weights([shortPerMille * sum] + longBands.map { $0 * (1000 - shortPerMille) })
    }

    package func draw(_ random: inout SplitMix64) -> Int {
        LengthDistribution.quantiles[weights.pick(&random)][random.below(256)]
    }
}
