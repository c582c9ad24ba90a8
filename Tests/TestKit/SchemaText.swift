package import Storage

/// A database's schema as text, for comparing with the one that was approved.
package enum SchemaText {
    package static func of(_ database: any Database) throws -> String {
        try database.readBlocking { connection in
            let lines = try connection.all(connection.dialect == .sqlite ? sqlite : postgres) { $0.text(0) }
            return lines.joined(separator: connection.dialect == .sqlite ? ";\n\n" : "\n")
                + (connection.dialect == .sqlite ? ";\n" : "\n")
        }
    }

    package static func golden(_ dialect: Dialect) -> Golden {
        Golden("StorageTests/Goldens/" + (dialect == .sqlite ? "schema.sql" : "schema-postgres.txt"))
    }

    private static let sqlite: SQL = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"

    private static let postgres: SQL = """
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
}
