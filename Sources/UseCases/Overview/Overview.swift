package import SickLeave
package import Statistics

/// The unit's picture on a day (översikt): ongoing spells every way, what is due, the goals, and what changed. No patient is in it.
package struct Overview: Sendable {
    package struct View: Sendable {
        package let unit: UnitOverview
        package let due: OngoingSpells.DeadlineCounts
        package let trends: [GoalMeasures.Trend]
        package let changes: ChangeSentences?
    }

    private let figures: Figures
    private let ongoing: OngoingSpells
    private let measures: GoalMeasures

    package init(figures: Figures, ongoing: OngoingSpells, measures: GoalMeasures) {
        self.figures = figures
        self.ongoing = ongoing
        self.measures = measures
    }

    /// Nil when the unit has no data yet.
    package func view(settings: OngoingSpells.Settings, for viewer: Viewer, on day: Day) async throws -> View? {
        try viewer.require(.seeFigures)
        let snapshot = figures.snapshot
        guard let unit = snapshot.unit(number: Int32(viewer.unit.number)) else { return nil }
        return View(
            unit: UnitOverview(snapshot: snapshot, careUnit: unit, on: day, rule: settings.rule),
            due: try await ongoing.deadlineCounts(settings: settings, for: viewer, on: day),
            trends: try measures.trends(for: viewer, on: day), changes: try measures.changes(for: viewer, on: day))
    }
}
