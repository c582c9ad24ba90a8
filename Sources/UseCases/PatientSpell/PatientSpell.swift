package import SickLeave
import Statistics
package import Storage

/// One patient's spells and certificates at the viewer's unit (sjukfallet).
package struct PatientSpell: Sendable {
    package struct View: Sendable {
        package let patient: String
        package let identifier: PersonIdentifier
        package let name: String
        package let age: Int?
        package let sex: LegalSex?
        /// All spells at the unit, newest first.
        package let spells: [SpellView]
        /// Which of them the page shows; nil when no certificate makes a spell.
        package let shown: Int?
        /// Every certificate of the patient at the unit, newest first, whatever its kind or status.
        package let certificates: [CertificateView]
        package let messages: [MessageView]
        package let procedures: [ProcedureView]
        package let responsible: OngoingSpellRow.Responsible?
        package let responsibleHistory: [ResponsibilityChange]
        package let people: [OngoingSpellRow.Responsible]
        package let rule: SpellRule
    }

    package struct SpellView: Sendable {
        package let days: DayRange
        package let netDays: Int
        package let status: SpellStatus
        package let dayInSpell: Int
        package var lacksPlan: Bool { OngoingSpellsFilter.lacksPlan(hasPlan: hasPlan, status: status, dayInSpell: dayInSpell) }
        package let diagnosis: Diagnosis?
        package let currentExtent: Extent?
        /// What is certified day by day: the graph's steps, the certificate in force for each stretch.
        package let steps: [SickLeavePeriod]
        /// Indices in `View.certificates`.
        package let certificates: [Int]
        package let occupations: [Occupation]
        package let hasPlan: Bool
        package let deadlines: [Deadline]
        /// Ids of the limits whose task is done.
        package let fulfilled: Set<DayLimit.ID>
        package let late: [Deadline]
    }

    package struct CertificateView: Sendable {
        package let number: Int
        package let certificate: Certificate
        package let fate: CertificateFate
        package let hasRemarks: Bool
    }

    /// What has become of a certificate. However it went, it stays readable.
    package enum CertificateFate: Sendable, Hashable {
        case inForce
        /// Replaced or complemented by another certificate.
        case superseded
        case revoked(reason: String)

        var isRevoked: Bool {
            if case .revoked = self { true } else { false }
        }
    }

    package struct MessageView: Sendable {
        package let message: CaseMessage
        package let sentAt: LocalTime
        package let isAnswered: Bool
        /// Index in `View.certificates`.
        package let certificate: Int?
        /// The certificate that carries the message now: the one in force that took the place of the one it is about, or that one itself.
        package let carrier: Int?
        /// Asks for an answer that has not come, about a certificate that is not revoked.
        package let awaitsAnswer: Bool
    }

    package struct ProcedureView: Sendable {
        package let day: Day
        package let code: String
        package let unitName: String
        package let performedBy: String
    }

    package struct ResponsibilityChange: Sendable {
        package let at: Instant
        /// Nil when the case was taken back.
        package let responsible: String?
        package let by: String
    }

    private let database: any Database
    private let figures: Figures
    private let calendar: DayCalendar
    private let log: AccessLog

    package init(database: any Database, figures: Figures, calendar: DayCalendar, log: AccessLog) {
        self.database = database
        self.figures = figures
        self.calendar = calendar
        self.log = log
    }

    /// - Parameters:
    ///   - patient: the public id from an address.
    ///   - spellStart: first day of the spell to show; nil for the newest that has begun.
    /// - Throws: `UseCaseError.notFound` when there is no such patient, or none that is the unit's.
    package func view(
        patient: String, spellStart: Day?, settings: OngoingSpells.Settings, for viewer: Viewer, on day: Day, at instant: Instant
    ) async throws -> View {
        try viewer.require(.seePatients)
        let snapshot = figures.snapshot
        let reader = PatientSpellReader(snapshot: snapshot, calendar: calendar, viewer: viewer, day: day, rule: settings.rule)
        guard let view = try await database.read({ try reader.read(patient: patient, spellStart: spellStart, $0) }) else {
            throw UseCaseError.notFound
        }
        try await log.record(.read, "Sjukfall", .patient(view.person), by: viewer, at: instant)
        return view.view
    }

    /// One certificate whole, in the form's own order.
    package func certificate(
        number: Int, patient: String, for viewer: Viewer, at instant: Instant
    ) async throws -> (view: CertificateView, identifier: PersonIdentifier, name: String) {
        try viewer.require(.seePatients)
        let snapshot = figures.snapshot
        let reader = PatientSpellReader(
            snapshot: snapshot, calendar: calendar, viewer: viewer, day: Day(of: instant), rule: .unit)
        let found = try await database.read { connection -> (PatientRepository.Patient, CertificateView)? in
            guard let known = try reader.patient(patient, connection),
                reader.certificateNumbers(person: known.person).contains(number),
                let stored = try CertificateRepository.certificates(connection, provider: viewer.provider, numbers: [number])
                    .first
            else { return nil }
            return (known, CertificateView(stored))
        }
        guard let (known, view) = found else { throw UseCaseError.notFound }
        try await log.record(
            .read, "Intyg", .patient(known.person), level: view.certificate.id.rawValue, by: viewer, at: instant)
        return (view, known.identifier, known.name)
    }
}

extension PatientSpell.CertificateView {
    /// What the form's rules remarked on when the certificate was read; empty when nothing. One that the whole form's rules would have
    /// rejected came in a table.
    package var remarks: [String] {
        guard hasRemarks else { return [] }
        let day = certificate.signedAt.day
        let whole = CertificateRules.judge(certificate, on: day)
        let verdict = whole.outcome == .rejected ? CertificateRules.judge(certificate, on: day, scope: .answersGiven) : whole
        return verdict.findings.map(\.message)
    }

    init(_ stored: CertificateRepository.Stored) {
        let fate: PatientSpell.CertificateFate =
            switch stored.status {
            case .inForce: .inForce
            case .superseded: .superseded
            case .revoked: .revoked(reason: stored.revocationReason ?? "")
            }
        self.init(number: stored.number, certificate: stored.certificate, fate: fate, hasRemarks: stored.hasRemarks)
    }
}
