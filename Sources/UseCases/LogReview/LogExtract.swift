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
    /// - Throws: `UseCaseError.invalidAnswer` for what is no identity number and for who is not the provider's patient: the two are told apart
    ///   only for who may see both.
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
            let rows = try AccessLogRepository(connection).looks(
                person: patient.person, provider: viewer.provider, unit: viewer.unit.chosen, limit: LogExtract.most + 1)
            let protected = try ProtectionRepository(connection).protectedPersons(provider: viewer.provider, on: Day(of: instant))
            return (patient.shown(protected), rows)
        }
        // That nobody has the number is told as well.
        try await log.record(
            AccessLog.Matter(
                activity: form == .page ? .read : .print, resource: "Loggutdrag",
                subject: found.map { .patient($0.0.person) } ?? .patients([]), purpose: .administration), by: viewer, at: instant)
        guard let (patient, rows) = found else {
            throw UseCaseError.invalidAnswer(.extractNumber, "Ingen patient hos vårdgivaren har numret. Kontrollera det.")
        }
        return Extract(
            identifier: patient.identifier, name: patient.name,
            rows: rows.prefix(LogExtract.most).map {
                Row(at: $0.at, unitName: $0.unitName, activity: $0.activity, resource: $0.resource, purpose: $0.purpose)
            }, isCut: rows.count > LogExtract.most)
    }
}

extension LogExtract.Extract {
    /// For a Swedish Excel; the day and time are the Swedish clock's.
    package var csv: [UInt8] {
        var table = CSVTable(columns: ["dag", "tid", "enhet", "vad", "uppgifter", "ändamål"], flavour: .excel)
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
