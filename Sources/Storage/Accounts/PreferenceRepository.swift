/// A person's own settings: name and value.
package struct PreferenceRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func values(account: Int) throws -> [String: String] {
        var found: [String: String] = [:]
        try connection.forEach("SELECT name, value FROM preference WHERE account_id = \(account)") {
            found[$0.text(0)] = $0.text(1)
        }
        return found
    }

    package func set(_ name: String, to value: String, account: Int) throws {
        try connection.execute(
            """
            INSERT INTO preference (account_id, name, value) VALUES (\(account), \(name), \(value))
            ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value
            """)
    }
}
