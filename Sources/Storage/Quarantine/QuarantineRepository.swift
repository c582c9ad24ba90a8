package import SickLeave

/// A document or row that could not be read, untouched, with the reason.
package struct QuarantinedItem: Sendable {
    package enum Status: Int, Sendable {
        case waiting = 0
        case corrected = 1
        case setAside = 2
    }

    package var id: Int
    package var source: String
    /// Where in the source: `rad 14`, `dokument 3`.
    package var place: String
    /// `xml`, or the kind of CSV.
    package var format: String
    /// The header line that a CSV row needs to be read again; empty for XML.
    package var header: [UInt8]
    package var original: [UInt8]
    /// A Swedish sentence that says what is wrong and what to do.
    package var reason: String
    /// It can be read when something else has come in: tried again after every import.
    package var waits: Bool
    package var status: Status
    package var importRun: Int

    package init(
        id: Int = 0, source: String, place: String, format: String, header: [UInt8], original: [UInt8], reason: String,
        waits: Bool = false, status: Status = .waiting, importRun: Int
    ) {
        self.id = id
        self.source = source
        self.place = place
        self.format = format
        self.header = header
        self.original = original
        self.reason = reason
        self.waits = waits
        self.status = status
        self.importRun = importRun
    }
}

package struct QuarantineRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// - Parameter digest: names the bytes; the same bytes twice are one item.
    /// - Returns: false when it waits there already.
    package func add(_ item: QuarantinedItem, digest: String) throws -> Bool {
        let id = try connection.reserve(of: .quarantine)
        return try connection.execute(
            """
            INSERT INTO quarantine (id, care_provider_id, import_run_id, source, place, format, header, original, reason, waits, digest, status,
                decision)
            VALUES (\(id), \(try owner(of: item)), \(item.importRun), \(item.source), \(item.place), \(item.format), \(item.header), \(item.original),
                \(item.reason), \(item.waits), \(digest), 0, '')
            ON CONFLICT (digest) DO NOTHING
            """) == 1
    }

    /// The provider whose unit or own HSA-id stands in the bytes; nil when none does, or several.
    private func owner(of item: QuarantinedItem) throws -> Int? {
        var tokens: Set<String> = []
        for token in item.original.split(whereSeparator: { !QuarantineRepository.isInHSAID($0) })
        where (6...31).contains(token.count) {
            guard token.contains(UInt8(ascii: "-")) else { continue }
            tokens.insert(String(decoding: token, as: UTF8.self).uppercased())
            if tokens.count == 400 { break }
        }
        let names = tokens.sorted()
        let owners = try connection.all(
            """
            SELECT care_provider_id FROM care_unit WHERE hsa_id IN \(list: names)
            UNION SELECT id FROM care_provider WHERE hsa_id IN \(list: names)
            """
        ) { $0.int(0) }
        return owners.count == 1 ? owners[0] : nil
    }

    private static func isInHSAID(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
    }

    /// The provider's own, and those of nobody known while there is one provider only. Oldest first.
    package func waiting(provider: Int, limit: Int, offset: Int) throws -> [QuarantinedItem] {
        try connection.all(
            QuarantineRepository.select + " WHERE status = 0 AND \(owned(provider)) ORDER BY id LIMIT \(limit) OFFSET \(offset)",
            QuarantineRepository.item)
    }

    package func waitingCount(provider: Int) throws -> Int {
        try connection.first("SELECT COUNT(*) FROM quarantine WHERE status = 0 AND \(owned(provider))") { $0.int(0) } ?? 0
    }

    private func owned(_ provider: Int) -> SQL {
        "(care_provider_id = \(provider) OR (care_provider_id IS NULL AND (SELECT COUNT(*) FROM care_provider) = 1))"
    }

    /// Those that something else may have made readable, in order of id.
    package func waitingForOthers(after id: Int, limit: Int) throws -> [QuarantinedItem] {
        try connection.all(
            QuarantineRepository.select + " WHERE status = 0 AND waits = 1 AND id > \(id) ORDER BY id LIMIT \(limit)",
            QuarantineRepository.item)
    }

    /// Read after all, without anybody's doing.
    package func settle(_ id: Int) throws {
        try connection.execute(
            """
            UPDATE quarantine SET status = 1, decided_at = (SELECT started_at FROM import_run WHERE id = import_run_id),
                decision = 'Lästes när det som saknades hade kommit in.'
            WHERE id = \(id) AND status = 0
            """)
    }

    package func item(_ id: Int, provider: Int) throws -> QuarantinedItem? {
        try connection.first(
            QuarantineRepository.select + " WHERE id = \(id) AND \(owned(provider))", QuarantineRepository.item)
    }

    package func decide(_ id: Int, _ status: QuarantinedItem.Status, decision: String, account: Int, at instant: Instant) throws {
        try connection.execute(
            """
            UPDATE quarantine SET status = \(status.rawValue), decided_at = \(instant), decided_by_account_id = \(account),
                decision = \(decision)
            WHERE id = \(id) AND status = 0
            """)
    }

    private static let select: SQL = """
        SELECT id, source, place, format, header, original, reason, status, import_run_id, waits FROM quarantine
        """

    private static func item(_ row: any Row) -> QuarantinedItem {
        QuarantinedItem(
            id: row.int(0), source: row.text(1), place: row.text(2), format: row.text(3), header: row.blob(4),
            original: row.blob(5), reason: row.text(6), waits: row.bool(9), status: .init(rawValue: row.int(7)) ?? .waiting,
            importRun: row.int(8))
    }
}
