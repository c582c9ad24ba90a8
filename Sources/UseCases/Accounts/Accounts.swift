package import SickLeave
package import Storage

/// Local accounts and the roles that they hold, for the command line and the demo.
package struct Accounts: Sendable {
    package enum Fault: Error, Sendable, Equatable {
        case userNameTaken
        case unknownUser
        /// Another account, by its user name, has the HSA-id.
        case hsaIDTaken(String)
        case unknownUnit
        /// The role is held at a unit, and the HSA-id is a provider's.
        case needsUnit
        /// The role is held at a whole provider, and the HSA-id is a unit's.
        case needsProvider
        case noSuchRole
        /// The unit's manager has signed no analysis of needs and risks that speaks of the role.
        case noAnalysis
        /// Another provider knows the account, and with the role it would lose its ways in, which nobody has agreed to.
        case losesWaysIn
        /// Why the user name is refused.
        case userName(String)
        /// Why the password is refused.
        case password(String)

        package var sentence: String {
            switch self {
            case .userNameTaken: "Användarnamnet finns redan. Välj ett annat."
            case .unknownUser: "Användaren finns inte. Visa alla med ”sakkunnig user list”."
            case .hsaIDTaken(let other):
                "Kontot \(other) har redan HSA-id:t, och det avgör vems patienter man ser. Ta bort det där först, med ”sakkunnig user hsa-id "
                    + "\(other)”, om det är det här kontot som är personens."
            case .unknownUnit: "Varken enhet eller vårdgivare har det HSA-id:t. Läs in enheten eller dess intyg först."
            case .needsUnit: "Rollen finns på en enhet. Ange enhetens HSA-id, inte vårdgivarens."
            case .needsProvider: "Rollen gäller hela vårdgivaren. Ange vårdgivarens HSA-id, inte enhetens."
            case .noSuchRole: "Användaren har inte den rollen där. Visa allas roller med ”sakkunnig user list”."
            case .noAnalysis:
                "Enheten har ingen gällande behovs- och riskanalys för rollen. Verksamhetschefen signerar den under Behörigheter."
            case .losesWaysIn:
                "En annan vårdgivares administratör kan känna till hur man loggar in med kontot. Får det rollen tas därför lösenord, "
                    + "andra steg och återställningskoder bort, sessioner avslutas och öppna länkar "
                    + "dras tillbaka, och det som den andra vårdgivaren har "
                    + "skrivit om vem personen är försvinner. Ingenting är ändrat. Är det meningen: kör igen med --reset-sign-in, och gör "
                    + "sedan en ny länk till personen."
            case .userName(let reason), .password(let reason): reason
            }
        }
    }

    let database: any Database
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
    func change<Result>(
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

    func note(_ event: SecurityLog.Event, account: Int, role: Role? = nil) {
        log?.note(event, account: account, actor: "command line", role: role)
    }

    /// - Parameters:
    ///   - userName: lower-cased.
    ///   - hsaID: nil for who is not in the HSA catalogue.
    ///   - password: nil for an account whose person sets one through an invitation.
    package func create(userName: String, name: String, hsaID: HSAID?, password: String?) throws {
        if let objection = UserName.objection(to: userName) { throw Fault.userName(objection) }
        if let password { try check(password, own: [userName, name]) }
        let hash = password.map(passwords.hash)
        do {
            let account = try database.writeBlocking { connection in
                try Accounts.checkIsFree(hsaID, connection)
                return try AccountRepository(connection).create(
                    userName: userName.lowercased(), name: name, hsaID: hsaID?.rawValue ?? "", passwordHash: hash)
            }
            note(.accountMade, account: account)
        } catch StorageError.constraint {
            throw Fault.userNameTaken
        }
    }

    private func check(_ password: String, own: [String]) throws {
        if let objection = rules.objection(to: password, own: own) { throw Fault.password(objection) }
    }

    package func setPassword(_ password: String, userName: String) throws {
        let own = try database.readBlocking { connection in
            guard let account = try AccountRepository(connection).account(userName: userName.lowercased()) else {
                throw Fault.unknownUser
            }
            return try PasswordRules.own(of: account, connection)
        }
        try check(password, own: own)
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

    /// Of accounts that were made for one HSA-id, each by its provider's administrator, the identity provider's person gets none: all but
    /// one lose it.
    /// - Parameter hsaID: nil for who is not in the HSA catalogue.
    package func setHSAID(_ hsaID: HSAID?, userName: String) throws {
        try change(userName, .hsaIDSet) { account, connection in
            try Accounts.checkIsFree(hsaID, for: account.id, connection)
            try AccountRepository(connection).setHSAID(hsaID?.rawValue ?? "", account: account.id)
        }
    }

    /// By an HSA-id one sees the patients of the one who has it: a person has one account with it.
    private static func checkIsFree(_ hsaID: HSAID?, for account: Int? = nil, _ connection: any Connection) throws {
        guard let hsaID else { return }
        let others = try AccountRepository(connection).accounts(hsaID: hsaID.rawValue).filter { $0.id != account }
        if let other = others.first { throw Fault.hsaIDTaken(other.userName) }
    }

    /// Who the person with the account is as a patient: the own record is not opened with it.
    package func setIdentity(_ identifier: PersonIdentifier, userName: String) throws {
        try change(userName, .identityNumberSet) { try AccountPersonRepository($1).set(identifier, account: $0.id) }
    }
}
