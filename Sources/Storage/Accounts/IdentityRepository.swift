package import SickLeave

/// Who an identity provider says that somebody is.
package struct IdentityRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func account(issuer: String, subject: String, hsaID: String) throws -> Int? {
        try connection.first(
            """
            SELECT account_id FROM account_identity
            WHERE issuer = \(issuer) AND subject = \(subject) AND hsa_id = \(hsaID)
            """
        ) { $0.int(0) }
    }

    /// - Throws: `StorageError.constraint` when the account has another identity of the same issuer.
    package func add(issuer: String, subject: String, hsaID: String, account: Int) throws {
        try connection.execute(
            """
            INSERT INTO account_identity (issuer, subject, hsa_id, account_id)
            VALUES (\(issuer), \(subject), \(hsaID), \(account))
            """)
    }

    /// Whether the issuer has an identity for the account.
    package func hasIdentity(issuer: String, account: Int) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM account_identity WHERE issuer = \(issuer) AND account_id = \(account)"
        ) { $0.int(0) } != nil
    }

    /// False when the answer has been taken before. Forgets those taken before `forgotten`, which are too old to come again.
    package func take(request hash: [UInt8], at instant: Instant, forgetting forgotten: Instant) throws -> Bool {
        try connection.execute("DELETE FROM answered_request WHERE answered_at < \(forgotten)")
        return try connection.execute(
            """
            INSERT INTO answered_request (request_hash, answered_at) VALUES (\(hash), \(instant))
            ON CONFLICT (request_hash) DO NOTHING
            """) == 1
    }
}
