import Foundation
import Storage

/// Writes a store, from one read transaction, as frames.
struct BackupWriter {
    private static let batchBytes = 1 << 18

    private let output: BackupOutput
    private let isCancelled: @Sendable () -> Bool
    private var digest = SHA256()

    init(output: BackupOutput, isCancelled: @escaping @Sendable () -> Bool) {
        self.output = output
        self.isCancelled = isCancelled
    }

    mutating func write(_ head: BackupHead, _ tables: [PortableTable], _ connection: any Connection) throws -> StoreSummary {
        try put(Array(BackupFrames.firstLine.utf8))
        try frame(.head, head)
        var summary = StoreSummary()
        for table in tables {
            guard !isCancelled() else { throw BackupFault.interrupted }
            try frame(.table, BackupFrames.TableHead(name: table.name, columns: table.columns))
            let (rows, digest) = try write(table, connection)
            try frame(.tableEnd, BackupFrames.TableEnd(rows: rows, digest: digest.text))
            summary.add(table.name, (rows, digest))
        }
        let whole = Digest.hexadecimal(ofDigest: digest.digest())
        try frame(.end, BackupFrames.End(tables: tables.count, rows: summary.total, digest: whole))
        return summary
    }

    private mutating func write(_ table: PortableTable, _ connection: any Connection) throws -> (Int, RowDigest) {
        var (batch, rows, digest) = ([UInt8](), 0, RowDigest())
        batch.reserveCapacity(BackupWriter.batchBytes + 4_096)
        try table.forEachRow(connection) { row in
            RowCoding.append(UInt64(row.count), to: &batch)
            batch += row
            digest.add(row)
            rows += 1
            guard batch.count >= BackupWriter.batchBytes else { return }
            guard !isCancelled() else { throw BackupFault.interrupted }
            try frame(.rows, bytes: batch)
            batch.removeAll(keepingCapacity: true)
        }
        if !batch.isEmpty { try frame(.rows, bytes: batch) }
        return (rows, digest)
    }

    private mutating func frame(_ letter: BackupFrames.Letter, _ content: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try frame(letter, bytes: Array(try encoder.encode(content)))
    }

    private mutating func frame(_ letter: BackupFrames.Letter, bytes: [UInt8]) throws {
        let count = UInt32(bytes.count)
        try put([letter.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) })
        try put(bytes)
    }

    private mutating func put(_ bytes: [UInt8]) throws {
        digest.update(bytes)
        try output.write(bytes)
    }
}
