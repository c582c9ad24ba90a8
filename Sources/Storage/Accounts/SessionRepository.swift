package import SickLeave

/// A signed-in browser. Only the hash of its token is stored.
package struct Session: Sendable, Hashable {
    /// What the person showed to get in.
    package enum Way: Int, Sendable {
        case password = 1
        case identityProvider = 2
    }

    package let tokenHash: [UInt8]
    package let account: Int
    package let assignment: Int?
    /// Goes into every form, so that another site's form is refused.
    package let formToken: String
    package let way: Way
    /// What kind of browser, in plain words: so that the person knows it again in a list.
    package let browser: String
    package let createdAt: Instant
    package let lastSeenAt: Instant

    package init(
        tokenHash: [UInt8], account: Int, assignment: Int?, formToken: String, way: Way = .password, browser: String = "",
        createdAt: Instant, lastSeenAt: Instant
    ) {
        self.tokenHash = tokenHash
        self.account = account
        self.assignment = assignment
        self.formToken = formToken
        self.way = way
        self.browser = browser
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
    }

    /// Between which moments a session that goes on began and was last used.
    package struct Limits: Sendable {
        let createdAfter: Instant
        let lastSeenAfter: Instant
        /// Neither is later than this.
        let latest: Instant

        package init(createdAfter: Instant, lastSeenAfter: Instant, latest: Instant) {
            self.createdAfter = createdAfter
            self.lastSeenAfter = lastSeenAfter
            self.latest = latest
        }
    }

    package func goesOn(within limits: Limits) -> Bool {
        createdAt > limits.createdAfter && lastSeenAt > limits.lastSeenAfter && max(createdAt, lastSeenAt) <= limits.latest
    }
}

package struct SessionRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// - Parameter assignments: of a session that an identity provider vouched for, the only ones that may be chosen in it.
    package func create(_ session: Session, assignments: [Int] = []) throws {
        try connection.execute(
            """
            INSERT INTO session
                (token_hash, account_id, assignment_id, form_token, signed_in_by, browser, created_at, last_seen_at)
            VALUES (\(session.tokenHash), \(session.account), \(session.assignment), \(session.formToken),
                \(session.way.rawValue), \(session.browser), \(session.createdAt), \(session.lastSeenAt))
            """)
        for assignment in assignments {
            try connection.execute(
                "INSERT INTO session_assignment (token_hash, assignment_id) VALUES (\(session.tokenHash), \(assignment))")
        }
    }

    package func session(tokenHash: [UInt8]) throws -> Session? {
        try connection.first(SessionRepository.select + " WHERE token_hash = \(tokenHash)", SessionRepository.session)
    }

    /// The assignments that an identity provider vouched for.
    package func assignments(tokenHash: [UInt8]) throws -> Set<Int> {
        Set(
            try connection.all("SELECT assignment_id FROM session_assignment WHERE token_hash = \(tokenHash)") { $0.int(0) })
    }

    /// Newest first.
    package func sessions(account: Int) throws -> [Session] {
        try connection.all(
            SessionRepository.select + " WHERE account_id = \(account) ORDER BY last_seen_at DESC, token_hash",
            SessionRepository.session)
    }

    /// How many sessions of each account go on: `Session.goesOn` in SQL.
    package func counts(within limits: Session.Limits) throws -> [Int: Int] {
        var found: [Int: Int] = [:]
        try connection.forEach(
            """
            SELECT account_id, COUNT(*) FROM session
            WHERE created_at > \(limits.createdAfter) AND last_seen_at > \(limits.lastSeenAfter)
                AND created_at <= \(limits.latest) AND last_seen_at <= \(limits.latest)
            GROUP BY account_id
            """
        ) { found[$0.int(0)] = $0.int(1) }
        return found
    }

    package func touch(tokenHash: [UInt8], at instant: Instant) throws {
        try connection.execute("UPDATE session SET last_seen_at = \(instant) WHERE token_hash = \(tokenHash)")
    }

    /// The session goes on under a new token, with the assignment.
    package func choose(assignment: Int, tokenHash: [UInt8], newTokenHash: [UInt8]) throws {
        try connection.execute(
            "UPDATE session SET assignment_id = \(assignment), token_hash = \(newTokenHash) WHERE token_hash = \(tokenHash)")
    }

    package func end(tokenHash: [UInt8]) throws {
        try connection.execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
    }

    /// Every session of the account, but for one when its token is given; and a sign-in that is half done.
    package func endAll(account: Int, except tokenHash: [UInt8] = []) throws {
        try connection.execute("DELETE FROM session WHERE account_id = \(account) AND token_hash <> \(tokenHash)")
        try connection.execute("DELETE FROM awaited_code WHERE account_id = \(account)")
    }

    /// Ends every session that does not go on: `Session.goesOn` in SQL.
    package func endExpired(outside limits: Session.Limits) throws {
        try connection.execute(
            """
            DELETE FROM session WHERE created_at <= \(limits.createdAfter) OR last_seen_at <= \(limits.lastSeenAfter)
                OR created_at > \(limits.latest) OR last_seen_at > \(limits.latest)
            """)
    }

    private static let select: SQL = """
        SELECT token_hash, account_id, assignment_id, form_token, signed_in_by, browser, created_at, last_seen_at FROM session
        """

    private static func session(_ row: any Row) throws -> Session {
        guard let way = Session.Way(rawValue: row.int(4)) else { throw StorageError.corrupt("session.signed_in_by") }
        return Session(
            tokenHash: row.blob(0), account: row.int(1), assignment: row.optionalInt(2), formToken: row.text(3), way: way,
            browser: row.text(5), createdAt: Instant(rawValue: Int64(row.int(6))),
            lastSeenAt: Instant(rawValue: Int64(row.int(7))))
    }
}
