import Foundation
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
}
