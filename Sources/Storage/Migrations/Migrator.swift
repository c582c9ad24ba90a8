package import SickLeave

/// Brings a database to the schema of this program: forward only, one transaction each, never edited once released.
package struct Migrator: Sendable {
    package struct Migration: Sendable {
        /// 1, 2, 3 …
        package let version: Int
        package let name: String
        package let statements: @Sendable (Dialect) -> String

        package init(version: Int, name: String, statements: @escaping @Sendable (Dialect) -> String) {
            self.version = version
            self.name = name
            self.statements = statements
        }
    }

    private let migrations: [Migration]

    package init(migrations: [Migration] = Migrator.all) { self.migrations = migrations }

    package static let all: [Migration] = [
        .firstSchema, .countiesAndPhysicians, .logReviews, .revocationsOfProviders, .accountsOfProviders, .chartRebases,
        .numbersDrawn, .supersededAnew, .messageContacts, .textsByBytes, .ownReferences,
    ]

    package var newestVersion: Int { migrations.last?.version ?? 0 }

    /// - Throws: `StorageError.newerSchema` for a database that a newer program made; it is left untouched.
    package func migrate(_ database: any Database, at instant: Instant) throws {
        try database.exclusively { try migrateAlone(database, at: instant) }
    }

    private func migrateAlone(_ database: any Database, at instant: Instant) throws {
        for migration in try database.writeBlocking({ try waiting($0) }) {
            try database.writeBlocking { try Migrator.run(migration, on: $0, at: instant) }
        }
    }

    /// The same within the caller's transaction: for a store that is made whole or not at all.
    package func migrate(within connection: any Connection, at instant: Instant) throws {
        for migration in try waiting(connection) { try Migrator.run(migration, on: connection, at: instant) }
    }

    private func waiting(_ connection: any Connection) throws -> [Migration] {
        try connection.script(connection.dialect.spelled(Migrator.history))
        let applied = try Migrator.version(connection)
        guard applied <= newestVersion else { throw StorageError.newerSchema(found: applied, known: newestVersion) }
        return migrations.filter { $0.version > applied }
    }

    /// What has been done stands in a table that is there before the first migration.
    static let history = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            version BIGINT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        );

        """

    private static func run(_ migration: Migration, on connection: any Connection, at instant: Instant) throws {
        try connection.script(connection.dialect.spelled(migration.statements(connection.dialect)))
        try connection.execute(
            """
            INSERT INTO schema_migration (version, name, applied_at)
            VALUES (\(migration.version), \(migration.name), \(instant))
            """)
    }

    package static func version(_ connection: any Connection) throws -> Int {
        try connection.first("SELECT COALESCE(MAX(version), 0) FROM schema_migration") { $0.int(0) } ?? 0
    }
}
