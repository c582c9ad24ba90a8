package import SickLeave
import Storage

extension SignIn {
    /// A signed-in person; `viewer` is nil until role and unit are chosen.
    package struct Signed: Sendable {
        let session: Session
        /// The browser's, which nothing stores.
        let token: String
        package let name: String
        package let choices: [Choice]
        package let viewer: Viewer?
        /// A second factor must be added before anything else opens.
        package let mustAddSecondFactor: Bool

        /// Goes into every form of the session, so that another site's form is refused.
        package var formToken: String { session.formToken }
        /// An identity provider let the person in: it is to be told when the person leaves.
        package var isByIdentityProvider: Bool { session.way == .identityProvider }
    }

    /// A role at a unit that the person may choose.
    package struct Choice: Sendable, Hashable {
        package let assignment: Int
        package let role: Role
        package let unit: Viewer.UnitOfViewer
    }

    private struct Found: Sendable {
        let session: Session
        let account: Account
        let assignments: [Assignment]
        let units: [OrganisationRepository.Unit]
        let providers: [Int: CareProviderReference]
    }

    /// The person behind a session token; nil when it is unknown or has ended.
    package func signed(token: String, at instant: Instant) async throws -> Signed? {
        let day = Day(of: instant)
        let tokenHash = SecretToken.hash(token)
        let found = try await database.lookUp { connection -> Found? in
            let sessions = SessionRepository(connection)
            guard let session = try sessions.session(tokenHash: tokenHash) else { return nil }
            guard let account = try AccountRepository(connection).account(id: session.account), !account.isDisabled
            else { return nil }
            let offered = session.way == .identityProvider ? try sessions.assignments(tokenHash: tokenHash) : []
            let assignments = try SignIn.usable(
                account: account.id, way: session.way, offered: offered, on: day, in: connection)
            let units = try OrganisationRepository.units(connection, ids: assignments.compactMap(\.unit))
            let providers = try OrganisationRepository.providers(connection, ids: assignments.map(\.provider))
            return Found(session: session, account: account, assignments: assignments, units: units, providers: providers)
        }
        guard let found else { return nil }
        let (session, account, assignments, units, providers) =
            (found.session, found.account, found.assignments, found.units, found.providers)
        guard session.goesOn(within: SignIn.limits(at: instant)) else { return nil }
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
        return Signed(
            session: session, token: token, name: account.name, choices: choices, viewer: viewer,
            mustAddSecondFactor: requiresSecondFactor && session.way == .password && !account.hasSecondFactor)
    }

    /// Chooses role and unit for the session, which goes on under a new token; refuses an assignment that is not the person's own.
    /// - Returns: the token for the browser's cookie; the old one opens nothing any more.
    package func choose(assignment: Int, for signed: Signed) async throws -> String {
        guard signed.choices.contains(where: { $0.assignment == assignment }) else { throw UseCaseError.notFound }
        let token = SecretToken.random()
        try await database.write {
            try SessionRepository($0).choose(
                assignment: assignment, tokenHash: signed.session.tokenHash, newTokenHash: SecretToken.hash(token))
        }
        return token
    }
}
