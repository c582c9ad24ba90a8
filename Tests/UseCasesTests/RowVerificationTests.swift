import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Verification finds rows that do not say what the certificates' contents say")
struct RowVerificationTests {
    private func faults(_ engine: TestEngine, after statement: String) async throws -> [String] {
        let database = try engine.database("verified") { try TestData.fill($0, texts: .plain, at: Instant(rawValue: 0)) }
        // PostgreSQL's triggers refuse some of it, as they should: damage goes past them.
        func guards(_ state: String) -> String { engine == .postgres ? "ALTER TABLE certificate \(state) TRIGGER USER;" : "" }
        try database.writeBlocking { try $0.script("\(guards("DISABLE")) \(statement); \(guards("ENABLE"))") }
        return try await Verification(database: database).run().faults
    }

    @Test(
        "one column that says something else is named", arguments: TestEngine.there,
        [
            "care_unit_id = 2", "staff_id = 2", "person_id = 2", "diagnosis_id = 2", "diagnosis_id = NULL",
            "certificate_id = 'annat'",
            "kind = 2", "signed_at = 0", "sent_at = 0", "occupations = 0", "is_renewal = 1", "counts_in_spells = 0",
            "periods = (SELECT periods FROM certificate WHERE number = 2)",
        ])
    func column(engine: TestEngine, damage: String) async throws {
        let column = damage.prefix { $0 != " " }
        #expect(
            try await faults(engine, after: "UPDATE certificate SET \(damage) WHERE number = 1")
                == ["intyg nummer 1: kolumnerna och innehållet säger olika (\(column))"])
    }

    @Test("several columns at once, and a status that nothing has led to", arguments: TestEngine.there)
    func several(engine: TestEngine) async throws {
        let damage = "UPDATE certificate SET person_id = 2, signed_at = 0, status = 2, occupations = 0 WHERE number = 1"
        #expect(
            try await faults(engine, after: damage) == [
                "intyg nummer 1: kolumnerna och innehållet säger olika (person_id, signed_at, occupations)",
                "intyg nummer 1: är makulerat, men ingen makulering finns",
            ])
    }

    @Test("a status is what revocations and other certificates say", arguments: TestEngine.there)
    func status(engine: TestEngine) async throws {
        func told(_ status: Int, _ number: Int) async throws -> [String] {
            try await faults(engine, after: "UPDATE certificate SET status = \(status) WHERE number = \(number)")
        }
        #expect(try await told(1, 1) == ["intyg nummer 1: är ersatt, men inget intyg ersätter eller kompletterar det"])
        #expect(try await told(0, 5) == ["intyg nummer 5: gäller, fast ett annat intyg ersätter eller kompletterar det"])
        #expect(try await told(0, 7) == ["intyg nummer 7: makuleringen finns, men intyget är inte makulerat"])
        #expect(
            try await faults(engine, after: "DELETE FROM certificate_relation WHERE certificate_number = 6") == [
                "intyg nummer 6: kolumnerna och innehållet säger olika (certificate_relation)",
                "intyg nummer 5: är ersatt, men inget intyg ersätter eller kompletterar det",
            ])
    }

    @Test("the number that comes next has not been drawn before", arguments: TestEngine.there)
    func numbers(engine: TestEngine) async throws {
        #expect(
            try await faults(engine, after: "UPDATE number_sequence SET next = 10 WHERE name = 'certificate'")
                == ["nummerserien certificate: nästa nummer är 10, men certificate har redan 10"])
        #expect(
            try await faults(engine, after: "DELETE FROM number_sequence WHERE name = 'goal'") == ["nummerserien goal saknas"])
        let all = try await faults(engine, after: "UPDATE number_sequence SET next = 1")
        for name in ["care_provider", "care_unit", "person", "staff", "diagnosis", "case_message", "import_run", "quarantine"] {
            #expect(all.contains { $0.contains("men \(name) har redan") }, "\(name)")
        }
    }
}
