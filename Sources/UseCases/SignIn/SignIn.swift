package import Logging
package import SickLeave
package import Storage

/// Signing in with a local account, and with a second factor when the account has one.
package struct SignIn: Sendable {
    /// A session ends after an hour without use, and after twelve hours in any case.
    package static let idleSeconds = 60 * 60
    package static let absoluteSeconds = 12 * 60 * 60
    /// Two servers' clocks may differ by as much.
    private static let skewSeconds = 60
    /// Between the password and the code.
    package static let codeSeconds = 10 * 60

    let database: any Database
    let passwords: PasswordHashing
    /// A hash of no password: an unknown user name costs as much time as a wrong password.
    private let decoy: String
    let attempts: SignInAttempts
    /// Whether a local account must have a second factor before it opens anything.
    let requiresSecondFactor: Bool
    /// Opens the secrets of people's code apps.
    let sealing: SealingKey

    package init(database: any Database, passwords: PasswordHashing, requiresSecondFactor: Bool, sealing: SealingKey) {
        self.database = database
        self.passwords = passwords
        self.requiresSecondFactor = requiresSecondFactor
        self.sealing = sealing
        decoy = passwords.hash("decoy")
        attempts = SignInAttempts(database: database)
    }

    /// Who stands at the door, as far as it is known before anybody has signed in.
    package struct Caller: Sendable {
        /// The peer's address, or what the trusted proxy says.
        package let address: String
        /// What kind of browser it is, in plain words.
        package let browser: String
        package let log: SecurityLog

        package init(address: String, browser: String, logger: Logger) {
            self.address = address
            self.browser = browser
            log = SecurityLog(logger)
        }
    }

    package enum Outcome: Sendable {
        /// The token belongs in the browser's cookie; only its hash is stored.
        case signedIn(token: String)
        /// The password was right; the token belongs in a cookie of its own until the code has come.
        case codeAwaited(token: String)
        case wrongUserNameOrPassword
        /// Too many tries; try again after the seconds.
        case wait(seconds: Int)
    }

    package static func sentence(waiting seconds: Int) -> String {
        "För många försök. Vänta \(SwedishNumber.count(seconds, "sekund", "sekunder")) och försök igen."
    }

    /// Starts a session, or asks for the code of the second factor.
    package func signIn(userName: String, password: String, by caller: Caller, at instant: Instant) async throws -> Outcome {
        // No account has a longer name or password; what is longer is neither hashed nor remembered.
        guard userName.utf8.count <= 256, password.utf8.count <= PasswordRules.longest else { return .wrongUserNameOrPassword }
        let name = userName.lowercased()
        let subjects: [SignInAttempts.Subject] = [.account(name), .address(caller.address)]
        if let seconds = try await attempts.admit(subjects, at: instant) {
            caller.log.note(.slowedDown)
            return .wait(seconds: seconds)
        }
        let account = try await attempts.excused(subjects) {
            try await database.read { try AccountRepository($0).account(userName: name) }
        }
        let isRight = await matches(password, account?.passwordHash)
        guard let account, isRight, !account.isDisabled else {
            caller.log.note(
                account.map { isRight && $0.isDisabled ? .disabledAccount : .wrongPassword } ?? .unknownUser, account: account?.id
            )
            return .wrongUserNameOrPassword
        }
        if account.hasSecondFactor {
            let token = SecretToken.random()
            let isAwaited = try await attempts.settle(subjects) { connection in
                guard try SignIn.isStill(account, in: connection) else { return false }
                try SignInAttempts.succeeded(subjects, in: connection)
                let factors = SecondFactorRepository(connection)
                try factors.endAwaiting(before: instant + -SignIn.codeSeconds)
                try factors.awaitCode(tokenHash: SecretToken.hash(token), account: account.id, at: instant)
                return true
            }
            guard isAwaited else {
                caller.log.note(.changedMeanwhile, account: account.id)
                return .wrongUserNameOrPassword
            }
            caller.log.note(.codeAwaited, account: account.id)
            return .codeAwaited(token: token)
        }
        let token = try await attempts.settle(subjects) { connection -> String? in
            guard try SignIn.isStill(account, in: connection) else { return nil }
            try SignInAttempts.succeeded(subjects, in: connection)
            return try SignIn.begin(account: account.id, way: .password, by: caller, at: instant, in: connection)
        }
        guard let token else {
            caller.log.note(.changedMeanwhile, account: account.id)
            return .wrongUserNameOrPassword
        }
        caller.log.note(.signedIn, account: account.id, way: "password")
        return .signedIn(token: token)
    }

    /// Hashing takes its time, and the account may have been given another password or a second factor, or been shut, meanwhile: then
    /// what was right a moment ago opens nothing.
    private static func isStill(_ account: Account, in connection: any Connection) throws -> Bool {
        try AccountRepository(connection).account(id: account.id) == account && !account.isDisabled
    }

    /// On another thread, and as slow for no hash as for a wrong password.
    func matches(_ password: String, _ hash: String?) async -> Bool {
        await onBackgroundThread { [passwords, decoy] in passwords.verify(password, against: hash ?? decoy) && hash != nil }
    }

    /// A new session in the one role that the person has; several are asked about.
    /// - Parameters:
    ///   - offered: of an identity provider's session, the roles that it vouches for.
    ///   - previous: the person's session until now, whose role, forms and time go on.
    static func begin(
        account: Int, way: Session.Way, offered: [Int]? = nil, after previous: Session? = nil, by caller: Caller,
        at instant: Instant, in connection: any Connection
    ) throws -> String {
        let assignments = try usable(account: account, way: way, offered: offered ?? [], on: Day(of: instant), in: connection)
        let token = SecretToken.random()
        let sessions = SessionRepository(connection)
        try sessions.endExpired(outside: limits(at: instant))
        try sessions.create(
            Session(
                tokenHash: SecretToken.hash(token), account: account,
                assignment: previous?.assignment ?? (assignments.count == 1 ? assignments[0].id : nil),
                formToken: previous?.formToken ?? SecretToken.random(), way: way, browser: caller.browser,
                createdAt: previous?.createdAt ?? instant, lastSeenAt: instant),
            assignments: offered ?? [])
        return token
    }

    /// What holds of a session that goes on at the instant. One from the future was begun or used before a clock was set right, and would
    /// outlive both its times.
    static func limits(at instant: Instant) -> Session.Limits {
        Session.Limits(
            createdAfter: instant + -SignIn.absoluteSeconds, lastSeenAfter: instant + -SignIn.idleSeconds,
            latest: instant + SignIn.skewSeconds)
    }

    /// The roles that a session may use on the day, asked when it begins and at each of its requests. An identity provider's session
    /// may use those that it vouches for, and one by password those that were given here, so that who knows the password gets nothing
    /// that only the provider gives. What only the provider gives, no manager has decided on: it needs the unit's analysis every time.
    static func usable(
        account: Int, way: Session.Way, offered: some Collection<Int>, on day: Day, in connection: any Connection
    ) throws -> [Assignment] {
        try AccountRepository(connection).assignments(account: account, on: day).filter { assignment in
            guard assignment.issuer != nil else { return way == .password || offered.contains(assignment.id) }
            guard way == .identityProvider, offered.contains(assignment.id), let role = Role(rawValue: assignment.role)
            else { return false }
            return try RiskAnalysis.allows(
                role, provider: assignment.provider, unit: assignment.unit, on: day, connection)
        }
    }

    package func signOut(_ signed: Signed, by caller: Caller) async throws {
        try await database.write { try SessionRepository($0).end(tokenHash: signed.session.tokenHash) }
        caller.log.note(.signedOut, account: signed.session.account)
    }
}

extension SignIn {
    package enum CodeOutcome: Sendable {
        case signedIn(token: String)
        case wrongCode
        case wait(seconds: Int)
        /// Nobody's code is awaited under this token any more, or it took too long: the password is to be given again.
        case tooLate
    }

    private enum Confirmation: Sendable {
        case begun(token: String, factor: SecondFactor)
        case wrongCode, changedMeanwhile
    }

    /// The second step: the code app's code, or a recovery code, each of which works once.
    package func confirm(token: String, code: String, by caller: Caller, at instant: Instant) async throws -> CodeOutcome {
        let tokenHash = SecretToken.hash(token)
        let account = try await database.read { connection in
            try SecondFactorRepository(connection).accountAwaiting(tokenHash: tokenHash, since: instant + -SignIn.codeSeconds)
                .flatMap { try AccountRepository(connection).account(id: $0) }
        }
        guard let account, !account.isDisabled else {
            caller.log.note(.codeTooLate, account: account?.id)
            return .tooLate
        }
        let subjects: [SignInAttempts.Subject] = [.codes(account: account.id), .address(caller.address)]
        if let seconds = try await attempts.admit(subjects, at: instant) {
            caller.log.note(.slowedDown, account: account.id)
            return .wait(seconds: seconds)
        }
        let confirmation = try await attempts.settle(subjects) { connection -> Confirmation in
            // What ends all sessions ends a half-done sign-in too, also while its code is on the way.
            guard
                try SecondFactorRepository(connection).accountAwaiting(tokenHash: tokenHash, since: instant + -SignIn.codeSeconds)
                    == account.id, try SignIn.isStill(account, in: connection)
            else { return .changedMeanwhile }
            guard let factor = try SecondFactor.use(code, account: account.id, at: instant, opening: sealing, in: connection)
            else { return .wrongCode }
            try SignInAttempts.succeeded(subjects, in: connection)
            try SecondFactorRepository(connection).endAwaiting(tokenHash: tokenHash)
            return .begun(
                token: try SignIn.begin(account: account.id, way: .password, by: caller, at: instant, in: connection),
                factor: factor)
        }
        switch confirmation {
        case .wrongCode:
            caller.log.note(.wrongCode, account: account.id)
            return .wrongCode
        case .changedMeanwhile:
            caller.log.note(.changedMeanwhile, account: account.id)
            return .tooLate
        case .begun(let token, let factor):
            if factor == .recoveryCode { caller.log.note(.recoveryCodeUsed, account: account.id) }
            caller.log.note(.signedIn, account: account.id, way: "password and code")
            return .signedIn(token: token)
        }
    }
}

/// What a code turned out to be.
enum SecondFactor: Sendable {
    case app, recoveryCode

    /// Uses the code up; nil when it is wrong or has been used.
    static func use(
        _ code: String, account: Int, at instant: Instant, opening key: SealingKey, in connection: any Connection
    ) throws -> SecondFactor? {
        let factors = SecondFactorRepository(connection)
        if let hash = RecoveryCode.hash(code) {
            return try factors.use(recoveryCode: hash, account: account) ? .recoveryCode : nil
        }
        guard let secret = try factors.secret(account: account).map({ try key.secret($0, account: account) }),
            let step = OneTimeCode.step(of: code.filter { $0 != " " }, secret: secret, at: instant),
            try factors.use(step: step, account: account)
        else { return nil }
        return .app
    }
}
