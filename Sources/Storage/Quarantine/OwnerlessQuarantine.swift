/// What waits in quarantine and is nobody's yet: where it stands and why, for the one who gives it to a unit. Never its content.
package struct OwnerlessQuarantine {
    package struct Item: Sendable {
        package let id: Int
        package let source: String
        package let place: String
        package let reason: String
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// While there is one provider it sees to its own: then nothing is nobody's.
    private static let isOwnerless: SQL =
        "status = 0 AND care_provider_id = \(QuarantineRepository.nobody) AND (SELECT COUNT(*) FROM care_provider) <> 1"

    package func count() throws -> Int {
        try connection.first("SELECT COUNT(*) FROM quarantine WHERE \(OwnerlessQuarantine.isOwnerless)") { $0.int(0) } ?? 0
    }

    /// Oldest first.
    package func items(limit: Int, offset: Int) throws -> [Item] {
        try connection.all(
            """
            SELECT id, source, place, reason FROM quarantine WHERE \(OwnerlessQuarantine.isOwnerless)
            ORDER BY id LIMIT \(limit) OFFSET \(offset)
            """
        ) { Item(id: $0.int(0), source: $0.text(1), place: $0.text(2), reason: $0.text(3)) }
    }

    /// Gives the item to the unit's people.
    ///
    /// - Returns: false when it is somebody's already, or decided.
    package func hand(_ id: Int, toUnit unit: Int, of provider: Int) throws -> Bool {
        let isHanded =
            try connection.execute(
                """
                UPDATE quarantine SET care_provider_id = \(provider), care_unit_id = \(unit)
                WHERE id = \(id) AND \(OwnerlessQuarantine.isOwnerless)
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

    /// Numbers of what waits without owner, in order.
    package func numbers() throws -> [Int] {
        try connection.all(
            "SELECT id FROM quarantine WHERE status = 0 AND care_provider_id = \(QuarantineRepository.nobody) ORDER BY id"
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
                WHERE q.care_provider_id = \(QuarantineRepository.nobody) AND q.id = \(id) AND q.status = 0
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
