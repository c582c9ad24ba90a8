import Dispatch
import Storage
import Synchronization

/// Waits for the disk on a thread of its own while the next batch is stored.
final class Settling: Sendable {
    private let writer: any UnsettledWriter
    private let queue = DispatchQueue(label: "sakkunnig.import.settling")
    private let result = Mutex<Result<Void, any Error>>(.success(()))

    init(_ writer: any UnsettledWriter) { self.writer = writer }

    /// A batch has been committed: the one before it is on the disk when this returns.
    func next() throws {
        try finish()
        queue.async { [self] in
            let settled = Result { try writer.settle() }
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
