/// The two pairs of limits of a funnel. They are called "att titta på" and "avviker", not warning and alarm: of twenty
/// units that do not differ at all, one lies outside the inner pair.
package struct FunnelLimits: Hashable, Sendable {
    /// 95 %: one of forty outside each limit by chance.
    package let look: Interval
    /// 99.8 %: one of a thousand outside each limit by chance.
    package let deviates: Interval

    package static let lookTail = 0.025
    package static let deviatesTail = 0.001
    /// The standard normal distribution's 99.9 % point.
    package static let z998 = 3.090_232_306_167_813_5

    init(look: Interval, deviates: Interval) {
        self.look = look
        self.deviates = deviates
    }

    /// Around a share, for a group of this size: the binomial law's own limits, interpolated between whole counts.
    package static func exact(share: Double, size: Int) -> FunnelLimits {
        precondition(size > 0, "a share has a whole")
        return exact(.binomial(trials: size, share: share), per: Double(size), top: 1)
    }

    /// Around 1, for a ratio of observed to expected: Poisson's law's own limits, interpolated likewise.
    package static func exact(expected: Double) -> FunnelLimits {
        precondition(expected > 0, "a ratio has something expected")
        return exact(.poisson(mean: expected), per: expected, top: .infinity)
    }

    /// Around 1, for observed to expected where so many of `trials` could at most have been observed. A little wide when
    /// their chances differ much from each other, never too narrow.
    package static func exact(expected: Double, trials: Int) -> FunnelLimits {
        precondition(expected > 0 && expected <= Double(trials), "no more is expected than can be")
        return exact(
            .binomial(trials: trials, share: expected / Double(trials)), per: expected, top: Double(trials) / expected)
    }

    private static func exact(_ law: CountDistribution, per unit: Double, top: Double) -> FunnelLimits {
        func interval(_ tail: Double) -> Interval {
            Interval(
                lower: max(0, law.interpolatedQuantile(lowerTail: tail) / unit),
                upper: min(top, max(0, law.interpolatedQuantile(upperTail: tail) / unit)))
        }
        guard law.isCertain else { return FunnelLimits(look: interval(lookTail), deviates: interval(deviatesTail)) }
        let only = Interval(lower: law.mean / unit, upper: law.mean / unit)
        return FunnelLimits(look: only, deviates: only)
    }

    /// The chi-square form: observed to expected counts outside which the expected count lies outside the observed one's
    /// exact interval.
    package static func chiSquare(expected: Double) -> FunnelLimits {
        precondition(expected > 0, "a ratio has something expected")
        func interval(_ tail: Double) -> Interval {
            Interval(
                lower: GammaDistribution(shape: expected).quantile(lowerTail: tail) / expected,
                upper: GammaDistribution(shape: expected + 1).quantile(upperTail: tail) / expected)
        }
        return FunnelLimits(look: interval(lookTail), deviates: interval(deviatesTail))
    }

    /// Where a value lies.
    package func standing(of value: Double) -> FunnelStanding {
        if value > deviates.upper { return .deviates(.high) }
        if value < deviates.lower { return .deviates(.low) }
        if value > look.upper { return .look(.high) }
        if value < look.lower { return .look(.low) }
        return .within
    }
}

package enum FunnelStanding: Hashable, Sendable {
    case within
    case look(ChartSignal.Side)
    case deviates(ChartSignal.Side)

    package var words: String {
        switch self {
        case .within: "Som väntat"
        case .look(.high): "Att titta på, högre än väntat"
        case .look(.low): "Att titta på, lägre än väntat"
        case .deviates(.high): "Avviker, högre än väntat"
        case .deviates(.low): "Avviker, lägre än väntat"
        }
    }
}
