package import SickLeave

/// All that statistics and lists read, as immutable columns of integers: one consistent state of the store.
///
/// Rows of different tables name each other by *index*, dense from 0, so that loops can count into flat arrays. The store's
/// own numbers stand in the `number` columns; `index(…)` and `row(…)` translate.
package struct Snapshot: Sendable {
    /// The state's generation, chosen by the caller; a new state has a new one (it serves as ETag).
    package let id: Int64
    package let certificates: CertificateColumns
    package let periods: PeriodColumns
    package let persons: PersonColumns
    package let units: UnitColumns
    package let providers: ProviderColumns
    package let professionals: ProfessionalColumns
    package let issuers: IssuerColumns
    package let diagnoses: DiagnosisColumns
    package let procedures: ProcedureColumns
    package let messages: MessageColumns
    package let staff: StaffColumns
    package let volumes: VolumeColumns

    /// "No day" in a column of days.
    package static let noDay = Int32.min
    /// "None" in a column of indices.
    package static let none: Int32 = -1
}

/// A row of `Snapshot.units`.
package struct UnitIndex: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }
    package init(_ index: Int) { self.rawValue = Int32(index) }
}

/// A row of `Snapshot.persons`.
package struct PersonIndex: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }
    package init(_ index: Int) { self.rawValue = Int32(index) }
}

extension Snapshot {
    /// The unit with the store's number; nil when the snapshot does not know it.
    package func unit(number: Int32) -> UnitIndex? { units.index[number].map(UnitIndex.init(rawValue:)) }
    /// The person with the store's number; nil when the snapshot does not know it.
    package func person(number: Int32) -> PersonIndex? { persons.index[number].map(PersonIndex.init(rawValue:)) }
    /// The row of `providers` with the store's number; nil when the snapshot does not know it.
    package func providerIndex(number: Int32) -> Int32? { providers.index[number] }
    /// The row of the certificate with the store's number; nil when the snapshot does not know it.
    package func row(certificate number: Int32) -> Int? { certificates.index[number].map(Int.init) }

    /// Rows of the care unit's certificates (sub-units included), by person and first day, whether or not they count in spells.
    /// Empty for a sub-unit: its certificates lie under its care unit.
    package func certificateRows(careUnit: UnitIndex) -> Range<Int> {
        Int(certificates.careUnitStart[Int(careUnit.rawValue)])..<Int(certificates.careUnitStart[Int(careUnit.rawValue) + 1])
    }

    /// Rows of the person's certificates, by first day, whether or not they count in spells.
    package func certificateRows(person: PersonIndex) -> ArraySlice<Int32> {
        let start = certificates.personStart
        return certificates.byPerson[Int(start[Int(person.rawValue)])..<Int(start[Int(person.rawValue) + 1])]
    }

    /// The certificate's diagnosis; nil when it states none.
    package func diagnosis(row: Int) -> DiagnosisCode? {
        let index = certificates.diagnosis[row]
        return index < 0 ? nil : diagnoses.code[Int(index)]
    }
}
