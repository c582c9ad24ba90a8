package import SickLeave

/// One run of an import, with what came of it.
package struct ImportRun: Sendable {
    package let id: Int
    package let startedAt: Instant
    package let finishedAt: Instant?
    package let source: String
    package let counts: Counts

    package struct Counts: Sendable, Hashable {
        package var accepted = 0
        package var alreadyKnown = 0
        package var conflicts = 0
        package var quarantined = 0

        package init(accepted: Int = 0, alreadyKnown: Int = 0, conflicts: Int = 0, quarantined: Int = 0) {
            self.accepted = accepted
            self.alreadyKnown = alreadyKnown
            self.conflicts = conflicts
            self.quarantined = quarantined
        }
    }
}

package struct ImportRunRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func start(source: String, at instant: Instant) throws -> Int {
        let id = try connection.reserve(of: .importRun)
        try connection.execute(
            """
            INSERT INTO import_run (id, started_at, finished_at, source, accepted, already_known, conflicts, quarantined)
            VALUES (\(id), \(instant), NULL, \(source), 0, 0, 0, 0)
            """)
        return id
    }

    package func update(_ id: Int, _ counts: ImportRun.Counts) throws {
        try connection.execute(
            """
            UPDATE import_run SET accepted = \(counts.accepted), already_known = \(counts.alreadyKnown),
                conflicts = \(counts.conflicts), quarantined = \(counts.quarantined) WHERE id = \(id)
            """)
    }

    package func finish(_ id: Int, at instant: Instant) throws {
        try connection.execute("UPDATE import_run SET finished_at = \(instant) WHERE id = \(id)")
    }

    /// Newest first.
    package func newest(_ count: Int) throws -> [ImportRun] {
        try connection.all(
            """
            SELECT id, started_at, finished_at, source, accepted, already_known, conflicts, quarantined
            FROM import_run ORDER BY id DESC LIMIT \(count)
            """
        ) {
            ImportRun(
                id: $0.int(0), startedAt: Instant(rawValue: Int64($0.int(1))),
                finishedAt: $0.optionalInt(2).map { Instant(rawValue: Int64($0)) }, source: $0.text(3),
                counts: .init(accepted: $0.int(4), alreadyKnown: $0.int(5), conflicts: $0.int(6), quarantined: $0.int(7)))
        }
    }
}
