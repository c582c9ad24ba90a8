import SickLeave

extension SnapshotBuilder {
    /// Orders, links and freezes what was added, and leaves the builder empty. `id` is the generation of the store's state.
    package mutating func build(id: Int64) -> Snapshot {
        defer { self = SnapshotBuilder() }
        let providers = linkProviders()
        linkUnits()
        linkPersons()
        let professionals = linkProfessionals()
        addAges()
        orderPeriods()
        orderCertificates()
        markPatientsOfSeveralUnits()
        orderEvents()
        buildCategories()
        return Snapshot(
            id: id, certificates: certificates, periods: periods, persons: persons, units: units, providers: providers,
            professionals: professionals, issuers: issuers, diagnoses: diagnoses, procedures: procedures, messages: messages,
            staff: staff, volumes: volumes)
    }
}

extension SnapshotBuilder {
    private mutating func linkProviders() -> ProviderColumns {
        var providers = ProviderColumns()
        providers.number = Self.missing(from: NumberIndex([]), named: units.provider, certificates.provider)
        providers.index = NumberIndex(providers.number)
        providers.index.translate(&units.provider)
        providers.index.translate(&certificates.provider)
        return providers
    }

    private mutating func linkUnits() {
        let unknown = Self.missing(
            from: NumberIndex(units.number), named: units.careUnit, certificates.unit, staff.unit, procedures.careUnit,
            volumes.careUnit)
        units.number += unknown
        units.careUnit += unknown
        units.provider += unknown.map { _ in Snapshot.none }
        units.county += unknown.map { _ in 0 }
        units.index = NumberIndex(units.number)
        units.index.translate(&units.careUnit)
        units.index.translate(&certificates.unit)
        units.index.translate(&staff.unit)
        units.index.translate(&procedures.careUnit)
        units.index.translate(&volumes.careUnit)
        // A unit that only certificates name belongs to the provider that they name.
        for row in 0..<certificates.count where units.provider[Int(certificates.unit[row])] == Snapshot.none {
            units.provider[Int(certificates.unit[row])] = certificates.provider[row]
        }
        let careUnit = units.careUnit
        certificates.careUnit = certificates.unit.map { careUnit[Int($0)] }
        staff.careUnit = staff.unit.map { careUnit[Int($0)] }
        procedures.careUnit = procedures.careUnit.map { careUnit[Int($0)] }
        volumes.careUnit = volumes.careUnit.map { careUnit[Int($0)] }
    }

    private mutating func linkPersons() {
        let unknown = Self.missing(from: NumberIndex(persons.number), named: certificates.person, procedures.person)
        persons.number += unknown
        persons.birthDay += unknown.map { _ in Snapshot.noDay }
        persons.sex += unknown.map { _ in PersonColumns.unknownSex }
        persons.index = NumberIndex(persons.number)
        persons.index.translate(&certificates.person)
        persons.index.translate(&procedures.person)
    }

    private mutating func linkProfessionals() -> ProfessionalColumns {
        var professionals = ProfessionalColumns()
        professionals.number = Self.missing(
            from: NumberIndex([]), named: staff.professional, certificates.doctor, issuers.professional)
        professionals.index = NumberIndex(professionals.number)
        professionals.index.translate(&staff.professional)
        professionals.index.translate(&certificates.doctor)
        professionals.index.translate(&issuers.professional)
        return professionals
    }

    /// The numbers that the columns name and the index does not know, ascending.
    private static func missing(from index: NumberIndex, named columns: [Int32]...) -> [Int32] {
        var seen: Set<Int32> = []
        for column in columns {
            var latest: Int32?
            for number in column where number != latest {
                latest = number
                if index[number] == nil { seen.insert(number) }
            }
        }
        return seen.sorted()
    }

    private mutating func buildCategories() {
        let names = diagnoses.code.map(\.category)
        diagnoses.categories = Set(names.compactMap(\.self)).sorted()
        let index = Dictionary(uniqueKeysWithValues: zip(diagnoses.categories, Int32(0)...))
        diagnoses.category = names.map { $0.flatMap { index[$0] } ?? Snapshot.none }
    }
}

extension NumberIndex {
    /// Replaces numbers by indices; every number must be known.
    func translate(_ column: inout [Int32]) {
        for row in column.indices { column[row] = self[column[row]]! }
    }
}
