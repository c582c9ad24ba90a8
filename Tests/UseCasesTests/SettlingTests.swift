import Dispatch
import Foundation
import SickLeave
import Storage
import Synchronization
import TestKit
import Testing

@testable import UseCases

@Suite("An import waits for the disk while it stores the next batch", .timeLimit(.minutes(10)))
struct SettlingTests {
    @Test("the first flush keeps nobody waiting; the second begins when it is done, and the end is when all are")
    func order() throws {
        let disk = try SlowDisk()
        let settling = Settling(disk.unsettledWriter())
        disk.hold()
        // Would never return if it waited for its own flush.
        try settling.next()
        disk.began.wait()
        #expect(disk.events == ["flush 1 begins"])
        let second = DispatchSemaphore(value: 0)
        Thread {
            try? settling.next()
            disk.note("next returns")
            second.signal()
        }.start()
        #expect(second.wait(timeout: .now() + .milliseconds(200)) == .timedOut, "the batch before is not on the disk yet")
        disk.letGo()
        second.wait()
        try settling.finish()
        #expect(disk.events.firstIndex(of: "flush 1 ends")! < disk.events.firstIndex(of: "next returns")!)
        let flushes = disk.events.filter { $0 != "next returns" }
        #expect(flushes == ["flush 1 begins", "flush 1 ends", "flush 2 begins", "flush 2 ends"])
    }

    @Test("a flush that failed is told by the next call, and none is begun after it")
    func fault() throws {
        let disk = try SlowDisk(failing: [2: .full])
        let settling = Settling(disk.unsettledWriter())
        try settling.next()
        try settling.next()
        #expect(throws: StorageError.full) { try settling.next() }
        #expect(throws: StorageError.full) { try settling.finish() }
        #expect(disk.events == ["flush 1 begins", "flush 1 ends", "flush 2 begins", "flush 2 ends"])
    }

    @Test("an import flushes each batch after its commit, at most two are under way, and it reports when the last is on the disk")
    func whole() throws {
        let disk = try SlowDisk()
        let folder = try ImportFolder()
        let report = try disk.imports([folder.write("intyg.csv", Export.many(1_000))], batch: 160)
        disk.note("report")
        #expect(report.counts.accepted == 1_000)
        let batches = disk.events.filter { $0.hasPrefix("commit") }.count
        #expect(batches > 5 && disk.events.filter { $0.hasSuffix("ends") }.count == batches)
        #expect(disk.events.last == "report")
        for batch in 1...batches {
            let flush = disk.events.firstIndex(of: "flush \(batch) begins")!
            #expect(disk.events.firstIndex(of: "commit \(batch)")! < flush)
            guard batch + 2 <= batches else { continue }
            #expect(disk.events.firstIndex(of: "flush \(batch) ends")! < disk.events.firstIndex(of: "commit \(batch + 2)")!)
        }
    }

    @Test("an import whose flush fails gives no report, the next run finds what is there", arguments: [1, 3, 7])
    func failedImport(flush: Int) throws {
        let disk = try SlowDisk(failing: [flush: .full])
        let folder = try ImportFolder()
        // Batches of 10, 20, 40, 80 and then 160: seven.
        let file = try folder.write("intyg.csv", Export.many(550))
        #expect(throws: StorageError.full) { try disk.imports([file], batch: 160) }
        #expect(disk.events.filter { $0.hasSuffix("begins") }.count == flush, "no flush after the one that failed")
        #expect(disk.events.filter { $0.hasSuffix("ends") }.count == flush, "none is left running")
        let known = try disk.count("SELECT COUNT(*) FROM certificate")
        let report = try disk.imports([file], batch: 160)
        #expect(report.counts.alreadyKnown == known && report.counts.accepted == 550 - known)
        #expect(try disk.count("SELECT COUNT(*) FROM certificate") == 550)
    }
}

@Suite(
    "An import at a database server that goes away", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"),
    .timeLimit(.minutes(10)))
struct LostServerTests {
    @Test(
        "an import that cannot know whether a batch is safe gives no report, though the server answers; the next finds what is there"
    )
    func cut() throws {
        let database = try LentDatabase()
        let folder = try ImportFolder()
        let file = try folder.write("intyg.csv", Export.many(1_000))
        let losing = LosingDatabase(inner: database)
        #expect(throws: StorageError.outcomeUnknown) { try losing.imports([file], batch: 160) }
        #expect(losing.ended.withLock { $0 } == 1)
        let report = try database.imports([file])
        #expect(report.counts.alreadyKnown > 0 && report.counts.alreadyKnown + report.counts.accepted == 1_000)
    }
}

/// Its witness is cut right after the third batch is committed, before anybody waits for it.
private final class LosingDatabase: ForwardingDatabase {
    let inner: LentDatabase
    let ended = Mutex(0)
    var base: any Database { inner }

    init(inner: LentDatabase) { self.inner = inner }

    func unsettledWriter() -> any UnsettledWriter { LosingWriter(database: self, inner: inner.unsettledWriter()) }

    private final class LosingWriter: UnsettledWriter {
        private let database: LosingDatabase
        private let inner: any UnsettledWriter
        private let written = Mutex(0)

        init(database: LosingDatabase, inner: any UnsettledWriter) {
            self.database = database
            self.inner = inner
        }

        func write<T>(_ body: (any Connection) throws -> T) throws -> T {
            let result = try inner.write(body)
            let count = written.withLock { written in
                written += 1
                return written
            }
            if count == 3 {
                let ended = try database.inner.endWitnesses()
                database.ended.withLock { $0 = ended }
            }
            return result
        }

        func settle() throws { try inner.settle() }
    }
}

/// A store that tells when its batches are committed and flushed, and whose flushes can be held up or fail.
private final class SlowDisk: ForwardingDatabase {
    let began = DispatchSemaphore(value: 0)
    let base: any Database
    private let failing: [Int: StorageError]
    private let state = Mutex((events: [String](), commits: 0, flushes: 0))
    private let gate = DispatchSemaphore(value: 0)
    private let isHeld = Mutex(false)

    /// - Parameter failing: the flushes that fail, counted from 1.
    init(failing: [Int: StorageError] = [:]) throws {
        base = try Fixture.database()
        self.failing = failing
    }

    var events: [String] { state.withLock(\.events) }

    func note(_ event: String) { state.withLock { $0.events.append(event) } }

    /// The next flush waits until it is let go.
    func hold() { isHeld.withLock { $0 = true } }

    func letGo() { gate.signal() }

    func unsettledWriter() -> any UnsettledWriter { SlowWriter(disk: self) }

    private struct SlowWriter: UnsettledWriter {
        let disk: SlowDisk

        func write<T>(_ body: (any Connection) throws -> T) throws -> T {
            let result = try disk.base.writeBlocking(body)
            disk.state.withLock {
                $0.commits += 1
                $0.events.append("commit \($0.commits)")
            }
            return result
        }

        func settle() throws { try disk.settle() }
    }

    private func settle() throws {
        let number = state.withLock {
            $0.flushes += 1
            $0.events.append("flush \($0.flushes) begins")
            return $0.flushes
        }
        began.signal()
        let mustWait = isHeld.withLock { isHeld in
            defer { isHeld = false }
            return isHeld
        }
        if mustWait { gate.wait() }
        note("flush \(number) ends")
        if let fault = failing[number] { throw fault }
    }
}
