import Storage
import Synchronization

/// Waits until the server has on its disk what others have committed there without waiting, and the standby that it waits for too.
///
/// Its connection is made before the first of those commits. A server that crashes loses the last of them and ends every
/// connection; one that is asked anew, be it the same server again or the standby in its place, would say that all it has is safe. As
/// long as this connection lives nothing has gone.
final class Witness: Settler {
    private let link: Mutex<Link>

    init(_ address: PostgresAddress, limit: Duration) throws {
        link = Mutex(try Link.opened(address, limit: limit))
    }

    /// A line of its own in the server's log of changes, which is written in order: what stands before it is safe when it is.
    func settle() throws {
        try link.withLock { link in
            do {
                try link.run("SELECT pg_logical_emit_message(true, 'sakkunnig', '')")
            } catch StorageError.unreachable {
                throw StorageError.outcomeUnknown
            }
        }
    }
}
