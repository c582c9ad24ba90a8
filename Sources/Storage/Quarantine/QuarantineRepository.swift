package import SickLeave

/// What could not be read, as its provider's people see it.
package struct QuarantineRepository {
    package struct Added: Sendable, Equatable {
        package let id: Int
        /// False when the same bytes were there already, waiting or decided.
        package let isNew: Bool
        /// Whose it is; nil until that is known.
        package let provider: Int?

        package init(id: Int, isNew: Bool, provider: Int?) {
            self.id = id
            self.isNew = isNew
            self.provider = provider
        }
    }

    /// Stands for the provider while it is not known whose an item is.
    package static let nobody = 0

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// - Parameter digest: names the bytes; the same bytes twice are one item.
    package func add(_ item: QuarantinedItem, digest: String) throws -> Added { try add([(item, digest)])[0] }

    /// Many at once, all of one run.
    package func add(_ items: [(item: QuarantinedItem, digest: String)]) throws -> [Added] {
        guard let run = items.first?.item.importRun else { return [] }
        var known: [String: Added] = [:]
        try items.map(\.digest).inSlices { slice in
            try connection.forEach("SELECT digest, id, care_provider_id FROM quarantine WHERE digest IN \(list: slice)") {
                known[$0.text(0)] = Added(id: $0.int(1), isNew: false, provider: QuarantineRepository.provider($0.int(2)))
            }
        }
        let owners = try QuarantineOwners(connection)
        let sender = try sender(of: run)
        var next = try connection.reserve(items.count, of: .quarantine)
        var new: [(item: QuarantinedItem, digest: String, added: Added)] = []
        let added = try items.map { item, digest in
            if let known = known[digest] { return known }
            let owner = try owners.owner(of: item.original, sender: sender)
            known[digest] = Added(id: next, isNew: false, provider: owner)
            let added = Added(id: next, isNew: true, provider: owner)
            new.append((item, digest, added))
            next += 1
            return added
        }
        try insert(new)
        return added
    }

    private func insert(_ new: [(item: QuarantinedItem, digest: String, added: Added)]) throws {
        try connection.insert(
            into: "quarantine",
            [
                "id", "care_provider_id", "import_run_id", "source", "place", "format", "header", "original", "byte_length",
                "sha256", "reason", "waits", "digest", "status", "decision",
            ]
        ) { writer in
            for (item, digest, added) in new {
                try writer.add([
                    added.id.sqlValue, (added.provider ?? QuarantineRepository.nobody).sqlValue, item.importRun.sqlValue,
                    item.source.sqlValue,
                    item.place.sqlValue, item.format.sqlValue, item.header.sqlValue, item.original.sqlValue,
                    item.byteLength?.sqlValue ?? .null, item.sha256.sqlValue, item.reason.sqlValue, item.waits.sqlValue,
                    digest.sqlValue, QuarantinedItem.Status.waiting.rawValue.sqlValue, "".sqlValue,
                ])
            }
        }
    }

    private func sender(of run: Int) throws -> String {
        try connection.first("SELECT sender FROM import_run WHERE id = \(run)") { $0.text(0) } ?? ""
    }

    /// The provider's own that no unit got, and those of nobody known while there is one provider only. Oldest first.
    ///
    /// - Parameter unit: whose people look; nil for those who see the whole provider.
    package func waiting(provider: Int, unit: Int?, limit: Int, offset: Int) throws -> [QuarantinedItem] {
        try items("status = 0 AND \(seen(provider, unit)) ORDER BY id", limit: limit, offset: offset)
    }

    /// What the same people see that somebody has set aside, the newest first.
    package func setAside(provider: Int, unit: Int?, limit: Int, offset: Int) throws -> [QuarantinedItem] {
        try items(
            "status = 2 AND \(seen(provider, unit)) ORDER BY decided_at DESC, id DESC", limit: limit, offset: offset)
    }

    private func items(_ condition: SQL, limit: Int, offset: Int) throws -> [QuarantinedItem] {
        try connection.all(
            QuarantineRepository.select + " WHERE \(condition) LIMIT \(limit) OFFSET \(offset)", QuarantineRepository.item)
    }

    package func waitingCount(provider: Int, unit: Int?) throws -> Int { try count("status = 0 AND \(seen(provider, unit))") }

    package func setAsideCount(provider: Int, unit: Int?) throws -> Int { try count("status = 2 AND \(seen(provider, unit))") }

    private func count(_ condition: SQL) throws -> Int {
        try connection.first("SELECT COUNT(*) FROM quarantine WHERE \(condition)") { $0.int(0) } ?? 0
    }

    package func item(_ id: Int, provider: Int, unit: Int?) throws -> QuarantinedItem? {
        try connection.first(
            QuarantineRepository.select + " WHERE id = \(id) AND \(seen(provider, unit))", QuarantineRepository.item)
    }

    private func seen(_ provider: Int, _ unit: Int?) -> SQL {
        let own: SQL =
            if let unit {
                "care_provider_id = \(provider) AND (care_unit_id IS NULL OR care_unit_id = \(unit))"
            } else {
                "care_provider_id = \(provider)"
            }
        return "(\(own) OR (care_provider_id = \(QuarantineRepository.nobody) AND (SELECT COUNT(*) FROM care_provider) = 1))"
    }

    /// Of those numbers, how many wait.
    package func waitingCount(among ids: Set<Int>) throws -> Int {
        var count = 0
        try ids.sorted().inSlices { slice in
            count +=
                try connection.first("SELECT COUNT(*) FROM quarantine WHERE status = 0 AND id IN \(list: slice)") { $0.int(0) }
                ?? 0
        }
        return count
    }

    /// Of those numbers, the first that wait: where they stand and why, without their bytes.
    package func waiting(among ids: Set<Int>, limit: Int) throws -> [QuarantinedItem.Summary] {
        var found: [QuarantinedItem.Summary] = []
        try ids.sorted().inSlices { slice in
            guard found.count < limit else { return }
            let room = limit - found.count
            found += try connection.all(
                """
                SELECT \(QuarantinedItem.Summary.columns) FROM quarantine WHERE status = 0 AND id IN \(list: slice)
                ORDER BY id LIMIT \(room)
                """, QuarantinedItem.Summary.init)
        }
        return found
    }

    /// Those that something else may have made readable, in order of id: as many as their bytes allow, one at least.
    package func waitingForOthers(after id: Int, limit: Int, bytes: Int = 16 << 20) throws -> [QuarantinedItem] {
        var ids: [Int] = []
        var weight = 0
        try connection.forEach(
            "SELECT id, LENGTH(original) FROM quarantine WHERE status = 0 AND waits = 1 AND id > \(id) ORDER BY id LIMIT \(limit)"
        ) {
            if ids.isEmpty || weight + $0.int(1) <= bytes { ids.append($0.int(0)) } else { weight = bytes }
            weight += $0.int(1)
        }
        return try connection.all(
            QuarantineRepository.select + " WHERE status = 0 AND id IN \(list: ids) ORDER BY id", QuarantineRepository.item)
    }

    /// Read after all, without anybody's doing.
    package func settle(_ id: Int, at instant: Instant) throws {
        try connection.execute(
            """
            UPDATE quarantine SET status = 1, decided_at = \(instant), decided_by_account_id = NULL,
                decision = 'Lästes när det som saknades hade kommit in.'
            WHERE id = \(id) AND status = 0
            """)
    }

    package func decide(_ id: Int, _ status: QuarantinedItem.Status, decision: String, account: Int, at instant: Instant) throws {
        try connection.execute(
            """
            UPDATE quarantine SET status = \(status.rawValue), decided_at = \(instant), decided_by_account_id = \(account),
                decision = \(decision)
            WHERE id = \(id) AND status = 0
            """)
    }

    /// To be read after all. Why it was set aside, and by whom, stays beside it until it is decided on again; the access log keeps who and when.
    package func putBack(_ id: Int) throws {
        try connection.execute("UPDATE quarantine SET status = 0, decided_at = NULL WHERE id = \(id) AND status = 2")
    }

    private static func provider(_ stored: Int) -> Int? { stored == nobody ? nil : stored }

    static let select: SQL = """
        SELECT id, source, place, format, header, original, reason, status, import_run_id, waits, care_provider_id, byte_length,
            sha256, decision, decided_by_account_id, decided_at,
            (SELECT a.name FROM account a WHERE a.id = quarantine.decided_by_account_id)
        FROM quarantine
        """

    static func item(_ row: any Row) -> QuarantinedItem {
        QuarantinedItem(
            id: row.int(0), provider: provider(row.int(10)), source: row.text(1), place: row.text(2), format: row.text(3),
            header: row.blob(4), original: row.blob(5), byteLength: row.optionalInt(11), sha256: row.text(12),
            reason: row.text(6), waits: row.bool(9), status: .init(rawValue: row.int(7)) ?? .waiting, decision: decision(row),
            importRun: row.int(8))
    }

    private static func decision(_ row: any Row) -> QuarantinedItem.Decision? {
        row.optionalInt(15).map {
            .init(
                text: row.text(13), account: row.optionalInt(14), by: row.optionalText(16), at: Instant(rawValue: Int64($0)))
        }
    }
}
