/// Units, or one unit's doctors, compared by observed to expected: after indirect standardisation, or counts per visits,
/// listed patients or working days. In the order they were given, never by rank.
package struct RatioFunnel: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package let observed: Int
        package let expected: Double
        /// How many could be observed at most, where each of them either is or is not counted; nil for counts without
        /// such a bound (Poisson's law).
        package let trials: Int?

        package init(observed: Int, expected: Double, trials: Int? = nil) {
            precondition(observed >= 0 && expected >= 0, "counts are not negative")
            precondition(trials.map { observed <= $0 && expected <= Double($0) * (1 + 1e-9) } ?? true, "trials bound the count")
            self.observed = observed
            self.expected = trials.map { min(expected, Double($0)) } ?? expected
            self.trials = trials
        }

        /// Nil when nothing was expected.
        package var ratio: Double? { expected > 0 ? Double(observed) / expected : nil }

        /// Standard error of √ratio under chance alone: 1/(2√E), and less by the share that is expected where each is
        /// counted once at most.
        var error: Double {
            let left = trials.map { 1 - expected / Double($0) } ?? 1
            return (left / (4 * expected)).squareRoot()
        }
    }

    package struct Point: Hashable, Sendable {
        package let group: Group
        package let ratio: Double
        package let limits: FunnelLimits
        package let standing: FunnelStanding
    }

    package let overdispersion: Overdispersion
    /// For each group; nil where nothing was expected.
    package let points: [Point?]

    /// - Returns: nil when nothing is expected of any group.
    package init?(_ groups: [Group]) {
        let scores = groups.compactMap { group -> (z: Double, error: Double)? in
            guard let ratio = group.ratio, group.error > 0 else { return nil }
            return ((ratio.squareRoot() - 1) / group.error, group.error)
        }
        guard let overdispersion = Overdispersion(scores) else { return nil }
        self.overdispersion = overdispersion
        points = groups.map { group in
            guard let ratio = group.ratio else { return nil }
            let limits = RatioFunnel.limits(of: group, overdispersion)
            return Point(group: group, ratio: ratio, limits: limits, standing: limits.standing(of: ratio))
        }
    }

    /// What everybody's common rate makes each expect: sizes are visits, listed patients or working days.
    ///
    /// - Returns: nil when all sizes are zero, or nothing was counted.
    package init?(counts: [(count: Int, size: Double)]) {
        let size = counts.reduce(0) { $0 + $1.size }
        guard size > 0 else { return nil }
        let rate = Double(counts.reduce(0) { $0 + $1.count }) / size
        self.init(counts.map { Group(observed: $0.count, expected: $0.size * rate) })
    }

    private static func limits(of group: Group, _ overdispersion: Overdispersion) -> FunnelLimits {
        if overdispersion.isUsed { return adjusted(group, overdispersion) }
        return group.trials.map { .exact(expected: group.expected, trials: $0) } ?? .exact(expected: group.expected)
    }

    /// (1 ± z √(s² + τ²))² on the scale of √ratio.
    package static func adjusted(_ group: Group, _ overdispersion: Overdispersion) -> FunnelLimits {
        overdispersion.limits(around: 1, variance: group.error * group.error) { max(0, $0) * max(0, $0) }
    }
}
