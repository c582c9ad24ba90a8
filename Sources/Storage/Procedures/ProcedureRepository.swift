package import SickLeave

/// Registered KVÅ codes of patients that are known from certificates.
package struct ProcedureRepository {
    package enum Outcome: Sendable, Equatable {
        case stored
        case alreadyKnown
        case unknownUnit
        case otherContent
    }

    private let connection: any Connection
    private let registry: Registry

    package init(_ connection: any Connection, registry: Registry) {
        self.connection = connection
        self.registry = registry
    }

    package func store(_ registration: ProcedureRegistration, importRun: Int) throws -> Outcome {
        guard let unit = try registry.knownUnit(registration.careUnit, connection) else { return .unknownUnit }
        let person = try registry.patient(registration.patient, name: "", provider: unit.provider, connection)
        let staff = try registration.performedBy.map {
            try registry.staff(Issuer(hsaID: $0, name: ""), provider: unit.provider, connection)
        }
        let known = try connection.first(
            """
            SELECT care_unit_id, person_id, day, code FROM procedure_registration
            WHERE care_provider_id = \(unit.provider) AND registration_id = \(registration.id)
            """
        ) { ($0.int(0), $0.int(1), $0.int(2), $0.text(3)) }
        if let known {
            return known == (unit.id, person, registration.day.number, registration.code) ? .alreadyKnown : .otherContent
        }
        let number = try connection.reserve(of: .procedure)
        try connection.execute(
            """
            INSERT INTO procedure_registration (care_provider_id, number, registration_id, care_unit_id, person_id, day, code,
                staff_id, import_run_id)
            VALUES (\(unit.provider), \(number), \(registration.id), \(unit.id), \(person), \(registration.day), \(registration.code),
                \(staff), \(importRun))
            """)
        return .stored
    }

    /// The patients whom the professional has registered a measure for at the care unit, on the day or later.
    package static func persons(
        _ connection: any Connection, performedBy staff: Int, provider: Int, unit: Int, since day: Day
    ) throws -> Set<Int> {
        Set(
            try connection.all(
                """
                SELECT p.person_id FROM procedure_registration p JOIN care_unit u ON u.id = p.care_unit_id
                WHERE p.care_provider_id = \(provider) AND p.staff_id = \(staff) AND u.root_id = \(unit) AND p.day >= \(day)
                """
            ) { $0.int(0) })
    }

    package struct Stored: Sendable {
        package let day: Day
        package let code: String
        package let unitName: String
        package let performedBy: String
    }

    /// The patient's registrations at the care unit and its sub-units in the days, oldest first.
    package func registrations(provider: Int, unit: Int, person: Int, days: DayRange) throws -> [Stored] {
        try connection.all(
            """
            SELECT p.day, p.code, u.name, COALESCE(s.name, '') FROM procedure_registration p
            JOIN care_unit u ON u.id = p.care_unit_id
            LEFT JOIN staff s ON s.care_provider_id = p.care_provider_id AND s.id = p.staff_id
            WHERE p.care_provider_id = \(provider) AND p.person_id = \(person) AND u.root_id = \(unit) AND p.day BETWEEN \(days.first) AND \(days.last)
            ORDER BY p.day, p.number
            """
        ) { Stored(day: Day($0.int(0)), code: $0.text(1), unitName: $0.text(2), performedBy: $0.text(3)) }
    }
}
