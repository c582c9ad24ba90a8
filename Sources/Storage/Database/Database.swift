/// A transactional store: SQLite or PostgreSQL behind one small face.
///
/// `read` and `write` run a synchronous closure on one connection as one transaction: an error rolls everything back.
///
/// Where several write at once (PostgreSQL), a closure may be run again from its beginning, after a conflict with another writer or
/// when the connection broke before the commit. It must do nothing outside the connection that may not be done twice; what it
/// remembers outside is to be forgotten when `connection.attempt` is more than 1. Nothing is run again once a commit has been asked for.
package protocol Database: Sendable {
    var dialect: Dialect { get }

    /// A consistent view that no writer disturbs.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// The same as `read` for a few rows by their keys, which every page asks for: an embedded engine answers where the caller stands,
    /// sooner than another thread would wake up.
    func lookUp<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// One transaction. It is durable when the call returns.
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// The same as `write`, blocking the calling thread: for the importer's own thread and the command line.
    func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T

    /// For one import: writes that do not wait for the disk.
    func unsettledWriter() -> any UnsettledWriter

    func readBlocking<T>(_ body: (any Connection) throws -> T) throws -> T

    /// The engine's own check of its files, and of the schema against the program's: an empty list means that all is well.
    func integrityFaults() async throws -> [String]

    /// The engine and its version, as `SQLite 3.40.1`.
    var engine: String { get }

    /// Every commit that changes data from now on, by this program and by others at the same database. Blocks until it listens.
    func changes() throws -> DataChanges

    /// Runs while no other program does the same: for migrations, when several servers start at once.
    func exclusively<T>(_ body: () throws -> T) throws -> T

    /// How its connections are used at this moment, one element a pool.
    var poolUse: [PoolUse] { get }

    /// Lets go of the store when nobody is to ask it for anything more. Blocks until those who are at work in it have done. A store that
    /// is a file is then that file alone.
    func close() throws
}

extension Database {
    package func lookUp<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await read(body)
    }
    package func unsettledWriter() -> any UnsettledWriter { SettledWriter(database: self) }
    package func close() throws {}
}

/// Writes one transaction after the other and waits for the disk beside them.
package protocol UnsettledWriter: Sendable {
    /// The same as `Database.writeBlocking`, but what it did may go with the power, or with the database server, before `settle` has
    /// returned: whole, and only together with all that was committed after it. Once something may have gone nothing more is written:
    /// what the caller remembers of it would be wrong.
    func write<T>(_ body: (any Connection) throws -> T) throws -> T

    /// Blocks until what was written before the call is on the disk. May be called while the next is written.
    ///
    /// - Throws: when something may have gone, then and for ever. It is to be looked for again, by another writer.
    func settle() throws
}

/// For a store that waits for each.
private struct SettledWriter: UnsettledWriter {
    let database: any Database

    func write<T>(_ body: (any Connection) throws -> T) throws -> T { try database.writeBlocking(body) }
    func settle() {}
}

/// What the two engines spell differently.
package struct Dialect: Sendable, Hashable {
    /// Type of a column of bytes.
    package var blob: StaticLiteral
    /// After a table whose rows are to be stored in the order of its primary key.
    package var clustered: StaticLiteral
    /// Type of a column of text, ordered and compared by its bytes, whatever the database's own language is.
    package var text: StaticLiteral
    /// After a `SELECT` that takes rows nobody else has taken: a queue. Where one writes at a time nothing is needed.
    package var skipLocked: StaticLiteral
    /// The mark that no commit to come, and none that this transaction does not see, is below: see `figure_change`.
    var horizon: StaticLiteral
    /// The database's own clock, in microseconds as `Instant` has them.
    var now: StaticLiteral

    package static let sqlite = Dialect(
        blob: "BLOB", clustered: "WITHOUT ROWID", text: "TEXT", skipLocked: "",
        horizon: "COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'figure_change'), 0) + 1",
        now: "unixepoch() * 1000000")
    package static let postgres = Dialect(
        blob: "BYTEA", clustered: "", text: "TEXT COLLATE \"C\"", skipLocked: "FOR UPDATE SKIP LOCKED",
        horizon: "pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
        now: "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint")

    /// A migration's statements with `TEXT` in this engine's spelling: a column whose order depends on where the server stands
    /// would be easy to write and hard to see.
    package func spelled(_ statements: String) -> String {
        guard text != "TEXT" else { return statements }
        return statements.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            guard !line.contains("--") else { return String(line) }
            return line.split(separator: " ", omittingEmptySubsequences: false).map { word in
                ["TEXT", "TEXT,", "TEXT;"].contains(word) ? text.text + word.dropFirst(4) : String(word)
            }.joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// Text that is written in the program.
    package struct StaticLiteral: Sendable, Hashable, ExpressibleByStringLiteral {
        package let text: String
        package init(stringLiteral value: StaticString) { text = value.description }
    }
}

/// One connection inside one transaction. Not to be kept or shared.
package protocol Connection {
    var dialect: Dialect { get }

    /// 1, and one more each time that the engine runs the closure again.
    var attempt: Int { get }

    /// Runs one statement and returns the number of rows that it changed.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Steps through the rows of a query. The row is valid only inside the closure.
    func forEach(_ sql: SQL, _ body: (any Row) throws -> Void) throws

    /// The same for whole tables: never holds more than some thousand rows in memory.
    func scan(_ sql: SQL, _ body: (any Row) throws -> Void) throws

    /// A statement without result rows, for running many times inside this transaction.
    func prepare(_ text: StaticString) throws -> any PreparedStatement

    /// Adds many rows in the engine's fastest way: `COPY` on PostgreSQL, a prepared insert on SQLite. Returns how many.
    ///
    /// No other statement may run before `rows` returns. Integer columns must be `BIGINT`.
    @discardableResult
    func insert(into table: SQLName, _ columns: [SQLName], _ rows: (any RowWriter) throws -> Void) throws -> Int

    /// Waits until no other transaction that asked for the same is open, and keeps others waiting until this one ends. To be asked
    /// first of all in a transaction: it then sees what the one before it did. Where one writes at a time there is nothing to wait for.
    func lock(_ table: SQLName) throws

    /// Reserves `count` consecutive numbers and returns the first. Numbers of what is stored are never reused; gaps mean nothing. What is numbered has to be
    /// stored in the same transaction: on SQLite the draw is what tells figures of new rows (ADR 0027).
    func reserve(_ count: Int, of sequence: NumberSequence) throws -> Int

    /// Runs the statement text as it stands, several statements allowed: for migrations.
    func script(_ text: String) throws
}

extension Connection {
    package func all<T>(_ sql: SQL, _ make: (any Row) throws -> T) throws -> [T] {
        var result: [T] = []
        try forEach(sql) { result.append(try make($0)) }
        return result
    }

    package func first<T>(_ sql: SQL, _ make: (any Row) throws -> T) throws -> T? {
        var result: T?
        try forEach(sql) { if result == nil { result = try make($0) } }
        return result
    }
}

package protocol PreparedStatement {
    /// Binds every parameter in order, runs, and returns the number of rows changed.
    @discardableResult
    func run(_ values: [SQLValue]) throws -> Int
}

/// Where `Connection.insert` gets its rows from.
package protocol RowWriter {
    /// One value for each column, in order.
    func add(_ values: [SQLValue]) throws
}

/// The current row of a query, columns counted from 0.
package protocol Row {
    func isNull(_ column: Int) -> Bool
    /// 0 for NULL.
    func int(_ column: Int) -> Int
    func real(_ column: Int) -> Double
    /// Empty for NULL.
    func text(_ column: Int) -> String
    func blob(_ column: Int) -> [UInt8]
}

extension Row {
    package func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
    package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    package func bool(_ column: Int) -> Bool { int(column) != 0 }
}

/// What the store refuses, whatever the engine.
package enum StorageError: Error, Equatable, Sendable {
    /// A constraint of the schema: unique, check, foreign key, not null.
    case constraint(String)
    case full
    case readOnly
    case busy
    case corrupt(String)
    /// The database was made by a newer program.
    case newerSchema(found: Int, known: Int)
    /// Another process has the database open.
    case inUse(path: String)
    case cannotOpen(path: String, reason: String)
    /// The database server does not answer, or does not let this program in.
    case unreachable(ConnectionFault)
    /// The connection broke while the commit was under way, or the disk failed after it: it may be stored or not. Never tried again by
    /// itself.
    case outcomeUnknown
    case other(code: Int, message: String)
}
