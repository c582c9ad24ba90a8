extension PortableTable {
    /// Every table that there is, by name; none in a database that nobody has used.
    package static func names(_ connection: any Connection) throws -> [String] {
        try connection.all(connection.dialect == .sqlite ? sqliteTables : postgresTables) { $0.text(0) }
    }

    /// What says something of this database and nothing of what it holds: the migrations done, and marks of its own transactions.
    private static let local: Set<String> = ["schema_migration", "figure_change"]

    /// Every table but those, each after the ones that it refers to.
    package static func all(_ connection: any Connection) throws -> [PortableTable] {
        let dialect = connection.dialect
        var waiting: [(table: PortableTable, parents: Set<String>)] = []
        for name in try names(connection) where !local.contains(name) {
            let columns = try connection.all(dialect == .sqlite ? sqliteColumns(name) : postgresColumns(name)) {
                Column(name: $0.text(0), kind: try kind($0.text(1), of: "\(name).\($0.text(0))"))
            }
            let references = try connection.all(dialect == .sqlite ? sqliteReferences(name) : postgresReferences(name)) {
                (parent: $0.text(0), column: $0.text(1))
            }
            let key = try connection.all(dialect == .sqlite ? sqliteKey(name) : postgresKey(name)) { $0.text(0) }
            guard !key.isEmpty else { throw StorageError.other(code: 0, message: "table \(name) has no primary key") }
            let table = PortableTable(
                name: name, columns: columns, parentColumn: references.first { $0.parent == name }?.column, key: key)
            waiting.append((table, Set(references.map(\.parent)).subtracting([name])))
        }
        var ordered: [PortableTable] = []
        while !waiting.isEmpty {
            let free = waiting.filter { $0.parents.isDisjoint(with: waiting.map(\.table.name)) }.map(\.table)
            guard !free.isEmpty else { throw StorageError.other(code: 0, message: "tables that refer to each other in a ring") }
            ordered += free
            waiting.removeAll { free.contains($0.table) }
        }
        return ordered
    }

    private static func kind(_ declared: String, of column: String) throws -> Kind {
        switch declared.lowercased() {
        case "bigint", "integer": .integer
        case "double precision", "real": .real
        case "text": .text
        case "blob", "bytea": .blob
        default: throw StorageError.other(code: 0, message: "column \(column) is of a type that is not portable: \(declared)")
        }
    }

    private static let sqliteTables: SQL =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"

    private static func sqliteColumns(_ table: String) -> SQL {
        "SELECT name, type FROM pragma_table_info(\(table)) ORDER BY cid"
    }

    private static func sqliteKey(_ table: String) -> SQL {
        "SELECT name FROM pragma_table_info(\(table)) WHERE pk > 0 ORDER BY pk"
    }

    private static func sqliteReferences(_ table: String) -> SQL {
        "SELECT DISTINCT \"table\", \"from\" FROM pragma_foreign_key_list(\(table))"
    }

    private static let postgresTables: SQL = """
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname
        """

    private static func postgresColumns(_ table: String) -> SQL {
        """
        SELECT column_name::text, data_type::text FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = \(table) ORDER BY ordinal_position
        """
    }

    private static func postgresKey(_ table: String) -> SQL {
        """
        SELECT a.attname::text FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
        WHERE i.indisprimary AND n.nspname = current_schema() AND c.relname = \(table) ORDER BY k.place
        """
    }

    /// Foreign keys, and what the triggers of `MassTable` say of themselves.
    private static func postgresReferences(_ table: String) -> SQL {
        """
        SELECT DISTINCT p.relname::text, a.attname::text FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
        WHERE k.contype = 'f' AND n.nspname = current_schema() AND c.relname = \(table)
        UNION SELECT split_part(encode(t.tgargs, 'escape'), '\\000', 2), unnest(string_to_array(split_part(encode(t.tgargs, 'escape'), '\\000', 1), ', '))
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE t.tgname LIKE 'refers!_to!_%' ESCAPE '!' AND n.nspname = current_schema() AND c.relname = \(table)
        """
    }
}
