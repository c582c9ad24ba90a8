import Foundation
import PostgresDatabase
import SickLeave
import Storage
import Synchronization
import TestKit
import Testing

/// Counts, and lets those that meet in it wait for each other.
private final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }

    /// Until two have come, or two seconds have gone.
    func meet() {
        add()
        for _ in 0..<200 where value < 2 { Thread.sleep(forTimeInterval: 0.01) }
    }
}

/// Ends the connection that runs the closure, from outside, as a server that goes away does.
private func cut(_ connection: any Connection, by other: any Database) throws {
    let process = try connection.first("SELECT pg_backend_pid()") { $0.int(0) } ?? 0
    _ = try other.readBlocking { try $0.first("SELECT pg_terminate_backend(\(process)::int)") { $0.bool(0) } }
    Thread.sleep(forTimeInterval: 0.1)
}

@Suite("Transactions on PostgreSQL", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"), .timeLimit(.minutes(10)))
struct PostgresTransactionTests {
    private func addAccounts(_ count: Int, to database: any Database) throws {
        try database.writeBlocking { connection in
            for number in 1...count {
                _ = try AccountRepository(connection).create(userName: "\(number)", name: "0", hsaID: "", passwordHash: "")
            }
        }
    }

    @Test("who looks and then acts at the same moment as others loses nothing")
    func conflicts() async throws {
        let database = try LentDatabase()
        try addAccounts(1, to: database)
        let runs = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<10 {
                        try await database.write { connection in
                            runs.add()
                            let name = try connection.first("SELECT name FROM account WHERE id = 1") { $0.text(0) } ?? ""
                            try connection.execute("UPDATE account SET name = \("\(Int(name)! + 1)") WHERE id = 1")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.read { try AccountRepository($0).account(id: 1)?.name } == "40")
        #expect(runs.value >= 40)
    }

    @Test("what each of two may do alone and both may not, one of them does")
    func writeSkew() async throws {
        let database = try LentDatabase()
        try addAccounts(2, to: database)
        let barrier = Counter()
        // Each closes its own account if the other is open: one must stay open.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in 1...2 {
                group.addTask {
                    try await database.write { connection in
                        let open =
                            try connection.first("SELECT COUNT(*) FROM account WHERE disabled_at IS NULL") { $0.int(0) } ?? 0
                        if connection.attempt == 1 {
                            barrier.meet()
                        }
                        if open == 2 { try connection.execute("UPDATE account SET disabled_at = 1 WHERE id = \(id)") }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.read { try AccountRepository($0).all().filter(\.isDisabled).count } == 1)
    }

    @Test("two that wait for each other are both done in the end")
    func deadlock() async throws {
        let database = try LentDatabase()
        try addAccounts(2, to: database)
        let barrier = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for order in [[1, 2], [2, 1]] {
                group.addTask {
                    try await database.write { connection in
                        try connection.execute("UPDATE account SET name = name || 'x' WHERE id = \(order[0])")
                        if connection.attempt == 1 {
                            barrier.meet()
                        }
                        try connection.execute("UPDATE account SET name = name || 'x' WHERE id = \(order[1])")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.read { try AccountRepository($0).all().map(\.name) } == ["0xx", "0xx"])
    }

    @Test("numbers drawn at once by many are all different, and nobody waits for another's commit")
    func numbers() async throws {
        let database = try LentDatabase()
        let other = try database.another()
        let drawn = try await withThrowingTaskGroup(of: [Int].self) { group in
            for index in 0..<20 {
                group.addTask {
                    try await (index % 2 == 0 ? database.inner : other).write { connection in
                        try (0..<5).map { _ in try connection.reserve(2, of: .person) }
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(drawn).count == 100 && Set(drawn.map { $0 + 1 }).isDisjoint(with: drawn))
    }

    @Test("a reading whose connection breaks is begun again on another")
    func brokenRead() throws {
        let database = try LentDatabase()
        let other = try database.another()
        let attempts = try database.readBlocking { connection in
            if connection.attempt == 1 { try cut(connection, by: other) }
            _ = try ImportRunRepository(connection).newest(1)
            return connection.attempt
        }
        #expect(attempts == 2)
    }

    @Test("a change whose connection breaks before the commit is made once")
    func brokenWrite() throws {
        let database = try LentDatabase()
        let other = try database.another()
        let attempts = try database.writeBlocking { connection in
            _ = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
            if connection.attempt == 1 { try cut(connection, by: other) }
            return connection.attempt
        }
        #expect(attempts == 2)
        #expect(try database.readBlocking { try ImportRunRepository($0).newest(5).count } == 1)
    }

    @Test("a connection that breaks in the commit itself is told as such, and the change is not made again")
    func unknownOutcome() throws {
        let database = try LentDatabase()
        try database.writeBlocking {
            try $0.script(
                """
                CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER hang_up AFTER INSERT ON import_run DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION hang_up();
                """)
        }
        let runs = Counter()
        #expect(throws: StorageError.outcomeUnknown) {
            try database.writeBlocking { connection in
                runs.add()
                _ = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
            }
        }
        #expect(runs.value == 1)
        #expect(try database.readBlocking { try ImportRunRepository($0).newest(5).isEmpty })
    }

    @Test("a page does not wait for ever for a commit that the server does not answer, and is told that the outcome is unknown")
    func silentCommit() async throws {
        let database = try LentDatabase(limits: .init(wait: .seconds(4)))
        try database.writeBlocking {
            try $0.script(
                """
                CREATE FUNCTION fall_silent() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER fall_silent AFTER INSERT ON import_run DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION fall_silent();
                """)
        }
        await #expect(throws: StorageError.outcomeUnknown) {
            try await database.write { _ = try ImportRunRepository($0).start(source: "x", at: Instant(rawValue: 0)) }
        }
        // Who comes next gets another connection.
        #expect(try await database.read { try ImportRunRepository($0).newest(5).isEmpty })
        #expect(database.poolUse.allSatisfy { $0.inUse == 0 })
    }

    @Test("a change that cannot be told to others is not stored, and leaves no open transaction behind")
    func untellable() throws {
        let lent = try LentDatabase()
        // Found before the server's own.
        try lent.writeBlocking {
            try $0.script(
                """
                CREATE FUNCTION pg_notify(text, text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$
                """)
        }
        try lent.inner.runAlone("ALTER DATABASE \(lent.name) SET search_path = public, pg_catalog")
        let database = try lent.another()
        let before = try database.readBlocking { try $0.first("SELECT pg_backend_pid()") { $0.int(0) } }
        #expect {
            try database.writeBlocking { _ = try ImportRunRepository($0).start(source: "x", at: Instant(rawValue: 0)) }
        } throws: { error in
            if case StorageError.other = error { true } else { false }
        }
        #expect(try database.readBlocking { try $0.first("SELECT pg_backend_pid()") { $0.int(0) } } == before)
        #expect(try database.readBlocking { try ImportRunRepository($0).newest(5).isEmpty })
    }

    @Test("a closure that passes over a refused statement stores nothing, and is told")
    func passedOver() throws {
        let database = try LentDatabase()
        #expect(throws: StorageError.self) {
            try database.writeBlocking { connection in
                _ = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
                _ = try? connection.execute("INSERT INTO person (id, kind, identifier) VALUES (1, 9, 'x')")
            }
        }
        #expect(try database.readBlocking { try ImportRunRepository($0).newest(1).isEmpty })
    }

    @Test("a reading can change nothing")
    func readOnly() throws {
        let database = try LentDatabase()
        #expect(throws: StorageError.readOnly) {
            try database.readBlocking { _ = try $0.execute("UPDATE number_sequence SET next = 9") }
        }
    }

    @Test("text that the server cannot hold breaks a rule, and no error quotes a row")
    func refusedText() throws {
        let database = try LentDatabase()
        #expect {
            try database.writeBlocking { _ = try ImportRunRepository($0).start(source: "a\0b", at: Instant(rawValue: 0)) }
        } throws: { error in
            if case StorageError.constraint = error { true } else { false }
        }
        try addAccounts(1, to: database)
        #expect(throws: StorageError.constraint("account_user_name_key")) { try addAccounts(1, to: database) }
    }
}
