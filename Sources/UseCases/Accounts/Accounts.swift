package import SickLeave
package import Storage

/// Local accounts and the roles that they hold, for the command line and the demo.
package struct Accounts: Sendable {
    package enum Fault: Error, Sendable, Equatable {
        case userNameTaken
        case unknownUser
        case unknownUnit
        /// The role is held at a unit, and the HSA-id is a provider's.
        case needsUnit
        case noSuchRole
        /// The unit's manager has signed no analysis of needs and risks that speaks of the role.
        case noAnalysis
        /// Why the password is refused.
        case password(String)

        package var sentence: String {
            switch self {
            case .userNameTaken: "Användarnamnet finns redan. Välj ett annat."
            case .unknownUser: "Användaren finns inte. Visa alla med ”sakkunnig user list”."
            case .unknownUnit: "Varken enhet eller vårdgivare har det HSA-id:t. Läs in enheten eller dess intyg först."
            case .needsUnit: "Rollen finns på en enhet. Ange enhetens HSA-id, inte vårdgivarens."
            case .noSuchRole: "Användaren har inte den rollen där. Visa allas roller med ”sakkunnig user list”."
            case .noAnalysis:
                "Enheten har ingen gällande behovs- och riskanalys för rollen. Verksamhetschefen signerar den under Behörigheter."
            case .password(let reason): reason
            }
        }
    }

    private let database: any Database
    private let passwords: PasswordHashing
    private let rules: PasswordRules
    private let log: SecurityLog?

    /// - Parameter log: nil for made-up data.
    package init(database: any Database, passwords: PasswordHashing, rules: PasswordRules, log: SecurityLog?) {
        self.database = database
        self.passwords = passwords
        self.rules = rules
        self.log = log
    }

    /// One change of the account, with its line in the log.
    private func change<Result>(
        _ userName: String, _ event: SecurityLog.Event, role: Role? = nil,
        _ work: (Account, any Connection) throws -> Result
    ) throws -> Result {
        let (account, result) = try database.writeBlocking { connection in
            guard let account = try AccountRepository(connection).account(userName: userName.lowercased())
            else { throw Fault.unknownUser }
            return (account.id, try work(account, connection))
        }
        note(event, account: account, role: role)
        return result
    }

    private func note(_ event: SecurityLog.Event, account: Int, role: Role? = nil) {
        log?.note(event, account: account, actor: "command line", role: role)
    }

    /// - Parameters:
    ///   - userName: lower-cased.
    ///   - password: nil for an account whose person sets one through an invitation.
    package func create(userName: String, name: String, hsaID: String, password: String?) throws {
        if let password { try check(password, userName: userName, name: name) }
        let hash = password.map(passwords.hash)
        do {
            let account = try database.writeBlocking {
                try AccountRepository($0).create(userName: userName.lowercased(), name: name, hsaID: hsaID, passwordHash: hash)
            }
            note(.accountMade, account: account)
        } catch StorageError.constraint {
            throw Fault.userNameTaken
        }
    }

    private func check(_ password: String, userName: String, name: String) throws {
        if let objection = rules.objection(to: password, own: [userName, name]) { throw Fault.password(objection) }
    }

    package func setPassword(_ password: String, userName: String) throws {
        guard let account = try database.readBlocking({ try AccountRepository($0).account(userName: userName.lowercased()) })
        else { throw Fault.unknownUser }
        try check(password, userName: userName, name: account.name)
        let hash = passwords.hash(password)
        try change(userName, .passwordChanged) { try AccountRepository($1).setPasswordHash(hash, account: $0.id) }
    }

    /// A link that sets the account's password once; the one before it opens nothing any more. The second factor stays.
    /// - Returns: the token, of which only the hash is stored.
    package func invite(userName: String, at instant: Instant) throws -> String {
        try change(userName, .invited) { account, connection in
            guard !account.isDisabled else { throw Fault.unknownUser }
            return try Invitations.invite(account.id, at: instant, in: connection)
        }
    }

    /// For who has lost both the code app and the recovery codes, once it is known who asks.
    package func removeSecondFactor(userName: String) throws {
        try change(userName, .secondFactorRemoved) { account, connection in
            try SecondFactorRepository(connection).remove(account: account.id)
            try SessionRepository(connection).endAll(account: account.id)
        }
    }

    package func endSessions(userName: String) throws {
        try change(userName, .sessionsEnded) { try SessionRepository($1).endAll(account: $0.id) }
    }

    /// Ends every session of the account at once.
    package func disable(userName: String, at instant: Instant) throws {
        try change(userName, .accountDisabled) { try AccountRepository($1).disable(account: $0.id, at: instant) }
    }

    package func enable(userName: String) throws {
        try change(userName, .accountEnabled) { try AccountRepository($1).enable(account: $0.id) }
    }

    /// Of accounts that were made for one HSA-id the identity provider's person gets none: all but one lose it.
    /// - Parameter hsaID: empty for who is not in the HSA catalogue.
    package func setHSAID(_ hsaID: String, userName: String) throws {
        try change(userName, .hsaIDSet) { try AccountRepository($1).setHSAID(hsaID, account: $0.id) }
    }

    /// Who the person with the account is as a patient: the own record is not opened with it.
    package func setIdentity(_ identifier: PersonIdentifier, userName: String) throws {
        try change(userName, .identityNumberSet) { try AccountPersonRepository($1).set(identifier, account: $0.id) }
    }
}

// Roles, and who has them.
extension Accounts {
    /// - Parameters:
    ///   - place: a care unit's HSA-id, or the provider's for a role at the whole provider.
    ///   - needsAnalysis: false for made-up data only. Roles at the whole provider show no patient and need none.
    /// - Returns: whether another provider knows the account: its administrator may have chosen the password. An open invitation is
    ///   withdrawn then.
    @discardableResult
    package func assign(
        _ role: Role, to userName: String, at place: HSAID, from day: Day, needsAnalysis: Bool = true
    ) throws -> Bool {
        try change(userName, .roleGiven, role: role) { account, connection in
            let unit = try OrganisationRepository.unit(connection, hsaID: place)
            guard let provider = try unit?.provider ?? OrganisationRepository.provider(connection, hsaID: place)
            else { throw Fault.unknownUnit }
            guard unit != nil || role.isForProvider else { throw Fault.needsUnit }
            guard
                try !needsAnalysis || RiskAnalysis.allows(role, provider: provider, unit: unit?.root, on: day, connection)
            else { throw Fault.noAnalysis }
            let accounts = AccountRepository(connection)
            try accounts.assign(account: account.id, role: role.rawValue, provider: provider, unit: unit?.root, from: day)
            return try accounts.isKnown(account.id, elsewhereThan: provider)
        }
    }

    /// Takes back a role, at once; sessions in which it is chosen end.
    ///
    /// - Parameter place: a care unit's HSA-id, or the provider's.
    package func unassign(_ role: Role, from userName: String, at place: HSAID, on day: Day, at instant: Instant) throws {
        try change(userName, .roleTakenBack, role: role) { account, connection in
            let unit = try OrganisationRepository.unit(connection, hsaID: place)
            let provider = try OrganisationRepository.provider(connection, hsaID: place)
            guard unit != nil || provider != nil else { throw Fault.unknownUnit }
            let held = try AccountRepository(connection).assignments(account: account.id, on: day).filter { assignment in
                assignment.role == role.rawValue
                    && (unit.map { assignment.unit == $0.root } ?? (assignment.unit == nil && assignment.provider == provider))
            }
            guard !held.isEmpty else { throw Fault.noSuchRole }
            for assignment in held { try UnitRoleRepository(connection).end(assignment.id, by: nil, at: instant) }
        }
    }

    package struct Listed: Sendable {
        package let userName, name: String
        package let isDisabled: Bool
        /// Those that hold on the day, each with the unit's name or, at the whole provider, the provider's.
        package let roles: [(role: Role, place: String)]
    }

    package func all(on day: Day) throws -> [Listed] {
        try database.readBlocking { connection in
            let accounts = AccountRepository(connection)
            let units = try OrganisationRepository.units(connection)
            let names = Dictionary(units.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            let providers = try OrganisationRepository.providers(connection, ids: Array(Set(units.map(\.provider))))
            return try accounts.all().map { account in
                let roles = try accounts.assignments(account: account.id, on: day).compactMap { held in
                    Role(rawValue: held.role).map { ($0, (held.unit.map { names[$0] } ?? providers[held.provider]?.name) ?? "") }
                }
                return Listed(userName: account.userName, name: account.name, isDisabled: account.isDisabled, roles: roles)
            }
        }
    }
}
