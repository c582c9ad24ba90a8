import Interchange
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

    /// What stands behind the bars of today's spells. Nil when the unit has no data yet.
    package func file(
        settings: OngoingSpells.Settings, for viewer: Viewer, on day: Day, isForExcel: Bool
    ) throws -> FigureFile? {
        try viewer.require(.seeFigures)
        let snapshot = figures.snapshot
        guard let unit = snapshot.unit(number: Int32(viewer.unit.number)) else { return nil }
        let overview = UnitOverview(snapshot: snapshot, careUnit: unit, on: day, rule: settings.rule)
        var draft = FigureFile.Draft(["dag", "indelning", "grupp", "kvinnor", "man", "okant_kon"], isForExcel: isForExcel)
        func add(_ title: String, _ rows: [(title: String, count: CountBySex)]) {
            for row in rows {
                draft.add([
                    "\(day)", .text(title), .text(row.title), "\(row.count.women)", "\(row.count.men)", "\(row.count.unknown)",
                ])
            }
        }
        add("Längd", overview.byLength.map { ($0.group.title, $0.count) })
        add("Grad", overview.byExtent.map { ($0.group.title, $0.count) })
        add("Diagnosgrupp", overview.byDiagnosisGroup.map { ($0.group.title, $0.count) })
        add("Ålder", overview.ages)
        return draft.file(named: "pagaende-sjukfall")
    }
}
