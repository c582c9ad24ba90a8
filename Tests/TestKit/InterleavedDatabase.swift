package import Storage
import Synchronization

/// A store in which something else happens once, right after the next reading: what was read is then no longer so.
package final class InterleavedDatabase: Database {
    private let base: any Database
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

    package var dialect: Dialect { base.dialect }
    package var engine: String { base.engine }
    package var poolUse: [PoolUse] { base.poolUse }
    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await base.write(body)
    }
    package func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T { try base.writeBlocking(body) }
    package func readBlocking<T>(_ body: (any Connection) throws -> T) throws -> T { try base.readBlocking(body) }
    package func integrityFaults() async throws -> [String] { try await base.integrityFaults() }
    package func changes() throws -> DataChanges { try base.changes() }
    package func exclusively<T>(_ body: () throws -> T) throws -> T { try base.exclusively(body) }
}
