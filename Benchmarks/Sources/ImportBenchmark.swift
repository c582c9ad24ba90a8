import Foundation
import Interchange
import SQLiteDatabase
import SickLeave
import Statistics
import Storage
import UseCases

/// From files on disk to a durable database, and from the database to the first list.
struct ImportBenchmark {
    let folder: URL
    let certificates: Int
    let documents: Int

    func run() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try csv()
        try xml()
    }

    private func region(_ certificates: Int) -> SyntheticRegion {
        SyntheticRegion(seed: 1, certificates: certificates, endDay: Day(iso: "2026-11-20")!, defects: false)
    }

    private func csv() throws {
        let files = folder.appendingPathComponent("csv")
        let made = try seconds { _ = try SyntheticFiles.write(region(certificates), to: files, format: .csv) }
        show("generering till CSV", certificates, "intyg", seconds: made)
        let read = try seconds {
            let handle = try FileHandle(forReadingFrom: files.appendingPathComponent("intyg.csv"))
            let reader = try CSVReader(today: Day(iso: "2026-11-20")!) { buffer in
                Foundation.read(handle.fileDescriptor, buffer.baseAddress, buffer.count)
            }
            while try reader.next() != nil {}
        }
        show("CSV, bara läsning", certificates, "intyg", seconds: read)
        try keepOnlyCertificates(files)
        let database = try database("csv.db")
        try store(files, "CSV-import, hållbar", in: database)
        try load(database)
        try withPostgres("inlasning") { database in
            try Migrator().migrate(database, at: Instant(rawValue: 0))
            try store(files, "CSV-import på PostgreSQL, hållbar", in: database)
        }
    }

    private func store(_ files: URL, _ name: String, in database: any Database) throws {
        let stored = try seconds {
            _ = try Importer(database: database).run(
                Intake(paths: [files.path]), source: "bench", at: Instant(rawValue: 1_795_000_000_000_000))
        }
        show(name, certificates, "intyg", seconds: stored)
    }

    /// What a server does when somebody has stored or changed some certificates.
    private func refresh(_ database: SQLiteDatabase) throws {
        var state = try database.readBlocking { try SnapshotRepository($0).load(id: 1) }
        let times = try (0..<5).map { round in
            try database.writeBlocking {
                _ = try $0.execute("UPDATE certificate SET status = 2 - status WHERE number % 10007 = \(round)")
            }
            return try seconds { state = try database.readBlocking { try SnapshotRepository($0).refresh(state, id: 2) } }
        }
        show("kolumner, \(certificates / 10007) intyg ändrade", certificates, "intyg", seconds: times.min()!)
    }

    /// Units first, so that certificates meet them; messages and the rest are not part of this figure.
    private func keepOnlyCertificates(_ files: URL) throws {
        for name in ["kva", "makuleringar", "medarbetare", "meddelanden", "volymer"] {
            try FileManager.default.removeItem(at: files.appendingPathComponent("\(name).csv"))
        }
    }

    private func load(_ database: SQLiteDatabase) throws {
        var figures: Figures?
        let loaded = try seconds { figures = try Figures(database: database) }
        show("kolumner ur databasen", certificates, "intyg", seconds: loaded)
        try refresh(database)
        let snapshot = figures!.snapshot
        let best = (0..<5).map { _ in
            seconds {
                for unit in 0..<snapshot.units.count {
                    _ = snapshot.ongoingSpells(careUnit: UnitIndex(unit), on: Day(iso: "2026-11-20")!, rule: .unit)
                }
            }
        }.min()!
        show("pågående, en enhets lista", snapshot.units.count, "listor", seconds: best)
    }

    private func xml() throws {
        let files = folder.appendingPathComponent("xml")
        _ = try SyntheticFiles.write(region(documents), to: files, format: .xml)
        var bytes: [[UInt8]] = []
        for entry in Intake(paths: [files.appendingPathComponent("xml").path]) {
            if case .success(let source) = entry.source { bytes.append(try source.nextChunk(1 << 20)) }
        }
        let reader = RIVReader(today: Day(iso: "2026-11-20")!)
        let parsed = seconds { for document in bytes { _ = reader.documents(in: document) } }
        show("XML, bara läsning", bytes.count, "dokument", seconds: parsed)
        let database = try database("xml.db")
        let stored = try seconds {
            _ = try Importer(database: database).run(
                Intake(paths: [files.appendingPathComponent("xml").path]), source: "bench",
                at: Instant(rawValue: 1_795_000_000_000_000))
        }
        show("XML-import, prövad och hållbar", bytes.count, "dokument", seconds: stored)
    }

    private func database(_ name: String) throws -> SQLiteDatabase {
        let database = try SQLiteDatabase(path: folder.appendingPathComponent(name).path)
        try Migrator().migrate(database, at: Instant(rawValue: 0))
        return database
    }
}
