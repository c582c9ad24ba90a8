import Foundation
import SQLiteDatabase
import SickLeave
import Storage
import Testing

@Suite("The embedded engine's file")
struct SQLiteFileTests {
    @Test("a new one has pages of 8 kB")
    func pageSize() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)").path
        defer { for part in ["", ".lock", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + part) } }
        let database = try SQLiteDatabase(path: path)
        try Migrator().migrate(database, at: Instant(rawValue: 0))
        #expect(try database.readBlocking { try $0.first("PRAGMA page_size") { $0.int(0) } } == 8192)
        try database.close()
    }
}
