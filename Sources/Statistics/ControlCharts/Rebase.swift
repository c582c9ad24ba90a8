/// A known change from which a chart's limits are reckoned anew. There is no formula for when: only when the change
/// explains the shift, and the new level has held. Hence the reason, which the chart must show.
package struct Rebase: Hashable, Sendable {
    /// The first value that belongs to the new level.
    package let index: Int
    package let reason: String

    package init(at index: Int, reason: String) {
        precondition(reason.contains { !$0.isWhitespace }, "limits are not moved without a reason")
        self.index = index
        self.reason = reason
    }
}

/// Consecutive values that are judged by the same limits.
struct ChartPhase: Hashable {
    let values: Range<Int>
    /// Nil for the first.
    let reason: String?

    /// - Parameter rebases: in any order, each inside the series and not at its first value.
    static func phases(of count: Int, rebases: [Rebase]) -> [ChartPhase] {
        var phases: [ChartPhase] = []
        var first = 0
        var reason: String?
        for rebase in rebases.sorted(by: { $0.index < $1.index }) {
            precondition(rebase.index > first && rebase.index < count, "a new level starts inside the series, once")
            phases.append(ChartPhase(values: first..<rebase.index, reason: reason))
            (first, reason) = (rebase.index, rebase.reason)
        }
        return phases + [ChartPhase(values: first..<count, reason: reason)]
    }
}
