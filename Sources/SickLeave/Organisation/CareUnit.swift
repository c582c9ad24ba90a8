/// A care unit (vårdenhet) or a sub-unit (enhet) below one.
package struct CareUnit: Hashable, Sendable {
    package var hsaID: HSAID
    package var name: String
    package var careProvider: CareProviderReference
    /// The care unit that a sub-unit belongs to; nil for a care unit.
    package var parent: HSAID?
    /// Where it lies; nil when unknown. A sub-unit without one lies where its care unit does.
    package var county: County?
    /// What the source speaks of. Of the rest nothing is known from it, and what was known before stays.
    package var given: Given

    package struct Given: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let providerName = Given(rawValue: 1)
        package static let parent = Given(rawValue: 2)
        package static let county = Given(rawValue: 4)
        package static let all: Given = [.providerName, .parent, .county]
    }

    package init(
        hsaID: HSAID, name: String, careProvider: CareProviderReference, parent: HSAID?, county: County? = nil,
        given: Given = .all
    ) {
        self.hsaID = hsaID
        self.name = name
        self.careProvider = careProvider
        self.parent = parent
        self.county = county
        self.given = given
    }
}

/// A member of a unit's staff, with training in insurance medicine as the unit records it.
package struct StaffMember: Hashable, Sendable {
    package var hsaID: HSAID
    package var name: String
    package var careUnit: HSAID
    /// HSA position code (befattningskod); empty when unknown.
    package var position: String
    /// Issues certificates (physician).
    package var isPhysician: Bool
    /// Last completed training in insurance medicine; nil when none is recorded.
    package var trainedOn: Day?
    package var employedFrom: Day?
    package var employedThrough: Day?
    /// Nil when unknown.
    package var sex: LegalSex?
    /// Nil when unknown.
    package var birthYear: Int?
    /// As for a unit.
    package var given: Given

    package struct Given: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let position = Given(rawValue: 1)
        package static let trainedOn = Given(rawValue: 2)
        package static let employedFrom = Given(rawValue: 4)
        package static let employedThrough = Given(rawValue: 8)
        package static let sex = Given(rawValue: 16)
        package static let birthYear = Given(rawValue: 32)
        package static let all: Given = [.position, .trainedOn, .employedFrom, .employedThrough, .sex, .birthYear]
    }

    package init(
        hsaID: HSAID, name: String, careUnit: HSAID, position: String, isPhysician: Bool, trainedOn: Day?, employedFrom: Day?,
        employedThrough: Day?, sex: LegalSex? = nil, birthYear: Int? = nil, given: Given = .all
    ) {
        self.hsaID = hsaID
        self.name = name
        self.careUnit = careUnit
        self.position = position
        self.isPhysician = isPhysician
        self.trainedOn = trainedOn
        self.employedFrom = employedFrom
        self.employedThrough = employedThrough
        self.sex = sex
        self.birthYear = birthYear
        self.given = given
    }
}

/// Visits and listed patients of a unit in a month: denominators that a unit can export from its record system.
package struct UnitVolume: Hashable, Sendable {
    package var careUnit: HSAID
    package var month: Month
    package var visits: Int?
    package var listedPatients: Int?

    package init(careUnit: HSAID, month: Month, visits: Int?, listedPatients: Int?) {
        self.careUnit = careUnit
        self.month = month
        self.visits = visits
        self.listedPatients = listedPatients
    }
}
