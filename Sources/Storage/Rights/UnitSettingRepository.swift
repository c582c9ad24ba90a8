package import SickLeave

/// What a unit's manager has decided for the unit: append-only, the newest row of a name counts.
package struct UnitSettingRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Nil when nothing has been decided.
    package func value(_ name: String, provider: Int, unit: Int) throws -> String? {
        try connection.first(
            """
            SELECT value FROM unit_setting
            WHERE care_provider_id = \(provider) AND care_unit_id = \(unit) AND name = \(name) ORDER BY number DESC LIMIT 1
            """
        ) { $0.text(0) }
    }

    /// Whether anything has been decided for any unit.
    package func isAnyDecided() throws -> Bool {
        try connection.first("SELECT 1 FROM unit_setting LIMIT 1") { _ in true } ?? false
    }

    package func set(_ name: String, to value: String, provider: Int, unit: Int, by account: Int, at instant: Instant) throws {
        let number = try connection.reserve(of: .right)
        try connection.execute(
            """
            INSERT INTO unit_setting (care_provider_id, care_unit_id, number, name, value, set_by_account_id, set_at)
            VALUES (\(provider), \(unit), \(number), \(name), \(value), \(account), \(instant))
            """)
    }

    package struct Change: Sendable, Hashable {
        package let value: String
        package let by: String
        package let at: Instant
    }

    /// Newest first.
    package func history(_ name: String, provider: Int, unit: Int) throws -> [Change] {
        try connection.all(
            """
            SELECT s.value, a.name, s.set_at FROM unit_setting s JOIN account a ON a.id = s.set_by_account_id
            WHERE s.care_provider_id = \(provider) AND s.care_unit_id = \(unit) AND s.name = \(name) ORDER BY s.number DESC
            """
        ) { Change(value: $0.text(0), by: $0.text(1), at: Instant(rawValue: Int64($0.int(2)))) }
    }
}
