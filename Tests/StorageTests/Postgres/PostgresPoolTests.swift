import Foundation
import SickLeave
import Storage
import Synchronization
import TestKit
import Testing

@testable import PostgresDatabase

@Suite("The pool of connections", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"), .timeLimit(.minutes(10)))
struct PostgresPoolTests {
    /// Nobody waits for ever for a holder that never got the connection: the work is then not done, and the test is told why.
    private func busy(_ database: LentDatabase, _ work: () async throws -> Void) async throws {
        // The connection is made without the short wait that some tests give the rest.
        try database.readBlocking { _ in }
        let (events, isHeld) = AsyncStream.makeStream(of: Void.self)
        let mayEnd = Mutex(false)
        let holder = Task.detached {
            defer { isHeld.finish() }
            try await database.read { _ in
                isHeld.yield()
                while !mayEnd.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.01) }
            }
        }
        do {
            defer { mayEnd.withLock { $0 = true } }
            if await events.first(where: { true }) != nil { try await work() }
        }
        try await holder.value
    }

    @Test("who waits too long is told that all are at work, and the next is served")
    func exhausted() async throws {
        let database = try LentDatabase(limits: .init(connections: 1, wait: .seconds(1)))
        try await busy(database) {
            #expect(throws: StorageError.unreachable(.allBusy)) { try database.readBlocking { _ in } }
            await #expect(throws: StorageError.unreachable(.allBusy)) { try await database.read { _ in } }
        }
        #expect(try await database.read { try ImportRunRepository($0).newest(1).isEmpty })
        #expect(database.inner.use.open == 1 && database.inner.use.waiting == 0)
    }

    @Test("who waits is counted, and served when the other is done")
    func counted() async throws {
        let database = try LentDatabase(limits: .init(connections: 1, wait: .seconds(500)))
        var another: Task<Void, any Error>?
        try await busy(database) {
            #expect(database.inner.poolUse == [PoolUse(name: "connections", size: 1, inUse: 1, waiting: 0)])
            another = Task.detached { try await database.read { _ in } }
            while database.inner.poolUse[0].waiting == 0 { try await Task.sleep(for: .milliseconds(1)) }
            #expect(database.inner.poolUse == [PoolUse(name: "connections", size: 1, inUse: 1, waiting: 1)])
        }
        try await another?.value
        #expect(database.inner.use.waiting == 0)
    }

    @Test("when the time is out nothing is lent, what is free neither")
    func outOfTime() throws {
        let pool = Pool(address: try PostgresServer.address(), limits: .init(connections: 1))
        pool.giveBack(try pool.borrow(until: .now + .seconds(60)))
        #expect(throws: StorageError.unreachable(.allBusy)) { try pool.borrow(until: .now) }
        #expect(pool.use == (open: 1, busy: 0, waiting: 0))
        pool.giveBack(try pool.borrow(until: .now + .seconds(60)))
    }

    @Test("what a request has waited for is waited for once: another transaction of it does not begin when the time is out")
    func patience() async throws {
        let database = try LentDatabase(limits: .init(connections: 1, wait: .seconds(500)))
        let patience = Patience()
        try await Patience.$ofRequest.withValue(patience) {
            try await busy(database) {
                Task { try await database.read { _ in } }
                while database.inner.poolUse[0].waiting == 0 { try await Task.sleep(for: .milliseconds(1)) }
            }
            // Served after the one that waited.
            try await database.read { _ in }
            #expect(patience.spent > .zero)
            patience.spend(.seconds(500))
            await #expect(throws: StorageError.unreachable(.allBusy)) { try await database.read { _ in } }
            await #expect(throws: StorageError.unreachable(.allBusy)) { try await database.write { _ in } }
        }
        try await database.read { _ in }
    }

    @Test("waiting in vain counts as well")
    func patienceInVain() async throws {
        let database = try LentDatabase(limits: .init(connections: 1, wait: .seconds(1)))
        let patience = Patience()
        try await busy(database) {
            await Patience.$ofRequest.withValue(patience) {
                _ = await #expect(throws: StorageError.unreachable(.allBusy)) { try await database.read { _ in } }
            }
        }
        #expect(patience.spent > .milliseconds(100))
    }

    @Test("a request that has waited all it may does not wait for a thread either")
    func patienceForThread() async throws {
        let database = try LentDatabase(limits: .init(connections: 1, wait: .seconds(500)))
        let patience = Patience()
        try await busy(database) {
            // The other thread is taken by one that waits for the connection.
            Task { try await database.read { _ in } }
            while database.inner.poolUse[0].waiting == 0 { try await Task.sleep(for: .milliseconds(1)) }
            patience.spend(.seconds(500))
            await Patience.$ofRequest.withValue(patience) {
                _ = await #expect(throws: StorageError.unreachable(.allBusy)) { try await database.read { _ in } }
            }
        }
    }

    /// Five or six connections that rest.
    private func withSeveralAtRest() async throws -> LentDatabase {
        let database = try LentDatabase(limits: .init(connections: 6))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try await database.read { _ = try $0.first("SELECT pg_sleep(0.2)") { _ in } } } }
            try await group.waitForAll()
        }
        #expect(database.inner.use.open > 4)
        return database
    }

    /// Ends the connections that the condition names, and waits until the server has none of them.
    private static func end(_ condition: SQL, from other: any Database) throws {
        let all: SQL = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND "
        let ended = try other.readBlocking { connection in
            try connection.all("SELECT pid, pg_terminate_backend(pid) " + all + condition) { $0.int(0) }
        }
        let left: SQL = "SELECT 1 FROM pg_stat_activity WHERE pid IN \(list: ended)"
        // In transactions of their own: one transaction sees the same list for as long as it lasts.
        while try other.readBlocking({ try $0.first(left) { _ in true } }) ?? false { Thread.sleep(forTimeInterval: 0.01) }
        // The list is left shortly before the connection is closed.
        Thread.sleep(forTimeInterval: 0.3)
    }

    @Test("with one lost connection those that rest go as well")
    func lostTogether() async throws {
        let database = try await withSeveralAtRest()
        // Each of the attempts loses its connection.
        #expect(throws: StorageError.self) {
            try database.readBlocking { try $0.first("SELECT pg_terminate_backend(pg_backend_pid())") { _ in } }
        }
        #expect(database.inner.use.open == 0)
        #expect(try await database.read { try ImportRunRepository($0).newest(1).isEmpty })
    }

    @Test("where one that rests is found lost the others that rest go as well")
    func foundLost() async throws {
        let database = try await withSeveralAtRest()
        let next = try database.readBlocking { try $0.first("SELECT pg_backend_pid()") { $0.int(0) } } ?? 0
        try Self.end("pid = CAST(\(next) AS INT)", from: database.another())
        #expect(try database.readBlocking { $0.attempt } == 1)
        #expect(database.inner.use.open == 1)
    }

    @Test("who gets a new connection too late does not begin, and the next has it")
    func slowOpening() async throws {
        // The server's own setting for delays will not do: any signal from another database cuts them short.
        let slow = try FakeServer(.late(socket: PostgresServer.socket(), seconds: 3))
        let address = try PostgresAddress("postgres://sakkunnig@127.0.0.1:\(slow.port)/postgres?sslmode=disable")
        let database = try PostgresDatabase(address, limits: .init(wait: .seconds(2), connect: .seconds(50)))
        await #expect(throws: StorageError.unreachable(.timedOut)) { try await database.read { _ in } }
        #expect(database.use.open == 1 && database.use.busy == 0)
        // With no time to keep, on a machine that may be busy.
        try database.readBlocking { _ in }
    }

    @Test("what fails when it may no longer begin again says why it failed")
    func failedLate() async throws {
        let database = try LentDatabase(limits: .init(wait: .seconds(4)))
        let attempts = Atomic(0)
        await #expect(throws: StorageError.unreachable(.lost)) {
            try await database.read {
                attempts.add(1, ordering: .relaxed)
                Thread.sleep(forTimeInterval: 4.1)
                _ = try $0.first("SELECT pg_terminate_backend(pg_backend_pid())") { _ in }
            }
        }
        #expect(attempts.load(ordering: .relaxed) == 1)
    }

    @Test("never more connections than allowed, and everybody is served")
    func bounded() async throws {
        let database = try LentDatabase(limits: .init(connections: 3))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask { try await database.read { _ = try $0.first("SELECT pg_sleep(0.005)") { _ in } } }
            }
            try await group.waitForAll()
        }
        #expect(database.inner.use.open <= 3 && database.inner.use.busy == 0)
    }

    @Test("connections that the server has ended are replaced before anybody notices")
    func healed() throws {
        let database = try LentDatabase()
        let other = try database.another()
        for _ in 0..<3 {
            _ = try database.writeBlocking { try $0.reserve(of: .person) }
            try Self.end("TRUE", from: other)
        }
        #expect(try database.writeBlocking { ($0.attempt, try $0.reserve(of: .person)) } == (1, 4))
    }

    @Test("statements of every length are kept within bounds")
    func statements() throws {
        let database = try LentDatabase()
        let found = try database.readBlocking { connection in
            for _ in 0..<2 {
                for length in 1...400 {
                    _ = try connection.all("SELECT name FROM number_sequence WHERE name IN \(list: (0..<length).map { "\($0)" })")
                    { _ in }
                }
            }
            return try connection.first("SELECT COUNT(*) FROM pg_prepared_statements") { $0.int(0) } ?? 0
        }
        #expect((100...201).contains(found))
    }
}

@Suite("Hearing of others' commits", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"), .timeLimit(.minutes(10)))
struct PostgresChangeTests {
    @Test("what another program stores is told by itself, and not as our own")
    func fromOthers() async throws {
        let database = try LentDatabase()
        let other = try database.another()
        var changes = try database.changes().makeAsyncIterator()
        try await other.write { _ = try ImportRunRepository($0).start(source: "x", at: Instant(rawValue: 0)) }
        #expect(await changes.next() == DataChange(tables: ["import_run"], isOwn: false))
    }

    @Test("after a break anything may have changed, and the listening goes on")
    func afterBreak() async throws {
        let database = try LentDatabase()
        let other = try database.another()
        var changes = try database.changes().makeAsyncIterator()
        _ = try await other.read {
            try $0.all(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%LISTEN%' AND datname = current_database() AND pid <> pg_backend_pid()"
            ) { _ in }
        }
        #expect(await changes.next() == DataChange(tables: [], isEverything: true, isOwn: false))
        try await other.write { _ = try ImportRunRepository($0).start(source: "x", at: Instant(rawValue: 0)) }
        #expect(await changes.next() == DataChange(tables: ["import_run"], isOwn: false))
    }

    @Test("a line that is open and says nothing more is given up, and the listening goes on")
    func silentLine() async throws {
        let database = try LentDatabase()
        let relay = try FakeServer(.relay(socket: PostgresServer.socket()))
        let address = try PostgresAddress("postgres://sakkunnig@127.0.0.1:\(relay.port)/\(database.name)?sslmode=disable")
        let listener = Listener(address: address, limit: .seconds(50), program: "lyssnare", pulse: .seconds(3))
        var changes = try listener.changes().makeAsyncIterator()
        relay.fallSilent()
        #expect(await changes.next() == DataChange(tables: [], isEverything: true, isOwn: false))
        try await database.write { _ = try ImportRunRepository($0).start(source: "x", at: Instant(rawValue: 0)) }
        #expect(await changes.next() == DataChange(tables: ["import_run"], isOwn: false))
    }
}
