package import SickLeave

// Many at once: what an import asks for is asked for in bulk, and what it brings is added in bulk.
extension Registry {
    /// Numbers of the rows that a certificate points at.
    package struct References: Sendable, Hashable {
        package let provider: Int
        package let unit: Int
        package let staff: Int
        package var person: Int
        package let diagnosis: Int?
    }

    package struct PatientReference: Sendable, Hashable {
        package let identifier: PersonIdentifier
        /// May be empty.
        package let name: String
        package let provider: Int

        package init(_ identifier: PersonIdentifier, name: String, provider: Int) {
            self.identifier = identifier
            self.name = name
            self.provider = provider
        }
    }

    func references(of newcomers: [NewCertificate], _ connection: any Connection) throws -> [References] {
        let providers = try newcomers.map { try provider($0.certificate.careProvider, connection) }
        let staff = try self.staff(
            newcomers.indices.lazy.map { (issuer: newcomers[$0].certificate.issuer, provider: providers[$0]) }, connection)
        let persons = try patients(
            newcomers.indices.map {
                PatientReference(
                    newcomers[$0].certificate.patient, name: newcomers[$0].certificate.patientName, provider: providers[$0])
            }, connection)
        return try newcomers.indices.map { place in
            let newcomer = newcomers[place]
            return References(
                provider: providers[place],
                unit: try unit(newcomer.certificate.careUnit, provider: providers[place], connection).id, staff: staff[place],
                person: persons[place],
                diagnosis: try newcomer.certificate.diagnoses.first.map { try diagnosis($0.code, connection) })
        }
    }

    // MARK: Staff

    package func staff(
        _ issuers: some Collection<(issuer: Issuer, provider: Int)>, _ connection: any Connection
    ) throws -> [Int] {
        var numbers: [Int] = []
        numbers.reserveCapacity(issuers.count)
        var missing: [Int: [(issuer: Issuer, place: Int)]] = [:]
        for (issuer, provider) in issuers {
            let number = staffMembers[Key(provider: provider, text: issuer.hsaID.rawValue)]
            if number == nil { missing[provider, default: []].append((issuer, numbers.count)) }
            numbers.append(number ?? 0)
        }
        for (provider, missing) in missing {
            try findOrAdd(missing.map(\.issuer), provider: provider, connection)
            for (issuer, place) in missing {
                numbers[place] = staffMembers[Key(provider: provider, text: issuer.hsaID.rawValue)] ?? 0
            }
        }
        return numbers
    }

    private func findOrAdd(_ issuers: [Issuer], provider: Int, _ connection: any Connection) throws {
        try Set(issuers.map(\.hsaID)).inSlices { slice in
            try connection.forEach(
                "SELECT hsa_id, id FROM staff WHERE care_provider_id = \(provider) AND hsa_id IN \(list: slice)"
            ) {
                staffMembers[Key(provider: provider, text: $0.text(0))] = $0.int(1)
            }
        }
        var new: [Issuer] = []
        var seen: Set<HSAID> = []
        for issuer in issuers
        where staffMembers[Key(provider: provider, text: issuer.hsaID.rawValue)] == nil && seen.insert(issuer.hsaID).inserted {
            new.append(issuer)
        }
        guard !new.isEmpty else { return }
        let first = try connection.reserve(new.count, of: .staff)
        try connection.insert(into: "staff", ["care_provider_id", "id", "hsa_id", "name", "position"]) { writer in
            for (place, issuer) in new.enumerated() {
                try writer.add([
                    provider.sqlValue, (first + place).sqlValue, issuer.hsaID.sqlValue, issuer.name.sqlValue,
                    (issuer.positions.first ?? "").sqlValue,
                ])
            }
        }
        for (place, issuer) in new.enumerated() {
            staffMembers[Key(provider: provider, text: issuer.hsaID.rawValue)] = first + place
        }
    }

    // MARK: Persons and patients

    /// Their persons' numbers. Each becomes a patient of its provider; the first name that is not empty stays.
    package func patients(_ references: [PatientReference], _ connection: any Connection) throws -> [Int] {
        let known = try persons(references.lazy.map(\.identifier), connection)
        var strangers: [Int: [Int: String]] = [:]
        for (reference, person) in zip(references, known.numbers) {
            let hasName = patients[PatientKey(provider: reference.provider, person: person)]
            if hasName == true || hasName == false && reference.name.isEmpty { continue }
            let name = strangers[reference.provider]?[person]
            if name == nil || name == "" { strangers[reference.provider, default: [:]][person] = reference.name }
        }
        for (provider, names) in strangers { try findOrAdd(names, provider: provider, except: known.new, connection) }
        return known.numbers
    }

    /// - Parameters:
    ///   - names: by person.
    ///   - new: persons that no provider can know yet.
    private func findOrAdd(_ names: [Int: String], provider: Int, except new: Set<Int>, _ connection: any Connection) throws {
        var stored: [Int: String] = [:]
        try names.keys.filter { !new.contains($0) }.inSlices { slice in
            try connection.forEach(
                "SELECT person_id, name FROM patient WHERE care_provider_id = \(provider) AND person_id IN \(list: slice)"
            ) { stored[$0.int(0)] = $0.text(1) }
        }
        let added = names.keys.filter { stored[$0] == nil }.sorted()
        if !added.isEmpty {
            try connection.insert(into: "patient", ["care_provider_id", "person_id", "public_id", "name", "sort_name"]) {
                writer in
                for (person, publicID) in zip(added, makePublicIDs(added.count)) {
                    let name = names[person] ?? ""
                    try writer.add([
                        provider.sqlValue, person.sqlValue, publicID.sqlValue, name.sqlValue, SwedishOrder.key(name).sqlValue,
                    ])
                }
            }
        }
        for (person, name) in names {
            if stored[person] == "", !name.isEmpty {
                try connection.execute(
                    """
                    UPDATE patient SET name = \(name), sort_name = \(SwedishOrder.key(name))
                    WHERE care_provider_id = \(provider) AND person_id = \(person)
                    """)
            }
            patients[PatientKey(provider: provider, person: person)] = !(stored[person] ?? "").isEmpty || !name.isEmpty
        }
    }

    private func persons(
        _ identifiers: some Collection<PersonIdentifier>, _ connection: any Connection
    ) throws -> (numbers: [Int], new: Set<Int>) {
        var numbers: [Int] = []
        numbers.reserveCapacity(identifiers.count)
        var missing: [(identifier: PersonIdentifier, place: Int)] = []
        for identifier in identifiers {
            let number = persons[identifier]
            if number == nil { missing.append((identifier, numbers.count)) }
            numbers.append(number ?? 0)
        }
        var new: Set<Int> = []
        if !missing.isEmpty {
            for (kind, ofKind) in Dictionary(grouping: Set(missing.lazy.map(\.identifier)), by: \.kind) {
                try ofKind.map(\.canonical).inSlices { slice in
                    // Looked up one by one: joined, PostgreSQL reads every person as long as it thinks that they are few.
                    try connection.forEach(
                        """
                        WITH named (identifier) AS (VALUES \(rows: slice.map { [$0.sqlValue] }))
                        SELECT identifier, (SELECT p.id FROM person p
                            WHERE p.kind = \(Int(kind.rawValue)) AND p.identifier = named.identifier) FROM named
                        """
                    ) { row in
                        if let id = row.optionalInt(1) { persons[PersonIdentifier(kind: kind, canonical: row.text(0))] = id }
                    }
                }
            }
            new = try add(missing.lazy.map(\.identifier).filter { self.persons[$0] == nil }, connection)
            for (identifier, place) in missing { numbers[place] = persons[identifier] ?? 0 }
        }
        return (numbers, new)
    }

    /// In the order in which they are met, so that rows of one batch lie together.
    private func add(_ identifiers: some Sequence<PersonIdentifier>, _ connection: any Connection) throws -> Set<Int> {
        var seen: Set<PersonIdentifier> = []
        let added = identifiers.filter { seen.insert($0).inserted }
        guard !added.isEmpty else { return [] }
        let first = try connection.reserve(added.count, of: .person)
        try connection.insert(into: "person", ["id", "kind", "identifier", "birth_day", "sex"]) { writer in
            for (place, identifier) in added.enumerated() {
                try writer.add([
                    (first + place).sqlValue, Int(identifier.kind.rawValue).sqlValue, identifier.canonical.sqlValue,
                    identifier.birthDay?.sqlValue ?? .null, identifier.legalSex.map { Int($0.rawValue).sqlValue } ?? .null,
                ])
            }
        }
        for (place, identifier) in added.enumerated() { persons[identifier] = first + place }
        return Set(first..<(first + added.count))
    }
}
