internal import CSQLite
import Foundation
internal import GRDB
internal import GRDBSQLite
package import Storage

/// The embedded engine: one file, one process, one writer, many readers (WAL).
///
/// Debian's SQLite 3.40 carries a rare fault that can lose a commit when two *processes* write at once in WAL mode, so the file
/// is locked for this process alone, by whatever name it is opened, and only the pool's single writer runs checkpoints.
package struct SQLiteDatabase: Storage.Database {
    private let connections: Connections
    private let feed = DataChangeFeed()
    private let readers = PoolCount(name: "readers", size: readerCount)
    private let writers = PoolCount(name: "writer", size: 1)

    private static let readerCount = 4
    /// Bytes of the log of changes after which it is copied into the database's file. An import changes the same pages of an index again
    /// and again: the longer the log, the fewer times each of them is copied.
    private static let logLimit = 256 << 20

    /// SQLite counts the memory that it uses under a lock, which every piece of memory then waits for, and nobody asks for the count: SQLite
    /// itself advises against it. It is told once, before the first database is opened; one who comes later goes on with counting.
    private static let countsNoMemory = sqlite3_config_memstatus(0) == SQLITE_OK

    private var writer: any DatabaseWriter { connections.writer }
    /// Nil in memory.
    var flush: LogFlush? { connections.flush }

    package var dialect: Dialect { .sqlite }
    package var poolUse: [PoolUse] { [readers.use, writers.use] }
    package var engine: String { "SQLite \(String(cString: sqlite3_libversion()))" }

    /// Opens or creates the file. What is answered survives a power cut: see `LogFlush`.
    ///
    /// - Throws: `StorageError.inUse` when another process has it; `.cannotOpen` with the reason otherwise.
    package init(path: String) throws {
        let file = SQLiteDatabase.resolved(path)
        // The one beside the file is what earlier versions take. It goes by name; the file's own keeps out who comes by a hard link.
        let beside = try FileLock(on: file + ".lock", of: path)
        let own = try FileLock(on: file, of: path)
        do {
            let pool = try DatabasePool(path: file, configuration: SQLiteDatabase.configuration())
            let flush = try LogFlush(path: file + "-wal") {
                // Emptied too: what comes next must not lie behind a part that may be missing on the disk.
                do { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } } catch {
                    throw SQLiteFault.storageError(error)
                }
            }
            connections = Connections(writer: pool, flush: flush, locks: [beside, own])
        } catch let error as DatabaseError {
            throw StorageError.cannotOpen(path: path, reason: error.message ?? "SQLite \(error.resultCode.rawValue)")
        }
    }

    /// A database in memory, for tests.
    package init() throws {
        connections = Connections(
            writer: try DatabaseQueue(configuration: SQLiteDatabase.configuration()), flush: nil, locks: [])
    }

    /// A database in memory that begins with all that another holds, for tests.
    package init(copyOf other: SQLiteDatabase) throws {
        try self.init()
        try other.writer.backup(to: writer)
    }

    /// Where the file lies when symbolic links have been followed, or will lie when it is new: there SQLite keeps its other files.
    private static func resolved(_ path: String) -> String {
        let url = URL(fileURLWithPath: path)
        for (part, rest) in [(url.path, ""), (url.deletingLastPathComponent().path, "/" + url.lastPathComponent)] {
            if let found = realpath(part, nil) {
                defer { free(found) }
                return String(cString: found) + rest
            }
        }
        return path
    }

    package func close() throws {
        do {
            // The pool closes its readers last, and they may not write: the log would stay beside the file.
            (writer as? DatabasePool)?.releaseMemory()
            try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try writer.close()
        } catch { throw SQLiteFault.storageError(error) }
    }

    private static func configuration() -> Configuration {
        _ = countsNoMemory
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = readerCount
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // The writer meets pages of every index again and again during an import; readers look up a few rows.
            let cacheKiB = db.configuration.readonly ? 8_192 : 65_536
            // A file keeps the pages that it was made with: those of SQLite's own 4 kB, or ours, which take an import half as many writes.
            try db.execute(sql: "PRAGMA page_size = 8192")
            let page = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 8192
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA wal_autocheckpoint = \(SQLiteDatabase.logLimit / page);
                    PRAGMA cache_size = -\(cacheKiB);
                    """)
        }
        return configuration
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let call = readers.call()
        defer { call.leave() }
        do {
            return try await writer.read {
                call.work()
                return try SQLiteConnection.use($0, body)
            }
        } catch {
            throw SQLiteFault.storageError(error)
        }
    }

    package func lookUp<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        // Nobody waits for a reader in a thread that other requests need: every reader that is held was counted before it was asked for.
        let use = readers.use
        return use.inUse + use.waiting < use.size ? try readBlocking(body) : try await read(body)
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let call = writers.call()
        defer { call.leave() }
        do {
            let (result, tables) = try await writer.write { db in
                call.work()
                let written = WrittenTables()
                return (try SQLiteConnection.use(db, written: written, body), written.names)
            }
            // Committed, so that everybody sees it: told even when the disk does not say that it is safe.
            tell(tables)
            if !tables.isEmpty {
                do { try await flush?() } catch { throw StorageError.outcomeUnknown }
            }
            return result
        } catch {
            throw SQLiteFault.storageError(error)
        }
    }

    package func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T {
        try write(isSettled: true, body)
    }

    package func unsettledWriter() -> any UnsettledWriter { LogWriter(database: self) }

    /// Nothing can go while the program lives: the power takes both.
    private struct LogWriter: UnsettledWriter {
        let database: SQLiteDatabase

        func write<T>(_ body: (any Connection) throws -> T) throws -> T { try database.write(isSettled: false, body) }

        func settle() throws {
            do { try database.flush?.blocking() } catch { throw SQLiteFault.storageError(error) }
        }
    }

    private func write<T>(isSettled: Bool, _ body: (any Connection) throws -> T) throws -> T {
        let call = writers.call()
        defer { call.leave() }
        do {
            let written = WrittenTables()
            let result = try writer.write {
                call.work()
                return try SQLiteConnection.use($0, written: written, body)
            }
            tell(written.names)
            if isSettled, !written.names.isEmpty {
                do { try flush?.blocking() } catch { throw StorageError.outcomeUnknown }
            }
            return result
        } catch {
            throw SQLiteFault.storageError(error)
        }
    }

    package func readBlocking<T>(_ body: (any Connection) throws -> T) throws -> T {
        let call = readers.call()
        defer { call.leave() }
        do {
            return try writer.read {
                call.work()
                return try SQLiteConnection.use($0, body)
            }
        } catch {
            throw SQLiteFault.storageError(error)
        }
    }

    package func changes() -> DataChanges { feed.listen() }

    /// The file is this process's own: nobody else can be migrating it.
    package func exclusively<T>(_ body: () throws -> T) throws -> T { try body() }

    private func tell(_ tables: Set<String>) {
        let told = tables.subtracting(DataChange.untold)
        if !told.isEmpty { feed.tell(DataChange(tables: told, isEverything: told.contains("*"), isOwn: true)) }
    }

    package func integrityFaults() async throws -> [String] {
        try await read { connection in
            var faults = try connection.all("PRAGMA integrity_check") { $0.text(0) }.filter { $0 != "ok" }
            try connection.forEach("PRAGMA foreign_key_check") {
                faults.append("foreign key: \($0.text(0)) row \($0.int(1)) → \($0.text(2))")
            }
            return faults + (try SchemaParts.sqlite(connection).faults(expecting: .sqlite(ofNew: SQLiteDatabase())))
        }
    }
}

/// What is open of a database, let go of in this order, which a struct's own fields are not: the locks after all that holds the pool.
///
/// SQLite's locks on the file are the process's, and all of them go when it closes any descriptor of the file, such as the one that is
/// locked here. It must be there before the pool and until after it.
private final class Connections: Sendable {
    let writer: any DatabaseWriter
    let flush: LogFlush?
    private let locks: [FileLock]

    init(writer: any DatabaseWriter, flush: LogFlush?, locks: [FileLock]) {
        self.writer = writer
        self.flush = flush
        self.locks = locks
    }
}

/// Advisory lock on a file, which is made when it is missing; the kernel drops it at kill -9. On the disks of one machine it has nothing to
/// do with the locks that SQLite takes.
private final class FileLock: Sendable {
    private let descriptor: Int32

    /// - Parameter path: of the database, as it was asked for.
    init(on file: String, of path: String) throws {
        // Whoever else has an account on the machine must not read it; SQLite gives its other files the same rights. The links have been
        // followed: one that is left leads nowhere.
        descriptor = open(file, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StorageError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        // What is refused here is closed by the end of this object, which is whole by now.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw StorageError.inUse(path: path) }
    }

    deinit { close(descriptor) }
}
