package import SickLeave

/// The roles that an identity provider gives, and what has been decided here of the same ones.
package struct IdentityRoleRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Ends a role whose commission the provider no longer shows, with the sessions in which it is chosen. The day becomes its last:
    /// that tells it from one that was ended here, which the provider's word does not give again.
    package func end(_ assignment: Int, on day: Day, at instant: Instant) throws {
        try UnitRoleRepository(connection).end(assignment, by: nil, at: instant)
        try connection.execute("UPDATE assignment SET last_day = \(day) WHERE id = \(assignment)")
    }

    /// Whether the account's role there has been ended here, by the manager or from the command line, whoever had given it.
    package func isEndedHere(_ role: String, provider: Int, unit: Int?, account: Int) throws -> Bool {
        try connection.first(
            """
            SELECT 1 FROM assignment
            WHERE account_id = \(account) AND role = \(role) AND care_provider_id = \(provider)
              AND COALESCE(care_unit_id, 0) = \(unit ?? 0)
              AND ended_at IS NOT NULL AND (issuer IS NULL OR last_day IS NULL)
            """
        ) { _ in true } ?? false
    }
}
