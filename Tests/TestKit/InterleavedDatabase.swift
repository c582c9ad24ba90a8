package import Storage
import Synchronization

/// A store in which something else happens once, right after the next reading: what was read is then no longer so.
package final class InterleavedDatabase: ForwardingDatabase {
    package let base: any Database
    private let event: Mutex<(@Sendable () throws -> Void)?>

    package init(_ base: any Database, afterReading event: @escaping @Sendable () throws -> Void) {
        self.base = base
        self.event = Mutex(event)
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let result = try await base.read(body)
        let event = event.withLock { event in
            defer { event = nil }
            return event
        }
        try event?()
        return result
    }
}
