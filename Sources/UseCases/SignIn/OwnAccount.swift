package import SickLeave
import Storage

/// What a signed-in person does with the own account: password, second factor, sessions.
///
/// Whatever changes how one gets in asks for the password again.
package struct OwnAccount: Sendable {
    private let database: any Database
    private let signIn: SignIn
    private let rules: PasswordRules

    package init(signIn: SignIn, rules: PasswordRules) {
        database = signIn.database
        self.signIn = signIn
        self.rules = rules
    }

    /// Whether everybody with a password must have a second factor.
    package var requiresSecondFactor: Bool { signIn.requiresSecondFactor }

    /// Why nothing was changed, for the field that it concerns.
    package struct Refusal: Error, Sendable, Equatable {
        package enum Field: Sendable { case password, newPassword, repeated, code }
        package let field: Field
        package let sentence: String
    }

    package struct Overview: Sendable {
        package let userName: String
        package let hasPassword: Bool
        package let hasSecondFactor: Bool
        package let recoveryCodesLeft: Int
        package let sessions: [OwnSession]
    }

    package struct OwnSession: Sendable {
        /// Names the session in a form; opens nothing.
        package let id: String
        package let browser: String
        package let began: Instant
        package let lastSeen: Instant
        package let isThisOne: Bool
    }

    package func overview(of signed: SignIn.Signed, at instant: Instant) async throws -> Overview {
        let (number, limits) = (signed.session.account, SignIn.limits(at: instant))
        return try await database.read { connection in
            guard let account = try AccountRepository(connection).account(id: number) else { throw UseCaseError.notFound }
            let sessions = try SessionRepository(connection).sessions(account: number).filter { $0.goesOn(within: limits) }
            return Overview(
                userName: account.userName, hasPassword: account.passwordHash != nil, hasSecondFactor: account.hasSecondFactor,
                recoveryCodesLeft: try SecondFactorRepository(connection).recoveryCodesLeft(account: number),
                sessions: sessions.map { session in
                    OwnSession(
                        id: OwnAccount.name(of: session), browser: session.browser, began: session.createdAt,
                        lastSeen: session.lastSeenAt, isThisOne: session.tokenHash == signed.session.tokenHash)
                })
        }
    }

    /// What is stored of a session goes no further: a page has the hash of it.
    private static func name(of session: Session) -> String { Digest.hexadecimal(SHA256.digest(of: session.tokenHash)) }

    /// Every session of the account ends, this one too; a new one begins.
    /// - Returns: the new session's token.
    package func changePassword(
        from old: String, to new: String, repeated: String, for signed: SignIn.Signed, by caller: SignIn.Caller,
        at instant: Instant
    ) async throws -> String {
        let account = try await confirmed(old, signed, by: caller, at: instant)
        guard new == repeated else {
            throw Refusal(field: .repeated, sentence: "De två nya lösenorden är olika. Skriv samma två gånger.")
        }
        let own = try await database.read { try PasswordRules.own(of: account, $0) }
        if let objection = rules.objection(to: new, own: own) { throw Refusal(field: .newPassword, sentence: objection) }
        let hash = await onBackgroundThread { [passwords = signIn.passwords] in passwords.hash(new) }
        let token = try await renewed(signed, by: caller, at: instant) { connection in
            try AccountRepository(connection).setPasswordHash(hash, account: account.id)
        }
        caller.log.note(.passwordChanged, account: account.id)
        return token
    }

    /// Ends a session by its name, or every one but this.
    package func end(
        session id: String?, password: String, for signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant
    ) async throws {
        if signed.session.way == .password { _ = try await confirmed(password, signed, by: caller, at: instant) }
        let number = signed.session.account
        try await database.write { connection in
            let sessions = SessionRepository(connection)
            guard let id else { return try sessions.endAll(account: number, except: signed.session.tokenHash) }
            guard let session = try sessions.sessions(account: number).first(where: { OwnAccount.name(of: $0) == id })
            else { throw UseCaseError.notFound }
            try sessions.end(tokenHash: session.tokenHash)
        }
        caller.log.note(.sessionsEnded, account: number)
    }

    /// Before something that a stolen session must not do: the person's own password once more, counted as a try at the door. Who came
    /// in through an identity provider has none to give.
    package func confirm(_ password: String, for signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant)
        async throws
    {
        guard !signed.isByIdentityProvider else { return }
        _ = try await confirmed(password, signed, by: caller, at: instant)
    }

    /// The account, when the password is right; counted as a try at the door.
    private func confirmed(
        _ password: String, _ signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant
    ) async throws -> Account {
        // Nothing written is no try, and is told as that.
        guard !password.isEmpty else { throw Refusal(field: .password, sentence: "Skriv ditt lösenord.") }
        let number = signed.session.account
        guard let account = try await database.read({ try AccountRepository($0).account(id: number) }) else {
            throw UseCaseError.notFound
        }
        let subjects: [SignInAttempts.Subject] = [.account(account.userName), .address(caller.address)]
        if let seconds = try await signIn.attempts.admit(subjects, at: instant) {
            caller.log.note(.slowedDown, account: number)
            throw Refusal(field: .password, sentence: SignIn.sentence(waiting: seconds))
        }
        guard password.utf8.count <= PasswordRules.longest, await signIn.matches(password, account.passwordHash) else {
            caller.log.note(.wrongPassword, account: number)
            throw Refusal(field: .password, sentence: "Lösenordet stämmer inte. Skriv det du loggar in med.")
        }
        try await signIn.attempts.settle(subjects) { try SignInAttempts.succeeded(subjects, in: $0) }
        return account
    }

    private static func requireWritten(_ code: String) throws {
        guard !code.allSatisfy(\.isWhitespace) else { throw Refusal(field: .code, sentence: "Skriv koden.") }
    }

    private struct SessionEnded: Error {}

    /// - Throws: `SessionEnded`.
    private static func requireStanding(_ signed: SignIn.Signed, in connection: any Connection) throws {
        guard try SessionRepository(connection).session(tokenHash: signed.session.tokenHash) != nil else { throw SessionEnded() }
    }

    /// The session may have been ended, by an administrator or from another browser, since the password was asked for: what it was about to
    /// do is not done, and the log says so.
    /// - Throws: `UseCaseError.notFound`.
    private func whileStanding<Result>(
        _ signed: SignIn.Signed, by caller: SignIn.Caller, _ work: () async throws -> Result
    ) async throws -> Result {
        do { return try await work() } catch is SessionEnded {
            caller.log.note(.changedMeanwhile, account: signed.session.account)
            throw UseCaseError.notFound
        }
    }

    /// Does the work, ends every session, and begins a new one in the same role. An identity provider's stays one: a session by password
    /// has other roles, and would want the code of the second factor.
    private func renewed(
        _ signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant,
        _ work: @escaping @Sendable (any Connection) throws -> Void
    ) async throws -> String {
        try await whileStanding(signed, by: caller) {
            try await database.write { connection in
                try OwnAccount.requireStanding(signed, in: connection)
                return try OwnAccount.renew(signed, by: caller, at: instant, in: connection, work)
            }
        }
    }

    private static func renew(
        _ signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant, in connection: any Connection,
        _ work: (any Connection) throws -> Void
    ) throws -> String {
        let sessions = SessionRepository(connection)
        let offered = try sessions.assignments(tokenHash: signed.session.tokenHash)
        try work(connection)
        try sessions.endAll(account: signed.session.account)
        return try SignIn.begin(
            account: signed.session.account, way: signed.session.way, offered: offered.sorted(), after: signed.session,
            by: caller, at: instant, in: connection)
    }
}

extension OwnAccount {
    /// A secret that is not yet in use, and how to get it into a code app.
    package struct Proposal: Sendable {
        /// For the form; only this session can open it.
        package let sealed: String
        /// In groups of four, to be typed by hand.
        package let secret: String
        /// What the app reads. Nil when the user name is longer than a code can hold.
        package let code: QRCode?
    }

    /// - Parameter sealed: a proposal of this session, to be shown again; a new one is made for nil or what cannot be opened.
    package func propose(_ sealed: String?, userName: String, for signed: SignIn.Signed) -> Proposal {
        let secret = sealed.flatMap { opened($0, signed) } ?? OneTimeCode.newSecret()
        let letters = Array(Base32.text(secret))
        return Proposal(
            sealed: signed.seal(Base32.text(secret)),
            secret: stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
                .joined(separator: " "),
            code: QRCode(OneTimeCode.address(secret: secret, account: userName)))
    }

    private func opened(_ sealed: String, _ signed: SignIn.Signed) -> [UInt8]? {
        signed.open(sealed).flatMap(Base32.bytes).flatMap { $0.count == OneTimeCode.secretSize ? $0 : nil }
    }

    /// Takes the proposal into use when the password and the app's code are right.
    /// - Returns: the new session's token, and the recovery codes, which are shown this once.
    package func addSecondFactor(
        _ sealed: String, password: String, code: String, for signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant
    ) async throws -> (token: String, codes: [String]) {
        guard let secret = opened(sealed, signed) else { throw UseCaseError.invalid("Sidan är för gammal. Ladda om den.") }
        let account = try await confirmed(password, signed, by: caller, at: instant)
        try OwnAccount.requireWritten(code)
        guard let step = OneTimeCode.step(of: code.filter { $0 != " " }, secret: secret, at: instant) else {
            throw Refusal(field: .code, sentence: "Koden stämmer inte. Skriv den som appen visar just nu.")
        }
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.new() }
        let token = try await renewed(signed, by: caller, at: instant) { connection in
            let factors = SecondFactorRepository(connection)
            // The page offers it to who has none; of two at once the first has it.
            guard try factors.secret(account: account.id) == nil else {
                throw UseCaseError.invalid("Kontot har redan ett andra steg. Ladda om sidan.")
            }
            try factors.add(
                secret: signIn.sealing.sealedSecret(secret, account: account.id), lastStep: step, account: account.id, at: instant
            )
            try factors.setRecoveryCodes(codes.compactMap(RecoveryCode.hash), account: account.id)
        }
        caller.log.note(.secondFactorAdded, account: account.id)
        return (token, codes)
    }

    /// - Parameter code: the app's, or a recovery code.
    package func removeSecondFactor(
        password: String, code: String, for signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant
    ) async throws -> String {
        let account = try await confirmed(password, signed, by: caller, at: instant)
        let token = try await using(code, for: signed, by: caller, at: instant) { connection in
            try OwnAccount.renew(signed, by: caller, at: instant, in: connection) {
                try SecondFactorRepository($0).remove(account: account.id)
            }
        }
        caller.log.note(.secondFactorRemoved, account: account.id)
        return token
    }

    /// New recovery codes; the old ones open nothing any more.
    package func renewRecoveryCodes(
        password: String, code: String, for signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant
    ) async throws -> [String] {
        let account = try await confirmed(password, signed, by: caller, at: instant)
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.new() }
        try await using(code, for: signed, by: caller, at: instant) {
            try SecondFactorRepository($0).setRecoveryCodes(codes.compactMap(RecoveryCode.hash), account: account.id)
        }
        caller.log.note(.recoveryCodesRenewed, account: account.id)
        return codes
    }

    /// Uses the code up and does what it is for, both or neither: a code is not lost to a change that did not come about.
    private func using<Result: Sendable>(
        _ code: String, for signed: SignIn.Signed, by caller: SignIn.Caller, at instant: Instant,
        _ work: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try OwnAccount.requireWritten(code)
        let account = signed.session.account
        let subjects = [SignInAttempts.Subject.codes(account: account)]
        if let seconds = try await signIn.attempts.admit(subjects, at: instant) {
            caller.log.note(.slowedDown, account: account)
            throw Refusal(field: .code, sentence: SignIn.sentence(waiting: seconds))
        }
        let used = try await whileStanding(signed, by: caller) {
            try await signIn.attempts.settle(subjects) { connection -> (SecondFactor, Result)? in
                try OwnAccount.requireStanding(signed, in: connection)
                guard
                    let factor = try SecondFactor.use(
                        code, account: account, at: instant, opening: signIn.sealing, in: connection)
                else { return nil }
                try SignInAttempts.succeeded(subjects, in: connection)
                return (factor, try work(connection))
            }
        }
        guard let (factor, result) = used else {
            caller.log.note(.wrongCode, account: account)
            throw Refusal(field: .code, sentence: "Koden stämmer inte, eller så har den redan använts. Vänta på nästa.")
        }
        if factor == .recoveryCode { caller.log.note(.recoveryCodeUsed, account: account) }
        return result
    }
}
