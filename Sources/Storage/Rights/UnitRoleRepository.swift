package import SickLeave

/// The roles held at a unit, as its manager gives and ends them.
package struct UnitRoleRepository {
    package struct Held: Sendable, Hashable {
        package let assignment: Int
        package let account: Int
        package let name: String
        package let userName: String
        package let role: String
        package let firstDay: Day
        package let lastDay: Day?
        /// Nil for what the command line or a directory gave.
        package let givenBy: String?
        /// The identity provider that gives it anew at each sign-in; nil for one that was given here.
        package let issuer: String?
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Those that hold on the day or later, by name.
    package func held(provider: Int, unit: Int, on day: Day) throws -> [Held] {
        try connection.all(
            """
            SELECT s.id, a.id, a.name, a.user_name, s.role, s.first_day, s.last_day, b.name, s.issuer FROM assignment s
            JOIN account a ON a.id = s.account_id LEFT JOIN account b ON b.id = s.given_by_account_id
            WHERE s.care_provider_id = \(provider) AND s.care_unit_id = \(unit) AND s.ended_at IS NULL
              AND (s.last_day IS NULL OR s.last_day >= \(day)) AND a.disabled_at IS NULL
            ORDER BY a.name, s.id
            """
        ) {
            Held(
                assignment: $0.int(0), account: $0.int(1), name: $0.text(2), userName: $0.text(3), role: $0.text(4),
                firstDay: Day($0.int(5)), lastDay: $0.optionalInt(6).map { Day($0) }, givenBy: $0.optionalText(7),
                issuer: $0.optionalText(8))
        }
    }

    /// What the account holds at the unit on the day or later, also while it is shut.
    package func roles(of account: Int, provider: Int, unit: Int, on day: Day) throws -> [String] {
        try connection.all(
            """
            SELECT role FROM assignment WHERE account_id = \(account) AND care_provider_id = \(provider) AND care_unit_id = \(unit)
              AND ended_at IS NULL AND (last_day IS NULL OR last_day >= \(day))
            """
        ) { $0.text(0) }
    }

    /// Takes the role back at once, and ends every session of the person in which it is chosen.
    /// - Parameter account: nil when nobody with an account ends it.
    package func end(_ assignment: Int, by account: Int?, at instant: Instant) throws {
        try connection.execute(
            """
            UPDATE assignment SET ended_at = \(instant), ended_by_account_id = \(account)
            WHERE id = \(assignment) AND ended_at IS NULL
            """)
        try connection.execute("DELETE FROM session WHERE assignment_id = \(assignment)")
    }
}
