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
        let (settings, names) = (provider.settings, provider.settings.claims)
        guard let subject = claims["sub"]?.text, let person = claims[names.person]?.text, let hsaID = HSAID(person) else {
            throw IdentityFault.refused("the claims name no employee")
        }
        let fullName = [names.givenName, names.familyName].compactMap { claims[$0]?.text }.joined(separator: " ")
        let name = fullName.isEmpty ? hsaID.rawValue : String(fullName.prefix(200))
        let licences = claims[names.licences]?.texts ?? []
        let wanted = Commission.all(in: claims, names).flatMap { commission in
            commission.roles(by: settings.roles, licences: licences).map { (commission: commission, rule: $0) }
        }
        let result = try await database.write { connection -> (outcome: Outcome, account: Int?) in
            let places = try wanted.compactMap { try IdentitySignIn.place($0.rule, of: $0.commission, in: connection) }
            guard !places.isEmpty else { return (.noRole, nil) }
            let account = try IdentitySignIn.account(
                issuer: settings.issuer, subject: subject, hsaID: hsaID, name: name, in: connection)
            guard !account.isDisabled else { return (.accountDisabled, account.id) }
            let offered = try places.compactMap {
                try IdentitySignIn.assignment(
                    $0, of: account.id, issuer: settings.issuer, on: Day(of: instant), in: connection)
            }
            guard !offered.isEmpty else { return (.noAnalysis, account.id) }
            let token = try SignIn.begin(
                account: account.id, way: .identityProvider, offered: Array(Set(offered)), by: caller, at: instant,
                in: connection)
            return (.signedIn(token: token), account.id)
        }
        switch result.outcome {
        case .signedIn: caller.log.note(.signedIn, account: result.account, way: "identity provider")
        case .noRole: caller.log.note(.noCommission)
        case .noAnalysis: caller.log.note(.noAnalysis, account: result.account)
        case .accountDisabled: caller.log.note(.disabledAccount, account: result.account)
        }
        return result.outcome
    }
}

extension IdentitySignIn {
    private struct Place: Hashable {
        let role: String
        let provider: Int
        let unit: Int?
    }

    /// Where the rule's role is held; nil for a unit or provider that is not in the store, or a unit that is another provider's.
    private static func place(
        _ rule: IdentityProviderFile.RoleRule, of commission: Commission, in connection: any Connection
    ) throws -> Place? {
        guard let providerID = HSAID(commission.provider),
            let provider = try OrganisationRepository.provider(connection, hsaID: providerID)
        else { return nil }
        if rule.isForProvider { return Place(role: rule.role, provider: provider, unit: nil) }
        guard let unitID = HSAID(commission.unit), let unit = try OrganisationRepository.unit(connection, hsaID: unitID),
            unit.provider == provider
        else { return nil }
        return Place(role: rule.role, provider: provider, unit: unit.root)
    }

    /// The identity's own account. At its first sign-in it takes over the account that was made for its HSA-id, or gets a new one.
    private static func account(
        issuer: String, subject: String, hsaID: HSAID, name: String, in connection: any Connection
    ) throws -> Account {
        let (accounts, identities) = (AccountRepository(connection), IdentityRepository(connection))
        func account(_ id: Int) throws -> Account {
            guard let account = try accounts.account(id: id) else { throw StorageError.corrupt("account_identity.account_id") }
            if account.name != name { try accounts.setName(name, account: id) }
            return account
        }
        if let id = try identities.account(issuer: issuer, subject: subject, hsaID: hsaID.rawValue) { return try account(id) }
        if let made = try accounts.account(hsaID: hsaID.rawValue) {
            // Somebody else at the provider has it already: the provider contradicts itself.
            guard try !identities.hasIdentity(issuer: issuer, account: made.id) else {
                throw IdentityFault.refused("the HSA-id is another identity's")
            }
            try identities.add(issuer: issuer, subject: subject, hsaID: hsaID.rawValue, account: made.id)
            return try account(made.id)
        }
        let id = try accounts.create(
            userName: "\(hsaID.rawValue)@\(issuer)".lowercased(), name: name, hsaID: hsaID.rawValue, passwordHash: nil)
        try identities.add(issuer: issuer, subject: subject, hsaID: hsaID.rawValue, account: id)
        return try account(id)
    }

    /// The role that the account has there; given to it when it has none and the unit's analysis of needs and risks speaks of it. One
    /// that was given here has passed that gate already.
    /// - Returns: nil when no role may be given.
    private static func assignment(
        _ place: Place, of account: Int, issuer: String, on day: Day, in connection: any Connection
    ) throws -> Int? {
        let accounts = AccountRepository(connection)
        func existing(by issuer: String?) throws -> Int? {
            try accounts.assignments(account: account, on: day).first {
                $0.role == place.role && $0.provider == place.provider && $0.unit == place.unit && $0.issuer == issuer
            }?.id
        }
        if let id = try existing(by: nil) { return id }
        guard let role = Role(rawValue: place.role),
            try RiskAnalysis.allows(role, provider: place.provider, unit: place.unit, on: day, connection)
        else { return nil }
        if let id = try existing(by: issuer) { return id }
        try accounts.assign(
            account: account, role: place.role, provider: place.provider, unit: place.unit, from: day, issuer: issuer)
        guard let id = try existing(by: issuer) else { throw StorageError.corrupt("assignment") }
        return id
    }
}
