/// A table that an import fills by the thousand, and the rows that its rows refer to.
///
/// On SQLite a reference is a foreign key. PostgreSQL checks a foreign key by a query for each row, which for a certificate takes
/// several times as long as storing it. There the same rule is a trigger that looks at all rows of a statement at once, and others
/// that keep what is referred to. `OFFSET 0` keeps the look at each one a look: a join, planned once while the tables are small, would
/// read them whole for ever. The triggers' arguments say what refers to what, for those who read the catalogue.
struct MassTable {
    struct Reference {
        let columns: [String]
        let parent: String
        let parentColumns: [String]

        init(_ columns: [String], _ parent: String, _ parentColumns: [String]) {
            self.columns = columns
            self.parent = parent
            self.parentColumns = parentColumns
        }
    }

    let name: String
    let references: [Reference]

    init(_ name: String, _ references: [Reference]) {
        self.name = name
        self.references = references
    }

    /// The last lines of the table's definition, after a line without comma.
    func inTable(_ dialect: Dialect) -> String {
        guard dialect == .sqlite else { return "" }
        return references.map {
            ",\n    FOREIGN KEY (\(list($0.columns))) REFERENCES \($0.parent) (\(list($0.parentColumns)))"
        }.joined()
    }

    /// Statements after the table's definition.
    func besideTable(_ dialect: Dialect) -> String {
        guard dialect == .postgres else { return "" }
        let own = Set(references.flatMap(\.columns)).sorted()
        return references.map { check($0) + keeping($0) }.joined() + fixed(name, own, named: "keeps_references")
    }

    /// The check of a reference made anew without `DISTINCT`: where each row of a statement refers to a row of its own, telling the
    /// references apart costs a third of the check and finds nothing.
    func checkOfOwn(_ parent: String, _ dialect: Dialect) -> String {
        guard dialect == .postgres else { return "" }
        guard let reference = references.first(where: { $0.parent == parent }) else {
            preconditionFailure("\(name) does not refer to \(parent)")
        }
        return "CREATE OR REPLACE " + function(reference, "SELECT")
    }

    /// Made once, before the first table.
    static func functions(_ dialect: Dialect) -> String {
        guard dialect == .postgres else { return "" }
        return """
            CREATE FUNCTION refuse_new_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE foreign_key_violation USING MESSAGE = 'keys and references are never changed', TABLE = TG_TABLE_NAME;
            END $$;

            """
    }

    private func fixed(_ table: String, _ columns: [String], named trigger: String) -> String {
        """
        CREATE TRIGGER \(trigger) BEFORE UPDATE OF \(list(columns)) ON \(table)
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_new_key();

        """
    }

    private func rule(_ reference: Reference) -> String { "\(name)_refers_to_\(reference.parent)" }

    private func check(_ reference: Reference) -> String {
        let here = list(reference.columns)
        let there = list(reference.parentColumns)
        return """

            CREATE \(function(reference, "SELECT DISTINCT"))\
            CREATE TRIGGER refers_to_\(reference.parent) AFTER INSERT ON \(name) REFERENCING NEW TABLE AS written
                FOR EACH STATEMENT EXECUTE FUNCTION \(rule(reference))('\(here)', '\(reference.parent)', '\(there)');

            """
    }

    /// - Parameter select: how the references are read from the rows.
    private func function(_ reference: Reference, _ select: String) -> String {
        let rule = rule(reference)
        let wanted = list(reference.columns.indices.map { "w\($0)" })
        let there = list(reference.parentColumns)
        return """
            FUNCTION \(rule)() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF EXISTS (SELECT FROM (\(select) \(list(reference.columns)) FROM written) AS w (\(wanted))
                    WHERE (\(wanted)) IS NOT NULL
                        AND NOT EXISTS (SELECT FROM \(reference.parent) WHERE (\(there)) = (\(wanted)) OFFSET 0)) THEN
                    RAISE foreign_key_violation USING MESSAGE = 'refers to nothing', CONSTRAINT = '\(rule)', TABLE = '\(name)';
                END IF;
                RETURN NULL;
            END $$;

            """
    }

    private func keeping(_ reference: Reference) -> String {
        let rule = rule(reference)
        let wanted = list(reference.columns.indices.map { "w\($0)" })
        return """
            CREATE FUNCTION \(rule)_still() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF EXISTS (SELECT FROM (SELECT \(list(reference.parentColumns)) FROM removed) AS w (\(wanted))
                    WHERE EXISTS (SELECT FROM \(name) WHERE (\(list(reference.columns))) = (\(wanted)))) THEN
                    RAISE foreign_key_violation USING MESSAGE = 'still referred to', CONSTRAINT = '\(rule)', TABLE = '\(name)';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER referred_to_by_\(name) AFTER DELETE ON \(reference.parent) REFERENCING OLD TABLE AS removed
                FOR EACH STATEMENT EXECUTE FUNCTION \(rule)_still();

            """ + fixed(reference.parent, reference.parentColumns, named: "keeps_key_for_\(name)")
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
