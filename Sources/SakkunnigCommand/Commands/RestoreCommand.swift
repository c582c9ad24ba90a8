import ArgumentParser
import Foundation
import SQLiteDatabase
import Storage
import UseCases

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Gör en ny databas av en säkerhetskopia.",
        discussion: """
            En databas som finns skrivs aldrig över. Den nya är färdig och kontrollerad när kommandot slutar, annars finns den inte.

            Exempel:
              sakkunnig restore enhet.backup --database var/ny.db
              sakkunnig restore enhet.backup.age --identity nyckel.txt --database var/ny.db
            """)

    @Argument(help: ArgumentHelp("Säkerhetskopian.", valueName: "fil")) var file: String
    @Option(name: .shortAndLong, help: ArgumentHelp("Den nya databasens fil. Den får inte finnas.", valueName: "fil"))
    var database: String
    @Option(help: ArgumentHelp("Fil med den hemliga nyckeln, för en krypterad kopia.", valueName: "fil")) var identity: String?
    @OptionGroup var output: JSONOption

    func run() async throws {
        let identity = try Recipients.identity(identity)
        let report = try await NewStore(path: database).make { store in
            let (head, summary) = try StoreCopy(store).load(file, identity: identity, at: Composition.now())
            return BackupReport(head, summary)
        }
        report.show(asJSON: output.json)
    }
}

struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Flytta allt till en ny databas, rad för rad, och kontrollera att det blev detsamma.",
        discussion: """
            Källan ändras inte. Stoppa servern först: det som skrivs efter att flytten börjat följer inte med.

            Exempel:
              sakkunnig move --database var/enhet.db --to var/ny.db
            """)

    @OptionGroup var database: DatabaseOptions
    @Option(help: ArgumentHelp("Den nya databasen. Den får inte finnas.", valueName: "fil")) var to: String
    @OptionGroup var output: JSONOption

    func run() async throws {
        guard FileManager.default.fileExists(atPath: database.database) else {
            throw ValidationError("Databasen \(database.database) finns inte. Kontrollera sökvägen.")
        }
        let source = try explaining(database.database) { try SQLiteDatabase(path: database.database) }
        let rows = try await NewStore(path: to).make { try StoreCopy(source).move(to: StoreCopy($0), at: Composition.now()).rows }
        if output.json { return try Terminal.json(rows) }
        print("Rader: \(rows.values.reduce(0, +)) i \(rows.count) tabeller, desamma i båda.")
    }
}

/// A database that gets its name only when it is whole: what fails on the way leaves nothing behind.
struct NewStore {
    let path: String

    func make<T>(_ fill: (any Database) throws -> T) async throws -> T {
        guard !FileManager.default.fileExists(atPath: path) else { throw ValidationError(BackupFault.exists(path).sentence) }
        let unfinished = path + ".part"
        remove(unfinished)
        defer { remove(unfinished) }
        let store = try explaining(path) { try SQLiteDatabase(path: unfinished) }
        let result: T
        do {
            result = try explaining(path) { try fill(store) }
            let faults = try await Verification(database: store).run().faults
            guard faults.isEmpty else { throw ValidationError(BackupFault.unsound(faults).sentence) }
        } catch {
            try? store.close()
            throw error
        }
        try explaining(path) { try store.close() }
        let log = (try? FileManager.default.attributesOfItem(atPath: unfinished + "-wal"))?[.size] as? Int ?? 0
        guard log == 0 else { throw ValidationError(BackupFault.cannotWrite(path, reason: "filen går inte att stänga").sentence) }
        guard link(unfinished, path) == 0 else {
            throw ValidationError(BackupFault.cannotWrite(path, reason: String(cString: strerror(errno))).sentence)
        }
        return result
    }

    private func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", ".lock"] { unlink(path + ending) }
    }
}
