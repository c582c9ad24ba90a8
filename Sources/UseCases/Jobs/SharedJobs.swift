import Foundation
package import SickLeave
package import Storage

/// What one server does for all that share the database: nobody does it twice, and when the one who does it dies another goes on.
package struct SharedJobs: Sendable {
    package typealias Job = JobRepository.Job

    private let database: any Database
    private let clock: @Sendable () -> Instant
    /// Names this program among those at the database.
    package let owner: String
    private let beat: Duration

    /// - Parameter beat: time between signs of life.
    package init(database: any Database, clock: @escaping @Sendable () -> Instant, beat: Duration = .seconds(3)) {
        self.database = database
        self.clock = clock
        self.beat = beat
        let process = ProcessInfo.processInfo
        owner = "\(process.hostName):\(process.processIdentifier):\(String(UInt32.random(in: .min ... .max), radix: 36))"
    }

    /// What is known of the jobs, by this server or another.
    package func states() async throws -> [Job: JobRepository.State] {
        try await database.read { try JobRepository($0).states() }
    }

    /// Does the work if it is due and nobody else does it.
    ///
    /// - Parameters:
    ///   - isDue: from when it was last done; asked again when the job has been taken.
    ///   - work: gets a latch that is raised when another has taken the job over, as after a long time without contact with the database. It must
    ///     bear to be cut off anywhere, and to be done again by another.
    /// - Returns: whether it was done here and now.
    @discardableResult
    package func run(
        _ job: Job, isDue: @Sendable (Instant?) -> Bool = { _ in true }, _ work: @Sendable (Latch) async throws -> Void
    ) async throws -> Bool {
        let known = try await states()[job]
        guard known?.owner == nil || isAlone, isDue(known?.doneAt) else { return false }
        let (owner, isAlone) = (owner, isAlone)
        let claimed = try await database.write { try JobRepository($0).claim(job, owner: owner, isAlone: isAlone) }
        guard let claimed else { return false }
        do {
            let isDone = isDue(claimed.doneAt) ? try await keeping(job, work) : false
            await end(job, doneAt: isDone ? clock() : nil)
            return isDone
        } catch {
            await end(job, doneAt: nil)
            throw error
        }
    }

    /// What the job has found, for every server to tell; within its work.
    package func note(faults: Int, of job: Job) async throws {
        let owner = owner
        try await database.write { try JobRepository($0).note(faults: faults, of: job, owner: owner) }
    }

    private func keeping(_ job: Job, _ work: @Sendable (Latch) async throws -> Void) async throws -> Bool {
        let isLost = Latch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await keepAlive(job, isLost: isLost) }
            defer { group.cancelAll() }
            try await work(isLost)
        }
        return !isLost.isRaised && !Task.isCancelled
    }

    /// The file of a store on SQLite belongs to one process.
    private var isAlone: Bool { database.dialect == .sqlite }

    private func keepAlive(_ job: Job, isLost: Latch) async {
        var lastSign = ContinuousClock.now
        while !Task.isCancelled, !isLost.isRaised {
            try? await Task.sleep(for: beat)
            if Task.isCancelled { return }
            let owner = owner
            if let isOwn = try? await database.write({ try JobRepository($0).beat(job, owner: owner) }) {
                if isOwn { lastSign = .now } else { isLost.raise() }
            } else if lastSign.duration(to: .now) > .seconds(JobRepository.patience) {
                isLost.raise()
            }
        }
    }

    /// In a task of its own, since that of a server that stops is cancelled: the next one need not wait until this one counts as dead.
    private func end(_ job: Job, doneAt: Instant?) async {
        let (database, owner) = (database, owner)
        await Task { try? await database.write { try JobRepository($0).end(job, owner: owner, doneAt: doneAt) } }.value
    }
}
