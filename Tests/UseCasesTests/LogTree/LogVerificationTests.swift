import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("Tampering with the access log is found")
struct LogVerificationTests {
    /// Two providers' logs: forty rows, a checkpoint after 25 and after all of them, and what a witness got.
    private struct World {
        let database: any Database
        let key = LogKey()
        var witnessed: [LogCheckpoint.Note] = []

        init(_ engine: TestEngine) throws {
            database = try engine.database()
            try TestData.fill(database, texts: .plain, at: Instant(rawValue: 0))
            try append(0..<25)
            try checkpoint(at: 100)
            try append(25..<40)
            try checkpoint(at: 200)
        }

        private mutating func checkpoint(at second: Int) throws {
            witnessed += try LogTree(database: database).checkpoint(key: key, at: Instant(rawValue: 0) + second)
        }

        private func append(_ range: Range<Int>) throws {
            try database.writeBlocking { connection in
                for number in range {
                    let subject: AccessLogEntry.Subject = number % 3 == 0 ? .patients([1, 2, number % 5]) : .patient(number % 4)
                    try AccessLog.append(
                        StoreContract.entry(
                            subject, provider: number % 8 == 7 ? 2 : 1, user: number % 2 == 0 ? "Anna" : "Bo",
                            at: Instant(rawValue: Int64(number))), in: connection)
                }
            }
        }

        func faults(witness: Bool = true) throws -> [String] {
            try database.readBlocking {
                try LogVerification.run($0, key: key.publicKey, witnessed: witness ? witnessed : []).faults
            }
        }

        /// As somebody who owns the database can: the schema's own guards are taken away first.
        func tamper(_ statements: String) throws {
            try database.writeBlocking { connection in
                for table in [
                    "access_log", "access_log_context", "access_log_leaf", "access_log_checkpoint", "patient_set",
                    "patient_set_member",
                ] {
                    for name in ["no_update", "no_delete"] {
                        let place = connection.dialect == .sqlite ? "" : " ON \(table)"
                        try connection.script("DROP TRIGGER IF EXISTS \(table)_\(name)\(place)")
                    }
                }
                try connection.script(statements)
            }
        }
    }

    @Test("a sound log has no fault, and says what it holds", arguments: TestEngine.there)
    func sound(engine: TestEngine) throws {
        let world = try World(engine)
        let result = try world.database.readBlocking {
            try LogVerification.run($0, key: world.key.publicKey, witnessed: world.witnessed)
        }
        #expect(result.faults == [] && result.witnessed == 4)
        #expect(result.logs.map(\.size) == [35, 5] && result.logs.map(\.checkpoints) == [2, 2])
        #expect(result.logs.map(\.unplaced) == [0, 0])
    }

    @Test("how many rows no checkpoint holds, the log's own or the witness's, is told", arguments: TestEngine.there)
    func tail(engine: TestEngine) throws {
        let world = try World(engine)
        func logs(_ witnessed: [LogCheckpoint.Note]) throws -> [LogVerification.Result.Log] {
            try world.database.readBlocking { try LogVerification.run($0, key: nil, witnessed: witnessed).logs }
        }
        #expect(try logs([]).map(\.uncovered) == [0, 0] && logs([]).map(\.unwitnessed) == [nil, nil])
        try world.database.writeBlocking { connection in
            for _ in 0..<3 { try AccessLog.append(StoreContract.entry(.patient(1)), in: connection) }
        }
        #expect(try logs([]).map(\.uncovered) == [3, 0])
        try LogTree(database: world.database).place()
        #expect(try logs([]).map(\.uncovered) == [3, 0])
        // The witness has the first checkpoint of the first log alone.
        let first = try #require(world.witnessed.first)
        let told = try logs([first])
        #expect(told.map(\.unwitnessed) == [38 - first.checkpoint.size, 5] && told.map(\.uncovered) == [3, 0])
    }

    @Test("rows get their places in order without gaps; those that wait are told, and are no fault", arguments: TestEngine.there)
    func places(engine: TestEngine) throws {
        let world = try World(engine)
        try world.database.writeBlocking { try AccessLog.append(StoreContract.entry(.patient(1)), in: $0) }
        let result = try world.database.readBlocking { try LogVerification.run($0, key: nil) }
        #expect(result.faults == [] && result.logs.map(\.unplaced) == [1, 0])
        #expect(try LogTree(database: world.database).place() == 1)
        #expect(try LogTree(database: world.database).place() == 0)
        let places = try world.database.readBlocking { connection in
            try connection.all("SELECT position, access_log_id FROM access_log_leaf WHERE care_provider_id = 1 ORDER BY position")
            {
                ($0.int(0), $0.int(1))
            }
        }
        #expect(places.map(\.0) == Array(0..<36) && places.map(\.1) == places.map(\.1).sorted())
    }

    /// What is done, and a word of what is found.
    static let tampering: [(String, String)] =
        ["at = 99", "context_id = 2", "activity = 'Skriva'", "level = 'x'", "arguments = ''", "resource = 'x'", "person_id = 77"]
        .map {
            ("UPDATE access_log SET \($0) WHERE id = 3", "raden 3 på plats 2 är ändrad")
        } + [
            ("UPDATE access_log SET patient_set_id = 1 WHERE id = 4", "raden 4 på plats 3 är ändrad"),
            ("UPDATE access_log SET person_id = 1, patient_set_id = NULL WHERE id = 4", "raden 4 på plats 3 är ändrad"),
            (
                "UPDATE access_log SET salt = (SELECT salt FROM access_log WHERE id = 5) WHERE id = 3",
                "raden 3 på plats 2 är ändrad"
            ),
            ("UPDATE access_log SET id = 900 WHERE id = 3", "raden 3 på plats 2 är borttagen"),
            ("UPDATE access_log SET care_provider_id = 2 WHERE id = 3", "raden 3 på plats 2 är borttagen"),
            ("DELETE FROM access_log WHERE id = 3", "raden 3 på plats 2 är borttagen"),
            ("DELETE FROM access_log WHERE id <= 3 AND care_provider_id = 1", "är borttagna utan att en gallring tillåter det"),
            ("DELETE FROM access_log WHERE care_provider_id = 1", "är borttagna utan att en gallring tillåter det"),
            ("DELETE FROM access_log_leaf WHERE access_log_id = 3", "platsen 2 saknas"),
            (
                // Cut out as if it had never been: every later place is moved down.
                """
                DELETE FROM access_log WHERE id = 3; DELETE FROM access_log_leaf WHERE access_log_id = 3;
                UPDATE access_log_leaf SET position = position + 1000 WHERE care_provider_id = 1 AND position > 2;
                UPDATE access_log_leaf SET position = position - 1001 WHERE position >= 1000;
                """, "är inte de som kontrollpunkten"
            ),
            (
                "UPDATE access_log_leaf SET hash = (SELECT hash FROM access_log_leaf WHERE access_log_id = 5) WHERE access_log_id = 3",
                "raden 3 på plats 2 är ändrad"
            ),
            (
                // Two rows change places, hashes and all.
                """
                UPDATE access_log_leaf SET position = 1000 WHERE access_log_id = 3;
                UPDATE access_log_leaf SET position = 2 WHERE access_log_id = 5;
                UPDATE access_log_leaf SET position = 4 WHERE access_log_id = 3;
                """, "är inte de som kontrollpunkten"
            ),
            (
                """
                INSERT INTO access_log SELECT care_provider_id, 900, at, context_id, activity, level, arguments, resource, person_id,
                    patient_set_id, salt FROM access_log WHERE id = 3;
                """, "1 rader är tillagda vid sidan av loggen"
            ),
            (
                """
                INSERT INTO access_log SELECT care_provider_id, 900, at, context_id, activity, level, arguments, resource, person_id,
                    patient_set_id, salt FROM access_log WHERE id = 3;
                INSERT INTO access_log_leaf SELECT care_provider_id, 35, 900, hash FROM access_log_leaf WHERE access_log_id = 3;
                """, "raden 900 på plats 35 är ändrad"
            ),
            ("INSERT INTO access_log_unplaced VALUES (1, 901)", "1 rader som väntar på plats är borta"),
            ("INSERT INTO access_log_unplaced VALUES (1, 3)", "1 rader som väntar på plats är borta"),
            ("UPDATE access_log_context SET user_name = 'Eva' WHERE id = 1", "uppgiften 1 om vem som läste är ändrad"),
            ("UPDATE access_log_context SET title = 'x' WHERE id = 2", "uppgiften 2 om vem som läste är ändrad"),
            (
                "UPDATE patient_set_member SET person_id = 88 WHERE patient_set_id = 1 AND person_id = 2",
                "patientlistan 1 är ändrad"
            ),
            ("DELETE FROM patient_set_member WHERE patient_set_id = 1 AND person_id = 2", "patientlistan 1 är ändrad"),
            ("UPDATE access_log_checkpoint SET made_at = 0 WHERE size = 22", "kontrollpunkten över 22 rader är ändrad"),
            ("UPDATE access_log_checkpoint SET note = 'x' WHERE size = 22", "kontrollpunkten över 22 rader är ändrad"),
            ("UPDATE access_log_checkpoint SET size = 23 WHERE size = 22", "kontrollpunkten över 23 rader är ändrad"),
            (
                "UPDATE access_log_checkpoint SET peaks = (SELECT peaks FROM access_log_checkpoint WHERE size = 35) WHERE size = 22",
                "kontrollpunkten över 22 rader har fel delrötter"
            ),
            (
                "DELETE FROM access_log WHERE id > 30; DELETE FROM access_log_leaf WHERE access_log_id > 30;",
                "avhuggen: kontrollpunkten över 35 rader finns"
            ),
        ]

    @Test("without a witness", arguments: TestEngine.there, tampering)
    func found(engine: TestEngine, kind: (statements: String, fault: String)) throws {
        let world = try World(engine)
        try world.tamper(kind.statements)
        let faults = try world.faults(witness: false)
        #expect(faults.contains { $0.contains(kind.fault) }, "\(kind.statements): \(faults)")
    }

    @Test(
        "a tail cut off with its checkpoints is found against the witness's, and so is a log that is gone",
        arguments: TestEngine.there)
    func truncated(engine: TestEngine) throws {
        let world = try World(engine)
        try world.tamper(
            """
            DELETE FROM access_log WHERE id > 25; DELETE FROM access_log_leaf WHERE access_log_id > 25;
            DELETE FROM access_log_checkpoint WHERE size = 35 OR care_provider_id = 2;
            DELETE FROM access_log WHERE care_provider_id = 2; DELETE FROM access_log_leaf WHERE care_provider_id = 2;
            """)
        #expect(try world.faults(witness: false) == [])
        let faults = try world.faults()
        #expect(faults.contains { $0.contains("avhuggen: vittnet har sett 35 rader, men bara 22 finns") })
        #expect(faults.contains { $0.contains("vittnet har den, men här finns ingen rad av den") })
    }

    /// Somebody with the database and a key of their own makes the whole tree anew over changed rows.
    @Test("a history written anew is found by the key, and by the witness", arguments: TestEngine.there)
    func rewritten(engine: TestEngine) throws {
        let world = try World(engine)
        try world.tamper(
            """
            UPDATE access_log SET resource = 'x' WHERE id = 3;
            INSERT INTO access_log_unplaced SELECT care_provider_id, id FROM access_log;
            DELETE FROM access_log_leaf; DELETE FROM access_log_checkpoint;
            """)
        let other = LogKey()
        _ = try LogTree(database: world.database).checkpoint(key: other, at: Instant(rawValue: 0) + 200)
        let result = try world.database.readBlocking { try LogVerification.run($0, key: other.publicKey) }
        #expect(result.faults == [])
        #expect(try world.faults(witness: false).contains { $0.contains("är inte signerad med nyckeln") })
        #expect(try world.faults().contains { $0.contains("är inte de som vittnet såg") })
    }
}
