package import SickLeave
import Statistics
package import Storage

/// Certificates to read side by side: some that the agency asked a question about, and some of the same diagnoses that it took as they were.
/// For those who may see the patients; every look is logged.
package struct CompletionExamples: Sendable {
    package struct Example: Sendable {
        package let publicID: String
        package let name: String
        /// The store's number.
        package let certificate: Int
        package let signed: Day
        package let diagnosis: DiagnosisCode?
    }

    package struct View: Sendable {
        package let question: CompletionQuestion
        /// The newest first.
        package let asked: [Example]
        package let unasked: [Example]
    }

    private let database: any Database
    private let figures: Figures
    private let log: AccessLog

    package init(database: any Database, figures: Figures, log: AccessLog) {
        self.database = database
        self.figures = figures
        self.log = log
    }

    /// As many as the advice says: three of each.
    package static let most = 3

    /// - Parameter question: as its number in the form's words; the page's link carries it.
    /// - Throws: `UseCaseError.notAllowed(.followUpPatients)` without a mandate.
    package func view(_ question: CompletionQuestion, for viewer: Viewer, at instant: Instant) async throws -> View {
        let isFollowUp = viewer.may(.followUpPatients)
        if !isFollowUp { try viewer.require(.seePatients) }
        let day = Day(of: instant)
        let snapshot = figures.snapshot
        guard let unit = snapshot.unit(number: Int32(viewer.unit.number)) else { throw UseCaseError.notFound }
        let found = UnitCompletions(snapshot, careUnit: unit, months: CompletionLoop.months(on: day))
        let asked = CompletionExamples.newest(found.asked[question] ?? [], snapshot)
        let categories = Set(asked.compactMap { PlacedDiagnosis(snapshot.diagnosis(row: $0)).category })
        let unasked = CompletionExamples.newest(categories.flatMap { found.unasked[$0] ?? [] }, snapshot)
        let persons = Set((asked + unasked).map { CompletionExamples.person($0, snapshot) })
        let provider = viewer.provider
        let patients = try await database.read { connection in
            let scope = try PatientScope(
                for: viewer, to: isFollowUp ? .followUpPatients : .seePatients, snapshot: snapshot, on: day, connection)
            return try PatientRepository(connection).patients(
                provider: provider, persons: persons.filter(scope.covers).sorted()
            ).mapValues { $0.shown(scope.protected) }
        }
        func shown(_ rows: [Int]) -> [Int] {
            Array(rows.lazy.filter { patients[CompletionExamples.person($0, snapshot)] != nil }.prefix(CompletionExamples.most))
        }
        let (first, second) = (shown(asked), shown(unasked))
        try await log.record(
            AccessLog.Matter(
                activity: .read, resource: "Exempel på kompletteringar",
                subject: .patients(Set((first + second).map { CompletionExamples.person($0, snapshot) }).sorted()),
                purpose: isFollowUp ? .qualityAssurance : .care), by: viewer, at: instant)
        func examples(_ rows: [Int]) -> [Example] {
            rows.compactMap { row in
                patients[CompletionExamples.person(row, snapshot)].map { CompletionExamples.example(row, of: $0, snapshot) }
            }
        }
        return View(question: question, asked: examples(first), unasked: examples(second))
    }

    /// Those of a patient that are in force, the last signed first.
    private static func newest(_ rows: [Int], _ snapshot: Snapshot) -> [Int] {
        rows.filter { snapshot.certificates.person[$0] >= 0 && !snapshot.certificates.isRevoked($0) }
            .sorted { snapshot.certificates.signedAt[$0] > snapshot.certificates.signedAt[$1] }
    }

    private static func person(_ row: Int, _ snapshot: Snapshot) -> Int {
        Int(snapshot.persons.number[Int(snapshot.certificates.person[row])])
    }

    private static func example(_ row: Int, of patient: PatientRepository.Patient, _ snapshot: Snapshot) -> Example {
        Example(
            publicID: patient.publicID, name: patient.name, certificate: Int(snapshot.certificates.number[row]),
            signed: Day(rawValue: Int32(truncatingIfNeeded: snapshot.certificates.signedAt[row] / 86_400)),
            diagnosis: snapshot.diagnosis(row: row))
    }
}
