package import SickLeave

/// The secret of a person's code app, the codes for who has lost it, and sign-ins that wait for a code.
package struct SecondFactorRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// The one that was added last; nil when nobody has any.
    package func newest() throws -> (account: Int, secret: [UInt8])? {
        try connection.first("SELECT account_id, secret FROM second_factor ORDER BY added_at DESC, account_id LIMIT 1") {
            ($0.int(0), $0.blob(1))
        }
    }

    /// As it was sealed. Nil for who has none.
    package func secret(account: Int) throws -> [UInt8]? {
        try connection.first("SELECT secret FROM second_factor WHERE account_id = \(account)") { $0.blob(0) }
    }

    /// In place of the one that may be there.
    /// - Parameter secret: sealed: whoever reads the database must not be able to make codes.
    package func add(secret: [UInt8], lastStep: Int, account: Int, at instant: Instant) throws {
        try remove(account: account)
        try connection.execute(
            """
            INSERT INTO second_factor (account_id, secret, added_at, last_step)
            VALUES (\(account), \(secret), \(instant), \(lastStep))
            """)
    }

    /// Marks the step as used; false when it, or a later one, has been used before.
    package func use(step: Int, account: Int) throws -> Bool {
        try connection.execute(
            "UPDATE second_factor SET last_step = \(step) WHERE account_id = \(account) AND last_step < \(step)") == 1
    }

    /// With its recovery codes.
    package func remove(account: Int) throws {
        try connection.execute("DELETE FROM second_factor WHERE account_id = \(account)")
        try connection.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
    }

    package func setRecoveryCodes(_ hashes: [[UInt8]], account: Int) throws {
        try connection.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        for hash in hashes {
            try connection.execute("INSERT INTO recovery_code (account_id, code_hash) VALUES (\(account), \(hash))")
        }
    }

    package func recoveryCodesLeft(account: Int) throws -> Int {
        try connection.first("SELECT COUNT(*) FROM recovery_code WHERE account_id = \(account)") { $0.int(0) } ?? 0
    }

    /// The code is gone afterwards; false when there was none.
    package func use(recoveryCode hash: [UInt8], account: Int) throws -> Bool {
        try connection.execute("DELETE FROM recovery_code WHERE account_id = \(account) AND code_hash = \(hash)") == 1
    }
}

extension SecondFactorRepository {
    package func awaitCode(tokenHash: [UInt8], account: Int, at instant: Instant) throws {
        try connection.execute(
            "INSERT INTO awaited_code (token_hash, account_id, created_at) VALUES (\(tokenHash), \(account), \(instant))")
    }

    /// Whose code is awaited, of a sign-in that began after the instant.
    package func accountAwaiting(tokenHash: [UInt8], since instant: Instant) throws -> Int? {
        try connection.first(
            "SELECT account_id FROM awaited_code WHERE token_hash = \(tokenHash) AND created_at > \(instant)"
        ) { $0.int(0) }
    }

    package func endAwaiting(tokenHash: [UInt8]) throws {
        try connection.execute("DELETE FROM awaited_code WHERE token_hash = \(tokenHash)")
    }

    package func endAwaiting(before instant: Instant) throws {
        try connection.execute("DELETE FROM awaited_code WHERE created_at <= \(instant)")
    }
}
