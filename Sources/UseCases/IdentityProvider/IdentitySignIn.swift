package import Interchange
package import SickLeave
package import Storage

/// Signing in through an identity provider: the commissions that it vouches for become roles of a session.
package struct IdentitySignIn: Sendable {
    private let database: any Database
    private let provider: IdentityProvider

    /// - Parameter secret: the client's, as the provider gave it.
    package init(database: any Database, settings: IdentityProviderFile, secret: String) {
        let transport = ProviderTransport(authorities: settings.authoritiesFile)
        self.init(
            database: database,
            provider: IdentityProvider(settings: settings, secret: secret) { request throws(IdentityFault) in
                try await transport.send(request)
            })
    }

    init(database: any Database, provider: IdentityProvider) {
        self.database = database
        self.provider = provider
    }

    /// What stands on the button.
    package var button: String { provider.settings.button }

    package static let seconds = SignInRequest.seconds

    /// Where the browser goes, and the cookie that ties the answer to it.
    ///
    /// - Throws: `IdentityFault`.
    package func begin(by caller: SignIn.Caller, at instant: Instant) async throws -> (address: String, cookie: String) {
        let request = SignInRequest(at: instant)
        return try await noting(caller) { (try await provider.address(for: request, at: instant), request.secret) }
    }

    /// What goes wrong with the provider stands in the log, without what it sent.
    private func noting<T>(_ caller: SignIn.Caller, _ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch let fault as IdentityFault {
            switch fault {
            case .unavailable(let reason): caller.log.note(.identityUnavailable, reason: reason)
            case .refused(let reason): caller.log.note(.identityRefused, reason: reason)
            case .givenUp: caller.log.note(.identityRefused, reason: "given up")
            }
            throw fault
        }
    }

    /// Where the browser goes to sign out at the provider too; nil when there is no such place.
    package func endAddress(at instant: Instant) async -> String? {
        try? await provider.endAddress(at: instant)
    }

    package enum Outcome: Sendable {
        /// The session's token.
        case signedIn(token: String)
        /// None of the commissions gives a role here.
        case noRole
        /// They would, but the units' managers have signed no analysis of needs and risks that speaks of the roles.
        case noAnalysis
        /// They would, but the roles have been ended here: only here are they given again.
        case roleEnded
        /// More than one account was made for the HSA-id: nobody knows which is meant.
        case severalAccounts
        case accountDisabled
    }

    /// - Parameters:
    ///   - cookie: what ``begin(by:at:)`` gave this browser.
    ///   - code, state, issuer, error: the parameters of the address that the provider sent the browser to.
    /// - Throws: `IdentityFault`.
    package func finish(
        cookie: String, code: String?, state: String?, issuer: String?, error: String?, by caller: SignIn.Caller,
        at instant: Instant
    ) async throws -> Outcome {
        try await noting(caller) {
            guard let request = SignInRequest(cookie: cookie, at: instant) else { throw IdentityFault.givenUp }
            let isNew = try await database.write {
                try IdentityRepository($0).take(
                    request: request.hash, at: instant, forgetting: instant + -SignInRequest.seconds)
            }
            guard isNew else { throw IdentityFault.refused("the answer has been taken before") }
            let claims = try await provider.claims(
                of: .init(code: code, state: state, issuer: issuer, error: error), to: request, at: instant)
            return try await enter(claims, by: caller, at: instant)
        }
    }

    /// What a sign-in led to, for the security log.
    private struct Entry {
        let outcome: Outcome
        var account: Int?
        /// The account was made by it.
        var isMade = false
        var given: [Role] = []
        /// Roles whose commissions are gone, and mandates that no role can use any more.
        var ended: (roles: Int, mandates: Int)
    }

    func enter(_ claims: JSONValue, by caller: SignIn.Caller, at instant: Instant) async throws -> Outcome {
        let person = try VouchedPerson(claims, by: provider.settings)
        let entry = try await database.write { try enter(person, by: caller, at: instant, in: $0) }
        note(entry, caller.log)
        return entry.outcome
    }

    private func enter(
        _ person: VouchedPerson, by caller: SignIn.Caller, at instant: Instant, in connection: any Connection
    ) throws -> Entry {
        let places = try person.places(in: connection)
        let known = try person.knownAccount(in: connection)
        let ended =
            try known.map { try person.endRoles(otherThan: places, of: $0.id, at: instant, in: connection) } ?? (
                roles: 0, mandates: 0
            )
        guard !places.isEmpty else { return Entry(outcome: .noRole, account: known?.id, ended: ended) }
        guard let (account, isMade) = try known.map({ ($0, false) }) ?? person.firstAccount(at: places, in: connection) else {
            return Entry(outcome: .severalAccounts, ended: ended)
        }
        guard !account.isDisabled else { return Entry(outcome: .accountDisabled, account: account.id, ended: ended) }
        let answers = try places.map { try person.role(at: $0, of: account.id, at: instant, in: connection) }
        var (given, all) = ([Role](), ended)
        for case (let place, .new(_, let endsMandate)) in zip(places, answers) {
            given += Role(rawValue: place.role).map { [$0] } ?? []
            if endsMandate { all.mandates += 1 }
        }
        let offered = answers.compactMap(\.assignment)
        let outcome: Outcome =
            if offered.isEmpty {
                answers.contains(.endedHere) ? .roleEnded : .noAnalysis
            } else {
                .signedIn(
                    token: try SignIn.begin(
                        account: account.id, way: .identityProvider, offered: offered, by: caller, at: instant, in: connection))
            }
        return Entry(outcome: outcome, account: account.id, isMade: isMade, given: given, ended: all)
    }

    private func note(_ entry: Entry, _ log: SecurityLog) {
        let (account, way) = (entry.account, "identity provider")
        if entry.isMade { log.note(.accountMade, account: account, way: way) }
        if entry.ended.roles > 0 { log.note(.commissionGone, account: account) }
        for _ in 0..<entry.ended.mandates { log.note(.mandateWithdrawn, account: account, way: way) }
        for role in entry.given { log.note(.roleGiven, account: account, way: way, role: role) }
        switch entry.outcome {
        case .signedIn: log.note(.signedIn, account: account, way: way)
        case .noRole: log.note(.noCommission, account: account)
        case .noAnalysis: log.note(.noAnalysis, account: account)
        case .roleEnded: log.note(.roleEndedHere, account: account)
        case .severalAccounts: log.note(.severalAccounts)
        case .accountDisabled: log.note(.disabledAccount, account: account)
        }
    }
}
