/// Which rows of what the figures are made of have changed: noted by the database itself, so that no writer can forget it.
/// New rows on SQLite: `numbersDrawn`.
extension Migrator.Migration {
    /// What is noted of a table: the numbers of its new and changed rows, or of the certificates that they are about.
    private struct Noted {
        let table: String
        let kind: FigureChangeRepository.Kind
        /// The care provider; 0 for what belongs to none.
        let provider: String
        let number: String
        /// New rows have numbers that follow each other, so that one range holds those of a statement.
        let isNewInRow: Bool
    }

    private static let noted = [
        Noted(table: "person", kind: .person, provider: "0", number: "id", isNewInRow: true),
        Noted(table: "certificate", kind: .certificate, provider: "care_provider_id", number: "number", isNewInRow: true),
        Noted(
            table: "case_message", kind: .certificate, provider: "care_provider_id", number: "certificate_number",
            isNewInRow: false),
        Noted(
            table: "procedure_registration", kind: .procedure, provider: "care_provider_id", number: "number", isNewInRow: true),
    ]

    static func figureChanges(_ dialect: Dialect) -> String {
        let mark =
            dialect == .sqlite
            ? "mark INTEGER PRIMARY KEY AUTOINCREMENT" : "mark BIGINT NOT NULL DEFAULT pg_current_xact_id()::text::bigint"
        return """
            -- mark: rises with each commit; on PostgreSQL the transaction's own number, so that a reader can tell which commits it has not seen.
            -- kind: 1 persons, 2 certificates and their messages, 3 registered measures; 4: marks up to last_number are no longer here
            CREATE TABLE figure_change (
                \(mark),
                noted_at BIGINT NOT NULL,
                kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
                care_provider_id BIGINT NOT NULL,
                first_number BIGINT NOT NULL,
                last_number BIGINT NOT NULL
            );

            """ + (dialect == .sqlite ? noted.map(rowTriggers).joined() : marksIndex + noted.map(statementTriggers).joined())
    }

    private static func rowTriggers(_ noted: Noted) -> String {
        [("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")].map { event, row in
            let provider = noted.provider == "0" ? "0" : "\(row).\(noted.provider)"
            return """
                CREATE TRIGGER \(noted.table)_figure_\(event.lowercased()) AFTER \(event) ON \(noted.table) BEGIN
                    INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
                    VALUES (\(Dialect.sqlite.now.text), \(noted.kind.rawValue), \(provider), \(row).\(noted.number), \(row).\(noted.number));
                END;

                """
        }.joined()
    }

    private static let marksIndex = "CREATE INDEX figure_change_by_mark ON figure_change (mark);\n\n"

    /// Once for each statement, so that a `COPY` of a million rows notes a range and not a million rows.
    private static func statementTriggers(_ noted: Noted) -> String {
        func function(_ name: String, _ first: String, _ last: String, _ groups: String) -> String {
            """
            CREATE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
                SELECT \(Dialect.postgres.now.text), \(noted.kind.rawValue),
                    \(noted.provider), \(first), \(last)
                FROM touched \(groups);
                RETURN NULL;
            END $$;

            """
        }
        let each = "note_\(noted.table)"
        let added = noted.isNewInRow ? "note_new_\(noted.table)" : each
        let range = function(
            added, "MIN(\(noted.number))", "MAX(\(noted.number))",
            noted.provider == "0" ? "HAVING COUNT(*) > 0" : "GROUP BY \(noted.provider)")
        let triggers = [("INSERT", "NEW", added), ("UPDATE", "NEW", each), ("DELETE", "OLD", each)].map { event, rows, name in
            """
            CREATE TRIGGER \(noted.table)_figure_\(event.lowercased()) AFTER \(event) ON \(noted.table)
            REFERENCING \(rows) TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION \(name)();

            """
        }
        return function(
            each, noted.number, noted.number, "GROUP BY \(noted.provider == "0" ? "" : "\(noted.provider), ")\(noted.number)")
            + (noted.isNewInRow ? range : "") + triggers.joined()
    }
}
