import Foundation
import SQLiteDatabase
import Storage
import TestKit
import Testing
import UseCases

/// Each command as it is typed, at a database that is not what the one who typed it thinks.
@Suite("How commands take the database that they are given")
struct DatabaseOpeningTests {
    private static let commands: [[String]] = [
        ["verify"], ["export", "--out"], ["report", "--unit", "SE9900990001-1001"], ["user", "list"], ["serve", "--port", "0"],
        ["log", "proof", "--provider", "SE9900990001-0001", "--row", "1"], ["log", "erase"],
    ]

    private func complete(_ command: [String], in folder: ImportFolder) -> [String] {
        command.last == "--out" ? command + [folder.path + "/uttag"] : command
    }

    @Test("a mistyped name is refused, and neither a database nor a table comes of it", arguments: commands)
    func mistyped(_ command: [String]) throws {
        let folder = try ImportFolder()
        let result = try Program.run(complete(command, in: folder) + ["--database", folder.path + "/typo.db"])
        #expect(
            result.status == 1 && result.errors.hasPrefix("Fel: ") && result.errors.contains("finns inte"), "\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test("a database without tables is no answer either", arguments: commands)
    func empty(_ command: [String]) throws {
        let folder = try ImportFolder()
        try folder.write("tom.db", "")
        let result = try Program.run(complete(command, in: folder) + ["--database", folder.path + "/tom.db"])
        #expect(result.status == 1 && result.errors.hasPrefix("Fel: ") && result.errors.contains("är tom"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/uttag"))
    }

    @Test("what only reads leaves a database of an earlier schema as it is; prepare brings it up to date, and makes a new one")
    func earlier() throws {
        let folder = try ImportFolder()
        let database = folder.path + "/kept-2"
        func version() throws -> Int {
            let store = try SQLiteDatabase(path: database)
            defer { try? store.close() }
            return try store.readBlocking { try Migrator.version($0) }
        }
        try (EarlierSchema(version: 2, engine: .sqlite).open(in: folder) as? SQLiteDatabase)?.close()
        for command in [["verify"], ["export", "--out"], ["report", "--unit", "SE9900990001-1001"], ["user", "list"]] {
            let result = try Program.run(complete(command, in: folder) + ["--database", database])
            #expect(result.status == 1 && result.errors.contains("äldre version"), "\(result.errors)")
            #expect(try version() == 2)
        }
        #expect(try Program.run(["prepare", "--database", database]).status == 0)
        #expect(try version() == Migrator().newestVersion)
        #expect(try Program.run(["verify", "--database", database]).status == 0)
        #expect(try Program.run(["prepare", "--database", folder.path + "/ny/enhet.db"]).status == 0)
        #expect(try Program.run(["verify", "--database", folder.path + "/ny/enhet.db"]).status == 0)
    }

    @Test("a database that is open is refused to another process by every name that its file has")
    func otherNames() throws {
        let folder = try ImportFolder()
        let file = folder.path + "/upptagen.db"
        let store = try SQLiteDatabase(path: file)
        defer { try? store.close() }
        try FileManager.default.linkItem(atPath: file, toPath: folder.path + "/hard.db")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/symbolisk.db", withDestinationPath: file)
        for name in ["hard.db", "symbolisk.db"] {
            let result = try Program.run(["verify", "--database", folder.path + "/" + name])
            #expect(result.status == 1 && result.errors.contains("används redan"), "\(name): \(result.errors)")
        }
    }

    @Test("what the store refuses is told in a Swedish sentence without usage, with code 1")
    func refused() throws {
        let folder = try ImportFolder()
        let file = try folder.write(
            "enhet.db", "inte en databas, utan en text som är längre än huvudet på en databas av SQLites slag")
        for command in [["verify"], ["import", folder.path], ["backup", folder.path + "/kopia"], ["prepare"]] {
            let result = try Program.run(command + ["--database", file])
            #expect(result.status == 1 && result.errors.hasPrefix("Fel: "), "\(command) \(result.status) \(result.errors)")
            #expect(!result.errors.contains("Usage") && !result.errors.contains("Error"))
        }
        let store = try SQLiteDatabase(path: folder.path + "/upptagen.db")
        defer { try? store.close() }
        let result = try Program.run(["verify", "--database", folder.path + "/upptagen.db"])
        #expect(result.status == 1 && result.errors.contains("används redan"), "\(result.errors)")
        let address = try Program.run(["verify", "--database", "postgres://@@@"])
        #expect(address.status == 1 && address.errors.contains("adressen går inte att läsa"), "\(address.errors)")
    }
}
