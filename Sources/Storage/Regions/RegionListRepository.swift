package import SickLeave

/// A region's lists of care units with their listed patients: each upload is a list of its own, the newest counts.
package struct RegionListRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package struct Stored: Sendable, Hashable {
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
        for (ordinal, unit) in list.units.enumerated() {
            try connection.execute(
                """
                INSERT INTO region_list_unit (care_provider_id, list_number, ordinal, hsa_id, listed_patients)
                VALUES (\(provider), \(number), \(ordinal), \(unit.rawValue), \(list.listed[unit]))
                """)
        }
    }

    /// The provider's newest list; nil before the first.
    package func newest(provider: Int) throws -> Stored? {
        let newest = try connection.first(
            "SELECT number, uploaded_at FROM region_list WHERE care_provider_id = \(provider) ORDER BY number DESC LIMIT 1"
        ) { (number: $0.int(0), at: Instant(rawValue: Int64($0.int(1)))) }
        guard let newest else { return nil }
        var units: [HSAID] = []
        var listed: [HSAID: Int] = [:]
        try connection.forEach(
            """
            SELECT hsa_id, listed_patients FROM region_list_unit
            WHERE care_provider_id = \(provider) AND list_number = \(newest.number) ORDER BY ordinal
            """
        ) { row in
            let unit = HSAID(rawValue: row.text(0))
            units.append(unit)
            if let count = row.optionalInt(1) { listed[unit] = count }
        }
        return Stored(uploadedAt: newest.at, list: ListedPatients(units: units, listed: listed))
    }
}
