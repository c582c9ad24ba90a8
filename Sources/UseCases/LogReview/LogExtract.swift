import Interchange
package import SickLeave
package import Storage

/// The extract of the log that a patient may have (loggutdrag, patientdatalagen 8 kap. 5 §): from which unit and when the patient's data
/// were looked at, and what was done. Names of staff are not in it.
package struct LogExtract: Sendable {
    package struct Row: Sendable, Hashable {
        package let at: Instant
        package let unitName: String
        package let activity: String
        package let resource: String
        package let purpose: String
    }

    package struct Extract: Sendable {
        package let identifier: PersonIdentifier
        package let name: String
        /// The only unit whose looks are in it; nil when all of the provider's are.
        package let unit: String?
        package let rows: [Row]
        /// There are more rows than one extract holds.
        package let isCut: Bool
    }

    /// Rows of one extract.
    package static let most = 10_000

    private let database: any Database
    private let log: AccessLog

    package init(database: any Database, log: AccessLog) {
        self.database = database
        self.log = log
    }

    /// What is done with the extract.
    package enum Form: Sendable {
        case page, file
    }

    /// - Parameter text: the identity number as it was written.
    /// - Throws: `UseCaseError.invalidAnswer` for what is no identity number and for who is no patient of the provider, or of the unit
    ///   that is the viewer's reach: a patient of another unit is answered as nobody is.
    package func extract(
        of text: String, as form: Form, for viewer: Viewer, at instant: Instant
    ) async throws -> Extract {
        try viewer.require(.reviewLog)
        guard
            let identifier = (try? PersonIdentifier(swedish: text, on: Day(of: instant)))
                ?? (try? PersonIdentifier(reserve: text))
        else {
            throw UseCaseError.invalidAnswer(
                .extractNumber, "Skriv patientens personnummer, samordningsnummer eller reservnummer.")
        }
        let found = try await database.read { connection -> (PatientRepository.Patient, [AccessLogRepository.Stored])? in
            let patients = PatientRepository(connection)
            let known = try patients.known(canonical: [identifier.canonical], provider: viewer.provider)
            guard
                let patient = try patients.patients(provider: viewer.provider, persons: Array(known)).values
                    .first(where: { $0.identifier == identifier })
            else { return nil }
            let repository = AccessLogRepository(connection)
            var rows = try repository.looks(
                person: patient.person, provider: viewer.provider, unit: viewer.unit.chosen, limit: LogExtract.most + 1)
            if let unit = viewer.unit.chosen {
                guard
                    try !rows.isEmpty
                        || CertificateRepository.hasOne(connection, of: patient.person, provider: viewer.provider, unit: unit)
                else { return nil }
            } else {
                // Taken out of the whole provider, and from no unit.
                rows += try repository.looks(
                    atAll: Export.resource, by: Export.account, provider: viewer.provider, limit: LogExtract.most + 1)
                rows.sort { $0.id > $1.id }
            }
            let protected = try ProtectionRepository(connection).protectedPersons(provider: viewer.provider, on: Day(of: instant))
            return (patient.shown(protected), rows)
        }
        // That nobody has the number is told as well. For another unit's patient the row is the same: the viewer may read it.
        try await log.record(
            AccessLog.Matter(
                activity: form == .page ? .read : .print, resource: "Loggutdrag",
                subject: found.map { .patient($0.0.person) } ?? .patients([]), purpose: .administration), by: viewer, at: instant)
        guard let (patient, rows) = found else {
            throw UseCaseError.invalidAnswer(
                .extractNumber,
                viewer.unit.chosen == nil
                    ? "Ingen patient hos vårdgivaren har numret. Kontrollera det."
                    : "Ingen patient på enheten har numret. Kontrollera det, eller be vårdgivarens logggranskare göra utdraget.")
        }
        return Extract(
            identifier: patient.identifier, name: patient.name, unit: viewer.unit.chosen.map { _ in viewer.unit.name },
            rows: rows.prefix(LogExtract.most).map {
                Row(at: $0.at, unitName: $0.unitName, activity: $0.activity, resource: $0.resource, purpose: $0.purpose)
            }, isCut: rows.count > LogExtract.most)
    }
}

extension LogExtract.Extract {
    /// Tells the patient what one of a single unit leaves out; nil when it leaves nothing out.
    package var reach: String? {
        unit.map { "Utdraget gäller bara \($0). Vårdgivarens logggranskare kan göra ett utdrag som gäller alla enheter." }
    }

    /// For a Swedish Excel; the day and time are the Swedish clock's. What it leaves out stands first.
    package var csv: [UInt8] {
        var table = CSVTable(columns: ["dag", "tid", "enhet", "vad", "uppgifter", "ändamål"], flavour: .excel)
        if let unit, let reach { table.add(["", "", .text(unit), "", .text(reach), ""]) }
        for row in rows {
            let time = LocalTime(row.at)
            table.add([
                "\(time.day)", .text(time.clock), .text(row.unitName), .text(row.activity), .text(row.resource),
                .text(row.purpose),
            ])
        }
        return table.bytes
    }
}
