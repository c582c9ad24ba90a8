package import Statistics
package import Storage
import Synchronization

/// Holds the current snapshot and swaps in a new one when the store has new data. Readers keep the one they have.
package final class Figures: Sendable {
    private let database: any Database
    private let current: Mutex<Snapshot>
    private let newestID = Mutex<Int64>(1)
    private let refreshedAt = Mutex(ContinuousClock.now)

    /// Builds the first snapshot, blocking.
    package init(database: any Database) throws {
        self.database = database
        current = Mutex(try database.readBlocking { try SnapshotRepository($0).load(id: 1) })
    }

    package var snapshot: Snapshot { current.withLock { $0 } }

    /// How long ago the store was read.
    package var age: Duration { refreshedAt.withLock { $0.duration(to: .now) } }

    /// The provider's professionals by their number in the store.
    func staff(ofProvider provider: Int) async throws -> [Int: OrganisationRepository.Professional] {
        let staff = try await database.read { try OrganisationRepository.staff($0, provider: provider) }
        return Dictionary(staff.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads the store anew; the old snapshot serves until the new one is whole.
    package func refresh() async throws {
        // The number is drawn before the store is read. Of two refreshes at once the later number has seen all that the earlier
        // was asked to see, so it stays whichever is ready last.
        let next = newestID.withLock { newest in
            newest += 1
            return newest
        }
        let fresh = try await database.read { try SnapshotRepository($0).load(id: next) }
        current.withLock { if fresh.id > $0.id { $0 = fresh } }
        refreshedAt.withLock { $0 = .now }
    }

    /// Reads the store anew when another program has changed what the figures are made of; those who write in this one refresh
    /// themselves. Ends when the task is cancelled.
    ///
    /// - Parameter changes: asked for before the first snapshot was read, so that nothing falls between.
    package func follow(_ changes: DataChanges, onFailure: (any Error) -> Void) async {
        for await change in changes where !change.isOwn && change.touches(SnapshotRepository.tables) {
            var isFresh = false
            while !isFresh, !Task.isCancelled {
                do {
                    try await refresh()
                    isFresh = true
                } catch {
                    onFailure(error)
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }
}
