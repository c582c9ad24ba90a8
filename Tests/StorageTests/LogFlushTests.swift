import Foundation
import SickLeave
import Storage
import Synchronization
import Testing

@testable import SQLiteDatabase

@Suite("Waiting for the disk")
struct LogFlushTests {
    /// What the disk does: fails the next flushes with a code, and counts the copies of the log.
    private final class Disk: Sendable {
        let failures = Mutex<[Int32]>([])
        let copies = Mutex(0)
        let isBusy = Mutex(false)

        func sync() -> Int32 {
            failures.withLock { failures in
                guard !failures.isEmpty else { return 0 }
                errno = failures.removeFirst()
                return -1
            }
        }
    }

    @Test("after a flush that failed, the next counts only when the log has been copied into the database's file")
    func failed() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)").path
        try Data([1]).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let disk = Disk()
        let flush = try LogFlush(
            path: path, sync: { _ in disk.sync() },
            copyLog: {
                if disk.isBusy.withLock(\.self) { throw StorageError.busy }
                disk.copies.withLock { $0 += 1 }
            })
        try await flush()
        #expect(disk.copies.withLock(\.self) == 0)

        disk.failures.withLock { $0 = [ENOSPC] }
        await #expect(throws: StorageError.full) { try await flush() }
        disk.isBusy.withLock { $0 = true }
        await #expect(throws: StorageError.busy, "the kernel's word alone is not believed") { try await flush() }
        #expect(throws: StorageError.busy) { try flush.blocking() }
        disk.isBusy.withLock { $0 = false }
        try await flush()
        try await flush()
        #expect(disk.copies.withLock(\.self) == 1)

        disk.failures.withLock { $0 = [EIO] }
        await #expect(throws: StorageError.self) { try await flush() }
        try flush.blocking()
        #expect(disk.copies.withLock(\.self) == 2)
    }

    @Test("those who commit at once wait for the disk together, and each for a flush that began after its commit")
    func flushes() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try SQLiteDatabase(path: folder.appendingPathComponent("prov.db").path)
        try Migrator().migrate(database, at: Instant(rawValue: 0))
        func rounds() -> Int { database.flush?.rounds ?? 0 }
        func start() async throws {
            _ = try await database.write { try ImportRunRepository($0).start(source: "ett", at: Instant(rawValue: 0)) }
        }
        let before = rounds()
        for _ in 0..<5 { try await start() }
        #expect(rounds() == before + 5)
        _ = try await database.read { try ImportRunRepository($0).newest(1).count }
        #expect(rounds() == before + 5, "who only reads waits for no disk")
        try await withThrowingTaskGroup { group in
            for _ in 0..<200 { group.addTask { try await start() } }
            try await group.waitForAll()
        }
        #expect((before + 6..<before + 205).contains(rounds()))
    }
}
