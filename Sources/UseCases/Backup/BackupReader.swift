import Foundation
import Storage

/// Reads the frames of a backup and judges them: nothing is believed before its digest is right.
struct BackupReader {
    private let input: BackupInput
    private var digest = SHA256()
    let head: BackupHead

    init(_ input: BackupInput) throws {
        self.input = input
        let first = Array(BackupFrames.firstLine.utf8)
        let found: [UInt8]
        do { found = try input.read(first.count) } catch BackupFault.truncated where !input.isEncrypted {
            throw BackupFault.notABackup
        }
        guard found == first else {
            guard found.starts(with: first.dropLast(2)) else { throw BackupFault.notABackup }
            throw BackupFault.newerFormat(Int(found[first.count - 2]) - 0x30)
        }
        digest.update(found)
        let (letter, bytes) = try BackupReader.frame(input, &digest)
        guard letter == .head else { throw BackupFault.damaged("huvudet saknas") }
        head = try BackupReader.decoded(bytes)
    }

    /// - Parameter table: gets each table, and a function that gives its rows a batch at a time and nil at the end.
    mutating func read(
        _ table: (PortableTable, _ nextRows: () throws -> [[UInt8]]?) throws -> Void
    ) throws -> StoreSummary {
        var summary = StoreSummary()
        while true {
            let before = digest
            let (letter, bytes) = try BackupReader.frame(input, &digest)
            switch letter {
            case .table:
                let head: BackupFrames.TableHead = try BackupReader.decoded(bytes)
                try read(PortableTable(name: head.name, columns: head.columns), into: &summary, table)
            case .end:
                let end: BackupFrames.End = try BackupReader.decoded(bytes)
                let whole = Digest.hexadecimal(ofDigest: before.digest())
                guard end.digest == whole, end.tables == summary.rows.count, end.rows == summary.total else {
                    throw BackupFault.damaged("kontrollsumman för hela filen stämmer inte")
                }
                guard try input.isFinished() else { throw BackupFault.damaged("det finns mer efter slutet") }
                return summary
            case .head, .rows, .tableEnd: throw BackupFault.damaged("delarna kommer i fel ordning")
            }
        }
    }

    private mutating func read(
        _ table: PortableTable, into summary: inout StoreSummary,
        _ body: (PortableTable, () throws -> [[UInt8]]?) throws -> Void
    ) throws {
        var (count, rowDigest, end) = (0, RowDigest(), BackupFrames.TableEnd?.none)
        func nextRows() throws -> [[UInt8]]? {
            guard end == nil else { return nil }
            let (letter, bytes) = try BackupReader.frame(input, &digest)
            switch letter {
            case .rows:
                var (rows, position) = ([[UInt8]](), 0)
                do {
                    while position < bytes.count { rows.append(Array(try RowCoding.run(bytes, &position))) }
                } catch { throw BackupFault.damaged("en rad i \(table.name) går inte att läsa") }
                for row in rows { rowDigest.add(row) }
                count += rows.count
                return rows
            case .tableEnd:
                end = try BackupReader.decoded(bytes)
                return nil
            case .head, .table, .end: throw BackupFault.damaged("delarna kommer i fel ordning")
            }
        }
        do { try body(table, nextRows) } catch is RowCoding.Fault {
            throw BackupFault.damaged("en rad i \(table.name) går inte att läsa")
        }
        while try nextRows() != nil {}
        guard let end, end.rows == count, end.digest == rowDigest.text else {
            throw BackupFault.damaged("kontrollsumman för \(table.name) stämmer inte")
        }
        summary.add(table.name, (count, rowDigest))
    }

    private static func frame(_ input: BackupInput, _ digest: inout SHA256) throws -> (BackupFrames.Letter, [UInt8]) {
        let start = try input.read(5)
        let count = start[1...].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard let letter = BackupFrames.Letter(rawValue: start[0]), count <= BackupFrames.largest else {
            throw BackupFault.damaged("en del går inte att läsa")
        }
        let bytes = try input.read(count)
        digest.update(start)
        digest.update(bytes)
        return (letter, bytes)
    }

    private static func decoded<T: Decodable>(_ bytes: [UInt8]) throws -> T {
        do { return try JSONDecoder().decode(T.self, from: Data(bytes)) } catch {
            throw BackupFault.damaged("en del går inte att läsa")
        }
    }
}
