import SickLeave

/// What a database's schema is made of, for comparing with what the migrations make: a guard that somebody has taken away leaves no
/// other trace.
package struct SchemaParts: Sendable {
    package enum Kind: String, Sendable {
        case table, index, trigger, function, view

        var title: String {
            switch self {
            case .table: "tabellen"
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
            guard let found = definitions[name] else { return "schemat: \(name.kind.title) \(name.text) saknas" }
            return found == definition ? nil : "schemat: \(name.kind.title) \(name.text) har ändrats"
        }
        let added = definitions.keys.filter { $0.kind == .trigger && expected.definitions[$0] == nil }.map {
            "schemat: triggern \($0.text) hör inte dit"
        }
        return (missing + added).sorted()
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

// On PostgreSQL whoever checks may lack the right to make another schema: triggers and their functions, which guard the records and hold
// the references, are compared with the migrations' own text.
extension SchemaParts {
    package static func postgres(_ connection: any Connection) throws -> SchemaParts {
        var parts = SchemaParts()
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

    package static func postgresOfMigrations() -> SchemaParts {
        var parts = SchemaParts()
        let text = Migrator.all.map { Dialect.postgres.spelled($0.statements(.postgres)) }.joined(separator: "\n")
        for match in text.matches(of: /CREATE FUNCTION (\w+)\(\)[^$]*\$\$((?s).*?)\$\$/) {
            parts.add(.function, String(match.1), String(match.2))
        }
        for match in text.matches(of: /(CREATE TRIGGER (\w+) [^;]*? ON (\w+)[^;]*);/) {
            parts.add(.trigger, "\(match.3).\(match.2)", words(match.1))
        }
        return parts
    }

    /// The server writes the events of a trigger in an order of its own.
    private static func words(_ definition: some StringProtocol) -> String {
        definition.split(whereSeparator: \.isWhitespace).sorted().joined(separator: " ")
    }
}
