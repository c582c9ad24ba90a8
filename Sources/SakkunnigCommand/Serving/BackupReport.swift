import Foundation
import Storage
import UseCases

/// What a backup or a restore did, for people and for scripts.
struct BackupReport: Codable {
    let schema: Int
    let engine: String
    let created: String
    let rows: [String: Int]
    let bytes: Int?

    init(_ written: StoreCopy.Written) { self.init(written.head, written.summary, bytes: written.bytes) }

    init(_ head: BackupHead, _ summary: StoreSummary, bytes: Int? = nil) {
        (schema, engine, created, rows, self.bytes) = (head.schema, head.engine, head.created, summary.rows, bytes)
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    func show(asJSON: Bool) {
        if asJSON { return print(json) }
        print("Rader: \(rows.values.reduce(0, +)) i \(rows.count) tabeller, från \(created) (\(engine), schema \(schema))")
        if let bytes { print("Byte: \(bytes)") }
    }
}

/// The sentence of what the store or a backup refused.
enum StoreFault {
    static func sentence(_ error: any Error, path: String) -> String {
        switch error {
        case let fault as BackupFault: fault.sentence
        case let error as StorageError: DatabaseOpening.sentence(error, name: path)
        default: "Det gick inte: \(error)"
        }
    }
}
