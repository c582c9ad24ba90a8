import PostgresDatabase
import SickLeave
import Storage
import TestKit
import Testing

@Suite("The schema on PostgreSQL", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct PostgresSchemaTests {
    @Test("the schema is the one that was approved")
    func schema() throws {
        let database = try LentDatabase()
        let lines = try database.readBlocking { connection in
            try connection.all(
                """
                SELECT kind || ' ' || text FROM (
                    SELECT c.relname AS name, 1 AS part, 'column' AS kind, a.attnum::int AS place, format('%s.%s %s%s%s', c.relname, a.attname,
                        format_type(a.atttypid, a.atttypmod), CASE WHEN l.collname = 'default' OR l.collname IS NULL THEN '' ELSE ' COLLATE ' || l.collname END,
                        CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END) AS text
                    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    LEFT JOIN pg_collation l ON l.oid = a.attcollation
                    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
                    UNION ALL SELECT k.conrelid::regclass::text, 2, 'constraint', 0, format('%s.%s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
                    FROM pg_constraint k WHERE k.connamespace = 'public'::regnamespace
                    UNION ALL SELECT tablename, 3, 'index', 0, indexdef FROM pg_indexes WHERE schemaname = 'public'
                    UNION ALL SELECT tgrelid::regclass::text, 4, 'trigger', 0, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                ) AS everything ORDER BY name COLLATE "C", part, place, text COLLATE "C"
                """
            ) { $0.text(0) }
        }
        try Golden("StorageTests/Goldens/schema-postgres.txt").check(lines.joined(separator: "\n") + "\n")
    }

    @Test("every column is a whole number of eight bytes, bytes, or text in order of its bytes")
    func types() throws {
        let others = try LentDatabase().readBlocking { connection in
            try connection.all(
                """
                SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns
                WHERE table_schema = 'public' AND NOT (data_type IN ('bigint', 'bytea', 'double precision')
                    OR data_type = 'text' AND collation_name = 'C')
                """
            ) { $0.text(0) }
        }
        #expect(others == [])
    }

    @Test("servers that start at the same time migrate once", .timeLimit(.minutes(1)))
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
