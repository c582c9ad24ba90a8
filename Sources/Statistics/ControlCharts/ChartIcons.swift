/// Whether the latest value is more than the usual variation, and whether that is good. Blue, orange, grey and purple,
/// never green and red; letter and shape say the same without colour.
package enum VariationIcon: Hashable, Sendable {
    /// Nothing but the usual variation (grey).
    case commonCause
    /// The wrong way (orange).
    case concern(ChartSignal.Side)
    /// The right way (blue).
    case improvement(ChartSignal.Side)
    /// A change of a figure that has no right way (purple).
    case neutral(ChartSignal.Side)

    package init(_ signal: ChartSignal?, better: Measure.Direction) {
        guard let signal else {
            self = .commonCause
            return
        }
        switch (better, signal.side) {
        case (.none, let side): self = .neutral(side)
        case (.higherIsBetter, .high), (.lowerIsBetter, .low): self = .improvement(signal.side)
        case (.higherIsBetter, .low), (.lowerIsBetter, .high): self = .concern(signal.side)
        }
    }
}

/// Whether the process, as it varies now, can be relied on to meet its target.
package enum AssuranceIcon: Hashable, Sendable {
    /// P, blue: every usual value meets it.
    case consistentlyPasses
    /// F, orange: no usual value meets it; only a change of the way of working will.
    case consistentlyFails
    /// ?, grey: sometimes, by chance.
    case hitAndMiss
    /// No target, no right way, or no limits yet.
    case none

    package init(target: Double?, limits: XmRLimits?, better: Measure.Direction) {
        guard let target, let limits else {
            self = .none
            return
        }
        switch better {
        case .none: self = .none
        case .higherIsBetter:
            self = target > limits.upper ? .consistentlyFails : target < limits.lower ? .consistentlyPasses : .hitAndMiss
        case .lowerIsBetter:
            self = target < limits.lower ? .consistentlyFails : target > limits.upper ? .consistentlyPasses : .hitAndMiss
        }
    }
}
