package import SickLeave

/// Patients, by the store's number.
package struct PersonColumns: Sendable, Equatable {
    package internal(set) var number: [Int32] = []
    /// `Snapshot.noDay` when unknown.
    package internal(set) var birthDay: [Int32] = []
    /// `LegalSex.rawValue`; `unknownSex` when it cannot be known.
    package internal(set) var sex: [UInt8] = []
    var index = NumberIndex([])

    package static let unknownSex: UInt8 = 255
    package var count: Int { number.count }

    package func legalSex(_ person: PersonIndex) -> LegalSex? { LegalSex(rawValue: sex[Int(person.rawValue)]) }

    /// Whole years on the day; nil when the birth day is unknown or later.
    package func age(_ person: PersonIndex, on day: Day) -> Int? {
        let birth = birthDay[Int(person.rawValue)]
        guard birth != Snapshot.noDay, birth <= day.rawValue else { return nil }
        let (birthYear, birthMonth, birthDayOfMonth) = Day(rawValue: birth).components
        let (year, month, dayOfMonth) = day.components
        return year - birthYear - ((month, dayOfMonth) < (birthMonth, birthDayOfMonth) ? 1 : 0)
    }
}

/// Care units and sub-units, by the store's number.
package struct UnitColumns: Sendable, Equatable {
    package internal(set) var number: [Int32] = []
    /// Row of `units`: itself for a care unit, its care unit for a sub-unit.
    package internal(set) var careUnit: [Int32] = []
    /// Row of `providers`.
    package internal(set) var provider: [Int32] = []
    /// `County.rawValue`; 0 when unknown.
    package internal(set) var county: [UInt8] = []
    var index = NumberIndex([])

    package var count: Int { number.count }
}

/// Care providers (vårdgivare), by the store's number.
package struct ProviderColumns: Sendable, Equatable {
    package internal(set) var number: [Int32] = []
    var index = NumberIndex([])

    package var count: Int { number.count }
}

/// Everyone who signed a certificate or stands in the staff register, by the store's number.
package struct ProfessionalColumns: Sendable, Equatable {
    package internal(set) var number: [Int32] = []
    var index = NumberIndex([])

    package var count: Int { number.count }
    /// The professional with the store's number.
    package func index(number: Int32) -> Int32? { index[number] }
}

/// What is known of who signed, as it was at that time, one row a combination: a physician who grows older or changes position
/// has several.
package struct IssuerColumns: Sendable, Equatable {
    /// Row of `professionals`.
    package internal(set) var professional: [Int32] = []
    /// `LegalSex.rawValue`; `PersonColumns.unknownSex` when unknown.
    package internal(set) var sex: [UInt8] = []
    /// Whole years; 0 when unknown.
    package internal(set) var age: [UInt8] = []
    /// For those whose age at that time is not known; 0 when this is not either.
    package internal(set) var birthYear: [UInt16] = []
    package internal(set) var positions: [PhysicianPositions] = []

    package var count: Int { professional.count }
}

/// Members of staff, one row a person and care unit, by unit.
package struct StaffColumns: Sendable, Equatable {
    /// Row of `professionals`.
    package internal(set) var professional: [Int32] = []
    /// Row of `units`, as registered.
    package internal(set) var unit: [Int32] = []
    /// Row of `units`: the care unit that `unit` is or belongs to; the rows are ordered by it.
    package internal(set) var careUnit: [Int32] = []
    package internal(set) var isPhysician: [Bool] = []
    /// Last completed training in insurance medicine; `Snapshot.noDay` when none is recorded.
    package internal(set) var trainedDay: [Int32] = []
    /// `Snapshot.noDay` when open.
    package internal(set) var employedFrom: [Int32] = []
    /// `Snapshot.noDay` when open.
    package internal(set) var employedThrough: [Int32] = []

    package var count: Int { professional.count }
    package func rows(careUnit: UnitIndex) -> Range<Int> { self.careUnit.equalRange(careUnit.rawValue) }

    package func isEmployed(_ row: Int, on day: Day) -> Bool {
        (employedFrom[row] == Snapshot.noDay || employedFrom[row] <= day.rawValue)
            && (employedThrough[row] == Snapshot.noDay || employedThrough[row] >= day.rawValue)
    }
}

/// The dictionary of main diagnoses that occur.
package struct DiagnosisColumns: Sendable, Equatable {
    package internal(set) var code: [DiagnosisCode] = []
    /// Row of `categories`; `Snapshot.none` when the code has no category.
    package internal(set) var category: [Int32] = []
    /// Three-position categories that occur, as `F43`, in order.
    package internal(set) var categories: [String] = []

    package var count: Int { code.count }
}
