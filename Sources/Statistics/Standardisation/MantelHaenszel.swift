/// A ratio between two groups within strata, weighed together after Mantel and Haenszel: like compared with like. Strata
/// that hold only one of the groups say nothing and are left out. The difference instead of the ratio:
/// `ShareDifference.mantelHaenszel`.
package struct MantelHaenszelRatio: Hashable, Sendable {
    package let ratio: Double
    /// 95 %.
    package let interval: Interval

    /// The ratio of the groups' shares, first to second, with Greenland's and Robins' variance (1985).
    ///
    /// - Returns: nil when no stratum holds both groups, or nobody was counted in one of them.
    package static func risk(_ strata: some Sequence<(first: ShareCount, second: ShareCount)>) -> MantelHaenszelRatio? {
        var (above, below, spread) = (0.0, 0.0, 0.0)
        for (first, second) in strata where first.total > 0 && second.total > 0 {
            let (a, n1) = (Double(first.count), Double(first.total))
            let (b, n0) = (Double(second.count), Double(second.total))
            let n = n1 + n0
            above += a * n0 / n
            below += b * n1 / n
            spread += (n1 * n0 * (a + b) - a * b * n) / (n * n)
        }
        return MantelHaenszelRatio(above, below, variance: spread / (above * below))
    }

    /// The ratio of the groups' odds, with the variance of Robins, Breslow and Greenland (1986), which holds both for few
    /// large strata and for many small ones.
    ///
    /// - Returns: nil when no stratum holds both groups, or one of the sums of products is zero.
    package static func odds(_ strata: some Sequence<(first: ShareCount, second: ShareCount)>) -> MantelHaenszelRatio? {
        var (r, s, pr, psqr, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (first, second) in strata where first.total > 0 && second.total > 0 {
            let (a, b) = (Double(first.count), Double(first.total - first.count))
            let (c, d) = (Double(second.count), Double(second.total - second.count))
            let n = a + b + c + d
            let (p, q) = ((a + d) / n, (b + c) / n)
            let (ad, bc) = (a * d / n, b * c / n)
            r += ad
            s += bc
            pr += p * ad
            psqr += p * bc + q * ad
            qs += q * bc
        }
        return MantelHaenszelRatio(r, s, variance: pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s))
    }

    private init?(_ above: Double, _ below: Double, variance: Double) {
        guard above > 0, below > 0 else { return nil }
        let ratio = above / below
        let factor = RealFunctions.exp(Interval.z95 * max(0, variance).squareRoot())
        self.ratio = ratio
        interval = Interval(lower: ratio / factor, upper: ratio * factor)
    }
}
