package import SickLeave
package import Statistics
package import Storage

/// The patients behind a measure's figure. Those whose role follows up the unit's work need a mandate for it, and see the unit's; others
/// see those whom they may see for care. Every look is logged, with its purpose.
package struct MeasureSpells: Sendable {
    package struct Row: Sendable {
        package let publicID: String
        package let identifier: PersonIdentifier
        package let name: String
        package let days: DayRange
        package let month: Month
        package let isHit: Bool
    }

    package struct View: Sendable {
        package let measure: Measure
        package let months: ClosedRange<Month>
        /// Those that do not count in the numerator first, the newest first among them.
        package let rows: [Row]
    }

    private let database: any Database
    private let figures: Figures
    private let measures: [Measure]
    private let log: AccessLog

    package init(database: any Database, figures: Figures, measures: [Measure], log: AccessLog) {
        self.database = database
        self.figures = figures
        self.measures = measures
        self.log = log
    }

    /// Whether the measure is made of single patients at all.
    package static func has(_ measure: Measure) -> Bool {
        measure.calculation.share.map { [.spell, .certificate].contains($0.population.unitOfAnalysis) } ?? false
    }

    /// Those of the figure over a year on the measure's page (`Measure.Calculation.year`).
    ///
    /// - Throws: `UseCaseError.notAllowed(.followUpPatients)` without a mandate.
    package func view(_ id: Measure.ID, for viewer: Viewer, at instant: Instant) async throws -> View {
        let isFollowUp = viewer.may(.followUpPatients)
        if !isFollowUp { try viewer.require(.seePatients) }
        let day = Day(of: instant)
        let snapshot = figures.snapshot
        guard let measure = measures.first(where: { $0.id == id }), MeasureSpells.has(measure),
            let unit = snapshot.unit(number: Int32(viewer.unit.number))
        else { throw UseCaseError.notFound }
        let facts = UnitFacts(snapshot: snapshot, careUnit: unit, rule: measure.spellRule ?? .unit, on: day)
        let months = measure.calculation.year(on: day)
        let cases = measure.cases(in: facts, months: months)
        let numbers = Set(cases.map { Int(snapshot.persons.number[Int($0.person)]) }).sorted()
        let provider = viewer.provider
        let patients = try await database.read { connection in
            let scope = try PatientScope(
                for: viewer, to: isFollowUp ? .followUpPatients : .seePatients, snapshot: snapshot, on: day, connection)
            return try PatientRepository(connection).patients(provider: provider, persons: numbers.filter(scope.covers))
                .mapValues { $0.shown(scope.protected) }
        }
        let rows = cases.compactMap { found -> Row? in
            guard let patient = patients[Int(snapshot.persons.number[Int(found.person)])] else { return nil }
            return Row(
                publicID: patient.publicID, identifier: patient.identifier, name: patient.name, days: found.days,
                month: found.month, isHit: found.isHit)
        }
        let shown = numbers.filter { patients[$0] != nil }
        try await log.record(
            AccessLog.Matter(
                activity: .read, resource: "Sjukfall bakom måttet \(measure.id)", subject: .patients(shown),
                purpose: isFollowUp ? .qualityAssurance : .care), by: viewer, at: instant)
        return View(
            measure: measure, months: months,
            rows: rows.sorted {
                ($0.isHit ? 1 : 0, -$0.days.first.rawValue, $0.publicID) < (
                    $1.isHit ? 1 : 0, -$1.days.first.rawValue, $1.publicID
                )
            })
    }
}
