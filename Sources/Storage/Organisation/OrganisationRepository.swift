package import SickLeave

/// Units, staff and volumes: registers where the newest export is the truth.
package struct OrganisationRepository {
    private let connection: any Connection
    private let registry: Registry

    package init(_ connection: any Connection, registry: Registry) {
        self.connection = connection
        self.registry = registry
    }

    /// Adds or renames the unit and places it under its parent.
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
        try connection.execute("UPDATE care_provider SET name = \(unit.careProvider.name) WHERE id = \(provider)")
        try connection.execute(
            """
            UPDATE care_unit SET name = \(unit.name), parent_id = \(parent?.id), root_id = \(parent?.id ?? row.id),
                county = \(unit.county.map { Int($0.rawValue) })
            WHERE id = \(row.id)
            """)
        registry.forget()
        return true
    }

    /// - Returns: false when the unit is not known.
    package func store(_ member: StaffMember) throws -> Bool {
        guard let unit = try registry.knownUnit(member.careUnit, connection) else { return false }
        let issuer = Issuer(hsaID: member.hsaID, name: member.name, positions: [member.position])
        let staff = try registry.staff(issuer, provider: unit.provider, connection)
        try connection.execute(
            """
            UPDATE staff SET name = \(member.name), position = \(member.position), sex = \(member.sex.map { Int($0.rawValue) }),
                birth_year = \(member.birthYear)
            WHERE care_provider_id = \(unit.provider) AND id = \(staff)
            """)
        try connection.execute(
            """
            INSERT INTO employment (care_provider_id, care_unit_id, staff_id, is_physician, trained_on, first_day, last_day)
            VALUES (\(unit.provider), \(unit.id), \(staff), \(member.isPhysician), \(member.trainedOn), \(member.employedFrom),
                \(member.employedThrough))
            ON CONFLICT (care_provider_id, care_unit_id, staff_id) DO UPDATE SET is_physician = excluded.is_physician,
                trained_on = excluded.trained_on, first_day = excluded.first_day, last_day = excluded.last_day
            """)
        return true
    }

    /// - Returns: false when the unit is not known.
    package func store(_ volume: UnitVolume) throws -> Bool {
        guard let unit = try registry.knownUnit(volume.careUnit, connection) else { return false }
        try connection.execute(
            """
            INSERT INTO unit_volume (care_provider_id, care_unit_id, month, visits, listed_patients)
            VALUES (\(unit.provider), \(unit.id), \(volume.month), \(volume.visits), \(volume.listedPatients))
            ON CONFLICT (care_provider_id, care_unit_id, month) DO UPDATE SET
                visits = COALESCE(excluded.visits, unit_volume.visits),
                listed_patients = COALESCE(excluded.listed_patients, unit_volume.listed_patients)
            """)
        return true
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

    package static func unit(_ connection: any Connection, hsaID: HSAID) throws -> Unit? {
        try connection.first(select + " WHERE u.hsa_id = \(hsaID) ORDER BY u.id", unit)
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

    package struct Professional: Sendable {
        package let id: Int
        package let hsaID: HSAID
        package let name: String
        package let position: String
    }

    package static func staff(_ connection: any Connection, provider: Int) throws -> [Professional] {
        try connection.all(
            "SELECT id, hsa_id, name, position FROM staff WHERE care_provider_id = \(provider) ORDER BY id"
        ) { Professional(id: $0.int(0), hsaID: HSAID(rawValue: $0.text(1)), name: $0.text(2), position: $0.text(3)) }
    }
}
