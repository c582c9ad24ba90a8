internal import GRDB
internal import GRDBSQLite
internal import Storage

/// Statements straight on the C interface inside GRDB's transaction: the importer and the snapshot move millions of rows.
///
/// GRDB owns the connection and serialises access; this object lives only inside one of its closures.
struct SQLiteConnection: Storage.Connection {
    private let db: GRDB.Database
    let handle: OpaquePointer
    private let written: WrittenTables?

    var dialect: Dialect { .sqlite }
    /// One writer at a time: nothing is ever run again.
    var attempt: Int { 1 }

    /// - Parameter written: gets the tables that the statements write to; nil for reading.
    static func use<T>(_ db: GRDB.Database, written: WrittenTables? = nil, _ body: (any Connection) throws -> T) throws -> T {
        try body(SQLiteConnection(db: db, handle: db.sqliteConnection!, written: written))
    }

    func scan(_ sql: Storage.SQL, _ body: (any Storage.Row) throws -> Void) throws { try forEach(sql, body) }

    func reserve(_ count: Int, of sequence: NumberSequence) throws -> Int { try draw(count, of: sequence) }

    func lock(_ table: SQLName) throws {}

    func insert(into table: SQLName, _ columns: [SQLName], _ rows: (any RowWriter) throws -> Void) throws -> Int {
        let writer = SQLiteRowWriter(self, table: table, columns: columns)
        try rows(writer)
        try writer.flush()
        return writer.count
    }

    func execute(_ sql: Storage.SQL) throws -> Int {
        written?.note(sql.text)
        return try withStatement(sql) { statement in
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: continue
                case SQLITE_DONE: return Int(sqlite3_changes(handle))
                default: throw SQLiteFault.current(handle)
                }
            }
        }
    }

    func forEach(_ sql: Storage.SQL, _ body: (any Storage.Row) throws -> Void) throws {
        // An UPDATE … RETURNING is a query too.
        written?.note(sql.text)
        try withStatement(sql) { statement in
            let row = SQLiteRow(statement: statement)
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: try body(row)
                case SQLITE_DONE: return
                default: throw SQLiteFault.current(handle)
                }
            }
        }
    }

    func prepare(_ text: StaticString) throws -> any Storage.PreparedStatement { try prepared(text.description) }

    func prepared(_ text: String) throws -> SQLiteStatement {
        written?.note(text)
        return SQLiteStatement(connection: self, cached: try db.cachedStatement(sql: text))
    }

    func script(_ text: String) throws {
        written?.note("*")
        guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw SQLiteFault.current(handle) }
    }

    private func withStatement<T>(_ sql: Storage.SQL, _ body: (OpaquePointer) throws -> T) throws -> T {
        let cached = try db.cachedStatement(sql: sql.text)
        let statement = cached.sqliteStatement
        // A statement that is stepping (a query inside a query on the same text) must not be reset under its reader.
        guard sqlite3_stmt_busy(statement) == 0 else { return try withFreshStatement(sql, body) }
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        try bind(sql.values, to: statement)
        return try withExtendedLifetime(cached) { try body(statement) }
    }

    private func withFreshStatement<T>(_ sql: Storage.SQL, _ body: (OpaquePointer) throws -> T) throws -> T {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql.text, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw SQLiteFault.current(handle)
        }
        defer { sqlite3_finalize(statement) }
        try bind(sql.values, to: statement)
        return try body(statement)
    }

    fileprivate func bind(_ values: [SQLValue], to statement: OpaquePointer) throws {
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            let result =
                switch value {
                case .null: sqlite3_bind_null(statement, position)
                case .integer(let number): sqlite3_bind_int64(statement, position, number)
                case .real(let number): sqlite3_bind_double(statement, position, number)
                case .text(var text): text.withUTF8 { bind(utf8: $0, to: statement, at: position) }
                case .blob(let bytes):
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement, position, 0)
                        : sqlite3_bind_blob(statement, position, bytes, Int32(bytes.count), SQLiteConnection.transient)
                }
            guard result == SQLITE_OK else { throw SQLiteFault.current(handle) }
        }
    }

    private func bind(utf8: UnsafeBufferPointer<UInt8>, to statement: OpaquePointer, at position: Int32) -> Int32 {
        // An empty buffer may have no address, which SQLite would read as NULL.
        guard let start = utf8.baseAddress else {
            return sqlite3_bind_text(statement, position, "", 0, SQLiteConnection.transient)
        }
        return start.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
            sqlite3_bind_text(statement, position, $0, Int32(utf8.count), SQLiteConnection.transient)
        }
    }

    /// SQLITE_TRANSIENT is a C macro that Swift does not see: SQLite copies the bytes at once.
    static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// A statement that the importer runs again and again.
struct SQLiteStatement: Storage.PreparedStatement {
    let connection: SQLiteConnection
    let cached: GRDB.Statement

    func run(_ values: [SQLValue]) throws -> Int {
        let statement = cached.sqliteStatement
        defer { sqlite3_reset(statement) }
        try connection.bind(values, to: statement)
        guard sqlite3_step(statement) == SQLITE_DONE else { throw SQLiteFault.current(connection.handle) }
        return Int(sqlite3_changes(connection.handle))
    }
}

/// The tables of one transaction that are written to.
final class WrittenTables {
    private(set) var names: Set<String> = []

    func note(_ statement: String) {
        if let table = DataChange.table(writtenBy: statement) { names.insert(table) }
    }
}

/// One object for all rows of a query: the statement moves under it.
struct SQLiteRow: Storage.Row {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }
    func int(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }
    func real(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }

    func text(_ column: Int) -> String {
        guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    }
}
