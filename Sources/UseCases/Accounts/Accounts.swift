package import SickLeave
package import Storage

/// Local accounts and the roles that they hold, for the command line and the demo.
package struct Accounts: Sendable {
    package enum Fault: Error, Sendable, Equatable {
        case userNameTaken
        case unknownUser
        case unknownUnit
        /// Why the password is refused.
        case password(String)

        package var sentence: String {
            switch self {
            case .userNameTaken: "Användarnamnet finns redan. Välj ett annat."
            case .unknownUser: "Användaren finns inte. Visa alla med ”sakkunnig user list”."
            case .unknownUnit: "Varken enhet eller vårdgivare har det HSA-id:t. Läs in enheten eller dess intyg först."
            case .password(let reason): reason
            }
        }
    }

    private let database: any Database
    private let passwords: PasswordHashing

    package init(database: any Database, passwords: PasswordHashing) {
        self.database = database
        self.passwords = passwords
    }

    /// - Parameter userName: lower-cased.
    package func create(userName: String, name: String, hsaID: String, password: String) throws {
        try Accounts.check(password: password, userName: userName)
        let hash = passwords.hash(password)
        do {
            _ = try database.writeBlocking {
                try AccountRepository($0).create(userName: userName.lowercased(), name: name, hsaID: hsaID, passwordHash: hash)
            }
        } catch StorageError.constraint {
            throw Fault.userNameTaken
        }
    }

    /// At least twelve characters and not the user name: length is what counts, and no other rules (ASVS 6.2).
    static func check(password: String, userName: String) throws {
        guard password.count >= 12 else { throw Fault.password("Lösenordet ska ha minst 12 tecken. Ta gärna tre ord i rad.") }
        guard password.utf8.count <= 1024 else { throw Fault.password("Lösenordet är längre än 1024 tecken.") }
        guard password.lowercased() != userName.lowercased() else {
            throw Fault.password("Lösenordet får inte vara användarnamnet.")
        }
    }

    package func setPassword(_ password: String, userName: String) throws {
        try Accounts.check(password: password, userName: userName)
        let hash = passwords.hash(password)
        try database.writeBlocking { connection in
            let accounts = AccountRepository(connection)
            guard let account = try accounts.account(userName: userName.lowercased()) else { throw Fault.unknownUser }
            try accounts.setPasswordHash(hash, account: account.id)
        }
    }

    /// Ends every session of the account at once.
    package func disable(userName: String, at instant: Instant) throws {
        try database.writeBlocking { connection in
            let accounts = AccountRepository(connection)
            guard let account = try accounts.account(userName: userName.lowercased()) else { throw Fault.unknownUser }
            try accounts.disable(account: account.id, at: instant)
        }
    }

    /// - Parameter place: a care unit's HSA-id, or the provider's for a role at the whole provider.
    package func assign(_ role: Role, to userName: String, at place: HSAID, from day: Day) throws {
        try database.writeBlocking { connection in
            let accounts = AccountRepository(connection)
            guard let account = try accounts.account(userName: userName.lowercased()) else { throw Fault.unknownUser }
            if let unit = try OrganisationRepository.unit(connection, hsaID: place) {
                try accounts.assign(account: account.id, role: role.rawValue, provider: unit.provider, unit: unit.root, from: day)
            } else if let provider = try OrganisationRepository.provider(connection, hsaID: place) {
                try accounts.assign(account: account.id, role: role.rawValue, provider: provider, unit: nil, from: day)
            } else {
                throw Fault.unknownUnit
            }
        }
    }

    package func all() throws -> [(userName: String, name: String, isDisabled: Bool)] {
        try database.readBlocking { try AccountRepository($0).all() }.map { ($0.userName, $0.name, $0.isDisabled) }
    }
}
