import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Verification finds a schema that is not the program's own")
struct SchemaVerificationTests {
    private func faults(_ engine: TestEngine, after statements: String...) async throws -> [String] {
        let database = try engine.database()
        try database.writeBlocking { connection in for statement in statements { try connection.script(statement) } }
        return try await Verification(database: database).run().faults
    }

    private static let guarded = [
        "access_log", "access_log_context", "access_log_leaf", "access_log_checkpoint", "patient_set", "patient_set_member",
    ]

    @Test("a new database has no fault", arguments: TestEngine.there)
    func new(engine: TestEngine) async throws { #expect(try await faults(engine) == []) }

    @Test("each trigger that keeps the access log as it was written is missed when it is gone", arguments: TestEngine.there)
    func dropped(engine: TestEngine) async throws {
        for table in Self.guarded {
            for name in ["\(table)_no_update", "\(table)_no_delete"] {
                let (place, shown) = engine == .sqlite ? ("", name) : (" ON \(table)", "\(table).\(name)")
                #expect(try await faults(engine, after: "DROP TRIGGER \(name)\(place)") == ["schemat: triggern \(shown) saknas"])
            }
        }
    }

    @Test("so is one that does something else under its name, and one that is new", arguments: TestEngine.there)
    func changed(engine: TestEngine) async throws {
        switch engine {
        case .sqlite:
            let weak = "CREATE TRIGGER access_log_no_update BEFORE UPDATE OF salt ON access_log BEGIN SELECT 1; END"
            #expect(
                try await faults(engine, after: "DROP TRIGGER access_log_no_update", weak)
                    == ["schemat: triggern access_log_no_update har ändrats"])
            #expect(
                try await faults(
                    engine, after: "CREATE TRIGGER tyst AFTER INSERT ON access_log BEGIN DELETE FROM access_log_unplaced; END")
                    == ["schemat: triggern tyst hör inte dit"])
        case .postgres:
            let weak = """
                CREATE TRIGGER access_log_no_update BEFORE UPDATE OF salt ON access_log
                FOR EACH STATEMENT EXECUTE FUNCTION access_log_refuse()
                """
            #expect(
                try await faults(engine, after: "DROP TRIGGER access_log_no_update ON access_log", weak)
                    == ["schemat: triggern access_log.access_log_no_update har ändrats"])
            #expect(
                try await faults(engine, after: "ALTER TABLE access_log DISABLE TRIGGER access_log_no_delete")
                    == ["schemat: triggern access_log.access_log_no_delete har ändrats"])
            let empty = """
                CREATE OR REPLACE FUNCTION access_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$
                """
            #expect(try await faults(engine, after: empty) == ["schemat: funktionen access_log_refuse har ändrats"])
            let new = """
                CREATE TRIGGER tyst BEFORE INSERT ON access_log FOR EACH STATEMENT EXECUTE FUNCTION access_log_refuse()
                """
            #expect(try await faults(engine, after: new) == ["schemat: triggern access_log.tyst hör inte dit"])
        }
    }

    @Test(
        "a function that a later migration made anew is missed where the earlier one stands",
        .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
    func earlier() async throws {
        let database = try TestEngine.postgres.database()
        let name = "patient_refers_to_person"
        let body = try database.readBlocking { connection in
            try connection.first("SELECT prosrc FROM pg_proc WHERE proname = \(name)") { $0.text(0) } ?? ""
        }
        let earlier = body.replacing("(SELECT person_id FROM written)", with: "(SELECT DISTINCT person_id FROM written)")
        #expect(earlier != body)
        try database.writeBlocking {
            try $0.script("CREATE OR REPLACE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql AS $$\(earlier)$$")
        }
        #expect(try await Verification(database: database).run().faults == ["schemat: funktionen \(name) har ändrats"])
    }

    @Test(
        "on PostgreSQL so is what goes past the triggers: a function of the same name beside, a rule, hidden rows, triggers that are off",
        .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
    func aside() async throws {
        func body(_ statement: String, arguments: String) -> String {
            """
            CREATE OR REPLACE FUNCTION access_log_refuse(\(arguments)) RETURNS \(arguments.isEmpty ? "trigger" : "int") LANGUAGE plpgsql
            AS $$ BEGIN \(statement) END $$
            """
        }
        #expect(
            try await faults(.postgres, after: body("RETURN NULL;", arguments: ""), body("RETURN 1;", arguments: "int"))
                == ["schemat: funktionen access_log_refuse har ändrats"])
        #expect(
            try await faults(.postgres, after: "CREATE RULE tyst AS ON INSERT TO access_log DO INSTEAD NOTHING")
                == ["schemat: regeln access_log.tyst hör inte dit"])
        #expect(
            try await faults(.postgres, after: "ALTER TABLE access_log ENABLE ROW LEVEL SECURITY")
                == ["schemat: tabellen access_log visar inte alla rader (row security)"])
        #expect(
            try await faults(.postgres, after: "SET session_replication_role = replica")
                == ["schemat: triggrarna är avstängda (session_replication_role)"])
    }

    @Test("tables and indexes of the file are compared whole")
    func tables() async throws {
        #expect(
            try await faults(.sqlite, after: "DROP INDEX access_log_by_person")
                == ["schemat: indexet access_log_by_person saknas"])
        #expect(
            try await faults(.sqlite, after: "ALTER TABLE access_log ADD COLUMN extra BIGINT")
                == ["schemat: tabellen access_log har ändrats"])
    }

    @Test(
        "on the server each column, constraint and index is compared",
        .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"),
        arguments: [
            ("DROP TABLE unit_volume", "tabellen unit_volume saknas"),
            ("DROP INDEX access_log_by_person", "indexet access_log.access_log_by_person saknas"),
            (
                "DROP INDEX quarantine_by_digest; CREATE INDEX quarantine_by_digest ON quarantine (digest, care_provider_id)",
                "indexet quarantine.quarantine_by_digest har ändrats"
            ),
            ("ALTER TABLE unit_volume DROP CONSTRAINT unit_volume_pkey", "villkoret unit_volume.unit_volume_pkey saknas"),
            (
                "ALTER TABLE diagnosis DROP CONSTRAINT diagnosis_system_code_key",
                "villkoret diagnosis.diagnosis_system_code_key saknas"
            ),
            (
                "ALTER TABLE employment DROP CONSTRAINT employment_care_unit_id_fkey",
                "villkoret employment.employment_care_unit_id_fkey saknas"
            ),
            ("ALTER TABLE care_unit DROP CONSTRAINT care_unit_county_check", "villkoret care_unit.care_unit_county_check saknas"),
            (
                """
                ALTER TABLE care_unit DROP CONSTRAINT care_unit_county_check;
                ALTER TABLE care_unit ADD CONSTRAINT care_unit_county_check CHECK (county >= 1)
                """, "villkoret care_unit.care_unit_county_check har ändrats"
            ),
            ("ALTER TABLE person ALTER COLUMN identifier DROP NOT NULL", "kolumnen person.identifier har ändrats"),
            ("ALTER TABLE staff ALTER COLUMN position TYPE VARCHAR(20)", "kolumnen staff.position har ändrats"),
            ("ALTER TABLE staff DROP COLUMN name", "kolumnen staff.name saknas"),
            ("ALTER TABLE figure_change ALTER COLUMN mark DROP DEFAULT", "kolumnen figure_change.mark har ändrats"),
        ])
    func parts(statement: String, fault: String) async throws {
        #expect(try await faults(.postgres, after: statement) == ["schemat: \(fault)"])
    }

    @Test("what cannot be read because it is gone hides nothing of what was found", arguments: TestEngine.there)
    func unreadable(engine: TestEngine) async throws {
        let faults = try await faults(engine, after: "DROP TABLE quarantine")
        #expect(faults.contains("schemat: tabellen quarantine saknas"))
        #expect(faults.last == "resten går inte att läsa så länge det felet finns")
    }
}
