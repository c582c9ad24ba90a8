/// On SQLite, new persons, certificates and registrations are noted when their numbers are drawn, many at a time, and not row by row.
extension Migrator.Migration {
    static let numbersDrawn = Self(version: 7, name: "new rows noted by their numbers") { dialect in
        // PostgreSQL notes a range for each statement as it is.
        guard dialect == .sqlite else { return "" }
        let noted: [(sequence: NumberSequence, table: String, kind: FigureChangeRepository.Kind)] = [
            (.person, "person", .person), (.certificate, "certificate", .certificate),
            (.procedure, "procedure_registration", .procedure),
        ]
        // A number is one row's among all providers, so the note names none; `FigureChangeRepository.owned` finds whose.
        return noted.map { sequence, table, kind in
            """
            DROP TRIGGER \(table)_figure_insert;

            CREATE TRIGGER \(table)_figure_draw AFTER UPDATE ON number_sequence WHEN NEW.name = '\(sequence.rawValue)' BEGIN
                INSERT INTO figure_change (noted_at, kind, care_provider_id, first_number, last_number)
                VALUES (\(Dialect.sqlite.now.text), \(kind.rawValue), 0, OLD.next, NEW.next - 1);
            END;

            """
        }.joined()
    }
}
