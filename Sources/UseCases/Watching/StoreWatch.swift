package import SickLeave
import Statistics
package import Storage

/// What those who run the server want to know of the store: counts, nobody's data.
package struct StoreFigures: Sendable {
    /// Everything that was ever imported.
    package let accepted: Int
    package let alreadyKnown: Int
    package let conflicts: Int
    package let quarantined: Int
    package let certificatesWithRemarks: Int
    package let quarantineWaiting: Int
    package let conflictsWaiting: Int
    package let accessLogRows: Int
    /// When each job was last done, by whichever server.
    package let jobsDoneAt: [(job: String, at: Instant)]
    /// What the nightly check found when it was last made, by whichever server; nil before the first.
    package let checkFaults: Int?
}

/// How the connections of one pool are used at a moment.
package struct PoolFigures: Sendable {
    package let name: String
    package let size: Int
    package let inUse: Int
    package let waiting: Int
}

/// Counts the store for each scrape, and what is dear to count only when the figures have been read anew.
package actor StoreWatch {
    private let database: any Database
    private let figures: Figures
    private var remarks: (snapshot: Int64, count: Int)?

    package init(database: any Database, figures: Figures) {
        self.database = database
        self.figures = figures
    }

    package nonisolated var pools: [PoolFigures] {
        database.poolUse.map { PoolFigures(name: $0.name, size: $0.size, inUse: $0.inUse, waiting: $0.waiting) }
    }
    package nonisolated var engine: String { database.engine }
    package nonisolated var snapshotAge: Duration { figures.age }
    package nonisolated var snapshotRows: Int { figures.snapshot.certificates.number.count }

    package func count() async throws -> StoreFigures {
        let snapshot = figures.snapshot.id
        let known = remarks.flatMap { $0.snapshot == snapshot ? $0.count : nil }
        let counted = try await database.read { connection in
            let store = StoreCountRepository(connection)
            let imported = try store.imported()
            let jobs = try JobRepository(connection).states()
            return StoreFigures(
                accepted: imported.accepted, alreadyKnown: imported.alreadyKnown, conflicts: imported.conflicts,
                quarantined: imported.quarantined,
                certificatesWithRemarks: try known ?? store.certificatesWithRemarks(),
                quarantineWaiting: try store.quarantineWaiting(), conflictsWaiting: try store.conflictsWaiting(),
                accessLogRows: try store.accessLogRows(),
                jobsDoneAt: jobs.compactMap { job, state in state.doneAt.map { (job: job.rawValue, at: $0) } }
                    .sorted { $0.job < $1.job }, checkFaults: jobs[.check]?.faults)
        }
        remarks = (snapshot, counted.certificatesWithRemarks)
        return counted
    }
}
