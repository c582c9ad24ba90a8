package import SickLeave

/// Failed tries, counted for all servers at the same database.
package struct SignInAttemptRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func failures(subject: [UInt8]) throws -> (count: Int, last: Instant)? {
        try connection.first("SELECT failures, last_at FROM sign_in_attempt WHERE subject_hash = \(subject)") {
            ($0.int(0), Instant(rawValue: Int64($0.int(1))))
        }
    }

    package func set(_ failures: Int, subject: [UInt8], at instant: Instant) throws {
        try connection.execute(
            """
            INSERT INTO sign_in_attempt (subject_hash, failures, last_at) VALUES (\(subject), \(failures), \(instant))
            ON CONFLICT (subject_hash) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at
            """)
    }

    package func forget(subject: [UInt8]) throws {
        try connection.execute("DELETE FROM sign_in_attempt WHERE subject_hash = \(subject)")
    }

    /// One try that was no failure after all.
    package func takeBack(subject: [UInt8]) throws {
        try connection.execute(
            "UPDATE sign_in_attempt SET failures = failures - 1 WHERE subject_hash = \(subject) AND failures > 0")
    }

    package func forget(before instant: Instant) throws {
        try connection.execute("DELETE FROM sign_in_attempt WHERE last_at < \(instant)")
    }
}
