package import SickLeave

/// What one server does for all of them, and who does it now.
///
/// Times are the database's: servers whose clocks differ must not think each other dead.
package struct JobRepository {
    package enum Job: String, CaseIterable, Sendable {
        /// `log`: the access log's rows get their places. `checkpoint`: they are signed for.
        case inbox, backup, check, housekeeping, log, checkpoint
    }

    package struct State: Sendable, Hashable {
        /// Nil when nobody does it, or when the one who did has given no sign of life for too long.
        package let owner: String?
        /// When it was last done.
        package let doneAt: Instant?
        /// What it found that is not as it should be, when it was last done; nil for one that looks for nothing.
        package let faults: Int?

        init(_ row: any Row) {
            owner = JobRepository.isAlive(row) ? row.text(1) : nil
            doneAt = row.optionalInt(3).map { Instant(rawValue: Int64($0)) }
            faults = row.optionalInt(5)
        }
    }

    /// Seconds without a sign of life after which a server counts as dead.
    package static let patience = 15

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func states() throws -> [Job: State] {
        var states: [Job: State] = [:]
        try connection.forEach(
            "SELECT name, owner, heartbeat_at, done_at, \(connection.dialect.now), faults FROM job WHERE done_at IS NOT NULL OR owner <> ''"
        ) { row in
            guard let job = Job(rawValue: row.text(0)) else { return }
            states[job] = State(row)
        }
        return states
    }

    /// A sign of life from the future was given before the database's clock was set back. It says nothing of now, and would hold the job
    /// until then.
    private static func isAlive(_ row: any Row) -> Bool {
        guard !row.text(1).isEmpty else { return false }
        return abs(row.int(4) - row.int(2)) < JobRepository.patience * 1_000_000
    }

    /// Takes the job for the owner.
    ///
    /// - Parameter isAlone: no other program can have the database open, so that any other owner is dead.
    /// - Returns: what was known of it before; nil when somebody else does it.
    package func claim(_ job: Job, owner: String, isAlone: Bool) throws -> State? {
        try connection.execute(
            "INSERT INTO job (name, owner, heartbeat_at, done_at) VALUES (\(job.rawValue), '', 0, NULL) ON CONFLICT (name) DO NOTHING"
        )
        let state = try connection.first(
            """
            SELECT name, owner, heartbeat_at, done_at, \(connection.dialect.now), faults FROM job WHERE name = \(job.rawValue)
            \(connection.dialect.skipLocked)
            """
        ) { State($0) }
        // None: somebody is taking it at this moment.
        guard let state, state.owner == nil || isAlone else { return nil }
        try connection.execute(
            "UPDATE job SET owner = \(owner), heartbeat_at = \(connection.dialect.now) WHERE name = \(job.rawValue)")
        return state
    }

    /// A sign of life. False when the job is no longer the owner's.
    package func beat(_ job: Job, owner: String) throws -> Bool {
        try connection.execute(
            "UPDATE job SET heartbeat_at = \(connection.dialect.now) WHERE name = \(job.rawValue) AND owner = \(owner)") == 1
    }

    /// What the owner found.
    package func note(faults: Int, of job: Job, owner: String) throws {
        try connection.execute("UPDATE job SET faults = \(faults) WHERE name = \(job.rawValue) AND owner = \(owner)")
    }

    /// Lets go of the job; what another has taken over meanwhile is left alone.
    package func end(_ job: Job, owner: String, doneAt: Instant?) throws {
        try connection.execute(
            """
            UPDATE job SET owner = '', done_at = COALESCE(\(doneAt), done_at)
            WHERE name = \(job.rawValue) AND owner = \(owner)
            """)
    }
}
