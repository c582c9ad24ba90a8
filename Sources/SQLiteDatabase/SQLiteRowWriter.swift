internal import GRDB
internal import GRDBSQLite
internal import Storage

/// Some rows in one statement, so that they share what it costs to begin and end one.
///
/// Texts and bytes lie in one buffer until the statement has run, so that SQLite need not make a copy of its own of each.
final class SQLiteRowWriter: RowWriter {
    private enum Cell {
        case null
        case integer(Int64)
        case real(Double)
        case text(Range<Int>)
        case blob(Range<Int>)
    }

    /// Of rows that wait for their statement.
    private struct Cells {
        var cells: [Cell] = []
        /// What the cells' ranges are of.
        var bytes: [UInt8] = []

        mutating func add(_ values: [SQLValue]) {
            for value in values {
                let begin = bytes.count
                switch value {
                case .null: cells.append(.null)
                case .integer(let number): cells.append(.integer(number))
                case .real(let number): cells.append(.real(number))
                case .text(var text):
                    text.withUTF8 { bytes.append(contentsOf: $0) }
                    cells.append(.text(begin..<bytes.count))
                case .blob(let blob):
                    bytes.append(contentsOf: blob)
                    cells.append(.blob(begin..<bytes.count))
                }
            }
        }

        mutating func removeAll() {
            cells.removeAll(keepingCapacity: true)
            bytes.removeAll(keepingCapacity: true)
        }
    }

    private let connection: SQLiteConnection
    private let start: String
    private let row: String
    private let columns: Int
    private let rowsAtOnce: Int
    private var waiting = Cells()
    private var whole: SQLiteStatement?
    private(set) var count = 0

    init(_ connection: SQLiteConnection, table: SQLName, columns: [SQLName]) {
        self.connection = connection
        self.columns = columns.count
        start = "INSERT INTO \(table.text) (\(columns.map(\.text).joined(separator: ", "))) VALUES "
        row = "(\(columns.map { _ in "?" }.joined(separator: ", ")))"
        rowsAtOnce = max(1, 900 / max(1, columns.count))
        waiting.cells.reserveCapacity(rowsAtOnce * columns.count)
    }

    func add(_ values: [SQLValue]) throws {
        // SQLite would take the missing ones as NULL.
        guard values.count == columns else {
            throw StorageError.other(code: 0, message: "\(values.count) values for \(columns) columns")
        }
        // In one access: Swift checks each access to a class's field.
        waiting.add(values)
        if waiting.cells.count == rowsAtOnce * columns { try flush() }
    }

    func flush() throws {
        guard !waiting.cells.isEmpty else { return }
        let rows = waiting.cells.count / columns
        let prepared =
            if rows == rowsAtOnce, let whole {
                whole
            } else {
                try connection.prepared(start + Array(repeating: row, count: rows).joined(separator: ", "))
            }
        if rows == rowsAtOnce { whole = prepared }
        let statement = prepared.cached.sqliteStatement
        try waiting.bytes.withUnsafeBufferPointer { bytes in
            defer {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            }
            try bind(waiting.cells, bytes, to: statement)
            guard sqlite3_step(statement) == SQLITE_DONE else { throw SQLiteFault.current(connection.handle) }
        }
        count += Int(sqlite3_changes(connection.handle))
        waiting.removeAll()
    }

    /// No destructor: the buffer outlives the run.
    private func bind(_ cells: [Cell], _ bytes: UnsafeBufferPointer<UInt8>, to statement: OpaquePointer) throws {
        for (index, cell) in cells.enumerated() {
            let position = Int32(index + 1)
            let result =
                switch cell {
                case .null: sqlite3_bind_null(statement, position)
                case .integer(let number): sqlite3_bind_int64(statement, position, number)
                case .real(let number): sqlite3_bind_double(statement, position, number)
                case .text(let range) where range.isEmpty:
                    sqlite3_bind_text(statement, position, "", 0, SQLiteConnection.transient)
                case .text(let range):
                    (bytes.baseAddress! + range.lowerBound).withMemoryRebound(to: CChar.self, capacity: range.count) {
                        sqlite3_bind_text(statement, position, $0, Int32(range.count), nil)
                    }
                case .blob(let range) where range.isEmpty: sqlite3_bind_zeroblob(statement, position, 0)
                case .blob(let range):
                    sqlite3_bind_blob(statement, position, bytes.baseAddress! + range.lowerBound, Int32(range.count), nil)
                }
            guard result == SQLITE_OK else { throw SQLiteFault.current(connection.handle) }
        }
    }
}
