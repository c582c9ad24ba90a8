package import Storage

/// A database in front of another: what a test does not say of its own goes through.
package protocol ForwardingDatabase: Database {
    var base: any Database { get }
}

extension ForwardingDatabase {
    package var dialect: Dialect { base.dialect }
    package var engine: String { base.engine }
    package var poolUse: [PoolUse] { base.poolUse }
    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await base.read(body)
    }
    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await base.write(body)
    }
    package func readBlocking<T>(_ body: (any Connection) throws -> T) throws -> T { try base.readBlocking(body) }
    package func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T { try base.writeBlocking(body) }
    package func unsettledWriter() -> any UnsettledWriter { base.unsettledWriter() }
    package func integrityFaults() async throws -> [String] { try await base.integrityFaults() }
    package func changes() throws -> DataChanges { try base.changes() }
    package func exclusively<T>(_ body: () throws -> T) throws -> T { try base.exclusively(body) }
}
