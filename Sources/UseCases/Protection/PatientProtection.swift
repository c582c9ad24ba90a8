package import SickLeave
import Statistics
package import Storage

/// What limits who may see a patient, and what the patient has agreed to: blocks, what other units of the provider have and may be
/// opened, and consents to collaboration.
package struct PatientProtection: Sendable {
    package struct View: Sendable {
        package let patient: String
        package let identifier: PersonIdentifier
        package let name: String
        package let isProtected: Bool
        package let otherUnits: [OtherUnit]
        /// What the own unit has written is closed to the provider's other units.
        package let isBlocked: Bool
        /// When it will be; nil while it is, and when it is not to be.
        package let blockedFrom: Day?
        /// Newest first; of every unit of the provider.
        package let history: [Change]
        /// What holds now, one of each party.
        package let consents: [Consent]
        /// Newest first.
        package let consentHistory: [Consent]
    }

    /// Another care unit of the provider that has certificates of the patient. That they exist may always be seen, also when they
    /// are blocked.
    package struct OtherUnit: Sendable, Hashable {
        package let number: Int
        package let name: String
        package let access: Access

        package enum Access: Sendable, Hashable {
            /// By active choice.
            case open
            case blocked
            /// Opened by the viewer in spite of the block, until the instant.
            case emergency(until: Instant)
        }
    }

    package struct Change: Sendable, Hashable {
        package let what: ProtectionRecord.Kind
        package let unit: String
        package let firstDay: Day
        /// Before the first of one that was lifted before it had held for a day.
        package let lastDay: Day?
        /// Nil for what came in a file.
        package let recordedBy: String?
        package let recordedAt: Instant
    }

    /// An hour is enough to act on; whoever needs longer says why once more.
    static let emergencySeconds = 60 * 60
    package static let reasonLengths = 10...500

    let database: any Database
    let figures: Figures
    let log: AccessLog

    package init(database: any Database, figures: Figures, log: AccessLog) {
        self.database = database
        self.figures = figures
        self.log = log
    }

    /// - Throws: `UseCaseError.notFound` when there is no such patient, or none that the viewer may see.
    package func view(patient: String, for viewer: Viewer, at instant: Instant) async throws -> View {
        try viewer.require(.seePatients)
        let day = Day(of: instant)
        let (person, view) = try await database.read { connection in
            let seen = try seen(patient, by: viewer, on: day, connection)
            let blocks = try ownBlocks(of: seen.patient.person, for: viewer, on: day, connection)
            let isBlocked = blocks.contains { $0.holds(on: day) }
            let consents = try ConsentRepository(connection).history(
                person: seen.patient.person, provider: viewer.provider, unit: viewer.unit.number
            ).map(Consent.init)
            return (
                seen.patient.person,
                View(
                    patient: patient, identifier: seen.patient.identifier, name: seen.patient.name, isProtected: seen.isProtected,
                    otherUnits: try otherUnits(of: seen.patient.person, for: viewer, at: instant, connection),
                    isBlocked: isBlocked, blockedFrom: isBlocked ? nil : blocks.map(\.firstDay).min(),
                    history: try ProtectionRepository(connection).history(
                        provider: viewer.provider, person: seen.patient.person
                    ).map {
                        Change(
                            what: $0.kind, unit: $0.unitName, firstDay: $0.firstDay, lastDay: $0.lastDay,
                            recordedBy: $0.recordedBy, recordedAt: $0.recordedAt)
                    },
                    consents: Consent.standing(consents, on: day), consentHistory: consents)
            )
        }
        try await log.record(.read, PatientProtection.resource, .patient(person), by: viewer, at: instant)
        return view
    }

    private static let resource = "Spärrar och samtycken"

    /// A form that is refused for what the patient has or has not tells it: a look like any other.
    func logRefusal(of person: Int, by viewer: Viewer, at instant: Instant, _ connection: any Connection) throws {
        try AccessLog.append(.read, PatientProtection.resource, .patient(person), by: viewer, at: instant, in: connection)
    }

    /// The patient by the name in addresses, when the patient is the unit's and the viewer's to see.
    func seen(_ patient: String, by viewer: Viewer, on day: Day, _ connection: any Connection) throws -> (
        patient: PatientRepository.Patient, isProtected: Bool
    ) {
        let snapshot = figures.snapshot
        guard let found = try PatientRepository(connection).patient(provider: viewer.provider, publicID: patient) else {
            throw UseCaseError.notFound
        }
        let scope = try PatientScope(for: viewer, snapshot: snapshot, on: day, connection)
        guard scope.covers(found.person),
            snapshot.isPatient(found.person, ofUnit: viewer.unit.number, provider: viewer.provider)
        else { throw UseCaseError.notFound }
        return (found.shown(scope.protected), scope.protected.contains(found.person))
    }

    func otherUnits(of person: Int, for viewer: Viewer, at instant: Instant, _ connection: any Connection) throws -> [OtherUnit] {
        let numbers = Set(figures.snapshot.certificates(of: person, provider: viewer.provider).map(\.careUnit))
            .subtracting([viewer.unit.number])
        guard !numbers.isEmpty else { return [] }
        let blocked = try ProtectionRepository(connection).blockedUnits(
            provider: viewer.provider, person: person, on: Day(of: instant))
        let opened = try EmergencyAccessRepository(connection).open(
            of: person, provider: viewer.provider, from: viewer.unit.number, by: viewer.account, at: instant)
        return try OrganisationRepository.units(connection, ids: numbers.sorted()).map { unit in
            let access: OtherUnit.Access =
                if !blocked.contains(unit.id) { .open } else { opened[unit.id].map { .emergency(until: $0) } ?? .blocked }
            return OtherUnit(number: unit.id, name: unit.name, access: access)
        }.sorted { (SwedishOrder.key($0.name), $0.number) < (SwedishOrder.key($1.name), $1.number) }
    }
}

extension Snapshot {
    /// The care unit has a certificate of the person, in force or not. All numbers are the store's.
    func isPatient(_ person: Int, ofUnit unit: Int, provider: Int) -> Bool {
        certificates(of: person, provider: provider).contains { $0.careUnit == unit }
    }

    /// The person's certificates at the provider: the store's numbers of certificate and care unit, by first day.
    func certificates(of person: Int, provider: Int) -> [(number: Int, careUnit: Int)] {
        guard let index = self.person(number: Int32(person)) else { return [] }
        return certificateRows(person: index).compactMap { row in
            let row = Int(row)
            guard providers.number[Int(certificates.provider[row])] == Int32(provider) else { return nil }
            return (Int(certificates.number[row]), Int(units.number[Int(certificates.careUnit[row])]))
        }
    }
}
