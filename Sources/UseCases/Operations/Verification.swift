package import Storage

/// Reads everything once: the engine's own check, the references between rows, the numbers drawn, and every certificate whole.
package struct Verification: Sendable {
    package struct Result: Sendable {
        package let engine: String
        package let counts: [String: Int]
        package let log: LogVerification.Result
        /// Empty when all is well.
        package let faults: [String]
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// - Parameters:
    ///   - key: whose signature the access log's checkpoints must have; nil leaves the signatures unread.
    ///   - witnessed: checkpoints of the access log that a witness has.
    package func run(key: LogKey.Public? = nil, witnessed: [LogCheckpoint.Note] = []) async throws -> Result {
        let faults = try await database.integrityFaults()
        do {
            let (counts, found, log) = try await database.read { connection in
                var counts: [String: Int] = [:]
                for (name, sql) in Verification.counted { counts[name] = try connection.first(sql) { $0.int(0) } ?? 0 }
                return (
                    counts,
                    try CertificateCheck.faults(connection) + SequenceCheck.faults(connection)
                        + Verification.accessLogFaults(connection) + Verification.quarantineFaults(connection),
                    try LogVerification.run(connection, key: key, witnessed: witnessed)
                )
            }
            return Result(engine: database.engine, counts: counts, log: log, faults: faults + found + log.faults)
        } catch StorageError.other where !faults.isEmpty {
            // A table or a column that is gone cannot be read; that it is gone is among the faults.
            let rest = "resten går inte att läsa så länge det felet finns"
            return Result(engine: database.engine, counts: [:], log: .init(), faults: faults + [rest])
        }
    }

    private static let counted: [(String, SQL)] = [
        ("intyg", "SELECT COUNT(*) FROM certificate"), ("innehåll", "SELECT COUNT(*) FROM certificate_content"),
        ("patienter", "SELECT COUNT(*) FROM patient"), ("meddelanden", "SELECT COUNT(*) FROM case_message"),
        ("kva", "SELECT COUNT(*) FROM procedure_registration"), ("karantän", "SELECT COUNT(*) FROM quarantine WHERE status = 0"),
        ("konflikter", "SELECT COUNT(*) FROM certificate_conflict WHERE status = 0"),
        ("åtkomster", "SELECT COUNT(*) FROM access_log"),
    ]

    /// The log has no foreign keys, because it outlives what it speaks of; that it is whole is seen here.
    private static func accessLogFaults(_ connection: any Connection) throws -> [String] {
        let checks: [(String, SQL)] = [
            (
                "rader vars patientlista saknas",
                """
                SELECT COUNT(*) FROM access_log l WHERE patient_set_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM patient_set s WHERE s.care_provider_id = l.care_provider_id AND s.id = l.patient_set_id)
                """
            ),
            (
                "patientlistor vars antal inte stämmer",
                """
                SELECT COUNT(*) FROM patient_set s
                WHERE s.size <> (SELECT COUNT(*) FROM patient_set_member m
                    WHERE m.care_provider_id = s.care_provider_id AND m.patient_set_id = s.id)
                """
            ),
        ]
        return try checks.compactMap { text, sql in
            let count = try connection.first(sql) { $0.int(0) } ?? 0
            return count == 0 ? nil : "åtkomstloggen: \(count) \(text)"
        }
    }

    /// What is nobody's has the number 0 for its provider, so that a foreign key cannot say that the others exist.
    private static func quarantineFaults(_ connection: any Connection) throws -> [String] {
        let count = try connection.first(
            """
            SELECT COUNT(*) FROM quarantine WHERE care_provider_id <> \(QuarantineRepository.nobody)
            AND care_provider_id NOT IN (SELECT id FROM care_provider)
            """
        ) { $0.int(0) }
        return count == 0 ? [] : ["karantänen: \(count ?? 0) rader vars vårdgivare saknas"]
    }
}
