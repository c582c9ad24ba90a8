package import Storage

/// A store that refuses certain rows, on either engine.
package struct TestTrigger: Sendable {
    package enum Refusal: Sendable {
        /// As a rule of the schema does.
        case constraint
        /// As a store that is out of order does.
        case failure
    }

    private let table: SQLName
    private let condition: String
    private let refusal: Refusal

    /// - Parameter condition: of the new row, as `NEW.number = 7`.
    package init(on table: SQLName, when condition: String = "NEW.care_provider_id IS NOT NULL", _ refusal: Refusal = .constraint)
    {
        self.table = table
        self.condition = condition
        self.refusal = refusal
    }

    package func set(_ connection: any Connection) throws {
        if connection.dialect == .sqlite {
            let answer = refusal == .constraint ? "SELECT RAISE(ABORT, 'nej')" : "SELECT x FROM missing"
            // SQLite resolves the names of a trigger's body first when it fires.
            try connection.script(
                "CREATE TRIGGER refuse BEFORE INSERT ON \(table.text) WHEN \(condition) BEGIN \(answer); END;")
        } else {
            try connection.script(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'nej' USING ERRCODE = '\(refusal == .constraint ? "23514" : "XX000")'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON \(table.text) FOR EACH ROW WHEN (\(condition)) EXECUTE FUNCTION refuse();
                """)
        }
    }

    package func remove(_ connection: any Connection) throws {
        let place = connection.dialect == .sqlite ? "" : " ON \(table.text)"
        try connection.script("DROP TRIGGER refuse\(place)")
    }
}
