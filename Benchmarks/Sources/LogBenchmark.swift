import Foundation
import SQLiteDatabase
import SickLeave
import Storage
import UseCases

/// The access log on SQLite: rows of looks at a patient and at lists, their places in the tree, a checkpoint, and the whole check.
struct LogBenchmark {
    let folder: URL
    let rows: Int

    func run() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(path: folder.appendingPathComponent("log.db").path)
        let now = Instant(rawValue: 1_800_000_000_000_000)
        try Migrator().migrate(database, at: now)
        _ = try database.writeBlocking {
            try $0.execute("INSERT INTO care_provider (id, hsa_id, name) VALUES (1, 'SE2321000016-1003', 'Vårdgivaren')")
        }
        let first = try seconds { try write(0..<rows, to: database, at: now, each: 10_000) }
        show("Åtkomstloggen, rader skrivna i svep", rows, "rader", seconds: first)
        try alone(database, at: now)
        let tree = LogTree(database: database)
        show("Åtkomstloggen, rader får sin plats", rows, "rader", seconds: try seconds { try tree.place() })
        let key = LogKey()
        var notes: [LogCheckpoint.Note] = []
        show(
            "Åtkomstloggen, första kontrollpunkten", rows, "rader",
            seconds: try seconds { notes = try tree.checkpoint(key: key, at: now) })
        var faults: [String] = []
        let checked = try seconds {
            faults = try database.readBlocking { try LogVerification.run($0, key: key.publicKey, witnessed: notes).faults }
        }
        precondition(faults.isEmpty, "\(faults)")
        show("Åtkomstloggen, hela kontrollen", rows, "rader", seconds: checked)
    }

    /// Looks one at a time, each durable before the next, as one person alone at the server would wait for them.
    private func alone(_ database: SQLiteDatabase, at instant: Instant) throws {
        let count = 2_000
        var times = try (rows..<rows + count).map { number in
            try seconds { try write(number..<number + 1, to: database, at: instant, each: 1) }
        }
        times.sort()
        let milliseconds = [count / 2, count * 95 / 100].map { String(format: "%.2f", times[$0] * 1_000) }
        print("Åtkomstloggen, en rad i taget till disk: p50 \(milliseconds[0]) ms, p95 \(milliseconds[1]) ms, \(count) rader")
    }

    private func write(_ numbers: Range<Int>, to database: SQLiteDatabase, at instant: Instant, each batch: Int) throws {
        for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: batch) {
            try database.writeBlocking { connection in
                for number in start..<min(start + batch, numbers.upperBound) {
                    try AccessLog.append(entry(number, at: instant + number), in: connection)
                }
            }
        }
    }

    /// A hundred people, every tenth look at a list of fifty.
    private func entry(_ number: Int, at instant: Instant) -> AccessLogEntry {
        let unit = AccessLogContext.Place(
            number: 1 + number % 10, hsaID: "SE2321000016-100\(number % 10)", name: "Vårdcentralen Exempel")
        let person = number % 100
        return AccessLogEntry(
            at: instant,
            context: AccessLogContext(
                account: person, userHSAID: "SE2321000016-P\(person)", userName: "Person Personsson \(person)", title: "Läkare",
                assignment: "\(person)", provider: .init(number: 1, hsaID: "SE2321000016-1003", name: "Vårdgivaren"), unit: unit,
                purpose: "Vård och behandling", owner: unit, system: AccessLog.system),
            activity: "Läsa", level: number % 3 == 0 ? "intyg-\(number)" : "", resource: "Sjukfall",
            subject: number % 10 == 0 ? .patients((0..<50).map { $0 + number / 10 % 1_000 }) : .patient(number % 20_000))
    }
}
