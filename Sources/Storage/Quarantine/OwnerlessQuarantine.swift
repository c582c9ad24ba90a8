/// What waits in quarantine and is nobody's yet: where it stands and why, for the one who gives it to a unit. Never its content.
package struct OwnerlessQuarantine {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// While there is one provider it sees to its own: then nothing is nobody's.
    private static func isOwnerless(_ status: QuarantinedItem.Status = .waiting) -> SQL {
        """
        status = \(status.rawValue) AND care_provider_id = \(QuarantineRepository.nobody)
            AND (SELECT COUNT(*) FROM care_provider) <> 1
        """
    }

    package func count() throws -> Int {
        try connection.first("SELECT COUNT(*) FROM quarantine WHERE \(OwnerlessQuarantine.isOwnerless())") { $0.int(0) } ?? 0
    }

    /// Of those numbers.
    package func count(among ids: Set<Int>) throws -> Int {
        var count = 0
        try ids.sorted().inSlices { slice in
            count +=
                try connection.first(
                    "SELECT COUNT(*) FROM quarantine WHERE \(OwnerlessQuarantine.isOwnerless()) AND id IN \(list: slice)"
                ) { $0.int(0) } ?? 0
        }
        return count
    }

    /// Oldest first.
    package func items(limit: Int, offset: Int) throws -> [QuarantinedItem.Summary] {
        try connection.all(
            """
            SELECT \(QuarantinedItem.Summary.columns) FROM quarantine WHERE \(OwnerlessQuarantine.isOwnerless())
            ORDER BY id LIMIT \(limit) OFFSET \(offset)
            """, QuarantinedItem.Summary.init)
    }

    /// Whether it is nobody's, of the status and of the format.
    package func has(_ id: Int, _ status: QuarantinedItem.Status, format: String) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM quarantine WHERE id = \(id) AND format = \(format) AND \(OwnerlessQuarantine.isOwnerless(status))"
        ) { _ in true } ?? false
    }

    /// What is set aside of a format, the newest first.
    package func setAside(format: String, limit: Int) throws -> [QuarantinedItem] {
        try connection.all(
            QuarantineRepository.select
                + """
                 WHERE format = \(format) AND \(OwnerlessQuarantine.isOwnerless(.setAside))
                ORDER BY decided_at DESC, id DESC LIMIT \(limit)
                """, QuarantineRepository.item)
    }

    /// Gives the item to the unit's people.
    ///
    /// - Returns: false when it is somebody's already, or decided.
    package func hand(_ id: Int, toUnit unit: Int, of provider: Int) throws -> Bool {
        let isHanded =
            try connection.execute(
                """
                UPDATE quarantine SET care_provider_id = \(provider), care_unit_id = \(unit)
                WHERE id = \(id) AND \(OwnerlessQuarantine.isOwnerless())
                """) == 1
        if isHanded { try addToShare(of: id, provider: provider) }
        return isHanded
    }

    /// The run's counts follow the item to its provider.
    private func addToShare(of id: Int, provider: Int) throws {
        try connection.execute(
            """
            INSERT INTO import_run_share (care_provider_id, import_run_id, accepted, already_known, conflicts, quarantined)
            SELECT care_provider_id, import_run_id, 0, 0, 0, 1 FROM quarantine WHERE care_provider_id = \(provider) AND id = \(id)
            ON CONFLICT (care_provider_id, import_run_id) DO UPDATE SET quarantined = import_run_share.quarantined + 1
            """)
    }

    /// Numbers of what has no owner, in order: what waits, and what is set aside, whose reason is for its owner's people alone. Not the
    /// files of an unknown kind that are set aside: nobody is to find them anew.
    ///
    /// - Parameter unknown: the format of those.
    package func numbers(but unknown: String) throws -> [Int] {
        try connection.all(
            """
            SELECT id FROM quarantine WHERE care_provider_id = \(QuarantineRepository.nobody)
                AND (status = 0 OR status = 2 AND format <> \(unknown)) ORDER BY id
            """
        ) { $0.int(0) }
    }

    /// Looks once more whose the items are: units may have become known since they came.
    ///
    /// - Returns: how many found their owner.
    package func findOwners(of ids: some Sequence<Int>) throws -> Int {
        let owners = try QuarantineOwners(connection)
        var found = 0
        for id in ids {
            let item = try connection.first(
                """
                SELECT q.original, r.sender FROM quarantine q JOIN import_run r ON r.id = q.import_run_id
                WHERE q.care_provider_id = \(QuarantineRepository.nobody) AND q.id = \(id) AND q.status IN (0, 2)
                """
            ) { (original: $0.blob(0), sender: $0.text(1)) }
            guard let item, let owner = try owners.owner(of: item.original, sender: item.sender) else { continue }
            try connection.execute(
                """
                UPDATE quarantine SET care_provider_id = \(owner)
                WHERE care_provider_id = \(QuarantineRepository.nobody) AND id = \(id)
                """)
            try addToShare(of: id, provider: owner)
            found += 1
        }
        return found
    }
}
