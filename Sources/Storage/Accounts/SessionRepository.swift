package import SickLeave

/// A signed-in browser. Only the hash of its token is stored.
package struct Session: Sendable, Hashable {
    package let tokenHash: [UInt8]
    package let account: Int
    package let assignment: Int?
    /// Goes into every form, so that another site's form is refused.
    package let formToken: String
    package let createdAt: Instant
    package let lastSeenAt: Instant

    package init(tokenHash: [UInt8], account: Int, assignment: Int?, formToken: String, createdAt: Instant, lastSeenAt: Instant) {
        self.tokenHash = tokenHash
        self.account = account
        self.assignment = assignment
        self.formToken = formToken
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
    }
}

package struct SessionRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func create(_ session: Session) throws {
        try connection.execute(
            """
            INSERT INTO session (token_hash, account_id, assignment_id, form_token, created_at, last_seen_at)
            VALUES (\(session.tokenHash), \(session.account), \(session.assignment), \(session.formToken), \(session.createdAt),
                \(session.lastSeenAt))
            """)
    }

    package func session(tokenHash: [UInt8]) throws -> Session? {
        try connection.first(
            """
            SELECT token_hash, account_id, assignment_id, form_token, created_at, last_seen_at FROM session
            WHERE token_hash = \(tokenHash)
            """
        ) {
            Session(
                tokenHash: $0.blob(0), account: $0.int(1), assignment: $0.optionalInt(2), formToken: $0.text(3),
                createdAt: Instant(rawValue: Int64($0.int(4))), lastSeenAt: Instant(rawValue: Int64($0.int(5))))
        }
    }

    package func touch(tokenHash: [UInt8], at instant: Instant) throws {
        try connection.execute("UPDATE session SET last_seen_at = \(instant) WHERE token_hash = \(tokenHash)")
    }

    package func choose(assignment: Int, tokenHash: [UInt8]) throws {
        try connection.execute("UPDATE session SET assignment_id = \(assignment) WHERE token_hash = \(tokenHash)")
    }

    package func end(tokenHash: [UInt8]) throws {
        try connection.execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
    }

    package func endExpired(createdBefore: Instant, lastSeenBefore: Instant) throws {
        try connection.execute("DELETE FROM session WHERE created_at < \(createdBefore) OR last_seen_at < \(lastSeenBefore)")
    }
}
