package import SickLeave
package import Storage

/// Taking up an invitation: the person sets the own password, which nobody else then knows.
package struct Invitations: Sendable {
    /// An invitation holds for two days.
    package static let seconds = 48 * 60 * 60

    private let database: any Database
    private let passwords: PasswordHashing
    private let rules: PasswordRules

    package init(database: any Database, passwords: PasswordHashing, rules: PasswordRules) {
        self.database = database
        self.passwords = passwords
        self.rules = rules
    }

    /// A new link for the account; the one before it opens nothing any more.
    /// - Returns: the token, of which only the hash is stored.
    static func invite(_ account: Int, at instant: Instant, in connection: any Connection) throws -> String {
        let token = SecretToken.random()
        try InvitationRepository(connection).invite(
            account: account, tokenHash: SecretToken.hash(token), until: instant + seconds)
        return token
    }

    /// The user name that the link is for; nil when it is unknown, used or too old.
    package func userName(token: String, at instant: Instant) async throws -> String? {
        try await account(token, at: instant)?.userName
    }

    private func account(_ token: String, at instant: Instant) async throws -> Account? {
        try await database.read { connection in
            try InvitationRepository(connection).account(tokenHash: SecretToken.hash(token), at: instant)
                .flatMap { try AccountRepository(connection).account(id: $0) }
        }
    }

    /// Sets the password and uses the link up.
    package func accept(
        token: String, password: String, repeated: String, by caller: SignIn.Caller, at instant: Instant
    ) async throws {
        guard let account = try await account(token, at: instant), !account.isDisabled else { throw UseCaseError.notFound }
        let own = try await database.read { try PasswordRules.own(of: account, $0) }
        if let objection = rules.objection(to: password, own: own) {
            throw OwnAccount.Refusal(field: .newPassword, sentence: objection)
        }
        guard password == repeated else {
            throw OwnAccount.Refusal(field: .repeated, sentence: "De två lösenorden är olika. Skriv samma två gånger.")
        }
        let hash = await onBackgroundThread { [passwords] in passwords.hash(password) }
        let isSet = try await database.write { connection in
            // Asked once more inside the transaction: of two that come at once only one gets in.
            guard try InvitationRepository(connection).account(tokenHash: SecretToken.hash(token), at: instant) == account.id
            else { return false }
            try AccountRepository(connection).setPasswordHash(hash, account: account.id)
            return true
        }
        guard isSet else {
            caller.log.note(.changedMeanwhile, account: account.id)
            throw UseCaseError.notFound
        }
        caller.log.note(.invitationUsed, account: account.id)
    }
}
