/// How many were counted in a group against how many would be if each stratum of age, sex and diagnosis had the reference's
/// figure. Needs only totals of the group, so it is right for small units; but two units' ratios rest on two different
/// mixes and are not strictly comparable with each other, only with the reference.
package struct IndirectStandardisation: Hashable, Sendable {
    package struct Stratum: Hashable, Sendable {
        package let count: Int
        package let size: Double
        package let referenceCount: Int
        package let referenceSize: Double

        package init(count: Int, size: Double, referenceCount: Int, referenceSize: Double) {
            precondition(count >= 0 && size >= 0 && referenceCount >= 0 && referenceSize >= 0, "counts are not negative")
            self.count = count
            self.size = size
            self.referenceCount = referenceCount
            self.referenceSize = referenceSize
        }
    }

    package let observed: Int
    package let expected: Double
    /// The group's size in strata that the reference has too.
    package let size: Double
    /// The reference's crude figure.
    package let referenceFigure: Double
    /// Share of the group's size in strata that the reference has too; the others cannot be expected of and are left out of
    /// observed, expected and size alike.
    package let coverage: Double

    /// - Returns: nil when the reference has none of the group's strata, or nothing is expected.
    package init?(_ strata: [Stratum]) {
        let shared = strata.filter { $0.referenceSize > 0 }
        let all = strata.reduce(0) { $0 + $1.size }
        let reference = shared.reduce(0) { $0 + $1.referenceSize }
        let expected = shared.reduce(0) { $0 + $1.size * Double($1.referenceCount) / $1.referenceSize }
        guard all > 0, expected > 0 else { return nil }
        observed = shared.reduce(0) { $0 + $1.count }
        self.expected = expected
        size = shared.reduce(0) { $0 + $1.size }
        referenceFigure = Double(shared.reduce(0) { $0 + $1.referenceCount }) / reference
        coverage = size / all
    }

    /// Observed to expected: 1 as the reference.
    package var ratio: Double { Double(observed) / expected }
    /// 95 %: that of the observed count (exact below ten, else Byar's) over the expected. The reference is taken as known.
    package var ratioInterval: Interval {
        let count = Interval.poisson(count: observed)
        return Interval(lower: count.lower / expected, upper: count.upper / expected)
    }
    /// 95 %, where each is counted once at most: that of the observed share (Wilson) over the expected one. With Poisson's law, which does
    /// not know of that bound, the interval and the exact limits of a funnel could contradict each other where most are counted.
    package var shareRatioInterval: Interval {
        let (share, expected) = (Interval.wilson(share: crude, size: size), expected / size)
        return Interval(lower: share.lower / expected, upper: share.upper / expected)
    }
    /// The group's crude figure in the strata shared with the reference.
    package var crude: Double { Double(observed) / size }
    /// The ratio as a figure of the reference's kind.
    package var standardised: Double { ratio * referenceFigure }
    package var interval: Interval {
        Interval(lower: ratioInterval.lower * referenceFigure, upper: ratioInterval.upper * referenceFigure)
    }
}
