import ArgumentParser
import Foundation
import Interchange
import PostgresDatabase
import SQLiteDatabase
import Storage
import UseCases

/// A database that is made whole and checked: what fails on the way leaves nothing behind. On a server the check comes after the commit, since
/// it reads on other connections: what it then finds is told, and the database is there to look at.
struct NewStore {
    /// A file that is not there yet, or the address of a database without tables.
    let name: String

    func make<T>(_ fill: (any Database) throws -> T) async throws -> T {
        PostgresAddress.isAddress(name) ? try await onServer(fill) : try await inFile(fill)
    }

    /// In one transaction, so that a break before its end leaves the database empty.
    private func onServer<T>(_ fill: (any Database) throws -> T) async throws -> T {
        let (store, result) = try explaining(name) {
            let store = try DatabaseOpening.connect(name)
            return (store, try fill(store))
        }
        try await verify(store)
        return result
    }

    /// What SQLite writes beside a database's file. When it finds it there it reads it, whichever database it came from.
    private static let logEndings = ["-wal", "-shm", "-journal"]

    /// Under another name, until it is whole.
    private func inFile<T>(_ fill: (any Database) throws -> T) async throws -> T {
        let unfinished = name + ".part"
        let mark = unfinished + ".mark"
        let descriptor = try take(mark)
        defer {
            unlink(mark)
            close(descriptor)
        }
        try mustBeFree()
        remove(unfinished)
        defer { remove(unfinished) }
        let store = try explaining(name) { try SQLiteDatabase(path: unfinished) }
        let result: T
        do {
            result = try explaining(name) { try fill(store) }
            try await verify(store)
        } catch {
            try? store.close()
            throw error
        }
        try explaining(name) { try store.close() }
        let log = (try? FileManager.default.attributesOfItem(atPath: unfinished + "-wal"))?[.size] as? Int ?? 0
        guard log == 0 else { throw CommandFault(BackupFault.cannotWrite(name, reason: "filen går inte att stänga").sentence) }
        guard link(unfinished, name) == 0 else {
            throw CommandFault(BackupFault.cannotWrite(name, reason: SystemReason.words(errno)).sentence)
        }
        // The name is durable when its folder is.
        SyncedFolder.sync(of: name)
        return result
    }

    /// Marks the name as this program's own: two that make the same file would take each other's away.
    private func take(_ mark: String) throws -> Int32 {
        do { return try OwnFile.open(mark) } catch {
            throw CommandFault(
                BackupFault.cannotWrite(name, reason: error.reason(whenTaken: "den görs just nu av ett annat kommando")).sentence)
        }
    }

    private func mustBeFree() throws {
        guard !FileManager.default.fileExists(atPath: name) else { throw CommandFault(BackupFault.exists(name).sentence) }
        for ending in NewStore.logEndings where FileManager.default.fileExists(atPath: name + ending) {
            throw CommandFault(
                "\(name)\(ending) ligger kvar efter en tidigare databas och skulle läsas in i den nya. Ingenting är gjort. Flytta undan "
                    + "den tillsammans med den gamla databasens fil, eller välj ett annat namn.")
        }
    }

    private func verify(_ store: any Database) async throws {
        let faults = try await Verification(database: store).run().faults
        guard faults.isEmpty else { throw CommandFault(BackupFault.unsound(faults).sentence) }
    }

    private func remove(_ path: String) {
        for ending in ["", ".lock"] + NewStore.logEndings { unlink(path + ending) }
    }
}
