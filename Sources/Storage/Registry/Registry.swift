package import SickLeave

/// Finds or makes the rows that certificates point at (providers, units, staff, patients) and remembers them between
/// certificates: an import of a million meets the same few hundred units and doctors again and again.
///
/// Used by one writer at a time. After a rolled-back transaction call `forget()`: it may remember rows that are gone.
package final class Registry {
    /// A care unit's row: `root` is the unit that it counts under.
    package struct Unit: Sendable, Hashable {
        package let id: Int
        package let root: Int
        package let provider: Int
    }

    struct Key: Hashable {
        let provider: Int
        let text: String
    }

    struct PatientKey: Hashable {
        let provider: Int
        let person: Int
    }

    private var providers: [String: Int] = [:]
    private var units: [Key: Unit] = [:]
    /// Rows that follow each other are mostly of one provider, and often of one unit: a look costs less than finding them again.
    private var latestProvider: (id: HSAID, number: Int)?
    private var latestUnit: (id: HSAID, unit: Unit)?
    var staffMembers: [Key: Int] = [:]
    var persons: [PersonIdentifier: Int] = [:]
    /// Whether the patient has a name there.
    var patients: [PatientKey: Bool] = [:]
    private var diagnoses: [DiagnosisCode: Int] = [:]
    let makePublicIDs: (Int) -> [String]

    /// - Parameter makePublicIDs: names so many patients in addresses; must not be guessable.
    package init(makePublicIDs: @escaping (Int) -> [String] = PublicID.random) { self.makePublicIDs = makePublicIDs }

    package func forget() {
        providers = [:]
        units = [:]
        latestProvider = nil
        latestUnit = nil
        staffMembers = [:]
        persons = [:]
        patients = [:]
        diagnoses = [:]
    }
}

extension Registry {
    package func provider(_ reference: CareProviderReference, _ connection: any Connection) throws -> Int {
        if let latestProvider, latestProvider.id == reference.hsaID { return latestProvider.number }
        let id = try providers[reference.hsaID.rawValue] ?? findOrAdd(reference, connection)
        latestProvider = (reference.hsaID, id)
        return id
    }

    private func findOrAdd(_ reference: CareProviderReference, _ connection: any Connection) throws -> Int {
        let found = try connection.first("SELECT id FROM care_provider WHERE hsa_id = \(reference.hsaID)") { $0.int(0) }
        let id = try found ?? insertProvider(reference, connection)
        providers[reference.hsaID.rawValue] = id
        return id
    }

    private func insertProvider(_ reference: CareProviderReference, _ connection: any Connection) throws -> Int {
        let id = try connection.reserve(of: .careProvider)
        try connection.execute(
            """
            INSERT INTO care_provider (id, hsa_id, name)
            VALUES (\(id), \(reference.hsaID), \(Registry.name(reference.name, of: reference.hsaID)))
            """)
        return id
    }

    /// Pages, lists and files need something to call it by: whoever is not named in a certificate is called by the HSA-id until a row of
    /// units tells the name.
    private static func name(_ name: String, of hsaID: HSAID) -> String { name.isEmpty ? hsaID.rawValue : name }

    /// The providers that each HSA-id names: its own, or those that have a unit of that id. Unknown ones have no element.
    static func providers(named ids: Set<HSAID>, _ connection: any Connection) throws -> [HSAID: Set<Int>] {
        var found: [HSAID: Set<Int>] = [:]
        try ids.inSlices { slice in
            try connection.forEach(
                """
                SELECT hsa_id, care_provider_id FROM care_unit WHERE hsa_id IN \(list: slice)
                UNION SELECT hsa_id, id FROM care_provider WHERE hsa_id IN \(list: slice)
                """
            ) { found[HSAID(rawValue: $0.text(0)), default: []].insert($0.int(1)) }
        }
        return found
    }

    package func unit(_ reference: CareUnitReference, provider: Int, _ connection: any Connection) throws -> Unit {
        if let latestUnit, latestUnit.unit.provider == provider, latestUnit.id == reference.hsaID { return latestUnit.unit }
        let key = Key(provider: provider, text: reference.hsaID.rawValue)
        let unit = try units[key] ?? findOrAdd(reference, provider: provider, connection)
        units[key] = unit
        latestUnit = (reference.hsaID, unit)
        return unit
    }

    private func findOrAdd(_ reference: CareUnitReference, provider: Int, _ connection: any Connection) throws -> Unit {
        try knownUnit(reference.hsaID, provider: provider, connection)
            ?? insertUnit(reference, provider: provider, connection)
    }

    private func knownUnit(_ hsaID: HSAID, provider: Int, _ connection: any Connection) throws -> Unit? {
        try connection.first("SELECT id, root_id FROM care_unit WHERE care_provider_id = \(provider) AND hsa_id = \(hsaID)") {
            Unit(id: $0.int(0), root: $0.int(1), provider: provider)
        }
    }

    private func insertUnit(_ reference: CareUnitReference, provider: Int, _ connection: any Connection) throws -> Unit {
        let id = try connection.reserve(of: .careUnit)
        try connection.execute(
            """
            INSERT INTO care_unit (id, care_provider_id, hsa_id, name, parent_id, root_id)
            VALUES (\(id), \(provider), \(reference.hsaID), \(Registry.name(reference.name, of: reference.hsaID)), NULL, \(id))
            """)
        return Unit(id: id, root: id, provider: provider)
    }

    /// The same for many: those that are known.
    func knownUnits(_ hsaIDs: Set<HSAID>, _ connection: any Connection) throws -> [HSAID: Unit] {
        var found: [HSAID: Unit] = [:]
        try hsaIDs.inSlices { slice in
            try connection.forEach(
                "SELECT hsa_id, id, root_id, care_provider_id FROM care_unit WHERE hsa_id IN \(list: slice) ORDER BY id"
            ) {
                let hsaID = HSAID(rawValue: $0.text(0))
                if found[hsaID] == nil { found[hsaID] = Unit(id: $0.int(1), root: $0.int(2), provider: $0.int(3)) }
            }
        }
        return found
    }

    /// The unit wherever it is known; for rows (KVÅ, volumes) that name a unit without its provider.
    package func knownUnit(_ hsaID: HSAID, _ connection: any Connection) throws -> Unit? {
        try connection.first("SELECT id, root_id, care_provider_id FROM care_unit WHERE hsa_id = \(hsaID) ORDER BY id") {
            Unit(id: $0.int(0), root: $0.int(1), provider: $0.int(2))
        }
    }

    package func staff(_ issuer: Issuer, provider: Int, _ connection: any Connection) throws -> Int {
        try staff([(issuer: issuer, provider: provider)], connection)[0]
    }

    /// The patient at the provider; the first name that is not empty stays.
    package func patient(_ identifier: PersonIdentifier, name: String, provider: Int, _ connection: any Connection) throws -> Int
    {
        try patients([PatientReference(identifier, name: name, provider: provider)], connection)[0]
    }

    /// The patient where known, at any of the provider's units.
    package func knownPatient(_ identifier: PersonIdentifier, provider: Int, _ connection: any Connection) throws -> Int? {
        try connection.first(
            """
            SELECT person.id FROM person JOIN patient ON patient.person_id = person.id
            WHERE person.kind = \(Int(identifier.kind.rawValue)) AND person.identifier = \(identifier.canonical)
              AND patient.care_provider_id = \(provider)
            """
        ) { $0.int(0) }
    }
}

extension Registry {
    package func diagnosis(_ code: DiagnosisCode, _ connection: any Connection) throws -> Int {
        if let id = diagnoses[code] { return id }
        let system = Int(code.system.rawValue)
        let found = try connection.first("SELECT id FROM diagnosis WHERE system = \(system) AND code = \(code.code)") {
            $0.int(0)
        }
        let id: Int
        if let found {
            id = found
        } else {
            id = try connection.reserve(of: .diagnosis)
            try connection.execute("INSERT INTO diagnosis (id, system, code) VALUES (\(id), \(system), \(code.code))")
        }
        diagnoses[code] = id
        return id
    }
}
