import SickLeave
import Storage
import TestKit
import Testing

@Suite("Who listens hears of what is stored")
struct DataChangeTests {
    @Test("a commit that changes data is told once, with its tables", .timeLimit(.minutes(10)), arguments: TestEngine.there)
    func told(engine: TestEngine) async throws {
        let database = try engine.database()
        var changes = try database.changes().makeAsyncIterator()
        try await database.write { _ = try ImportRunRepository($0).start(source: "x", at: Instant(rawValue: 0)) }
        let change = try #require(await changes.next())
        #expect(change == DataChange(tables: ["import_run"], isOwn: true))
        #expect(change.touches(["import_run", "person"]) && !change.touches(["person"]))
    }

    @Test("looks, sessions and what is rolled back are not told", .timeLimit(.minutes(10)), arguments: TestEngine.there)
    func untold(engine: TestEngine) async throws {
        struct Stop: Error {}
        let database = try engine.database()
        var changes = try database.changes().makeAsyncIterator()
        try await database.write { connection in
            try AccessLogRepository(connection).append(
                StoreContract.entry(.patient(1)), salt: [UInt8](repeating: 0, count: 16)
            ) { _ in "" }
        }
        await #expect(throws: Stop.self) {
            try await database.write { connection in
                _ = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
                throw Stop()
            }
        }
        try await database.write { _ = try $0.execute("INSERT INTO care_provider (id, hsa_id, name) VALUES (1, 'SE1-A', '')") }
        #expect(await changes.next() == DataChange(tables: ["care_provider"], isOwn: true))
    }

    @Test("what comes while the last is dealt with is joined into one")
    func joined() async {
        let feed = DataChangeFeed()
        let listener = feed.listen()
        var changes = listener.makeAsyncIterator()
        feed.tell(DataChange(tables: ["a"], isOwn: true))
        feed.tell(DataChange(tables: ["b"], isOwn: false))
        #expect(await changes.next() == DataChange(tables: ["a", "b"], isOwn: false))
        feed.finish()
        #expect(await changes.next() == nil)
    }

    @Test(
        "the table that a statement writes to",
        arguments: [
            ("INSERT INTO person (id) VALUES (1)", "person"), ("\n  UPDATE patient SET name = ''", "patient"),
            ("DELETE FROM session WHERE id = 1", "session"), ("SELECT 1", nil), ("insert into person(id) values (1)", "person"),
            ("WITH x AS (DELETE FROM a RETURNING 1) SELECT 1", "*"),
        ])
    func table(statement: String, table: String?) { #expect(DataChange.table(writtenBy: statement) == table) }

    @Test(
        "a name that is safe in a statement",
        arguments: [
            ("import_run", true), ("a1", true), ("", false), ("1a", false), ("a b", false), ("a\"", false), ("å", false),
            ("A", false),
        ])
    func name(text: String, isSafe: Bool) { #expect((SQLName(text) != nil) == isSafe) }
}
