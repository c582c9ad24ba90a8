import Synchronization

/// How long somebody has waited for the store, in all the transactions of one request together. A page that needs five of them is not waited
/// for five times as long: who asked has gone by then, and must not find stored afterwards what seemed to have failed.
///
/// Only waiting counts: for a connection, or for a server that is away. Work that takes long by itself may go on.
package final class Patience: Sendable {
    /// That of the request whose task this is.
    @TaskLocal package static var ofRequest: Patience?

    private let waited = Mutex(Duration.zero)

    package init() {}

    package var spent: Duration { waited.withLock(\.self) }
    package func spend(_ time: Duration) { waited.withLock { $0 += time } }
}
