package import SickLeave

package struct Account: Sendable, Hashable {
    package let id: Int
    package let userName: String
    package let name: String
    package let hsaID: String
    /// Nil while the account has no local password.
    package let passwordHash: String?
    package let isDisabled: Bool
    package let hasSecondFactor: Bool
    /// The care provider whose administrator made it; nil for one that the command line or an identity provider made.
    package let maker: Int?
}

/// A role at a unit, or at a whole provider when the unit is nil.
package struct Assignment: Sendable, Hashable {
    package let id: Int
    package let account: Int
    package let role: String
    package let provider: Int
    package let unit: Int?
    /// The identity provider that gives it anew at each sign-in; nil for one that was given here.
    package let issuer: String?
}

package struct AccountRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// - Throws: `StorageError.constraint` when the user name is taken.
    package func create(
        userName: String, name: String, hsaID: String, passwordHash: String?, maker: Int? = nil
    ) throws -> Int {
        let id = try connection.reserve(of: .account)
        try connection.execute(
            """
            INSERT INTO account (id, user_name, name, hsa_id, password_hash, care_provider_id)
            VALUES (\(id), \(userName), \(name), \(hsaID), \(passwordHash), \(maker))
            """)
        return id
    }

    package func account(userName: String) throws -> Account? {
        try connection.first(AccountRepository.select + " WHERE user_name = \(userName)", AccountRepository.account)
    }

    package func account(id: Int) throws -> Account? {
        try connection.first(AccountRepository.select + " WHERE id = \(id)", AccountRepository.account)
    }

    /// Those made for the person in the HSA catalogue; none for who is not in it.
    package func accounts(hsaID: String) throws -> [Account] {
        guard !hsaID.isEmpty else { return [] }
        return try connection.all(
            AccountRepository.select + " WHERE hsa_id = \(hsaID) ORDER BY id", AccountRepository.account)
    }

    package func all() throws -> [Account] {
        try connection.all(AccountRepository.select + " ORDER BY user_name", AccountRepository.account)
    }

    /// Those that the care provider made, and those that hold or have held a role there.
    package func accounts(provider: Int) throws -> [Account] {
        try connection.all(
            AccountRepository.select + " WHERE " + AccountRepository.isKnown(to: provider) + " ORDER BY user_name",
            AccountRepository.account)
    }

    /// Nil for one that is none of the provider's.
    package func account(id: Int, provider: Int) throws -> Account? {
        try connection.first(
            AccountRepository.select + " WHERE id = \(id) AND " + AccountRepository.isKnown(to: provider),
            AccountRepository.account)
    }

    /// Whether another provider made the account, or has or had it in a role: its administrator may know the password.
    package func isKnown(_ account: Int, elsewhereThan provider: Int) throws -> Bool {
        try connection.first(
            """
            SELECT 1 FROM account WHERE id = \(account) AND (care_provider_id <> \(provider) OR EXISTS (
                SELECT 1 FROM assignment s WHERE s.account_id = account.id AND s.care_provider_id <> \(provider)))
            """
        ) { _ in true } ?? false
    }

    private static func isKnown(to provider: Int) -> SQL {
        """
        (care_provider_id = \(provider) OR EXISTS (
            SELECT 1 FROM assignment s WHERE s.account_id = account.id AND s.care_provider_id = \(provider)))
        """
    }

    /// Ends every session of the account, and its invitation: who knew the old password must not stay in.
    package func setPasswordHash(_ hash: String, account: Int) throws {
        try connection.execute("UPDATE account SET password_hash = \(hash) WHERE id = \(account)")
        try shut(account)
    }

    /// Password, second factor and recovery codes go, and sessions and invitation end: a new link is needed to come in without an identity
    /// provider.
    package func removeWaysIn(account: Int) throws {
        try connection.execute("UPDATE account SET password_hash = NULL WHERE id = \(account)")
        try SecondFactorRepository(connection).remove(account: account)
        try shut(account)
    }

    /// Who the account says that its person is: HSA-id, identity number, and whom an identity provider vouches for.
    package func removePerson(account: Int) throws {
        try setHSAID("", account: account)
        try AccountPersonRepository(connection).remove(account: account)
    }

    package func setName(_ name: String, account: Int) throws {
        try connection.execute("UPDATE account SET name = \(name) WHERE id = \(account)")
    }

    /// Whoever has come in by another HSA-id comes in no more.
    package func setHSAID(_ hsaID: String, account: Int) throws {
        try connection.execute("UPDATE account SET hsa_id = \(hsaID) WHERE id = \(account)")
        try connection.execute("DELETE FROM account_identity WHERE account_id = \(account) AND hsa_id <> \(hsaID)")
        try SessionRepository(connection).endAll(account: account)
    }

    package func disable(account: Int, at instant: Instant) throws {
        try connection.execute("UPDATE account SET disabled_at = \(instant) WHERE id = \(account)")
        try shut(account)
    }

    package func enable(account: Int) throws {
        try connection.execute("UPDATE account SET disabled_at = NULL WHERE id = \(account)")
    }

    private func shut(_ account: Int) throws {
        try SessionRepository(connection).endAll(account: account)
        try InvitationRepository(connection).withdraw(account: account)
    }

    /// An account that another provider knows loses its ways in, of which that provider's administrator may know all. Not to an identity
    /// provider's role: by a password nobody comes to that.
    ///
    /// - Parameters:
    ///   - last: nil for until further notice.
    ///   - giver: nil when nobody with an account gives the role.
    ///   - issuer: of an identity provider that gives it.
    /// - Returns: whether the ways in were removed.
    @discardableResult
    package func assign(
        account: Int, role: String, provider: Int, unit: Int?, from day: Day, through last: Day? = nil, by giver: Int? = nil,
        issuer: String? = nil
    ) throws -> Bool {
        let losesWaysIn = try issuer == nil && isKnown(account, elsewhereThan: provider)
        if losesWaysIn { try removeWaysIn(account: account) }
        let id = try connection.reserve(of: .assignment)
        try connection.execute(
            """
            INSERT INTO assignment
                (id, account_id, role, care_provider_id, care_unit_id, first_day, last_day, given_by_account_id, issuer)
            VALUES (\(id), \(account), \(role), \(provider), \(unit), \(day), \(last), \(giver), \(issuer))
            """)
        return losesWaysIn
    }

    package func assignments(account: Int, on day: Day) throws -> [Assignment] {
        try connection.all(
            AccountRepository.selectAssignment + """
                 WHERE account_id = \(account) AND first_day <= \(day) AND (last_day IS NULL OR last_day >= \(day))
                   AND ended_at IS NULL ORDER BY id
                """, AccountRepository.assignment)
    }

    /// What the units and providers are called where the account has, had or will have a role, and the provider that made it.
    package func places(of account: Account) throws -> [String] {
        try connection.all(
            """
            SELECT u.name FROM care_unit u JOIN assignment s ON s.care_unit_id = u.id WHERE s.account_id = \(account.id)
            UNION SELECT p.name FROM care_provider p
            WHERE p.id = \(account.maker) OR p.id IN (SELECT s.care_provider_id FROM assignment s WHERE s.account_id = \(account.id))
            """
        ) { $0.text(0) }
    }

    /// Those who hold a role at the unit, by name: whom a case can be given to.
    package func people(unit: Int, roles: [String], on day: Day) throws -> [(account: Int, name: String, role: String)] {
        try connection.all(
            """
            SELECT a.id, a.name, MIN(s.role) FROM account a JOIN assignment s ON s.account_id = a.id
            WHERE s.care_unit_id = \(unit) AND s.role IN \(list: roles) AND a.disabled_at IS NULL
              AND s.first_day <= \(day) AND (s.last_day IS NULL OR s.last_day >= \(day)) AND s.ended_at IS NULL
            GROUP BY a.id, a.name ORDER BY a.name
            """
        ) { ($0.int(0), $0.text(1), $0.text(2)) }
    }

    private static let select: SQL = """
        SELECT id, user_name, name, hsa_id, password_hash, disabled_at,
            CASE WHEN EXISTS (SELECT 1 FROM second_factor WHERE account_id = account.id) THEN 1 ELSE 0 END, care_provider_id
        FROM account
        """
    private static let selectAssignment: SQL =
        "SELECT id, account_id, role, care_provider_id, care_unit_id, issuer FROM assignment"

    private static func account(_ row: any Row) -> Account {
        Account(
            id: row.int(0), userName: row.text(1), name: row.text(2), hsaID: row.text(3),
            passwordHash: row.optionalText(4), isDisabled: !row.isNull(5), hasSecondFactor: row.bool(6), maker: row.optionalInt(7)
        )
    }

    private static func assignment(_ row: any Row) -> Assignment {
        Assignment(
            id: row.int(0), account: row.int(1), role: row.text(2), provider: row.int(3), unit: row.optionalInt(4),
            issuer: row.optionalText(5))
    }
}
