package import SickLeave
package import Storage

/// A care provider's accounts, as its administrator sees and keeps them: who has one, in which roles, and how far they have come in. Never
/// what anybody has seen with it, and no roles are given here: that is the unit's manager's to do.
package struct ProviderAccounts: Sendable {
    package struct Row: Sendable, Hashable {
        package let id: Int
        package let name: String
        package let userName: String
        package let hsaID: String
        package let isDisabled: Bool
        package let hasPassword: Bool
        package let hasSecondFactor: Bool
        package let roles: [Held]
        /// Until when an open invitation holds.
        package let invitedUntil: Instant?
        package let sessions: Int
        /// Why nothing may be done with the account by this administrator; nil when all may.
        package let hindrance: Hindrance?
        /// Why nobody here gives its person a link; nil when it may be done.
        package let linkHindrance: Hindrance?
    }

    package struct Held: Sendable, Hashable {
        package let role: Role
        package let place: String
        package let firstDay: Day
        package let lastDay: Day?
        /// Nil for what the command line or an identity provider gave.
        package let givenBy: String?
        /// An identity provider gives it at each sign-in.
        package let isByIdentityProvider: Bool
    }

    package enum Hindrance: Sendable, Hashable {
        /// Whoever sets its password would come in at the other provider.
        case hasRolesElsewhere
        case isOneself
        /// Nor was it made here: it is the command line's, or an identity provider's.
        case hasNoRoleHere

        package var sentence: String {
            switch self {
            case .hasRolesElsewhere:
                "Kontot har roller hos en annan vårdgivare också. Hör av dig till den som sköter driften."
            case .hasNoRoleHere:
                "Kontot har ingen roll här och gjordes inte här. Hör av dig till den som sköter driften om personen ska få en länk."
            case .isOneself: "Det är ditt eget konto. Det sköter du under Mitt konto."
            }
        }
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// By name.
    package func all(for viewer: Viewer, at instant: Instant) async throws -> [Row] {
        try viewer.require(.manageAccounts)
        return try await database.read { connection in
            let accounts = try AccountRepository(connection).accounts(provider: viewer.provider)
            return try ProviderAccounts.rows(accounts, for: viewer, at: instant, connection)
        }.sorted { (SwedishOrder.key($0.name), $0.id) < (SwedishOrder.key($1.name), $1.id) }
    }

    package func one(_ id: Int, for viewer: Viewer, at instant: Instant) async throws -> Row {
        try viewer.require(.manageAccounts)
        return try await database.read { try ProviderAccounts.row(id, for: viewer, at: instant, $0) }
    }

    private static func row(_ id: Int, for viewer: Viewer, at instant: Instant, _ connection: any Connection) throws -> Row {
        guard let account = try AccountRepository(connection).account(id: id, provider: viewer.provider),
            let row = try rows([account], for: viewer, at: instant, connection).first
        else { throw UseCaseError.notFound }
        return row
    }

    private static func rows(_ accounts: [Account], for viewer: Viewer, at instant: Instant, _ connection: any Connection) throws
        -> [Row]
    {
        let day = Day(of: instant)
        let held = ProviderRoleRepository(connection)
        let roles = Dictionary(grouping: try held.held(provider: viewer.provider, on: day), by: \.account)
        let elsewhere = try held.accountsElsewhere(than: viewer.provider, on: day)
        let invitations = try InvitationRepository(connection).open(at: instant)
        let sessions = try SessionRepository(connection).counts(within: SignIn.limits(at: instant))
        return accounts.map { account in
            let isOneself = account.id == viewer.account
            return Row(
                id: account.id, name: account.name, userName: account.userName, hsaID: account.hsaID,
                isDisabled: account.isDisabled, hasPassword: account.passwordHash != nil,
                hasSecondFactor: account.hasSecondFactor,
                roles: (roles[account.id] ?? []).compactMap { row in
                    Role(rawValue: row.role).map {
                        Held(
                            role: $0, place: row.unitName ?? viewer.unit.providerName, firstDay: row.firstDay,
                            lastDay: row.lastDay, givenBy: row.givenBy, isByIdentityProvider: row.issuer != nil)
                    }
                }, invitedUntil: invitations[account.id], sessions: sessions[account.id] ?? 0,
                hindrance: isOneself ? .isOneself : elsewhere.contains(account.id) ? .hasRolesElsewhere : nil,
                linkHindrance: roles[account.id] == nil && account.maker != viewer.provider ? .hasNoRoleHere : nil)
        }
    }
}

// What the administrator does. Each leaves a line in the log with both accounts' numbers.
extension ProviderAccounts {
    /// Whom a new account is for.
    package struct Person: Sendable {
        package let name: String
        /// Lower-cased when it is stored.
        package let userName: String
        /// Empty for who has none.
        package let hsaID: String
        /// Empty when it is not told. With it nobody opens the own record, and the review of the log knows a colleague's.
        package let identityNumber: String

        package init(name: String, userName: String, hsaID: String, identityNumber: String) {
            self.name = name
            self.userName = userName
            self.hsaID = hsaID
            self.identityNumber = identityNumber
        }
    }

    package static let longestName = 100

    /// A new account, and the link with which its person sets a password.
    package func create(_ person: Person, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant) async throws
        -> (account: Int, token: String)
    {
        try viewer.require(.manageAccounts)
        guard !person.name.isEmpty else { throw UseCaseError.invalidAnswer(.name, "Skriv personens namn.") }
        guard person.name.count <= ProviderAccounts.longestName else {
            throw UseCaseError.invalidAnswer(
                .name, "Namnet är längre än \(ProviderAccounts.longestName) tecken. Skriv ett kortare.")
        }
        if let objection = UserName.objection(to: person.userName) { throw UseCaseError.invalidAnswer(.userName, objection) }
        guard person.hsaID.isEmpty || HSAID(typed: person.hsaID) != nil else {
            throw UseCaseError.invalidAnswer(
                .hsaID, "HSA-id:t går inte att läsa. Skriv det som SE2321000131-E000000000001, eller lämna det tomt.")
        }
        let identifier = try person.identityNumber.isEmpty ? nil : identifier(person.identityNumber, on: Day(of: instant))
        do {
            let made = try await database.write { connection in
                let (accounts, hsaID) = (AccountRepository(connection), HSAID(typed: person.hsaID)?.rawValue ?? "")
                // Of those that the administrator sees: whom another provider has an account for is not told.
                let taken = hsaID.isEmpty ? nil : try accounts.accounts(provider: viewer.provider).first { $0.hsaID == hsaID }
                if let taken {
                    throw UseCaseError.invalidAnswer(
                        .hsaID,
                        "Kontot \(taken.userName) har redan HSA-id:t, och det avgör vems patienter man ser. Ge personen roller med det kontot."
                    )
                }
                let account = try accounts.create(
                    userName: person.userName.lowercased(), name: person.name, hsaID: hsaID, passwordHash: nil,
                    maker: viewer.provider)
                if let identifier { try AccountPersonRepository(connection).set(identifier, account: account) }
                return (account: account, token: try Invitations.invite(account, at: instant, in: connection))
            }
            caller.log.note(.accountMade, account: made.account, administrator: viewer.account)
            caller.log.note(.invited, account: made.account, administrator: viewer.account)
            return made
        } catch StorageError.constraint {
            throw UseCaseError.invalidAnswer(.userName, Accounts.Fault.userNameTaken.sentence)
        }
    }

    private func identifier(_ text: String, on day: Day) throws -> PersonIdentifier {
        do { return try PersonIdentifier(swedish: text, on: day) } catch {
            throw UseCaseError.invalidAnswer(
                .identityNumber, "Personnumret går inte att läsa. Kontrollera det, eller lämna det tomt.")
        }
    }

    /// A new link: the one before it opens nothing any more. The second factor stays.
    package func invite(_ id: Int, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant) async throws -> String {
        try await change(id, .invited, by: viewer, caller, at: instant) { row, connection in
            try ProviderAccounts.invite(row, at: instant, in: connection)
        }
    }

    private static func invite(_ row: Row, at instant: Instant, in connection: any Connection) throws -> String {
        guard !row.isDisabled else {
            throw UseCaseError.invalid("Kontot är avstängt. Öppna det först om personen ska in igen.")
        }
        if let hindrance = row.linkHindrance { throw UseCaseError.invalid(hindrance.sentence) }
        return try Invitations.invite(row.id, at: instant, in: connection)
    }

    /// For who has lost both the code app and the recovery codes, once it is known who asks. Whoever has learnt the password must not get
    /// in by it alone, so the password goes too: the link is the only way in.
    package func resetSecondFactor(_ id: Int, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant) async throws
        -> String
    {
        let token = try await change(id, .secondFactorRemoved, by: viewer, caller, at: instant) { row, connection in
            guard row.hasSecondFactor else { throw UseCaseError.invalid("Kontot har inget andra steg att ta bort.") }
            try AccountRepository(connection).removeWaysIn(account: id)
            return try ProviderAccounts.invite(row, at: instant, in: connection)
        }
        caller.log.note(.invited, account: id, administrator: viewer.account)
        return token
    }

    package func withdrawInvitation(_ id: Int, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant) async throws {
        try await change(id, .invitationWithdrawn, by: viewer, caller, at: instant) { _, connection in
            try InvitationRepository(connection).withdraw(account: id)
        }
    }

    package func endSessions(_ id: Int, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant) async throws {
        try await change(id, .sessionsEnded, by: viewer, caller, at: instant) { _, connection in
            try SessionRepository(connection).endAll(account: id)
        }
    }

    /// Ends every session at once, and withdraws the invitation.
    package func disable(_ id: Int, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant) async throws {
        try await change(id, .accountDisabled, by: viewer, caller, at: instant) { _, connection in
            try AccountRepository(connection).disable(account: id, at: instant)
        }
    }

    /// The person comes in as before, with the roles that still hold.
    package func enable(_ id: Int, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant) async throws {
        try await change(id, .accountEnabled, by: viewer, caller, at: instant) { _, connection in
            try AccountRepository(connection).enable(account: id)
        }
    }

    private func change<Result: Sendable>(
        _ id: Int, _ event: SecurityLog.Event, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant,
        _ work: @escaping @Sendable (Row, any Connection) throws -> Result
    ) async throws -> Result {
        try viewer.require(.manageAccounts)
        let result = try await database.write { connection in
            let row = try ProviderAccounts.row(id, for: viewer, at: instant, connection)
            if let hindrance = row.hindrance { throw UseCaseError.invalid(hindrance.sentence) }
            return try work(row, connection)
        }
        caller.log.note(event, account: id, administrator: viewer.account)
        return result
    }
}
