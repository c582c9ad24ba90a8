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

    func enter(_ claims: JSONValue, by caller: SignIn.Caller, at instant: Instant) async throws -> Outcome {
        let person = try VouchedPerson(claims, by: provider.settings)
        let (outcome, account, ended) = try await database.write { connection -> (Outcome, account: Int?, ended: Int) in
            let places = try person.places(in: connection)
            let known = try person.knownAccount(in: connection)
            let ended = try known.map { try person.endRoles(otherThan: places, of: $0.id, at: instant, in: connection) } ?? 0
            guard !places.isEmpty else { return (.noRole, known?.id, ended) }
            guard let account = try known ?? person.firstAccount(at: places, in: connection) else {
                return (.severalAccounts, nil, ended)
            }
            guard !account.isDisabled else { return (.accountDisabled, account.id, ended) }
            let answers = try places.map { try person.role(at: $0, of: account.id, at: instant, in: connection) }
            let offered = answers.compactMap(\.assignment)
            guard !offered.isEmpty else {
                return (answers.contains(.endedHere) ? .roleEnded : .noAnalysis, account.id, ended)
            }
            let token = try SignIn.begin(
                account: account.id, way: .identityProvider, offered: offered, by: caller, at: instant, in: connection)
            return (.signedIn(token: token), account.id, ended)
        }
        if ended > 0 { caller.log.note(.commissionGone, account: account) }
        switch outcome {
        case .signedIn: caller.log.note(.signedIn, account: account, way: "identity provider")
        case .noRole: caller.log.note(.noCommission, account: account)
        case .noAnalysis: caller.log.note(.noAnalysis, account: account)
        case .roleEnded: caller.log.note(.roleEndedHere, account: account)
        case .severalAccounts: caller.log.note(.severalAccounts)
        case .accountDisabled: caller.log.note(.disabledAccount, account: account)
        }
        return outcome
    }
}
