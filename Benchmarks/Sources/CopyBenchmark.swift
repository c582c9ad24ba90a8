import Foundation
import SQLiteDatabase
import SickLeave
import Storage

/// Rows of values straight into one table of each engine, in one durable transaction: what an import can at most reach.
struct CopyBenchmark {
    let folder: URL
    let rows: Int

    func run() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try measure("SQLite", SQLiteDatabase(path: folder.appendingPathComponent("copy.db").path))
        try withPostgres("kopia") { try measure("PostgreSQL", $0) }
    }

    private func measure(_ name: String, _ database: any Database) throws {
        let (text, blob) = (database.dialect.text.text, database.dialect.blob.text)
        try database.writeBlocking {
            try $0.script(
                """
                CREATE TABLE copied (care_provider_id BIGINT NOT NULL, number BIGINT NOT NULL, certificate_id \(text) NOT NULL,
                    first_day BIGINT, last_day BIGINT, content \(blob) NOT NULL, PRIMARY KEY (care_provider_id, number))
                """)
        }
        let content = [UInt8](repeating: 65, count: 200)
        let stored = try seconds {
            try database.writeBlocking { connection in
                _ = try connection.insert(
                    into: "copied", ["care_provider_id", "number", "certificate_id", "first_day", "last_day", "content"]
                ) { writer in
                    for number in 0..<rows {
                        try writer.add([
                            .integer(1), .integer(Int64(number)), .text("intyg-\(number)"), .integer(20_000), .null,
                            .blob(content),
                        ])
                    }
                }
            }
        }
        show("\(name), rader i ett svep", rows, "rader", seconds: stored)
        var bytes = 0
        let read = try seconds {
            try database.readBlocking { connection in
                try connection.scan("SELECT number, certificate_id, first_day, last_day, content FROM copied") { row in
                    bytes +=
                        row.int(0) & 1 + row.text(1).utf8.count + row.int(2) & 1 + (row.isNull(3) ? 1 : 0) + row.blob(4).count
                }
            }
        }
        show("\(name), rader ut (\(bytes / 1_000_000) MB)", rows, "rader", seconds: read)
    }
}
