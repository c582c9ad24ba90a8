import Dispatch
import Storage
import Synchronization

/// Waits for the disk on a thread of its own while the next batch is stored.
final class Settling: Sendable {
    private let database: any Database
    private let queue = DispatchQueue(label: "sakkunnig.import.settling")
    private let result = Mutex<Result<Void, any Error>>(.success(()))

    init(_ database: any Database) { self.database = database }

    /// A batch has been committed: the one before it is on the disk when this returns.
    func next() throws {
        try finish()
        queue.async { [self] in
            let settled = Result { try database.settle() }
            result.withLock { $0 = settled }
        }
    }

    /// All that was committed is on the disk when this returns.
    func finish() throws {
        wait()
        try result.withLock { try $0.get() }
    }

    func wait() { queue.sync {} }
}
