import Interchange
import SickLeave
import Storage

/// Whom an identity provider vouches for at a sign-in, with the account and the roles that it leads to here.
struct VouchedPerson: Sendable {
    struct Place: Sendable, Hashable {
        let role: String
        let provider: Int
        let unit: Int?
    }

    enum Answer: Sendable, Hashable {
        case given(assignment: Int)
        /// Just now.
        case new(assignment: Int, endsMandate: Bool)
        /// By the manager or from the command line: only they give it again.
        case endedHere
        case noAnalysis

        var assignment: Int? {
            switch self {
            case .given(let assignment), .new(let assignment, _): assignment
            case .endedHere, .noAnalysis: nil
            }
        }
    }

    private let issuer: String
    private let subject: String
    private let hsaID: HSAID
    private let name: String
    private let wanted: [(commission: Commission, rule: IdentityProviderFile.RoleRule)]
    /// What is not among the commissions is gone.
    private let areAllListed: Bool

    init(_ claims: JSONValue, by settings: IdentityProviderFile) throws(IdentityFault) {
        let names = settings.claims
        guard let subject = claims["sub"]?.text, let person = claims[names.person]?.text, let hsaID = HSAID(person) else {
            throw IdentityFault.refused("the claims name no employee")
        }
        let fullName = [names.givenName, names.familyName].compactMap { claims[$0]?.text }.joined(separator: " ")
        let licences = claims[names.licences]?.texts ?? []
        issuer = settings.issuer
        self.subject = subject
        self.hsaID = hsaID
        name = fullName.isEmpty ? hsaID.rawValue : String(fullName.prefix(200))
        wanted = Commission.all(in: claims, names).flatMap { commission in
            commission.roles(by: settings.roles, licences: licences).map { (commission: commission, rule: $0) }
        }
        areAllListed = Commission.areListed(in: claims, names)
    }
}

extension VouchedPerson {
    /// The identity's own account.
    func knownAccount(in connection: any Connection) throws -> Account? {
        guard
            let id = try IdentityRepository(connection).account(issuer: issuer, subject: subject, hsaID: hsaID.rawValue)
        else { return nil }
        return try renamed(id, in: connection)
    }

    /// At its first sign-in the identity takes over the account that was made for its HSA-id, or gets a new one.
    ///
    /// - Parameter places: an account that a provider made where no commission leads is left alone: anybody can write another's HSA-id in
    ///   a form.
    /// - Returns: nil when several were made for it.
    func firstAccount(at places: [Place], in connection: any Connection) throws -> (account: Account, isMade: Bool)? {
        let (accounts, identities) = (AccountRepository(connection), IdentityRepository(connection))
        let providers = Set(places.map(\.provider))
        let made = try accounts.accounts(hsaID: hsaID.rawValue).filter { $0.maker.map(providers.contains) ?? true }
        guard made.count <= 1 else { return nil }
        // Somebody else at the provider has it already: the provider contradicts itself.
        guard try made.allSatisfy({ try !identities.hasIdentity(issuer: issuer, account: $0.id) }) else {
            throw IdentityFault.refused("the HSA-id is another identity's")
        }
        let id =
            try made.first?.id
            ?? accounts.create(
                userName: "\(hsaID.rawValue)@\(issuer)".lowercased(), name: name, hsaID: hsaID.rawValue, passwordHash: nil)
        try identities.add(issuer: issuer, subject: subject, hsaID: hsaID.rawValue, account: id)
        return (try renamed(id, in: connection), made.isEmpty)
    }

    private func renamed(_ id: Int, in connection: any Connection) throws -> Account {
        let accounts = AccountRepository(connection)
        guard let account = try accounts.account(id: id) else { throw StorageError.corrupt("account_identity.account_id") }
        if account.name != name { try accounts.setName(name, account: id) }
        return account
    }
}

extension VouchedPerson {
    /// Where the rules give roles by the commissions: not at a unit or provider that is not in the store, nor at a unit that is another
    /// provider's.
    func places(in connection: any Connection) throws -> [Place] {
        var seen: Set<Place> = []
        return try wanted.compactMap { try VouchedPerson.place($0.rule, of: $0.commission, in: connection) }
            .filter { seen.insert($0).inserted }
    }

    private static func place(
        _ rule: IdentityProviderFile.RoleRule, of commission: Commission, in connection: any Connection
    ) throws -> Place? {
        guard let providerID = HSAID(commission.provider),
            let provider = try OrganisationRepository.provider(connection, hsaID: providerID)
        else { return nil }
        if rule.isForProvider { return Place(role: rule.role, provider: provider, unit: nil) }
        guard let unitID = HSAID(commission.unit),
            let unit = try OrganisationRepository.unit(connection, hsaID: unitID, provider: provider)
        else { return nil }
        return Place(role: rule.role, provider: provider, unit: unit.root)
    }

    /// Ends what the provider gave by commissions that it shows no more, never what was given here.
    /// - Returns: how many roles, and how many mandates with them.
    func endRoles(
        otherThan places: [Place], of account: Int, at instant: Instant, in connection: any Connection
    ) throws -> (roles: Int, mandates: Int) {
        guard areAllListed else { return (0, 0) }
        let day = Day(of: instant)
        let gone = try AccountRepository(connection).assignments(account: account, on: day).filter {
            $0.issuer == issuer && !places.contains(Place(role: $0.role, provider: $0.provider, unit: $0.unit))
        }
        var mandates = 0
        for assignment in gone {
            try IdentityRoleRepository(connection).end(assignment.id, on: day, at: instant)
            let endsMandate = try UnitRights.endUnusedMandate(
                of: account, provider: assignment.provider, unit: assignment.unit, by: nil, on: day, at: instant, connection)
            if endsMandate { mandates += 1 }
        }
        return (gone.count, mandates)
    }

    /// The role that the account has there; given to it when it has none, it has not been ended here, and the unit's analysis of needs
    /// and risks speaks of it. One that was given here has passed those gates already.
    func role(at place: Place, of account: Int, at instant: Instant, in connection: any Connection) throws -> Answer {
        let day = Day(of: instant)
        let accounts = AccountRepository(connection)
        func existing(by issuer: String?) throws -> Int? {
            try accounts.assignments(account: account, on: day).first {
                $0.role == place.role && $0.provider == place.provider && $0.unit == place.unit && $0.issuer == issuer
            }?.id
        }
        if let given = try existing(by: nil) { return .given(assignment: given) }
        guard let role = Role(rawValue: place.role),
            try RiskAnalysis.allows(role, provider: place.provider, unit: place.unit, on: day, connection)
        else { return .noAnalysis }
        if let given = try existing(by: issuer) { return .given(assignment: given) }
        guard
            try !IdentityRoleRepository(connection).isEndedHere(
                place.role, provider: place.provider, unit: place.unit, account: account)
        else { return .endedHere }
        let endsMandate = try UnitRights.endUnusedMandate(
            of: account, provider: place.provider, unit: place.unit, by: nil, on: day, at: instant, connection)
        try accounts.assign(
            account: account, role: place.role, provider: place.provider, unit: place.unit, from: day, issuer: issuer)
        guard let given = try existing(by: issuer) else { throw StorageError.corrupt("assignment") }
        return .new(assignment: given, endsMandate: endsMandate)
    }
}
