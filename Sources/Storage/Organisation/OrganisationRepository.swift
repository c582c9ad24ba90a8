package import SickLeave

/// Units, staff and volumes: registers where the newest export is the truth.
package struct OrganisationRepository {
    private let connection: any Connection
    private let registry: Registry

    package init(_ connection: any Connection, registry: Registry) {
        self.connection = connection
        self.registry = registry
    }

    /// Adds or renames the unit and places it under its parent; what it does not speak of stays as it is.
    ///
    /// - Returns: false when the parent is not known or is itself a sub-unit, or when the unit has sub-units of its own: there is
    ///   one level only. Then the unit is not changed.
    package func store(_ unit: CareUnit) throws -> Bool {
        let provider = try registry.provider(unit.careProvider, connection)
        var parent: Registry.Unit?
        if let parentID = unit.parent {
            guard let found = try registry.knownUnit(parentID, connection), found.provider == provider, found.root == found.id
            else {
                return false
            }
            parent = found
        }
        let row = try registry.unit(
            CareUnitReference(hsaID: unit.hsaID, name: unit.name), provider: provider, connection)
        if parent != nil, try connection.first("SELECT 1 FROM care_unit WHERE parent_id = \(row.id)", { _ in true }) != nil {
            return false
        }
        if unit.given.contains(.providerName) {
            try connection.execute("UPDATE care_provider SET name = \(unit.careProvider.name) WHERE id = \(provider)")
        }
        var change: SQL = "UPDATE care_unit SET name = \(unit.name)"
        if unit.given.contains(.parent) { change = change + ", parent_id = \(parent?.id), root_id = \(parent?.id ?? row.id)" }
        if unit.given.contains(.county) { change = change + ", county = \(unit.county.map { Int($0.rawValue) })" }
        try connection.execute(change + " WHERE id = \(row.id)")
        registry.forget()
        return true
    }

    package func store(_ member: StaffMember) throws -> Bool { try store([member])[0] }

    /// Many at once; of two about the same person at the same unit the later counts. What it does not speak of stays as it is.
    ///
    /// - Returns: for each false when the unit is not known.
    package func store(_ members: [StaffMember]) throws -> [Bool] {
        var areStored: [Bool] = []
        // A file's rows speak of the same things: those of several files are stored in turn.
        var rest = members[...]
        while let given = rest.first?.given {
            let alike = rest.prefix { $0.given == given }
            areStored += try store(alike, given)
            rest = rest.dropFirst(alike.count)
        }
        return areStored
    }

    private func store(_ members: ArraySlice<StaffMember>, _ given: StaffMember.Given) throws -> [Bool] {
        let units = try registry.knownUnits(Set(members.map(\.careUnit)), connection)
        let placed = members.compactMap { member in units[member.careUnit].map { (member: member, unit: $0) } }
        let numbers = try registry.staff(
            placed.map {
                (
                    issuer: Issuer(hsaID: $0.member.hsaID, name: $0.member.name, positions: [$0.member.position]),
                    provider: $0.unit.provider
                )
            }, connection)
        var persons: [[Int]: [SQLValue]] = [:]
        var employments: [[Int]: [SQLValue]] = [:]
        for ((member, unit), number) in zip(placed, numbers) {
            persons[[unit.provider, number]] = [
                unit.provider.sqlValue, number.sqlValue, member.hsaID.sqlValue, member.name.sqlValue, member.position.sqlValue,
                member.sex.map { Int($0.rawValue).sqlValue } ?? .null, member.birthYear?.sqlValue ?? .null,
            ]
            employments[[unit.provider, unit.id, number]] = [
                unit.provider.sqlValue, unit.id.sqlValue, number.sqlValue, member.isPhysician.sqlValue,
                member.trainedOn?.sqlValue ?? .null, member.employedFrom?.sqlValue ?? .null,
                member.employedThrough?.sqlValue ?? .null,
            ]
        }
        func setting(_ column: StaticString, _ part: StaffMember.Given) -> SQL {
            given.contains(part) ? ", \(raw: column) = excluded.\(raw: column)" : ""
        }
        let person = setting("position", .position) + setting("sex", .sex) + setting("birth_year", .birthYear)
        let employment =
            setting("trained_on", .trainedOn) + setting("first_day", .employedFrom) + setting("last_day", .employedThrough)
        try persons.values.inSlices(of: 100) { rows in
            try connection.execute(
                """
                INSERT INTO staff (care_provider_id, id, hsa_id, name, position, sex, birth_year) VALUES \(rows: rows)
                ON CONFLICT (care_provider_id, id) DO UPDATE SET name = excluded.name\(person)
                """)
        }
        try employments.values.inSlices(of: 100) { rows in
            try connection.execute(
                """
                INSERT INTO employment (care_provider_id, care_unit_id, staff_id, is_physician, trained_on, first_day, last_day)
                VALUES \(rows: rows)
                ON CONFLICT (care_provider_id, care_unit_id, staff_id) DO UPDATE SET
                    is_physician = excluded.is_physician\(employment)
                """)
        }
        return members.map { units[$0.careUnit] != nil }
    }

    package func store(_ volume: UnitVolume) throws -> Bool { try store([volume])[0] }

    /// Many at once; of two about the same month what the later says counts.
    ///
    /// - Returns: for each false when the unit is not known.
    package func store(_ volumes: [UnitVolume]) throws -> [Bool] {
        let units = try registry.knownUnits(Set(volumes.map(\.careUnit)), connection)
        var months: [[Int]: (visits: Int?, listedPatients: Int?)] = [:]
        for volume in volumes {
            guard let unit = units[volume.careUnit] else { continue }
            let key = [unit.provider, unit.id, Int(volume.month.rawValue)]
            let before = months[key]
            months[key] = (volume.visits ?? before?.visits, volume.listedPatients ?? before?.listedPatients)
        }
        let rows = months.map { key, value in
            key.map(\.sqlValue) + [value.visits?.sqlValue ?? .null, value.listedPatients?.sqlValue ?? .null]
        }
        try rows.inSlices(of: 100) { rows in
            try connection.execute(
                """
                INSERT INTO unit_volume (care_provider_id, care_unit_id, month, visits, listed_patients) VALUES \(rows: rows)
                ON CONFLICT (care_provider_id, care_unit_id, month) DO UPDATE SET
                    visits = COALESCE(excluded.visits, unit_volume.visits),
                    listed_patients = COALESCE(excluded.listed_patients, unit_volume.listed_patients)
                """)
        }
        return volumes.map { units[$0.careUnit] != nil }
    }

    package struct Unit: Sendable, Hashable {
        package let id: Int
        package let root: Int
        package let provider: Int
        package let hsaID: HSAID
        package let name: String
        package let providerName: String
    }

    package static func units(_ connection: any Connection) throws -> [Unit] {
        try connection.all(select + " ORDER BY u.id", unit)
    }

    package static func units(_ connection: any Connection, ids: [Int]) throws -> [Unit] {
        try connection.all(select + " WHERE u.id IN \(list: ids) ORDER BY u.id", unit)
    }

    /// One at most of each provider.
    package static func units(_ connection: any Connection, hsaID: HSAID) throws -> [Unit] {
        try connection.all(select + " WHERE u.hsa_id = \(hsaID) ORDER BY u.id", unit)
    }

    package static func unit(_ connection: any Connection, hsaID: HSAID, provider: Int) throws -> Unit? {
        try connection.first(select + " WHERE u.care_provider_id = \(provider) AND u.hsa_id = \(hsaID)", unit)
    }

    package static func provider(_ connection: any Connection, hsaID: HSAID) throws -> Int? {
        try connection.first("SELECT id FROM care_provider WHERE hsa_id = \(hsaID)") { $0.int(0) }
    }

    package static func providers(_ connection: any Connection, ids: [Int]) throws -> [Int: CareProviderReference] {
        var found: [Int: CareProviderReference] = [:]
        try connection.forEach("SELECT id, hsa_id, name FROM care_provider WHERE id IN \(list: ids)") {
            found[$0.int(0)] = CareProviderReference(hsaID: HSAID(rawValue: $0.text(1)), name: $0.text(2))
        }
        return found
    }

    private static let select: SQL = """
        SELECT u.id, u.root_id, u.care_provider_id, u.hsa_id, u.name, p.name
        FROM care_unit u JOIN care_provider p ON p.id = u.care_provider_id
        """

    private static func unit(_ row: any Row) -> Unit {
        Unit(
            id: row.int(0), root: row.int(1), provider: row.int(2), hsaID: HSAID(rawValue: row.text(3)), name: row.text(4),
            providerName: row.text(5))
    }

    /// The professional's number at the provider.
    package static func staffMember(_ connection: any Connection, provider: Int, hsaID: HSAID) throws -> Int? {
        try connection.first("SELECT id FROM staff WHERE care_provider_id = \(provider) AND hsa_id = \(hsaID)") { $0.int(0) }
    }

    package struct Professional: Sendable {
        package let id: Int
        package let hsaID: HSAID
        package let name: String
        package let position: String
    }

    /// Names of those who are employed at the care unit or one of its sub-units on the day.
    package static func employees(_ connection: any Connection, provider: Int, unit: Int, on day: Day) throws -> [String] {
        try connection.all(
            """
            SELECT DISTINCT s.name FROM employment e
                JOIN staff s ON s.care_provider_id = e.care_provider_id AND s.id = e.staff_id
                JOIN care_unit u ON u.id = e.care_unit_id
            WHERE e.care_provider_id = \(provider) AND u.root_id = \(unit) AND (e.first_day IS NULL OR e.first_day <= \(day))
                AND (e.last_day IS NULL OR e.last_day >= \(day))
            """
        ) { $0.text(0) }
    }

    package static func staff(_ connection: any Connection, provider: Int) throws -> [Professional] {
        try connection.all(
            "SELECT id, hsa_id, name, position FROM staff WHERE care_provider_id = \(provider) ORDER BY id"
        ) { Professional(id: $0.int(0), hsaID: HSAID(rawValue: $0.text(1)), name: $0.text(2), position: $0.text(3)) }
    }
}
