package import SickLeave

/// Links with which a person sets a password of the own, once. An account has one at most: a new one takes the old one's place.
package struct InvitationRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func invite(account: Int, tokenHash: [UInt8], until instant: Instant) throws {
        try withdraw(account: account)
        try connection.execute(
            "INSERT INTO invitation (token_hash, account_id, expires_at) VALUES (\(tokenHash), \(account), \(instant))")
    }

    /// Nil when it is unknown, used, withdrawn or too old.
    package func account(tokenHash: [UInt8], at instant: Instant) throws -> Int? {
        try connection.first(
            "SELECT account_id FROM invitation WHERE token_hash = \(tokenHash) AND expires_at > \(instant)"
        ) { $0.int(0) }
    }

    /// Until when each account's open invitation holds.
    package func open(at instant: Instant) throws -> [Int: Instant] {
        var found: [Int: Instant] = [:]
        try connection.forEach("SELECT account_id, expires_at FROM invitation WHERE expires_at > \(instant)") {
            found[$0.int(0)] = Instant(rawValue: Int64($0.int(1)))
        }
        return found
    }

    package func withdraw(account: Int) throws {
        try connection.execute("DELETE FROM invitation WHERE account_id = \(account)")
    }
}
