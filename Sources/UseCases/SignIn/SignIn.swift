package import SickLeave
package import Storage

/// Signing in with a local account, choosing role and unit, and the session that follows.
package struct SignIn: Sendable {
    /// A session ends after an hour without use, and after twelve hours in any case.
    package static let idleSeconds = 60 * 60
    package static let absoluteSeconds = 12 * 60 * 60

    private let database: any Database
    private let passwords: PasswordHashing
    /// A hash of no password: an unknown user name costs as much time as a wrong password.
    private let decoy: String
    private let attempts: SignInAttempts

    package init(database: any Database, passwords: PasswordHashing) {
        self.database = database
        self.passwords = passwords
        decoy = passwords.hash("decoy")
        attempts = SignInAttempts()
    }

    package enum Outcome: Sendable {
        /// The token belongs in the browser's cookie; only its hash is stored.
        case signedIn(token: String)
        case wrongUserNameOrPassword
        /// Too many tries; try again after the seconds.
        case wait(seconds: Int)
    }

    /// Starts a session; one role and unit are chosen at once, several by ``choose(assignment:for:)``.
    package func signIn(userName: String, password: String, at instant: Instant) async throws -> Outcome {
        // No account has a longer name or password; what is longer is neither hashed nor remembered.
        guard userName.utf8.count <= 256, password.utf8.count <= 1024 else { return .wrongUserNameOrPassword }
        let name = userName.lowercased()
        if let seconds = attempts.secondsToWait(name, at: instant) { return .wait(seconds: seconds) }
        // Counted before the answer is known: tries sent at once must not all pass the gate.
        attempts.failed(name, at: instant)
        let account = try await database.read { try AccountRepository($0).account(userName: name) }
        let isRight = await onBackgroundThread { [passwords, decoy] in
            passwords.verify(password, against: account?.passwordHash ?? decoy)
        }
        guard let account, isRight, !account.isDisabled else { return .wrongUserNameOrPassword }
        attempts.succeeded(name)
        let assignments = try await database.read { connection in
            try AccountRepository(connection).assignments(account: account.id, on: Day(of: instant))
        }
        let token = SecretToken.random()
        let session = Session(
            tokenHash: SecretToken.hash(token), account: account.id,
            assignment: assignments.count == 1 ? assignments[0].id : nil, formToken: SecretToken.random(), createdAt: instant,
            lastSeenAt: instant)
        try await database.write { connection in
            let sessions = SessionRepository(connection)
            try sessions.endExpired(
                createdBefore: instant + -SignIn.absoluteSeconds, lastSeenBefore: instant + -SignIn.idleSeconds)
            try sessions.create(session)
        }
        return .signedIn(token: token)
    }

    package func signOut(_ signed: Signed) async throws {
        try await database.write { try SessionRepository($0).end(tokenHash: signed.session.tokenHash) }
    }
}

extension SignIn {
    /// A signed-in person; `viewer` is nil until role and unit are chosen.
    package struct Signed: Sendable {
        let session: Session
        package let name: String
        package let choices: [Choice]
        package let viewer: Viewer?

        /// Goes into every form of the session, so that another site's form is refused.
        package var formToken: String { session.formToken }
    }

    /// A role at a unit that the person may choose.
    package struct Choice: Sendable, Hashable {
        package let assignment: Int
        package let role: Role
        package let unit: Viewer.UnitOfViewer
    }

    /// The person behind a session token; nil when it is unknown or has ended.
    package func signed(token: String, at instant: Instant) async throws -> Signed? {
        let day = Day(of: instant)
        let tokenHash = SecretToken.hash(token)
        let found = try await database.read { connection -> Found? in
            guard let session = try SessionRepository(connection).session(tokenHash: tokenHash) else { return nil }
            let accounts = AccountRepository(connection)
            guard let account = try accounts.account(id: session.account), !account.isDisabled else { return nil }
            let assignments = try accounts.assignments(account: account.id, on: day)
            let units = try OrganisationRepository.units(connection, ids: assignments.compactMap(\.unit))
            let providers = try OrganisationRepository.providers(connection, ids: assignments.map(\.provider))
            return Found(session: session, account: account, assignments: assignments, units: units, providers: providers)
        }
        guard let found else { return nil }
        let (session, account, assignments, units, providers) =
            (found.session, found.account, found.assignments, found.units, found.providers)
        guard instant < session.lastSeenAt + SignIn.idleSeconds, instant < session.createdAt + SignIn.absoluteSeconds
        else { return nil }
        // Once a minute is enough for an hour's limit, and spares a write at every request.
        if session.lastSeenAt + 60 < instant {
            try await database.write { try SessionRepository($0).touch(tokenHash: tokenHash, at: instant) }
        }
        let choices = assignments.compactMap { assignment -> Choice? in
            guard let role = Role(rawValue: assignment.role), let provider = providers[assignment.provider] else { return nil }
            let unit = assignment.unit.map { id in units.first { $0.id == id } } ?? nil
            guard assignment.unit == nil || unit != nil else { return nil }
            return Choice(
                assignment: assignment.id, role: role,
                unit: .init(
                    number: unit?.id ?? Viewer.UnitOfViewer.wholeProvider, hsaID: unit?.hsaID ?? provider.hsaID,
                    name: unit?.name ?? provider.name, providerHSAID: provider.hsaID, providerName: provider.name))
        }
        let viewer = choices.first { $0.assignment == session.assignment }.map { choice in
            Viewer(
                account: account.id, name: account.name, hsaID: HSAID(account.hsaID), role: choice.role,
                assignment: choice.assignment, provider: assignments.first { $0.id == choice.assignment }!.provider,
                unit: choice.unit)
        }
        return Signed(session: session, name: account.name, choices: choices, viewer: viewer)
    }

    private struct Found: Sendable {
        let session: Session
        let account: Account
        let assignments: [Assignment]
        let units: [OrganisationRepository.Unit]
        let providers: [Int: CareProviderReference]
    }

    /// Chooses role and unit for the session; refuses an assignment that is not the person's own.
    package func choose(assignment: Int, for signed: Signed) async throws {
        guard signed.choices.contains(where: { $0.assignment == assignment }) else { throw UseCaseError.notFound }
        try await database.write {
            try SessionRepository($0).choose(assignment: assignment, tokenHash: signed.session.tokenHash)
        }
    }
}
