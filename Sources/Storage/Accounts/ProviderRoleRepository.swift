package import SickLeave

/// The roles that accounts hold at a care provider, as its administrator sees them.
package struct ProviderRoleRepository {
    package struct Held: Sendable, Hashable {
        package let account: Int
        package let role: String
        /// Nil for a role at the whole provider.
        package let unitName: String?
        package let firstDay: Day
        package let lastDay: Day?
        /// Nil for what the command line or a directory gave.
        package let givenBy: String?
        /// The identity provider that gives it at each sign-in; nil for one that was given here.
        package let issuer: String?
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Those that hold on the day or later.
    package func held(provider: Int, on day: Day) throws -> [Held] {
        try connection.all(
            """
            SELECT s.account_id, s.role, u.name, s.first_day, s.last_day, b.name, s.issuer FROM assignment s
            LEFT JOIN care_unit u ON u.id = s.care_unit_id LEFT JOIN account b ON b.id = s.given_by_account_id
            WHERE s.care_provider_id = \(provider) AND s.ended_at IS NULL AND (s.last_day IS NULL OR s.last_day >= \(day))
            ORDER BY s.id
            """
        ) {
            Held(
                account: $0.int(0), role: $0.text(1), unitName: $0.optionalText(2), firstDay: Day($0.int(3)),
                lastDay: $0.optionalInt(4).map { Day($0) }, givenBy: $0.optionalText(5), issuer: $0.optionalText(6))
        }
    }

    /// Accounts that hold a role at another provider on the day or later.
    package func accountsElsewhere(than provider: Int, on day: Day) throws -> Set<Int> {
        Set(
            try connection.all(
                """
                SELECT DISTINCT account_id FROM assignment
                WHERE care_provider_id <> \(provider) AND ended_at IS NULL AND (last_day IS NULL OR last_day >= \(day))
                """
            ) { $0.int(0) })
    }
}
