package import Statistics
package import Storage
import Synchronization

/// Holds the current snapshot and swaps in a new one when the store has new data. Readers keep the one they have.
package final class Figures: Sendable {
    private let database: any Database
    private let current: Mutex<SnapshotRepository.State>
    private let newestID = Mutex<Int64>(1)
    /// Of the newest that was read whole, or is being read.
    private let wholeID = Mutex<Int64>(1)
    private let refreshedAt = Mutex(ContinuousClock.now)

    /// Builds the first snapshot, blocking.
    package init(database: any Database) throws {
        self.database = database
        current = Mutex(try database.readBlocking { try SnapshotRepository($0).load(id: 1) })
    }

    package var snapshot: Snapshot { current.withLock { $0.snapshot } }

    /// How long ago the store was read.
    package var age: Duration { refreshedAt.withLock { $0.duration(to: .now) } }

    /// The provider's professionals by their number in the store.
    func staff(ofProvider provider: Int) async throws -> [Int: OrganisationRepository.Professional] {
        let staff = try await database.read { try OrganisationRepository.staff($0, provider: provider) }
        return Dictionary(staff.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Takes in what the store has that the snapshot has not; the old snapshot serves until the new one is whole.
    package func refresh() async throws {
        let state = current.withLock { $0 }
        // While the whole is read anew what is here may hold rows that a server took with it when it crashed.
        guard state.snapshot.id >= wholeID.withLock({ $0 }) else { return try await reload() }
        try await swapIn { try SnapshotRepository($0).refresh(state, id: $1) }
    }

    /// Reads the whole store anew.
    package func reload() async throws {
        try await swapIn(whole: true) { try SnapshotRepository($0).load(id: $1) }
    }

    private func swapIn(
        whole isWhole: Bool = false, _ make: @escaping @Sendable (any Connection, Int64) throws -> SnapshotRepository.State
    ) async throws {
        // The number is drawn before the store is read. Of two refreshes at once the later number has seen all that the earlier
        // was asked to see, so it stays whichever is ready last.
        let next = newestID.withLock { newest in
            newest += 1
            if isWhole { wholeID.withLock { $0 = newest } }
            return newest
        }
        // Reading the whole store takes the time that it takes, also where a page asks for it.
        let fresh = try await Patience.$ofRequest.withValue(nil) { try await database.read { try make($0, next) } }
        current.withLock { if fresh.snapshot.id > $0.snapshot.id { $0 = fresh } }
        refreshedAt.withLock { $0 = .now }
    }

    /// Takes in what anybody stores, this program or another one. Ends when the task is cancelled.
    ///
    /// - Parameter changes: asked for before the first snapshot was read, so that nothing falls between.
    package func follow(_ changes: DataChanges, onFailure: (any Error) -> Void) async {
        for await change in changes where change.touches(SnapshotRepository.tables) {
            let begin = ContinuousClock.now
            var isFresh = false
            while !isFresh, !Task.isCancelled {
                do {
                    // After a time without contact the server may be another than the one whose marks are known.
                    try await change.isEverything ? reload() : refresh()
                    isFresh = true
                } catch {
                    onFailure(error)
                    try? await Task.sleep(for: .seconds(1))
                }
            }
            // An import commits many times a second: the rest of the machine is for those who ask for pages. What comes meanwhile is taken in
            // together, well within a second of its commit.
            try? await Task.sleep(for: min(.milliseconds(500), begin.duration(to: .now) * 3))
        }
    }
}
