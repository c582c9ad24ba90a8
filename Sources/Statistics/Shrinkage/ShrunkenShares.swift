/// Shares of small groups, drawn towards everybody's as far as chance explains their distance (empirical Bayes, beta and
/// binomial). A doctor with four spells is mostly seen as a doctor of the unit, one with four hundred as herself.
///
/// The groups' true shares are taken to vary around the common one by a beta law, whose spread is estimated from the groups
/// by moments (Kleinman 1973, weights by size). The interval takes that law as known: with few groups it is a little
/// too sure.
package struct ShrunkenShares: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package let count: ShareCount
        /// Between the group's own share and the common one.
        package let share: Double
        /// 95 %: where the group's true share lies.
        package let interval: Interval
        /// How much of the group's own share is kept, 0 to 1.
        package let weight: Double
    }

    /// Everybody together.
    package let common: Double
    /// Correlation within groups: how much of the variation of single outcomes lies between groups. Zero when groups
    /// differ no more than by chance; all then have the common share.
    package let correlation: Double
    package let groups: [Group]

    /// - Returns: nil when no group has anybody.
    package init?(_ counts: [ShareCount]) {
        let whole = counts.reduce(ShareCount(), +)
        guard let common = whole.share, let wholeInterval = whole.interval else { return nil }
        let correlation = ShrunkenShares.correlation(counts, common: common)
        self.common = common
        self.correlation = correlation
        groups = counts.map { count in
            guard correlation > 0 else { return Group(count: count, share: common, interval: wholeInterval, weight: 0) }
            // As if so many more had been seen with the common share.
            let prior = (1 - correlation) / correlation
            let weight = Double(count.total) / (Double(count.total) + prior)
            let law = BetaDistribution(
                a: prior * common + Double(count.count), b: prior * (1 - common) + Double(count.total - count.count))
            return Group(
                count: count, share: law.mean,
                interval: Interval(lower: law.quantile(lowerTail: 0.025), upper: law.quantile(upperTail: 0.025)),
                weight: weight)
        }
    }

    private static func correlation(_ counts: [ShareCount], common: Double) -> Double {
        let groups = counts.filter { $0.total > 0 }
        let variance = common * (1 - common)
        guard groups.count >= 2, variance > 0 else { return 0 }
        let total = Double(groups.reduce(0) { $0 + $1.total })
        let squares = groups.reduce(0) { $0 + Double($1.total) * Double($1.total) }
        let between = groups.reduce(0) { sum, group in
            let distance = Double(group.count) / Double(group.total) - common
            return sum + Double(group.total) * distance * distance
        }
        let freedom = Double(groups.count - 1)
        let spare = total - squares / total - freedom
        // Groups of one each cannot tell their own variation from chance.
        guard spare > 0 else { return 0 }
        return min(0.999, max(0, (between / variance - freedom) / spare))
    }
}
