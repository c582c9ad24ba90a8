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

    @Test("a symbolic link is one more name of the file: what belongs to it lies beside the file, and it is taken by both names")
    func symbolicLink() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, link) = (folder.path + "/prov.db", folder.path + "/annat.db")
        do {
            let database = try SQLiteDatabase(path: file)
            try Migrator().migrate(database, at: Instant(rawValue: 0))
            try database.close()
        }
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        let linked = try SQLiteDatabase(path: link)
        #expect(try linked.readBlocking { try Migrator.version($0) } == Migrator().newestVersion)
        #expect(throws: StorageError.inUse(path: file)) { try SQLiteDatabase(path: file) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                == ["annat.db", "prov.db", "prov.db-shm", "prov.db-wal", "prov.db.lock"])
        try linked.close()
    }

    @Test("a symbolic link that leads nowhere is refused, and nothing is made where it leads")
    func danglingLink() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, link) = (folder.path + "/saknas.db", folder.path + "/annat.db")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        #expect(throws: StorageError.self) { try SQLiteDatabase(path: link) }
        #expect(!FileManager.default.fileExists(atPath: file))
    }
}
