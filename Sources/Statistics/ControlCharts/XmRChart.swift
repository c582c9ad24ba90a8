/// The chart for one unit's figure month by month (XmR, individual values): is the latest more than chance, and can the
/// target be met? As in NHS England's "Making Data Count", which uses it in place of red, amber and green.
///
/// Months without a figure are left out before; two to three years are enough. Limits are not cut at 0 or 100 %: that
/// belongs to the drawing, which says so.
package struct XmRChart: Hashable, Sendable {
    package struct Phase: Hashable, Sendable {
        package let values: Range<Int>
        /// Why the limits were reckoned anew here; nil for the first phase.
        package let reason: String?
        /// Nil for a single value.
        package let limits: XmRLimits?
    }

    package let values: [Double]
    package let phases: [Phase]
    /// For each value.
    package let signals: [ChartSignal?]
    /// Nil where the latest phase has no limits: nothing is known of the usual variation.
    package let variation: VariationIcon?
    package let assurance: AssuranceIcon

    /// Fewer say too little about the usual variation to be held fast.
    package static let leastFixedBaseline = 12

    /// - Parameters:
    ///   - values: oldest first.
    ///   - rebases: where limits are reckoned anew; lines and runs are broken there.
    ///   - fixedBaseline: limits from the first so many values of each phase, at least twelve; nil for all of them.
    ///   - screensOutliers: leave out differences between neighbours so large that they belong to a jump.
    package init(
        _ values: [Double], rebases: [Rebase] = [], fixedBaseline: Int? = nil, better: Measure.Direction, target: Double? = nil,
        screensOutliers: Bool = true
    ) {
        precondition(values.allSatisfy(\.isFinite), "every value is a number")
        precondition((fixedBaseline ?? .max) >= XmRChart.leastFixedBaseline, "limits are held fast from twelve values at least")
        self.values = values
        phases = ChartPhase.phases(of: values.count, rebases: rebases).map { phase in
            let baseline = values[phase.values].prefix(fixedBaseline ?? .max)
            return Phase(
                values: phase.values, reason: phase.reason, limits: XmRLimits(baseline, screensOutliers: screensOutliers))
        }
        signals = phases.flatMap { phase in
            phase.limits?.signals(values[phase.values]) ?? phase.values.map { _ in nil }
        }
        variation = phases.last?.limits.map { [signals] _ in VariationIcon(signals.last ?? nil, better: better) }
        assurance = AssuranceIcon(target: target, limits: phases.last?.limits, better: better)
    }
}
