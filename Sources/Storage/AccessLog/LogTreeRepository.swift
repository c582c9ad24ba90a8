package import SickLeave

/// The access log's rows in the order of their places in the provider's tree of hashes, and the signed checkpoints over it.
package struct LogTreeRepository {
    private let connection: any Connection
    package let provider: Int

    package init(_ connection: any Connection, provider: Int) {
        self.connection = connection
        self.provider = provider
    }

    package struct Log: Sendable, Hashable {
        package let provider: Int
        package let hsaID: String
    }

    /// Every provider that has a log, by number.
    package static func logs(_ connection: any Connection) throws -> [Log] {
        // Each known from its contexts, of which there are few; rows whose context is gone still count.
        try connection.all(
            """
            SELECT p.id, p.hsa_id FROM care_provider p
            WHERE EXISTS (SELECT 1 FROM access_log l WHERE l.care_provider_id = p.id)
               OR EXISTS (SELECT 1 FROM access_log_leaf f WHERE f.care_provider_id = p.id)
               OR EXISTS (SELECT 1 FROM access_log_checkpoint k WHERE k.care_provider_id = p.id)
            ORDER BY p.id
            """
        ) { Log(provider: $0.int(0), hsaID: $0.text(1)) }
    }

    /// Whether a row of any log waits for its place.
    package static func isBehind(_ connection: any Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM access_log_unplaced LIMIT 1") { _ in true } ?? false
    }

    /// Rows that have a place.
    package func size() throws -> Int {
        try connection.first("SELECT COALESCE(MAX(position), -1) + 1 FROM access_log_leaf WHERE care_provider_id = \(provider)") {
            $0.int(0)
        } ?? 0
    }

    /// Gives the oldest rows without a place the next ones.
    ///
    /// - Parameter hash: of a leaf; gets the row's bytes after the ones that stand in `prefix`.
    /// - Returns: how many were placed; fewer than `limit` when no more wait.
    package func placeOldest(_ limit: Int, prefix: [UInt8], hash: ([UInt8]) -> [UInt8]) throws -> Int {
        var buffer: [UInt8] = []
        let rows = try connection.all(
            """
            SELECT \(AccessLogEncoding.columns) FROM access_log_unplaced u
            JOIN access_log l ON l.care_provider_id = u.care_provider_id AND l.id = u.access_log_id
            \(AccessLogEncoding.joins)
            WHERE u.care_provider_id = \(provider) ORDER BY u.access_log_id LIMIT \(limit)
            """
        ) { row in
            buffer.replaceSubrange(0..<buffer.count, with: prefix)
            AccessLogEncoding.append(row, from: 0, provider: provider, to: &buffer)
            return (id: row.int(1), hash: hash(buffer))
        }
        guard let last = rows.last?.id else { return 0 }
        let first = try size()
        try connection.insert(into: "access_log_leaf", ["care_provider_id", "position", "access_log_id", "hash"]) { writer in
            for (index, row) in rows.enumerated() {
                try writer.add([provider.sqlValue, (first + index).sqlValue, row.id.sqlValue, row.hash.sqlValue])
            }
        }
        // All of them up to the last: this transaction sees no others.
        try connection.execute(
            "DELETE FROM access_log_unplaced WHERE care_provider_id = \(provider) AND access_log_id <= \(last)")
        return rows.count
    }

    /// The leaves' hashes from a position on, in order.
    package func forEachHash(from position: Int, _ body: ([UInt8]) throws -> Void) throws {
        try connection.scan(
            """
            SELECT hash FROM access_log_leaf WHERE care_provider_id = \(provider) AND position >= \(position) ORDER BY position
            """
        ) { try body($0.blob(0)) }
    }

    package struct Leaf {
        package let position: Int
        package let id: Int
        package let hash: [UInt8]
        /// The prefix and the row's bytes; nil when the row is gone.
        package let content: [UInt8]?
        package let at: Instant
        package let activity: String
        package let level: String
        package let resource: String
    }

    /// The leaves of some positions, each with its row; `content` is the same buffer each time.
    package func forEachLeaf(
        from first: Int = 0, through last: Int = .max, prefix: [UInt8], _ body: (Leaf) throws -> Void
    ) throws {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(512)
        try connection.scan(
            """
            SELECT f.position, f.access_log_id, f.hash, \(AccessLogEncoding.columns) FROM access_log_leaf f
            LEFT JOIN access_log l ON l.care_provider_id = f.care_provider_id AND l.id = f.access_log_id
            \(AccessLogEncoding.joins)
            WHERE f.care_provider_id = \(provider) AND f.position BETWEEN \(first) AND \(last) ORDER BY f.position
            """
        ) { row in
            let isThere = !row.isNull(4)
            if isThere {
                buffer.replaceSubrange(0..<buffer.count, with: prefix)
                AccessLogEncoding.append(row, from: 3, provider: provider, to: &buffer)
            }
            try body(
                Leaf(
                    position: row.int(0), id: row.int(1), hash: row.blob(2), content: isThere ? buffer : nil,
                    at: Instant(rawValue: Int64(row.int(5))), activity: row.text(7), level: row.text(8), resource: row.text(10)))
        }
    }

    package func position(ofRow id: Int) throws -> Int? {
        try connection.first(
            "SELECT position FROM access_log_leaf WHERE care_provider_id = \(provider) AND access_log_id = \(id)"
        ) { $0.int(0) }
    }
}

// Checkpoints.
extension LogTreeRepository {
    package struct Checkpoint: Sendable, Hashable {
        package let size: Int
        package let madeAt: Instant
        package let note: String
        package let peaks: [UInt8]

        package init(size: Int, madeAt: Instant, note: String, peaks: [UInt8]) {
            self.size = size
            self.madeAt = madeAt
            self.note = note
            self.peaks = peaks
        }
    }

    /// By size, the smallest first.
    package func checkpoints() throws -> [Checkpoint] {
        try connection.all(
            LogTreeRepository.select + " WHERE care_provider_id = \(provider) ORDER BY size", LogTreeRepository.checkpoint)
    }

    package func newestCheckpoint() throws -> Checkpoint? {
        try connection.first(
            LogTreeRepository.select + " WHERE care_provider_id = \(provider) ORDER BY size DESC LIMIT 1",
            LogTreeRepository.checkpoint)
    }

    package func add(_ checkpoint: Checkpoint) throws {
        try connection.execute(
            """
            INSERT INTO access_log_checkpoint (care_provider_id, size, made_at, note, peaks)
            VALUES (\(provider), \(checkpoint.size), \(checkpoint.madeAt), \(checkpoint.note), \(checkpoint.peaks))
            """)
    }

    private static let select: SQL = "SELECT size, made_at, note, peaks FROM access_log_checkpoint"

    private static func checkpoint(_ row: any Row) -> Checkpoint {
        Checkpoint(size: row.int(0), madeAt: Instant(rawValue: Int64(row.int(1))), note: row.text(2), peaks: row.blob(3))
    }
}

// Erasure (gallring).
extension LogTreeRepository {
    /// Erases the rows on the first places, and whose and who they were about where no other row says it. Their hashes stay.
    ///
    /// - Throws: `StorageError` from the schema's own guard when one of them is younger than ``AccessLogRepository/keptDays``.
    /// - Returns: how many rows were erased.
    package func eraseRows(before position: Int) throws -> Int {
        let erased = try connection.execute(
            """
            DELETE FROM access_log WHERE care_provider_id = \(provider) AND id IN (SELECT access_log_id FROM access_log_leaf
                WHERE care_provider_id = \(provider) AND position < \(position))
            """)
        let unused: SQL = """
            SELECT s.id FROM patient_set s WHERE s.care_provider_id = \(provider)
            AND NOT EXISTS (SELECT 1 FROM access_log l
                WHERE l.care_provider_id = s.care_provider_id AND l.patient_set_id = s.id)
            """
        try connection.execute(
            "DELETE FROM patient_set_member WHERE care_provider_id = \(provider) AND patient_set_id IN (\(unused))")
        try connection.execute("DELETE FROM patient_set WHERE care_provider_id = \(provider) AND id IN (\(unused))")
        try connection.execute(
            """
            DELETE FROM access_log_context WHERE care_provider_id = \(provider)
            AND NOT EXISTS (SELECT 1 FROM access_log l WHERE l.care_provider_id = access_log_context.care_provider_id
                AND l.context_id = access_log_context.id)
            """)
        return erased
    }
}

// What a check of the whole log asks for.
extension LogTreeRepository {
    /// Rows there are, rows that wait for a place, and how many of those that wait are there.
    package func counts() throws -> (rows: Int, unplaced: Int, unplacedRows: Int) {
        func count(_ sql: SQL) throws -> Int { try connection.first(sql) { $0.int(0) } ?? 0 }
        return (
            try count("SELECT COUNT(*) FROM access_log WHERE care_provider_id = \(provider)"),
            try count("SELECT COUNT(*) FROM access_log_unplaced WHERE care_provider_id = \(provider)"),
            try count(
                """
                SELECT COUNT(*) FROM access_log_unplaced u
                JOIN access_log l ON l.care_provider_id = u.care_provider_id AND l.id = u.access_log_id
                WHERE u.care_provider_id = \(provider) AND NOT EXISTS (SELECT 1 FROM access_log_leaf f
                    WHERE f.care_provider_id = u.care_provider_id AND f.access_log_id = u.access_log_id)
                """)
        )
    }

    /// Contexts and sets whose name is not the digest of what they hold.
    package func misnamed(digest: ([UInt8]) -> String) throws -> (contexts: [Int], sets: [Int]) {
        var contexts: [Int] = []
        try connection.scan(
            """
            SELECT id, digest, account_id, user_hsa_id, user_name, title, assignment, care_provider_hsa_id, care_provider_name,
                care_unit_id, care_unit_hsa_id, care_unit_name, purpose, owner_unit_id, owner_unit_hsa_id, owner_unit_name, system_id
            FROM access_log_context WHERE care_provider_id = \(provider)
            """
        ) { row in
            let context = AccessLogContext(
                account: row.int(2), userHSAID: row.text(3), userName: row.text(4), title: row.text(5), assignment: row.text(6),
                provider: .init(number: provider, hsaID: row.text(7), name: row.text(8)),
                unit: .init(number: row.int(9), hsaID: row.text(10), name: row.text(11)), purpose: row.text(12),
                owner: .init(number: row.int(13), hsaID: row.text(14), name: row.text(15)), system: row.text(16))
            if digest(AccessLogEncoding.context(context)) != row.text(1) { contexts.append(row.int(0)) }
        }
        var sets: [Int] = []
        var (set, name, members) = (0, "", [Int]())
        func end() {
            if set != 0, digest(AccessLogEncoding.patientSet(members, provider: provider)) != name { sets.append(set) }
        }
        try connection.scan(
            """
            SELECT s.id, s.digest, m.person_id FROM patient_set s
            LEFT JOIN patient_set_member m ON m.care_provider_id = s.care_provider_id AND m.patient_set_id = s.id
            WHERE s.care_provider_id = \(provider) ORDER BY s.id, m.person_id
            """
        ) { row in
            if row.int(0) != set {
                end()
                (set, name, members) = (row.int(0), row.text(1), [])
            }
            if !row.isNull(2) { members.append(row.int(2)) }
        }
        end()
        return (contexts, sets)
    }
}
