import Foundation
import Storage

/// The form of a backup, described in docs/handbok/sakerhetskopia.md: a first line, then frames of a letter, a length (four bytes, lowest
/// first) and so many bytes. H head; for each table T its name and columns, R rows, E how many there were and their digest; Z the end.
enum BackupFrames {
    static let firstLine = "SAKKUNNIG BACKUP 1\n"
    static let largest = 1 << 30

    enum Letter: UInt8 { case head = 0x48, table = 0x54, rows = 0x52, tableEnd = 0x45, end = 0x5A }

    struct TableHead: Codable {
        let name: String
        let columns: [PortableTable.Column]
    }

    struct TableEnd: Codable {
        let rows: Int
        let digest: String
    }

    struct End: Codable {
        let tables: Int
        let rows: Int
        /// SHA-256 of everything before this frame.
        let digest: String
    }
}

/// What a backup says of itself.
package struct BackupHead: Codable, Sendable, Hashable {
    package let schema: Int
    package let engine: String
    package let program: String
    /// UTC, `2026-11-21T20:44:00Z`.
    package let created: String
}

/// What a copy of a store holds.
package struct StoreSummary: Sendable, Hashable {
    package var rows: [String: Int] = [:]
    /// Of every table's rows, whatever their order.
    var digests: [String: RowDigest] = [:]

    mutating func add(_ table: String, _ found: (rows: Int, digest: RowDigest)) {
        rows[table] = found.rows
        digests[table] = found.digest
    }

    package var total: Int { rows.values.reduce(0, +) }

    /// The first table, by name, that is not the same in both.
    func difference(from other: StoreSummary) -> String? {
        Set(digests.keys).union(other.digests.keys).sorted().first {
            digests[$0] != other.digests[$0] || rows[$0] != other.rows[$0]
        }
    }
}

/// The sum of the SHA-256 of each row: equal for equal rows in any order, which differs between engines.
struct RowDigest: Sendable, Hashable {
    private var sums = SIMD4<UInt64>()

    mutating func add(_ row: borrowing [UInt8]) {
        var parts = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &parts) { $0.copyBytes(from: SHA256.digest(of: copy row)) }
        sums &+= SIMD4(
            UInt64(littleEndian: parts[0]), UInt64(littleEndian: parts[1]), UInt64(littleEndian: parts[2]),
            UInt64(littleEndian: parts[3]))
    }

    var text: String {
        (0..<4).map { lane in
            let digits = String(sums[lane], radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
