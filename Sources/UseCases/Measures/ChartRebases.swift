package import SickLeave
package import Statistics
package import Storage

/// Where the unit lets a measure's limits be reckoned anew, and why. There is no formula for when: a known change must explain the shift,
/// so whoever leads the unit says which, and everybody reads it beside the chart.
package struct ChartRebases: Sendable {
    private let database: any Database
    private let measures: GoalMeasures

    package init(database: any Database, measures: GoalMeasures) {
        self.database = database
        self.measures = measures
    }

    /// All that there have been for the measure at the viewer's unit, those that were taken back among them.
    package func history(_ id: Measure.ID, for viewer: Viewer) async throws -> [ChartRebase] {
        try viewer.require(.seeFigures)
        let unit = viewer.unit.number
        return try await database.read {
            try ChartRebaseRepository($0, provider: viewer.provider).history(unit: unit, measure: id.rawValue)
        }
    }

    /// - Parameter month: as it was typed, `2026-03`.
    package func add(
        _ id: Measure.ID, month: String, reason: String, for viewer: Viewer, at instant: Instant
    ) async throws {
        try viewer.require(.setGoals)
        let reason = try ChartRebases.text(reason, .rebaseReason, missing: "Skriv vad som har ändrats.")
        let trend = try measures.trend(id, for: viewer, on: Day(of: instant))
        guard let control = MeasureControl(trend.measure, trend: trend.months) else {
            throw UseCaseError.invalid("Måttet har inga gränser att räkna om.")
        }
        let choices = control.months.dropFirst().map(\.months.upperBound)
        guard let month = choices.first(where: { "\($0)" == month }) else {
            throw UseCaseError.invalidAnswer(.rebaseMonth, "Välj en av diagrammets månader, och inte den första.")
        }
        let unit = viewer.unit.number
        try await database.write { connection in
            let repository = ChartRebaseRepository(connection, provider: viewer.provider)
            let standing = try repository.history(unit: unit, measure: id.rawValue).filter { $0.removal == nil }
            guard !standing.contains(where: { $0.month == month }) else {
                throw UseCaseError.invalidAnswer(
                    .rebaseMonth, "Gränserna räknas redan om från den månaden. Ta bort den brytningen först.")
            }
            try repository.add(
                measure: id.rawValue, month: month, reason: reason, unit: unit, by: viewer.account, at: instant)
        }
    }

    package func remove(
        _ number: Int, of id: Measure.ID, reason: String, for viewer: Viewer, at instant: Instant
    ) async throws {
        try viewer.require(.setGoals)
        let unit = viewer.unit.number
        try await database.write { connection in
            let repository = ChartRebaseRepository(connection, provider: viewer.provider)
            let history = try repository.history(unit: unit, measure: id.rawValue)
            // Before the words are looked at: what is another unit's is answered as what is nobody's.
            guard let rebase = history.first(where: { $0.number == number }) else { throw UseCaseError.notFound }
            let reason = try ChartRebases.text(
                reason, .rebaseRemoval(number), missing: "Skriv varför omräkningen tas bort.")
            // Twice is once: somebody else was quicker.
            guard rebase.removal == nil else { return }
            try repository.remove(rebase, reason: reason, unit: unit, by: viewer.account, at: instant)
        }
    }

    /// Short enough to stand under a chart.
    private static let longest = 200

    private static func text(_ text: String, _ answer: FormAnswer, missing: String) throws -> String {
        let trimmed = try GoalInput.text(text, "Skälet", answer, missing: missing)
        guard trimmed.count <= longest else {
            throw UseCaseError.invalidAnswer(answer, "Skälet får ha högst \(longest) tecken.")
        }
        return trimmed
    }
}

extension [ChartRebase] {
    /// Those that stand, for a chart of the measure.
    func standing(for measure: Measure.ID) -> [(month: Month, reason: String)] {
        filter { $0.removal == nil && $0.measure == measure.rawValue }.map { ($0.month, $0.reason) }
    }
}
