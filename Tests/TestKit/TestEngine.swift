import Foundation
package import PostgresDatabase
import SQLiteDatabase
import SickLeave
package import Storage
import Synchronization
import Testing

/// An engine to run a test on. Each database that a test gets is its own, migrated and empty.
package enum TestEngine: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case sqlite = "SQLite"
    case postgres = "PostgreSQL"

    package var testDescription: String { rawValue }

    package func database() throws -> any Database {
        switch self {
        case .sqlite: try SQLiteDatabase(copyOf: TestEngine.migrated.get())
        case .postgres: try LentDatabase()
        }
    }

    /// One that holds what `fill` puts there: filled once in a run for each name, and copied for every test.
    package func database(_ name: String, _ fill: (any Database) throws -> Void) throws -> any Database {
        let template = try TestEngine.templates.withLock { templates in
            if let known = templates[Named(engine: self, name: name)] { return known }
            let new: Template
            switch self {
            case .sqlite:
                let database = try SQLiteDatabase(copyOf: TestEngine.migrated.get())
                try fill(database)
                new = .sqlite(database)
            case .postgres: new = .postgres(try PostgresServer.makeTemplate(of: PostgresServer.template.get(), fill))
            }
            templates[Named(engine: self, name: name)] = new
            return new
        }
        return switch template {
        case .sqlite(let database): try SQLiteDatabase(copyOf: database)
        case .postgres(let name): try LentDatabase(of: name)
        }
    }

    private struct Named: Hashable { let engine: TestEngine, name: String }
    private enum Template { case sqlite(SQLiteDatabase), postgres(String) }
    private static let templates = Mutex<[Named: Template]>([:])
    private static let migrated = Result {
        let database = try SQLiteDatabase()
        try Migrator().migrate(database, at: Instant(rawValue: 0))
        return database
    }

    /// One that nobody has used: no tables.
    package func empty() throws -> any Database {
        switch self {
        case .sqlite: try SQLiteDatabase()
        case .postgres: try LentDatabase(of: "template0")
        }
    }

    /// SQLite in memory, unless SAKKUNNIG_TEST_ENGINE says PostgreSQL: then every test that asks for a database gets one there.
    package static let ofThisRun =
        ProcessInfo.processInfo.environment["SAKKUNNIG_TEST_ENGINE"].flatMap(TestEngine.init(rawValue:)) ?? .sqlite

    /// The engines of this run: PostgreSQL where a server is named.
    package static let there: [TestEngine] = PostgresServer.isThere ? [.sqlite, .postgres] : [.sqlite]
}

/// The server that `scripts/test.sh` starts, named by SAKKUNNIG_POSTGRES.
package enum PostgresServer {
    package static let missing = "SAKKUNNIG_POSTGRES does not name a server: run scripts/test.sh, which starts one"

    private static let address = ProcessInfo.processInfo.environment["SAKKUNNIG_POSTGRES"]
    package static var isThere: Bool { address != nil }

    /// - Parameters:
    ///   - name: of a database there.
    ///   - user: another than the server's owner.
    package static func text(_ name: String = "postgres", user: String? = nil) throws -> String {
        guard let address else { throw ConnectionFault.badAddress }
        let renamed = address.replacing("/postgres?", with: "/\(name)?")
        return user.map { renamed.replacing("//sakkunnig@", with: "//\($0)@") } ?? renamed
    }

    package static func address(_ name: String = "postgres", user: String? = nil) throws -> PostgresAddress {
        try PostgresAddress(text(name, user: user))
    }

    /// The path where the server listens.
    package static func socket() throws -> String {
        guard let folder = try text().split(separator: "host=").last?.removingPercentEncoding else {
            throw ConnectionFault.badAddress
        }
        return folder + "/.s.PGSQL.5432"
    }

    /// For what stands outside every database: making and dropping them.
    package static let server = Result { try PostgresDatabase(address()) }

    /// Migrated once in a run; every test's database is a copy.
    package static let template = Result {
        try makeTemplate { try Migrator().migrate($0, at: Instant(rawValue: 0)) }
    }

    /// The name of a database that copies can be made of.
    package static func makeTemplate(of source: String = "template0", _ fill: (PostgresDatabase) throws -> Void) throws -> String
    {
        let name = fresh("mall")
        try server.get().runAlone("CREATE DATABASE \(name) TEMPLATE \(source)")
        try fill(PostgresDatabase(address(name)))
        return name
    }

    /// A name that no other test and no other run takes.
    package static func fresh(_ prefix: String) -> String {
        "\(prefix)_" + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}

/// A database on the server that is dropped when the test lets go of it.
package final class LentDatabase: ForwardingDatabase {
    package let name: String
    package let inner: PostgresDatabase
    package var base: any Database { inner }

    /// - Parameter template: another database than the one with the schema and nothing else.
    package init(of template: String? = nil, limits: PostgresDatabase.Limits = .init()) throws {
        name = PostgresServer.fresh("prov")
        // Copied as files: what the server would else write page by page into its log as well.
        try PostgresServer.server.get().runAlone(
            "CREATE DATABASE \(name) TEMPLATE \(template ?? PostgresServer.template.get()) STRATEGY FILE_COPY")
        inner = try PostgresDatabase(PostgresServer.address(name), limits: limits)
    }

    deinit {
        // Its connections are ended first and waited for: dropping a database that has one takes a tenth of a second more. Who listens would
        // connect again at once.
        try? PostgresServer.server.get().runAlone("ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
        try? PostgresServer.server.get().runAlone(
            """
            DO $$ BEGIN
                PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)';
                FOR looked IN 1..100 LOOP
                    EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '\(name)');
                    PERFORM pg_sleep(0.001), pg_stat_clear_snapshot();
                END LOOP;
            END $$
            """)
        try? PostgresServer.server.get().runAlone("DROP DATABASE \(name) WITH (FORCE)")
    }

    /// Another program at the same database.
    package func another() throws -> PostgresDatabase { try PostgresDatabase(PostgresServer.address(name)) }

    /// Cuts the connections of its witnesses, and waits until they are gone. Returns how many there were.
    package func endWitnesses() throws -> Int {
        try inner.readBlocking { connection in
            try connection.all(
                """
                SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                WHERE datname = \(name)
                    AND (query LIKE 'SELECT pg_logical_emit_message%' OR query LIKE 'SELECT pg_advisory_lock%')
                """
            ) { $0.bool(0) }.count(where: \.self)
        }
    }
}
