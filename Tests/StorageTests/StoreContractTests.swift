import Foundation
import SQLiteDatabase
import SickLeave
import Storage
import TestKit
import Testing

@Suite("The store's contract, on SQLite")
struct StoreContractTests {
    @Test("in memory", arguments: StoreContract.all)
    func inMemory(rule: StoreContract) throws { try rule.check(try TestEngine.sqlite.database()) }

    @Test("every rule's name says another thing")
    func names() { #expect(Set(StoreContract.all.map(\.name)).count == StoreContract.all.count) }

    @Test("the schema is the one that was approved")
    func schema() throws {
        try SchemaText.golden(.sqlite).check(SchemaText.of(TestEngine.sqlite.database()))
    }

    @Test("a file is this process's own until it is closed, and keeps what was answered")
    func file() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("prov.db").path
        do {
            let database = try SQLiteDatabase(path: path)
            try Migrator().migrate(database, at: Instant(rawValue: 0))
            _ = try database.writeBlocking { try ImportRunRepository($0).start(source: "ett", at: Instant(rawValue: 0)) }
            #expect(throws: StorageError.inUse(path: path)) { try SQLiteDatabase(path: path) }
            for name in [path, path + "-wal", path + "-shm"] {
                let rights = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
                #expect(rights == 0o600, "\(name) is its owner's alone")
            }
        }
        let again = try SQLiteDatabase(path: path)
        #expect(try again.readBlocking { try ImportRunRepository($0).newest(1).map(\.source) } == ["ett"])
    }

    @Test("what is no database is refused in words, and a missing folder too")
    func noDatabase() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sakkunnig-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("text.db")
        try Data(repeating: 0x41, count: 4_096).write(to: file)
        #expect(throws: StorageError.self) { try Migrator().migrate(SQLiteDatabase(path: file.path), at: Instant(rawValue: 0)) }
        #expect(throws: StorageError.self) { try SQLiteDatabase(path: folder.appendingPathComponent("saknas/x.db").path) }
    }

    @Test("a sound database has no faults")
    func integrity() async throws {
        let database = try TestEngine.sqlite.database()
        try TestData.fill(database, texts: .plain, at: Instant(rawValue: 0))
        #expect(try await database.integrityFaults() == [])
    }
}
