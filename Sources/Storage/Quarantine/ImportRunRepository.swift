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

    /// - Parameter sender: HSA-id of the provider or unit that the source belongs to; empty when nobody said.
    package func start(source: String, sender: String = "", at instant: Instant) throws -> Int {
        let id = try connection.reserve(of: .importRun)
        try connection.execute(
            """
            INSERT INTO import_run (id, started_at, finished_at, source, sender, accepted, already_known, conflicts, quarantined)
            VALUES (\(id), \(instant), NULL, \(source), \(sender), 0, 0, 0, 0)
            """)
        return id
    }

    /// - Parameters:
    ///   - counts: the run's, whole.
    ///   - shares: what is added to the providers' own parts of them.
    package func update(_ id: Int, _ counts: ImportRun.Counts, shares: [Int: ImportRun.Counts] = [:]) throws {
        try connection.execute(
            """
            UPDATE import_run SET accepted = \(counts.accepted), already_known = \(counts.alreadyKnown),
                conflicts = \(counts.conflicts), quarantined = \(counts.quarantined) WHERE id = \(id)
            """)
        for (provider, share) in shares.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                """
                INSERT INTO import_run_share (care_provider_id, import_run_id, accepted, already_known, conflicts, quarantined)
                VALUES (\(provider), \(id), \(share.accepted), \(share.alreadyKnown), \(share.conflicts), \(share.quarantined))
                ON CONFLICT (care_provider_id, import_run_id) DO UPDATE SET
                    accepted = import_run_share.accepted + excluded.accepted,
                    already_known = import_run_share.already_known + excluded.already_known,
                    conflicts = import_run_share.conflicts + excluded.conflicts,
                    quarantined = import_run_share.quarantined + excluded.quarantined
                """)
        }
    }

    /// Where the first of all came from; nil before it.
    package func firstSource() throws -> String? {
        try connection.first("SELECT source FROM import_run ORDER BY id LIMIT 1") { $0.text(0) }
    }

    package func finish(_ id: Int, at instant: Instant) throws {
        try connection.execute("UPDATE import_run SET finished_at = \(instant) WHERE id = \(id)")
    }

    /// HSA-id of whoever each run's source belongs to; empty when nobody said.
    package func senders(of ids: Set<Int>) throws -> [Int: String] {
        var senders: [Int: String] = [:]
        try ids.sorted().inSlices { slice in
            try connection.forEach("SELECT id, sender FROM import_run WHERE id IN \(list: slice)") {
                senders[$0.int(0)] = $0.text(1)
            }
        }
        return senders
    }

    /// Whole, newest first: for the one who runs the program.
    package func newest(_ count: Int) throws -> [ImportRun] {
        try connection.all(
            """
            SELECT id, started_at, finished_at, source, accepted, already_known, conflicts, quarantined
            FROM import_run ORDER BY id DESC LIMIT \(count)
            """, ImportRunRepository.run)
    }

    /// The runs that brought something of the provider's, each with that part of its counts; newest first. The only provider
    /// there is sees its runs whole.
    package func newest(_ count: Int, provider: Int) throws -> [ImportRun] {
        let isAlone = try connection.first("SELECT COUNT(*) FROM care_provider") { $0.int(0) } == 1
        guard !isAlone else { return try newest(count) }
        return try connection.all(
            """
            SELECT r.id, r.started_at, r.finished_at, r.source, s.accepted, s.already_known, s.conflicts, s.quarantined
            FROM import_run_share s JOIN import_run r ON r.id = s.import_run_id
            WHERE s.care_provider_id = \(provider) ORDER BY r.id DESC LIMIT \(count)
            """, ImportRunRepository.run)
    }

    private static func run(_ row: any Row) -> ImportRun {
        ImportRun(
            id: row.int(0), startedAt: Instant(rawValue: Int64(row.int(1))),
            finishedAt: row.optionalInt(2).map { Instant(rawValue: Int64($0)) }, source: row.text(3),
            counts: .init(accepted: row.int(4), alreadyKnown: row.int(5), conflicts: row.int(6), quarantined: row.int(7)))
    }
}
