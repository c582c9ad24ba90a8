import Storage
import Synchronization

/// Commits without waiting, and waits on a connection of its own until the server has it on its disk, and the standby that the server
/// waits for too.
///
/// That connection is made before the first such commit. A server that crashes loses the last of them and ends every
/// connection; one that is asked anew, be it the same server again or the standby in its place, would say that all it has is safe. As
/// long as the connection lives nothing has gone. It holds a lock that the server frees when it ends, which each transaction
/// looks at before its commit: none goes on from what another server had.
///
/// The first transaction is settled like any other: most imports are no longer.
final class Witness: UnsettledWriter {
    private let database: PostgresDatabase
    private let open: @Sendable () throws -> Link
    /// Of the lock; nobody else takes it.
    private let key = Int.random(in: .min ... .max)
    private let link = Mutex<Link?>(nil)
    private let count = Mutex((written: 0, settled: 0))

    init(_ database: PostgresDatabase, open: @escaping @Sendable () throws -> Link) {
        self.database = database
        self.open = open
    }

    func write<T>(_ body: (any Connection) throws -> T) throws -> T {
        let count = count.withLock { $0 }
        if count.written == 0 {
            let result = try database.writeBlocking(body)
            self.count.withLock { $0 = (1, 1) }
            return result
        }
        // Where nothing can have gone a connection that was lost is replaced.
        if count.written == count.settled { try prepare() }
        let result = try database.writeUnsettled { connection in
            let result = try body(connection)
            let isGone = try connection.first("SELECT pg_try_advisory_xact_lock_shared(\(key))") { $0.bool(0) } ?? true
            guard !isGone else { throw StorageError.outcomeUnknown }
            return result
        }
        self.count.withLock { $0.written += 1 }
        return result
    }

    private func prepare() throws {
        try link.withLock { link in
            if let link, link.isAlive(after: .seconds(60)) { return }
            link = nil
            let opened = try open()
            _ = try opened.query("SELECT pg_advisory_lock(\(key))")
            link = opened
        }
    }

    /// By a line of its own in the server's log of changes, which is written in order: what stands before it is safe when it is.
    func settle() throws {
        let count = count.withLock { $0 }
        guard count.settled < count.written else { return }
        try link.withLock { link in
            do {
                try link?.run("SELECT pg_logical_emit_message(true, 'sakkunnig', '')")
            } catch StorageError.unreachable {
                throw StorageError.outcomeUnknown
            }
        }
        self.count.withLock { $0.settled = max($0.settled, count.written) }
    }
}
