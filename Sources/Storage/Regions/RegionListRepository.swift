package import SickLeave

/// A region's lists of care units with their listed patients: each upload is a list of its own, the newest counts.
package struct RegionListRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package struct Stored: Sendable, Hashable {
        package let number: Int
        package let uploadedAt: Instant
        package let list: ListedPatients
    }

    package func store(_ list: ListedPatients, provider: Int, by account: Int, at instant: Instant) throws {
        let number = try connection.reserve(of: .regionList)
        try connection.execute(
            """
            INSERT INTO region_list (care_provider_id, number, uploaded_at, uploaded_by_account_id)
            VALUES (\(provider), \(number), \(instant), \(account))
            """)
        let columns: [SQLName] = ["care_provider_id", "list_number", "ordinal", "hsa_id", "listed_patients"]
        try connection.insert(into: "region_list_unit", columns) { writer in
            for (ordinal, unit) in list.units.enumerated() {
                try writer.add([
                    provider.sqlValue, number.sqlValue, ordinal.sqlValue, unit.sqlValue, list.listed[unit]?.sqlValue ?? .null,
                ])
            }
        }
    }

    /// The provider's lists, the newest first.
    package func all(provider: Int) throws -> [Stored] { try lists("l.care_provider_id = \(provider)") }

    /// The list that counts.
    package func newest(provider: Int) throws -> Stored? {
        try lists(
            """
            l.care_provider_id = \(provider)
              AND l.number = (SELECT MAX(number) FROM region_list WHERE care_provider_id = \(provider))
            """
        ).first
    }

    private func lists(_ condition: SQL) throws -> [Stored] {
        var lists: [(number: Int, at: Instant, units: [HSAID], listed: [HSAID: Int])] = []
        try connection.forEach(
            """
            SELECT l.number, l.uploaded_at, u.hsa_id, u.listed_patients
            FROM region_list l JOIN region_list_unit u ON u.care_provider_id = l.care_provider_id AND u.list_number = l.number
            WHERE \(condition) ORDER BY l.number DESC, u.ordinal
            """
        ) { row in
            if lists.last?.number != row.int(0) { lists.append((row.int(0), Instant(rawValue: Int64(row.int(1))), [], [:])) }
            let unit = HSAID(rawValue: row.text(2))
            lists[lists.count - 1].units.append(unit)
            if let count = row.optionalInt(3) { lists[lists.count - 1].listed[unit] = count }
        }
        return lists.map {
            Stored(number: $0.number, uploadedAt: $0.at, list: ListedPatients(units: $0.units, listed: $0.listed))
        }
    }
}
