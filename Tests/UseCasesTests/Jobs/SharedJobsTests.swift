import PostgresDatabase
import SickLeave
import Storage
import Synchronization
import TestKit
import Testing
import UseCases

@Suite("Jobs that one server does for all")
struct SharedJobsTests {
    private static let clock = TestClock(Instant(rawValue: 1_000_000))

    private static func jobs(_ database: any Database, beat: Duration = .milliseconds(20)) -> SharedJobs {
        SharedJobs(database: database, clock: { clock.now }, beat: beat)
    }

    @Test("a job that is not due is not done; one that was done is known by when", arguments: TestEngine.there)
    func due(engine: TestEngine) async throws {
        let jobs = Self.jobs(try engine.database())
        #expect(try await !jobs.run(.check, isDue: { _ in false }) { _ in Issue.record("done") })
        #expect(try await jobs.run(.check, isDue: { $0 == nil }) { _ in })
        #expect(try await !jobs.run(.check, isDue: { $0 == nil }) { _ in Issue.record("done again") })
        let states = try await jobs.states()
        #expect(states.keys.map(\.self) == [.check])
        #expect(states[.check]?.owner == nil && states[.check]?.doneAt == Self.clock.now)
    }

    @Test("what a job found is known to every server, and stays when the one that found it is gone", arguments: TestEngine.there)
    func faults(engine: TestEngine) async throws {
        let database = try engine.database()
        let watch = StoreWatch(database: database, figures: try Figures(database: database))
        #expect(try await watch.count().checkFaults == nil)
        let jobs = Self.jobs(database)
        #expect(try await jobs.run(.check) { _ in try await jobs.note(faults: 3, of: .check) })
        #expect(try await watch.count().checkFaults == 3)
        #expect(try await Self.jobs(database).run(.check) { _ in try await Self.jobs(database).note(faults: 9, of: .check) })
        // Only the owner tells.
        #expect(try await watch.count().checkFaults == 3)
    }

    @Test("a job that fails is not done, and can be done again at once", arguments: TestEngine.there)
    func failing(engine: TestEngine) async throws {
        struct Stop: Error {}
        let jobs = Self.jobs(try engine.database())
        await #expect(throws: Stop.self) { try await jobs.run(.backup) { _ in throw Stop() } }
        #expect(try await jobs.states().isEmpty)
        #expect(try await jobs.run(.backup) { _ in })
    }

    @Test("a server that stops lets go of its job, undone", arguments: TestEngine.there)
    func stopped(engine: TestEngine) async throws {
        let jobs = Self.jobs(try engine.database())
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            defer { begin.finish() }
            return try await jobs.run(.inbox) { _ in
                begin.yield()
                try? await Task.sleep(for: .seconds(60))
            }
        }
        for await _ in begun { break }
        task.cancel()
        #expect(try await !task.value)
        #expect(try await jobs.states().isEmpty)
    }

    @Test("a sign of life from the future is none: the database's clock was set back", arguments: TestEngine.there)
    func setBack(engine: TestEngine) async throws {
        // In one transaction, so that no time passes on a machine with much to do.
        try await engine.database().write { connection in
            let jobs = JobRepository(connection)
            func isClaimed(by owner: String) throws -> Bool { try jobs.claim(.inbox, owner: owner, isAlone: false) != nil }
            #expect(try isClaimed(by: "first") && !isClaimed(by: "second"))
            try connection.execute("UPDATE job SET heartbeat_at = heartbeat_at + \(3_600 * 1_000_000)")
            #expect(try isClaimed(by: "second") && !isClaimed(by: "first"))
        }
    }

    @Test("on SQLite another owner is a dead process")
    func alone() async throws {
        let database = try TestEngine.sqlite.database()
        _ = try await database.write { try JobRepository($0).claim(.inbox, owner: "before", isAlone: true) }
        #expect(try await Self.jobs(database).run(.inbox) { _ in })
    }
}

private final class Tally: Sendable {
    private let sum = Mutex(0)
    var count: Int { sum.withLock { $0 } }
    func add() { sum.withLock { $0 += 1 } }
}

@Suite("Jobs of several servers at one database", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct SharedJobsOfManyTests {
    private static func jobs(_ database: any Database) -> SharedJobs {
        SharedJobs(database: database, clock: { Instant(rawValue: 5) }, beat: .milliseconds(20))
    }

    @Test("of many who would do a job at the same time one does it", .timeLimit(.minutes(10)))
    func once() async throws {
        let database = try LentDatabase()
        let done = Tally()
        let others = try (0..<4).map { _ in Self.jobs(try database.another()) }
        let results = try await withThrowingTaskGroup(of: Bool.self) { group in
            for jobs in others {
                for _ in 0..<3 {
                    group.addTask {
                        try await jobs.run(.backup, isDue: { $0 == nil }) { _ in
                            done.add()
                            try await Task.sleep(for: .milliseconds(200))
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter(\.self).count == 1 && done.count == 1)
    }

    @Test(
        "one whose owner gives no sign of life is taken over; the owner hears of it when it comes back", .timeLimit(.minutes(10)))
    func takenOver() async throws {
        let database = try LentDatabase()
        let (jobs, other) = (Self.jobs(database), Self.jobs(try database.another()))
        let heard = try await jobs.run(.inbox) { isLost in
            #expect(try await !other.run(.inbox) { _ in Issue.record("done twice") })
            // As if this one had been still for longer than the patience.
            _ = try await database.write {
                try $0.execute(
                    "UPDATE job SET heartbeat_at = heartbeat_at - \((JobRepository.patience + 1) * 1_000_000), owner = 'still'")
            }
            #expect(try await other.run(.inbox) { _ in })
            while !isLost.isRaised { try await Task.sleep(for: .milliseconds(5)) }
        }
        #expect(!heard)
        let state = try await jobs.states()[.inbox]
        #expect(state?.owner == nil && state?.doneAt == Instant(rawValue: 5))
    }

    @Test("one that is alive keeps its job for longer than the patience", .timeLimit(.minutes(10)))
    func alive() async throws {
        let database = try LentDatabase()
        let (jobs, other) = (Self.jobs(database), Self.jobs(try database.another()))
        try await jobs.run(.check) { isLost in
            _ = try await database.write { try $0.execute("UPDATE job SET heartbeat_at = 0") }
            // The next sign of life comes by itself.
            while try await other.states()[.check]?.owner == nil { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await !other.run(.check) { _ in Issue.record("done twice") })
            #expect(!isLost.isRaised)
        }
    }
}
