/// Units, or one unit's doctors, compared by a share: in the order they were given, never by rank.
package struct ShareFunnel: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let count: ShareCount
        package let limits: FunnelLimits
        package let standing: FunnelStanding
    }

    /// Everybody together: the funnel's axis.
    package let target: Double
    package let overdispersion: Overdispersion
    /// For each group; nil where there was nobody to count.
    package let points: [Point?]

    /// - Returns: nil when no group has anybody.
    package init?(_ groups: [ShareCount]) {
        let whole = groups.reduce(ShareCount(), +)
        guard let target = whole.share else { return nil }
        let angle = RealFunctions.arcsineRoot(target)
        let scores = groups.compactMap { group -> (z: Double, error: Double)? in
            guard let share = group.share else { return nil }
            let error = 1 / (2 * Double(group.total).squareRoot())
            return ((RealFunctions.arcsineRoot(share) - angle) / error, error)
        }
        guard let overdispersion = Overdispersion(scores) else { return nil }
        self.target = target
        self.overdispersion = overdispersion
        points = groups.map { group in
            guard let share = group.share else { return nil }
            let limits = ShareFunnel.limits(target: target, size: group.total, overdispersion)
            return Point(count: group, limits: limits, standing: limits.standing(of: share))
        }
    }

    /// For drawing the curves: the limits of a group of this size.
    package func limits(size: Int) -> FunnelLimits { ShareFunnel.limits(target: target, size: size, overdispersion) }

    private static func limits(target: Double, size: Int, _ overdispersion: Overdispersion) -> FunnelLimits {
        guard overdispersion.isUsed else { return .exact(share: target, size: size) }
        return adjusted(target: target, size: size, overdispersion)
    }

    /// sin²(asin √θ ± z √(1/4n + τ²)).
    package static func adjusted(target: Double, size: Int, _ overdispersion: Overdispersion) -> FunnelLimits {
        overdispersion.limits(
            around: RealFunctions.arcsineRoot(target), variance: 1 / (4 * Double(size)), back: RealFunctions.squaredSine)
    }
}
