import CLibPQ
import Storage

/// `COPY … FROM STDIN` in binary form: rows go to the server in large pieces and are not answered one by one.
final class Copy: RowWriter {
    private let link: Link
    private let table: SQLName
    private let columns: [SQLName]
    private var bytes: [UInt8] = []

    private static let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF] + Array("\r\n".utf8) + [0]
    private static let piece = 1 << 17

    init(_ link: Link, table: SQLName, columns: [SQLName]) {
        self.link = link
        self.table = table
        self.columns = columns
        bytes.reserveCapacity(Copy.piece + 4_096)
    }

    /// Returns how many rows were stored.
    func run(_ rows: (any RowWriter) throws -> Void) throws -> Int {
        try link.run("COPY \(table.text) (\(columns.map(\.text).joined(separator: ", "))) FROM STDIN (FORMAT binary)")
        link.isCopying = true
        bytes = Copy.signature + [UInt8](repeating: 0, count: 8)
        do {
            try rows(self)
            Parameters.append(Int16(-1), to: &bytes)
            try send()
        } catch {
            link.isCopying = false
            // The server throws away what it has; the transaction is over whatever it answers.
            _ = PQputCopyEnd(link.pointer, "stopped by the sender")
            _ = try? finish()
            throw error
        }
        link.isCopying = false
        guard PQputCopyEnd(link.pointer, nil) == 1 else { throw link.lost() }
        return try finish()
    }

    func add(_ values: [SQLValue]) throws {
        guard values.count == columns.count else {
            throw StorageError.other(code: 0, message: "\(values.count) values for \(columns.count) columns of \(table.text)")
        }
        Copy.append(values, to: &bytes)
        if bytes.count >= Copy.piece { try send() }
    }

    /// A whole row in one access to the bytes: Swift checks each access to a class's field.
    private static func append(_ values: [SQLValue], to bytes: inout [UInt8]) {
        Parameters.append(Int16(values.count), to: &bytes)
        for value in values {
            switch value {
            case .null: Parameters.append(Int32(-1), to: &bytes)
            case .integer, .real: Parameters.append(Int32(8), to: &bytes)
            case .text(let text): Parameters.append(Int32(text.utf8.count), to: &bytes)
            case .blob(let blob): Parameters.append(Int32(blob.count), to: &bytes)
            }
            Parameters.append(value, to: &bytes)
        }
    }

    private func send() throws {
        let isSent = bytes.withUnsafeBytes {
            PQputCopyData(link.pointer, $0.assumingMemoryBound(to: CChar.self).baseAddress, Int32($0.count))
        }
        bytes.removeAll(keepingCapacity: true)
        guard isSent == 1 else { throw link.lost() }
        try link.flush()
    }

    /// The server's word on the whole; a row that breaks a rule is told here.
    private func finish() throws -> Int { try link.answer(link.lastAnswer(within: link.answersWithin)).changed }
}
