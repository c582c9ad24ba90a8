import SickLeave
package import Storage

/// Reads everything once: the engine's own check, the references between rows, and every certificate whole.
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
        var faults = try await database.integrityFaults()
        let (counts, found, log) = try await database.read { connection in
            var counts: [String: Int] = [:]
            for (name, sql) in Verification.counted { counts[name] = try connection.first(sql) { $0.int(0) } ?? 0 }
            return (
                counts,
                try Verification.certificateFaults(connection) + Verification.accessLogFaults(connection)
                    + Verification.quarantineFaults(connection),
                try LogVerification.run(connection, key: key, witnessed: witnessed)
            )
        }
        faults += found + log.faults
        return Result(engine: database.engine, counts: counts, log: log, faults: faults)
    }

    private static let counted: [(String, SQL)] = [
        ("intyg", "SELECT COUNT(*) FROM certificate"), ("innehåll", "SELECT COUNT(*) FROM certificate_content"),
        ("patienter", "SELECT COUNT(*) FROM patient"), ("meddelanden", "SELECT COUNT(*) FROM case_message"),
        ("kva", "SELECT COUNT(*) FROM procedure_registration"), ("karantän", "SELECT COUNT(*) FROM quarantine WHERE status = 0"),
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
            (
                "rader med nummer som ännu inte är utdelade",
                """
                SELECT COUNT(*) FROM access_log
                WHERE id >= (SELECT next FROM number_sequence WHERE name = \(NumberSequence.accessLog.rawValue))
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

    /// A certificate's columns and its whole content say the same; each has its content.
    private static func certificateFaults(_ connection: any Connection) throws -> [String] {
        var faults: [String] = []
        try connection.scan(
            """
            SELECT c.number, c.certificate_id, c.kind, b.content, c.periods
            FROM certificate c LEFT JOIN certificate_content b
              ON b.care_provider_id = c.care_provider_id AND b.certificate_number = c.number
            ORDER BY c.care_provider_id, c.number
            """
        ) { row in
            guard faults.count < 100 else { return }
            guard let certificate = try? CertificateEncoding.decode(row.blob(3)) else {
                faults.append("intyg nummer \(row.int(0)): innehållet går inte att läsa")
                return
            }
            if certificate.id.rawValue != row.text(1) || Int(certificate.kind.rawValue) != row.int(2)
                || (try? CertificateRepository.periods(row.blob(4))) != certificate.periods
            {
                faults.append("intyg nummer \(row.int(0)): kolumnerna och innehållet säger olika")
            }
        }
        return faults
    }
}
