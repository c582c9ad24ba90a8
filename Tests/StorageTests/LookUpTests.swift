import Dispatch
import Foundation
import SQLiteDatabase
import Storage
import TestKit
import Testing

@Suite("Looking up a few rows on SQLite")
struct LookUpTests {
    private func with(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(try SQLiteDatabase(path: folder.appendingPathComponent("test.db").path))
    }

    @Test("it sees what is stored, and can change nothing")
    func reads() async throws {
        try await with { database in
            try database.writeBlocking { try $0.script("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (7)") }
            #expect(try await database.lookUp { try $0.first("SELECT a FROM t") { $0.int(0) } } == 7)
            await #expect(throws: StorageError.self) { try await database.lookUp { try $0.execute("DELETE FROM t") } }
            #expect(database.poolUse.allSatisfy { $0.inUse == 0 && $0.waiting == 0 })
        }
    }

    @Test("where every reader is held nobody else is held up: who is to let them go gets to run", .timeLimit(.minutes(11)))
    func busy() async throws {
        try await with { database in
            func readers() -> PoolUse { database.poolUse.first { $0.name == "readers" }! }
            func wait(until isTrue: (PoolUse) -> Bool) async throws {
                while !isTrue(readers()) {
                    try Task.checkCancellation()
                    await Task.yield()
                }
            }
            let (size, looks) = (readers().size, 64)
            let held = DispatchSemaphore(value: 0)
            let isDone = DispatchSemaphore(value: 0)
            // A thread of its own: it lets the readers go also when nothing else in the program gets to run.
            Thread {
                guard isDone.wait(timeout: .now() + .seconds(600)) == .timedOut else { return }
                Issue.record("the readers were let go by nobody")
                for _ in 0..<size { held.signal() }
            }.start()
            defer { isDone.signal() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<size { group.addTask { try await database.read { _ in held.wait() } } }
                try await wait { $0.inUse == size }
                // More than there are threads to run them.
                for _ in 0..<looks {
                    group.addTask {
                        let one = try await database.lookUp { try $0.first("SELECT 1") { $0.int(0) } }
                        #expect(one == 1)
                    }
                }
                try await wait { $0.waiting == looks }
                for _ in 0..<size { held.signal() }
                try await group.waitForAll()
            }
        }
    }
}
