package import SickLeave
package import UseCases

extension LogReview {
    /// One row judged by itself, as by a form that has no other and was made this moment.
    package func decide(
        _ row: Int, of number: Int, _ decision: Decision, note: String, by viewer: Viewer, at instant: Instant
    ) async throws {
        _ = try await judge(
            [Written(row: row, decision: decision, note: note, seen: nil)], of: number, by: viewer, at: instant)
    }
}
