import PostgresDatabase
import SickLeave
import Storage
import TestKit
import Testing

@Suite("The schema on PostgreSQL", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct PostgresSchemaTests {
    @Test("the schema is the one that was approved")
    func schema() throws {
        try SchemaText.golden(.postgres).check(SchemaText.of(LentDatabase()))
    }

    @Test("every column is a whole number of eight bytes, bytes, or text in order of its bytes")
    func types() throws {
        let others = try LentDatabase().readBlocking { connection in
            try connection.all(
                """
                SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns
                WHERE table_schema = 'public' AND NOT (data_type IN ('bigint', 'bytea', 'double precision')
                    OR data_type = 'text' AND collation_name IS NOT DISTINCT FROM 'C')
                """
            ) { $0.text(0) }
        }
        #expect(others == [])
    }

    @Test("a schema of another name than public is made and checked like it")
    func otherSchema() async throws {
        let lent = try LentDatabase(of: "template0")
        try lent.inner.runAlone("CREATE SCHEMA \"Egen enhet\"")
        try lent.inner.runAlone("ALTER DATABASE \(lent.name) SET search_path = \"Egen enhet\"")
        let database = try lent.another()
        try Migrator().migrate(database, at: Instant(rawValue: 0))
        #expect(try await database.integrityFaults() == [])
        try database.runAlone("ALTER TABLE access_log DISABLE TRIGGER access_log_no_delete")
        #expect(try await database.integrityFaults() == ["schemat: triggern access_log.access_log_no_delete har ändrats"])
        let elsewhere = try lent.readBlocking {
            try $0.first("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") { $0.int(0) }
        }
        #expect(elsewhere == 0)
    }

    @Test("servers that start at the same time migrate once", .timeLimit(.minutes(10)))
    func together() async throws {
        let database = try LentDatabase(of: "template0")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { try Migrator().migrate(database.another(), at: Instant(rawValue: 0)) }
            }
            try await group.waitForAll()
        }
        let versions = try database.readBlocking {
            try $0.all("SELECT version FROM schema_migration ORDER BY version") { $0.int(0) }
        }
        #expect(versions == Migrator.all.map(\.version))
    }
}
