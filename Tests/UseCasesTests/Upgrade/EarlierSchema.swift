import Foundation
import PostgresDatabase
import SQLiteDatabase
import SickLeave
import Storage
import TestKit
import UseCases

/// A small database of a schema that was once the newest, kept in `Tests/StorageTests/Schemas`: the file itself for SQLite, compressed,
/// and a dump in SQL for PostgreSQL.
///
/// `RECORD_SCHEMAS=1` writes those that are missing, on PostgreSQL too where a server is named. One that is there is never written again.
struct EarlierSchema {
    static let folder = Repository.root.appendingPathComponent("Tests/StorageTests/Schemas")

    let version: Int
    let engine: TestEngine

    private var file: URL {
        EarlierSchema.folder.appendingPathComponent("\(version)." + (engine == .sqlite ? "db.gz" : "sql.gz"))
    }

    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_SCHEMAS"] == "1" }

    /// All that are kept, of the engines of this run.
    static var kept: [EarlierSchema] {
        let versions = Migrator.all.map(\.version)
        return TestEngine.there.flatMap { engine in versions.map { EarlierSchema(version: $0, engine: engine) } }
    }

    var isKept: Bool { FileManager.default.fileExists(atPath: file.path) }

    /// The files that there are.
    static func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    /// A database of its own, as it was but for two numbers: rows that were made up when it was recorded have some that nobody drew.
    func open(in folder: ImportFolder) throws -> any Database {
        let database = try unpacked(in: folder)
        try database.writeBlocking { connection in
            _ = try connection.execute(
                "UPDATE number_sequence SET next = 2 WHERE name IN ('responsibility', 'region_list') AND next = 1")
        }
        return database
    }

    private func unpacked(in folder: ImportFolder) throws -> any Database {
        let unpacked = folder.path + "/kept-\(version)"
        try EarlierSchema.run("gzip -dc '\(file.path)' > '\(unpacked)'")
        if engine == .sqlite { return try SQLiteDatabase(path: unpacked) }
        let database = try LentDatabase(of: "template0")
        try EarlierSchema.run(
            "psql -X -q -v ON_ERROR_STOP=1 -f '\(unpacked)' '\(PostgresServer.text(database.name))' > /dev/null")
        return database
    }

    /// Writes this one from a store of the newest schema: the tables and columns that this version had.
    func record(_ source: any Database, in folder: ImportFolder, at instant: Instant) throws {
        try FileManager.default.createDirectory(at: EarlierSchema.folder, withIntermediateDirectories: true)
        let unpacked = folder.path + "/new-\(version)"
        switch engine {
        case .sqlite:
            let database = try SQLiteDatabase(path: unpacked)
            try fill(database, from: source, at: instant)
            try database.close()
        case .postgres:
            let database = try LentDatabase(of: "template0")
            try fill(database, from: source, at: instant)
            try EarlierSchema.run(
                "pg_dump --no-owner --no-privileges --inserts -f '\(unpacked)' '\(PostgresServer.text(database.name))'")
        }
        try EarlierSchema.run("gzip -9nc '\(unpacked)' > '\(file.path)'")
    }

    private func fill(_ database: any Database, from source: any Database, at instant: Instant) throws {
        try Migrator(migrations: Migrator.all.filter { $0.version <= version }).migrate(database, at: instant)
        try database.writeBlocking { connection in
            let tables = try PortableTable.all(connection)
            for table in tables.reversed() where try table.rowCount(connection) > 0 { try table.removeAll(connection) }
            try source.readBlocking { rows in
                for table in tables {
                    try table.insert(connection) { add in try table.forEachRow(rows) { try add(copy $0) } }
                }
            }
        }
    }

    private static func run(_ command: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw StorageError.other(code: Int(process.terminationStatus), message: "a command failed")
        }
    }
}

/// Every table's rows as text by column: what a migration may add columns to, and takes nothing from.
struct StoreRows {
    private(set) var tables: [String: [[String: String]]] = [:]

    init(_ database: any Database) throws {
        tables = try database.readBlocking { connection in
            var found: [String: [[String: String]]] = [:]
            for table in try PortableTable.all(connection) {
                let names = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
                found[table.name] = try connection.all(SQL(stringLiteral: "SELECT \(names) FROM \"\(table.name)\"")) { row in
                    var values: [String: String] = [:]
                    for (index, column) in table.columns.enumerated() where !row.isNull(index) {
                        values[column.name] =
                            switch column.kind {
                            case .integer: "\(row.int(index))"
                            case .real: "\(row.real(index))"
                            case .text: row.text(index)
                            case .blob: "\(row.blob(index))"
                            }
                    }
                    return values
                }
            }
            return found
        }
    }

    var empty: [String] { tables.filter(\.value.isEmpty).map(\.key).sorted() }

    /// Tables of which a row is no longer there, by the columns that it had.
    func missing(in other: StoreRows) -> [String] {
        tables.filter { name, rows in
            let columns = Set(rows.flatMap(\.keys))
            let left = Set((other.tables[name] ?? []).map { $0.filter { columns.contains($0.key) } })
            return !rows.allSatisfy(left.contains)
        }.map(\.key).sorted()
    }
}
