import SickLeave

/// What a database's schema is made of, for comparing with what the migrations make: a guard that somebody has taken away leaves no
/// other trace.
package struct SchemaParts: Sendable {
    package enum Kind: String, Sendable {
        case table, column, constraint, index, trigger, function, view

        var title: String {
            switch self {
            case .table: "tabellen"
            case .column: "kolumnen"
            case .constraint: "villkoret"
            case .index: "indexet"
            case .trigger: "triggern"
            case .function: "funktionen"
            case .view: "vyn"
            }
        }
    }

    private struct Name: Hashable {
        let kind: Kind
        let text: String
    }

    private var definitions: [Name: String] = [:]

    private mutating func add(_ kind: Kind, _ name: String, _ definition: String) {
        definitions[Name(kind: kind, text: name)] = definition
    }

    /// What is gone or changed, and triggers that are new: they do something at each change. Another new thing does nothing by itself.
    package func faults(expecting expected: SchemaParts) -> [String] {
        let missing = expected.definitions.compactMap { name, definition -> String? in
            if definitions[name] == definition || isGoneWithTable(name, expected) { return nil }
            return "schemat: \(name.kind.title) \(name.text) \(definitions[name] == nil ? "saknas" : "har ändrats")"
        }
        let added = definitions.keys.filter { $0.kind == .trigger && expected.definitions[$0] == nil }.map {
            "schemat: triggern \($0.text) hör inte dit"
        }
        return (missing + added).sorted()
    }

    /// That the table is gone says it all.
    private func isGoneWithTable(_ name: Name, _ expected: SchemaParts) -> Bool {
        let table = Name(kind: .table, text: String(name.text.prefix { $0 != "." }))
        return name != table && expected.definitions[table] != nil && definitions[table] == nil
    }
}

// SQLite keeps each statement as it was written: a new database's are compared whole.
extension SchemaParts {
    package static func sqlite(_ connection: any Connection) throws -> SchemaParts {
        var parts = SchemaParts()
        try connection.forEach("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'") { row in
            if let kind = Kind(rawValue: row.text(0)) { parts.add(kind, row.text(1), row.text(2)) }
        }
        return parts
    }

    /// - Parameter empty: gets the schema of this program.
    package static func sqlite(ofNew empty: any Database) throws -> SchemaParts {
        try Migrator().migrate(empty, at: Instant(rawValue: 0))
        return try empty.readBlocking(sqlite)
    }
}

// On PostgreSQL whoever checks may lack the right to make another schema, but not tables of a session of its own. Those have no triggers
// here: triggers and their functions, which guard the records and hold the references, are compared with the migrations' own text.
extension SchemaParts {
    package static func postgres(_ connection: any Connection) throws -> SchemaParts {
        var parts = SchemaParts()
        try connection.forEach(postgresTables) { row in
            if let kind = Kind(rawValue: row.text(0)) { parts.add(kind, row.text(1), row.text(2)) }
        }
        try connection.forEach(
            """
            SELECT p.proname::text, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = current_schema() AND p.pronargs = 0
            """
        ) { parts.add(.function, $0.text(0), $0.text(1)) }
        try connection.forEach(
            """
            SELECT c.relname::text, t.tgname::text, pg_get_triggerdef(t.oid), t.tgenabled IN ('O', 'A'), quote_ident(n.nspname)
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND n.nspname = current_schema()
            """
        ) { row in
            let schema = row.text(4) + "."
            let definition = row.text(2).replacing("ON \(schema)", with: "ON ").replacing("FUNCTION \(schema)", with: "FUNCTION ")
            parts.add(.trigger, "\(row.text(0)).\(row.text(1))", row.bool(3) ? words(definition) : "off")
        }
        return parts
    }

    /// Tables with columns, constraints (those of NOT NULL, which newer servers name, are the columns') and indexes that are no
    /// constraint's, in the server's own words: without the schema, as long as the tables are in sight.
    private static let postgresTables: SQL = """
        WITH t AS (
            SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition)
        SELECT 'table', relname::text, '' FROM t
        UNION ALL
        SELECT 'column', t.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), l.collname,
            CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(d.adbin, d.adrelid))
        FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        UNION ALL
        SELECT 'constraint', t.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
        FROM t JOIN pg_constraint k ON k.conrelid = t.oid WHERE k.contype <> 'n'
        UNION ALL
        SELECT 'index', t.relname || '.' || c.relname, pg_get_indexdef(i.indexrelid, 0, true)
        FROM t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
        WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
        """

    /// The schema of this program, whole.
    ///
    /// - Parameter connection: whose transaction is to be rolled back, and the tables with it.
    package static func postgres(ofNewWithin connection: any Connection) throws -> SchemaParts {
        let history = Dialect.postgres.spelled(Migrator.history)
        let tables = migrations.replacing(postgresFunction, with: "").replacing(postgresTrigger, with: "")
        try connection.script("SET LOCAL search_path = pg_temp; \(history) \(tables)")
        var parts = try postgres(connection)
        parts.definitions.merge(triggersOfMigrations().definitions) { own, _ in own }
        return parts
    }

    /// Triggers and functions alone: what can be expected without making anything.
    package static func triggersOfMigrations() -> SchemaParts {
        var parts = SchemaParts()
        for match in migrations.matches(of: postgresFunction) { parts.add(.function, String(match.1), String(match.2)) }
        for match in migrations.matches(of: postgresTrigger) { parts.add(.trigger, "\(match.3).\(match.2)", words(match.1)) }
        return parts
    }

    private static var migrations: String {
        Migrator.all.map { Dialect.postgres.spelled($0.statements(.postgres)) }.joined(separator: "\n")
    }
    private static var postgresFunction: Regex<(Substring, Substring, Substring)> {
        /CREATE (?:OR REPLACE )?FUNCTION (\w+)\(\)[^$]*\$\$((?s).*?)\$\$;/
    }
    private static var postgresTrigger: Regex<(Substring, Substring, Substring, Substring)> {
        /(CREATE TRIGGER (\w+) [^;]*? ON (\w+)[^;]*);/
    }

    /// The server writes the events of a trigger in an order of its own.
    private static func words(_ definition: some StringProtocol) -> String {
        definition.split(whereSeparator: \.isWhitespace).sorted().joined(separator: " ")
    }
}
