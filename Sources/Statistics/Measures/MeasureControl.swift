package import SickLeave

/// A measure's settled months as a control chart: each month a value, and limits from how much one usually differs from the next (XmR).
package struct MeasureControl: Hashable, Sendable {
    /// Months with a figure that will not change any more, oldest first; one for each value of the chart.
    package let months: [MeasureResult]
    package let chart: XmRChart
    /// The same months with limits that follow from how many were counted in each; nil for measures that no such law fits.
    package let counts: MeasureCounts?
    /// Small steps the same way, added up since the limits were last reckoned anew.
    package let drift: AlertSum
    /// The first of `months` that `drift` looks at.
    package let driftFrom: Int

    /// Nil without settled months, and for measures whose months overlap: a month of a window of twelve is mostly the month before, and so
    /// is a count of who is there on a day. Such a series has no usual variation of its own, and its small steps are no signs.
    package init?(
        _ measure: Measure, trend: [MeasureResult], target: Double? = nil, rebases: [(month: Month, reason: String)] = []
    ) {
        guard measure.calculation.windowMonths == 1, measure.calculation.span != .day else { return nil }
        let settled = trend.settled
        guard !settled.isEmpty else { return nil }
        let values = settled.compactMap(\.value)
        let starts = MeasureControl.starts(of: rebases, in: settled)
        months = settled
        chart = XmRChart(values, rebases: starts, better: measure.direction, target: target)
        counts = MeasureCounts(measure, settled, rebases: starts)
        driftFrom = starts.last?.index ?? 0
        drift = AlertSum(Array(values[driftFrom...]))
    }

    /// Where in the series each new level starts. One that begins before the first month, or after the last, moves nothing; of two with no
    /// month between them the later counts.
    private static func starts(of rebases: [(month: Month, reason: String)], in months: [MeasureResult]) -> [Rebase] {
        var starts: [Rebase] = []
        for rebase in rebases.sorted(by: { $0.month < $1.month }) {
            guard let index = months.firstIndex(where: { $0.months.upperBound >= rebase.month }), index > 0 else { continue }
            if starts.last?.index == index { starts.removeLast() }
            starts.append(Rebase(at: index, reason: rebase.reason))
        }
        return starts
    }
}

/// A measure's months as counts (p, u, or Laney's p′ and u′): the limits of a month with few are wider than those of one with many.
package struct MeasureCounts: Hashable, Sendable {
    /// Why the limits are the plain ones, or Laney's.
    package enum Choice: Hashable, Sendable {
        /// The months vary as chance makes them.
        case asChance
        /// They vary more than that; the limits are wider.
        case wider
        /// They vary less; the limits are narrower.
        case narrower
        /// What is counted comes in clusters (the days of a spell), so the plain limits would be too narrow whatever the months show.
        case clustered
    }

    package let chart: CountChart
    package let choice: Choice
    /// The months' variation in units of chance, all levels together; nil where there is none to measure.
    package let variation: Double?

    package var isLaney: Bool { choice != .asChance }

    /// Two years of months with chance only lie between these in nineteen cases of twenty.
    static let asChance = 0.65...1.4
    /// Fewer months cannot tell how they vary: then chance decides.
    static let leastMonths = 18

    /// Nil for a measure whose months are no counts of counts.
    init?(_ measure: Measure, _ months: [MeasureResult], rebases: [Rebase]) {
        guard let form = MeasureCounts.form(measure) else { return nil }
        let observations = months.map { CountChart.Observation($0.numerator, of: Double($0.denominator)) }
        let plain = CountChart(form.kind, observations, laney: false, rebases: rebases)
        let known = plain.phases.compactMap { phase in phase.sigmaZ.map { (weight: Double(phase.values.count), sigma: $0) } }
        let weights = known.reduce(0) { $0 + $1.weight }
        let variation = weights > 0 ? known.reduce(0) { $0 + $1.weight * $1.sigma } / weights : nil
        choice = MeasureCounts.choice(variation, months: months.count, isClustered: form.isClustered)
        chart = choice == .asChance ? plain : CountChart(form.kind, observations, laney: true, rebases: rebases)
        self.variation = variation
    }

    private static func choice(_ variation: Double?, months: Int, isClustered: Bool) -> Choice {
        guard let variation else { return .asChance }
        if isClustered { return .clustered }
        guard months >= leastMonths, !asChance.contains(variation) else { return .asChance }
        return variation > 1 ? .wider : .narrower
    }

    private static func form(_ measure: Measure) -> (kind: CountChart.Kind, isClustered: Bool)? {
        switch measure.calculation {
        case .share(let share, _):
            switch share.population {
            case .spellStart, .spellReaches, .spellFollowed, .planMade, .certificateSent: (.share, false)
            case .spellDays: (.share, true)
            case .spellOngoing, .staffEmployed: nil
            }
        case .certificatesPerSpell: (.rate, false)
        case .spread, .difference, .medianLength: nil
        }
    }
}
