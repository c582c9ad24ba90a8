
package import Statistics
package import Storage
import Synchronization

/// Holds the current snapshot and swaps in a new one when the store has new data. Readers keep the one they have.
package final class Figures: Sendable {
    private let database: any Database
    private let current: Mutex<Snapshot>

    /// Builds the first snapshot, blocking.
    package init(database: any Database) throws {
        self.database = database
        current = Mutex(try database.readBlocking { try SnapshotRepository($0).load(id: 1) })
    }

    package var snapshot: Snapshot { current.withLock { $0 } }

    /// Reads the store anew; the old snapshot serves until the new one is whole.
    package func refresh() async throws {
        let next = snapshot.id + 1
        let fresh = try await database.read { try SnapshotRepository($0).load(id: next) }
        current.withLock { if fresh.id >= $0.id { $0 = fresh } }
    }
}
