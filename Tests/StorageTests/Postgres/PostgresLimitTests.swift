import Foundation
import SickLeave
import Storage
import Synchronization
import TestKit
import Testing

@testable import PostgresDatabase

@Suite(
    "What a person's request asks of the server has its time", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"),
    .timeLimit(.minutes(10)))
struct PostgresLimitTests {
    private func inRequest<T>(_ patience: Patience = Patience(), _ work: () async throws -> T) async rethrows -> T {
        try await Patience.$ofRequest.withValue(patience, operation: work)
    }

    /// Keeps the table locked while the work goes on, and a minute at most: who waits without end comes to one.
    private func locked(_ table: String, in database: LentDatabase, _ work: () async throws -> Void) async throws {
        let other = try database.another()
        let (events, isHeld) = AsyncStream.makeStream(of: Void.self)
        let mayEnd = DispatchSemaphore(value: 0)
        let holder = Task.detached {
            defer { isHeld.finish() }
            try await other.write {
                try $0.script("LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE")
                isHeld.yield()
                _ = mayEnd.wait(timeout: .now() + .seconds(60))
            }
        }
        do {
            defer { mayEnd.signal() }
            if await events.first(where: { true }) != nil { try await work() }
        }
        try await holder.value
    }

    @Test("a page does not wait without end for what somebody has locked, to read or to write; the connection is kept")
    func lockedTable() async throws {
        let database = try LentDatabase(limits: .init(connections: 1, wait: .seconds(60), lock: .milliseconds(200)))
        let process: @Sendable (any Connection) throws -> Int? = { try $0.first("SELECT pg_backend_pid()") { $0.int(0) } }
        let before = try database.readBlocking(process)
        let attempts = Attempts()
        try await locked("import_run", in: database) {
            await inRequest {
                _ = await #expect(throws: StorageError.busy) {
                    try await database.read {
                        attempts.add()
                        _ = try ImportRunRepository($0).newest(1)
                    }
                }
                _ = await #expect(throws: StorageError.busy) {
                    try await database.write {
                        attempts.add()
                        _ = try ImportRunRepository($0).start(source: "x", at: Instant(rawValue: 0))
                    }
                }
            }
        }
        #expect(attempts.count == 2)
        #expect(try database.readBlocking(process) == before)
        #expect(try database.readBlocking { try ImportRunRepository($0).newest(5).isEmpty })
    }

    @Test("a statement that works for too long is refused to a page; what is asked by nobody who waits takes its time")
    func longStatement() async throws {
        let database = try LentDatabase(limits: .init(connections: 1, wait: .seconds(60), statement: .milliseconds(300)))
        let long: @Sendable (any Connection) throws -> Void = { _ = try $0.first("SELECT pg_sleep(1)") { _ in } }
        let longest: @Sendable (any Connection) throws -> Void = { _ = try $0.first("SELECT pg_sleep(60)") { _ in } }
        await inRequest {
            _ = await #expect(throws: StorageError.busy) { try await database.read(longest) }
            _ = await #expect(throws: StorageError.busy) { try await database.write(longest) }
        }
        // On the same connection.
        try await database.read(long)
        try await database.write(long)
        try database.writeBlocking(long)
        #expect(database.inner.use.open == 1)
    }

    /// The database's address, with a line between that can fall silent.
    private func relayed(_ database: LentDatabase) throws -> (relay: FakeServer, address: PostgresAddress) {
        let relay = try FakeServer(.relay(socket: PostgresServer.socket()))
        let text = "postgres://sakkunnig@127.0.0.1:\(relay.port)/\(database.name)?sslmode=disable&gssencmode=disable"
        return (relay, try PostgresAddress(text))
    }

    private static let limits = PostgresDatabase.Limits(
        connections: 1, wait: .seconds(500), connect: .seconds(50), silence: .seconds(3))

    @Test("a server that stands still is given up by a page, and not asked again; who comes next has another connection")
    func standstill() async throws {
        let lent = try LentDatabase()
        let (relay, address) = try relayed(lent)
        let database = try PostgresDatabase(address, limits: Self.limits)
        let (attempts, patience) = (Attempts(), Patience())
        await inRequest(patience) {
            _ = await #expect(throws: StorageError.unreachable(.timedOut)) {
                try await database.read {
                    attempts.add()
                    _ = try $0.first("SELECT 1") { $0.int(0) }
                    relay.fallSilent()
                    _ = try $0.first("SELECT 2") { $0.int(0) }
                }
            }
        }
        #expect(attempts.count <= 1)
        #expect(patience.spent >= .seconds(3))
        #expect(database.use.open == 0)
        #expect(try database.readBlocking { try $0.first("SELECT 3") { $0.int(0) } } == 3)
        withExtendedLifetime(relay) {}
    }

    @Test("a line that takes nothing more is given up as well, in the midst of a statement")
    func fullLine() async throws {
        let lent = try LentDatabase()
        let (relay, address) = try relayed(lent)
        let database = try PostgresDatabase(address, limits: Self.limits)
        let much = String(repeating: "x", count: 24 << 20)
        await inRequest {
            _ = await #expect(throws: StorageError.unreachable(.timedOut)) {
                try await database.write {
                    relay.stopReading()
                    _ = try $0.execute("UPDATE account SET name = \(much) WHERE id = 0")
                }
            }
        }
        relay.hangUp()
        #expect(database.use.open == 0)
    }

    @Test("and in the midst of rows that are added")
    func fullLineOfRows() async throws {
        let lent = try LentDatabase()
        let (relay, address) = try relayed(lent)
        let database = try PostgresDatabase(address, limits: Self.limits)
        await inRequest {
            _ = await #expect(throws: StorageError.unreachable(.timedOut)) {
                try await database.write { connection in
                    try connection.insert(into: "account", ["name"]) { rows in
                        relay.stopReading()
                        for _ in 0..<24 { try rows.add([.text(String(repeating: "x", count: 1 << 20))]) }
                    }
                }
            }
        }
        relay.hangUp()
        #expect(database.use.open == 0)
    }

    @Test("values larger than the line go both ways in a page's transaction")
    func large() async throws {
        let database = try LentDatabase()
        let text = String(repeating: "åäö", count: 1 << 18)
        let (added, found) = try await inRequest {
            try await database.write { connection in
                try connection.script("CREATE TEMPORARY TABLE large (number BIGINT, content TEXT)")
                let added = try connection.insert(into: "large", ["number", "content"]) { rows in
                    for number in 0..<5 { try rows.add([.integer(Int64(number)), .text(text)]) }
                }
                let same = try connection.first("SELECT COUNT(*) FROM large WHERE content = \(text)") { $0.int(0) }
                let found = try connection.all("SELECT content FROM large ORDER BY number") { $0.text(0) == text }
                try connection.script("DROP TABLE large")
                return (added, found + [same == 5])
            }
        }
        #expect(added == 5 && found == [true, true, true, true, true, true])
    }

    @Test("one that lets us in and then stands still is not waited for without end")
    func standstillAfterGreeting() throws {
        let server = try FakeServer(.deaf(socket: PostgresServer.socket()))
        let text = "postgres://sakkunnig@127.0.0.1:\(server.port)/postgres?sslmode=disable&gssencmode=disable"
        #expect(throws: ConnectionFault.timedOut) { try Link.open(PostgresAddress(text), limit: .seconds(1)) }
        withExtendedLifetime(server) {}
    }

    @Test("a line of numbers that stands still keeps no page waiting, neither for its turn nor for the answer")
    func numbers() async throws {
        let lent = try LentDatabase()
        let (relay, address) = try relayed(lent)
        let line = NumberLine(address: address, limit: .seconds(50))
        #expect(try line.reserve(1, of: .person, within: nil) == 1)
        relay.fallSilent()
        #expect(throws: StorageError.unreachable(.timedOut)) { try line.reserve(1, of: .person, within: .milliseconds(200)) }
        // On a new line, for somebody who may wait.
        #expect(try line.reserve(1, of: .person, within: nil) > 1)
        let before = relay.unheard
        relay.fallSilent()
        let importer = Task.detached { try await Self.onThread { try line.reserve(1, of: .person, within: nil) } }
        while relay.unheard == before { try await Task.sleep(for: .milliseconds(1)) }
        #expect(throws: StorageError.unreachable(.allBusy)) { try line.reserve(1, of: .person, within: .milliseconds(200)) }
        relay.hangUp()
        _ = await importer.result
        withExtendedLifetime(relay) {}
    }

    private static func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try work() }) }.start()
        }
    }
}

private final class Attempts: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .relaxed) }
    func add() { number.add(1, ordering: .relaxed) }
}
