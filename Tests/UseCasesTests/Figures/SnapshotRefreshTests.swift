import Foundation
import Interchange
import PostgresDatabase
import SickLeave
import Statistics
import Storage
import TestKit
import Testing

@Suite("A snapshot takes in what is new")
struct SnapshotRefreshTests {
    private static func load(_ database: any Database) throws -> SnapshotRepository.State {
        try database.readBlocking { try SnapshotRepository($0).load(id: 1) }
    }

    private static func refresh(_ state: SnapshotRepository.State, _ database: any Database) throws -> SnapshotRepository.State {
        try database.readBlocking { try SnapshotRepository($0).refresh(state, id: 2) }
    }

    /// Column by column, so that a failure tells which.
    private static func expectSame(_ a: Snapshot, _ b: Snapshot, _ comment: Comment) {
        #expect(a.certificates == b.certificates, comment)
        #expect(a.periods == b.periods, comment)
        #expect(a.persons == b.persons, comment)
        #expect(a.units == b.units, comment)
        #expect(a.providers == b.providers, comment)
        #expect(a.professionals == b.professionals, comment)
        #expect(a.issuers == b.issuers, comment)
        #expect(a.diagnoses == b.diagnoses, comment)
        #expect(a.procedures == b.procedures, comment)
        #expect(a.messages == b.messages, comment)
        #expect(a.staff == b.staff, comment)
        #expect(a.volumes == b.volumes, comment)
    }

    @Test("after any changes it equals one that is built anew", arguments: TestEngine.there, UInt64(1)...6)
    func twin(engine: TestEngine, seed: UInt64) throws {
        let database = try engine.database()
        var store = ChangingStore(database, seed: seed)
        var state = try Self.load(database)
        for round in 0..<90 {
            for _ in 0..<Int(seed) { try store.change() }
            // The quick way must do: a refresh that reads everything would be equal as well.
            let next = try database.readBlocking { try SnapshotRepository($0).advance(state, id: 2) }
            state = try #require(next, "round \(round) of seed \(seed)")
            Self.expectSame(state.snapshot, try Self.load(database).snapshot, "round \(round) of seed \(seed)")
        }
        #expect(
            state.snapshot.certificates.count > 60 && state.snapshot.messages.count > 3 && state.snapshot.procedures.count > 3)
        #expect(state.snapshot.messages.isAnswered.contains(true) && state.snapshot.messages.isAnswered.contains(false))
    }

    @Test(
        "what one person had at two providers on a day, read in one refresh, is in order of its numbers",
        arguments: TestEngine.there)
    func twoProviders(engine: TestEngine) throws {
        let database = try engine.database()
        try ChangingStore(database, seed: 1).store([
            Fixture.certificate("a"), Fixture.certificate("b", unit: Fixture.outsideUnit, provider: Fixture.otherProvider),
        ])
        let state = try Self.load(database)
        try database.writeBlocking { connection in
            for (number, unit) in [Fixture.outsideUnit, Fixture.unit, Fixture.outsideUnit, Fixture.unit].enumerated() {
                let registration = ProcedureRegistration(
                    id: "k-\(number)", patient: Fixture.person(1), careUnit: unit.hsaID, day: Fixture.today, code: "DV077",
                    performedBy: nil)
                _ = try ProcedureRepository(connection, registry: Registry()).store(registration, importRun: 1)
            }
        }
        let next = try #require(try database.readBlocking { try SnapshotRepository($0).advance(state, id: 2) }).snapshot
        #expect(next.procedures.number == [1, 2, 3, 4])
        Self.expectSame(next, try Self.load(database).snapshot, "one refresh")
    }

    @Test("what is not told as rows that come or are replaced is read whole", arguments: TestEngine.there)
    func whole(engine: TestEngine) throws {
        let database = try engine.database()
        var store = ChangingStore(database, seed: 9)
        try store.store((0..<40).map { _ in store.certificate() })
        var state = try Self.load(database)
        let moves: [(any Connection) throws -> Void] = [
            // A unit becomes a sub-unit of another.
            { connection in
                _ = try OrganisationRepository(connection, registry: Registry()).store(
                    CareUnit(
                        hsaID: Fixture.otherUnit.hsaID, name: "", careProvider: Fixture.provider, parent: Fixture.unit.hsaID))
            },
            // A certificate is erased.
            { connection in
                for table in ["certificate_content", "certificate_relation"] as [SQLName] {
                    try connection.execute("DELETE FROM \(name: table) WHERE certificate_number = 3")
                }
                try connection.execute("DELETE FROM certificate WHERE number = 3")
            },
            // A birth day was wrong.
            { _ = try $0.execute("UPDATE person SET birth_day = birth_day + 1 WHERE id = 1") },
        ]
        for (number, move) in moves.enumerated() {
            try database.writeBlocking(move)
            #expect(try database.readBlocking { try SnapshotRepository($0).advance(state, id: 2) } == nil)
            state = try Self.refresh(state, database)
            Self.expectSame(state.snapshot, try Self.load(database).snapshot, "move \(number)")
        }
        #expect(state.snapshot.certificates.count == 39)
    }

    @Test(
        "one who was away while old marks were let go reads everything; one who was not, only what is new",
        arguments: TestEngine.there)
    func forgotten(engine: TestEngine) throws {
        let database = try engine.database()
        var store = ChangingStore(database, seed: 3)
        let away = try Self.load(database)
        try store.store([store.certificate()])
        let here = try Self.refresh(away, database)
        let later = Instant(rawValue: 32_503_680_000_000_000)
        try database.writeBlocking { try FigureChangeRepository($0).forget(before: later) }
        try store.store([store.certificate()])
        #expect(try database.readBlocking { try SnapshotRepository($0).advance(away, id: 2) } == nil)
        // On PostgreSQL any transaction on the server that was open at the time makes the reader careful, and it reads everything too.
        let isQuick = try database.readBlocking { try SnapshotRepository($0).advance(here, id: 2) } != nil
        #expect(isQuick || engine == .postgres)
        Self.expectSame(try Self.refresh(here, database).snapshot, try Self.refresh(away, database).snapshot, "after letting go")
        // With nothing new to let go of, nothing is said anew.
        try database.writeBlocking { try FigureChangeRepository($0).forget(before: Instant(rawValue: 0)) }
        #expect(try database.readBlocking { try $0.first("SELECT COUNT(*) FROM figure_change") { $0.int(0) } } ?? 0 > 1)
    }

    @Test(
        "of two transactions at once the one that began first and commits last is not missed",
        .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
    func interleaved() throws {
        let database = try LentDatabase()
        var store = ChangingStore(database, seed: 5)
        // What both need is there, so that neither waits for the other.
        try store.store((0..<30).map { _ in store.certificate() })
        let (slow, quick) = (Fixture.certificate("slow"), Fixture.certificate("quick", from: "2026-10-01"))
        try ChangingStore(database, seed: 0).store([Fixture.certificate("before")])
        var state = try Self.load(database)
        let (hasWritten, mayCommit, isDone) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        let other = try database.another()
        // Whatever fails on either side, neither waits for the other.
        defer { mayCommit.signal() }
        Thread.detachNewThread {
            defer {
                hasWritten.signal()
                isDone.signal()
            }
            do {
                try other.writeBlocking { connection in
                    try ChangingStore.store(slow, on: connection)
                    hasWritten.signal()
                    if connection.attempt == 1 { mayCommit.wait() }
                }
            } catch { Issue.record(error) }
        }
        hasWritten.wait()
        try ChangingStore(database, seed: 0).store([quick])
        state = try #require(try database.readBlocking { try SnapshotRepository($0).advance(state, id: 2) })
        #expect(state.snapshot.certificates.count == 32)
        mayCommit.signal()
        isDone.wait()
        state = try #require(try database.readBlocking { try SnapshotRepository($0).advance(state, id: 3) })
        #expect(state.snapshot.certificates.count == 33)
        Self.expectSame(state.snapshot, try Self.load(database).snapshot, "both")
    }
}
