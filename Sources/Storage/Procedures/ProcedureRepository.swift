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
        try store([registration], importRun: importRun)[0]
    }

    /// A registration with the numbers of what it names.
    private struct Entry {
        let registration: ProcedureRegistration
        let unit: Registry.Unit
        let person: Int
        let staff: Int?

        var key: Key { Key(provider: unit.provider, registration: registration.id) }
        var facts: Facts { Facts(unit: unit.id, person: person, day: registration.day.number, code: registration.code) }
    }

    private struct Key: Hashable {
        let provider: Int
        let registration: String
    }

    private struct Facts: Equatable {
        let unit: Int
        let person: Int
        let day: Int
        let code: String
    }

    /// Stores many at once, in their order.
    ///
    /// - Parameter looksFirst: as in `MessageRepository.store`.
    /// - Returns: what came of each, in their order.
    package func store(
        _ registrations: [ProcedureRegistration], importRun: Int, looksFirst: Bool = true
    ) throws -> [Outcome] {
        let entries = try self.entries(of: registrations)
        var seen = looksFirst ? try known(entries.compactMap(\.self)) : [:]
        var new: [Entry] = []
        var outcomes: [Outcome] = []
        for entry in entries {
            guard let entry else {
                outcomes.append(.unknownUnit)
                continue
            }
            if let facts = seen[entry.key] {
                outcomes.append(facts == entry.facts ? .alreadyKnown : .otherContent)
                continue
            }
            seen[entry.key] = entry.facts
            new.append(entry)
            outcomes.append(.stored)
        }
        try insert(new, importRun: importRun)
        return outcomes
    }

    /// Nil where the unit is not known.
    private func entries(of registrations: [ProcedureRegistration]) throws -> [Entry?] {
        let units = try registry.knownUnits(Set(registrations.map(\.careUnit)), connection)
        let placed = registrations.filter { units[$0.careUnit] != nil }
        func provider(_ registration: ProcedureRegistration) -> Int { units[registration.careUnit]?.provider ?? 0 }
        var persons = try registry.patients(
            placed.map { .init($0.patient, name: "", provider: provider($0)) }, connection
        ).makeIterator()
        var staff = try registry.staff(
            placed.compactMap { one in
                one.performedBy.map { (issuer: Issuer(hsaID: $0, name: ""), provider: provider(one)) }
            }, connection
        ).makeIterator()
        return registrations.map { registration in
            guard let unit = units[registration.careUnit], let person = persons.next() else { return nil }
            return Entry(
                registration: registration, unit: unit, person: person,
                staff: registration.performedBy == nil ? nil : staff.next())
        }
    }

    private func known(_ entries: [Entry]) throws -> [Key: Facts] {
        var known: [Key: Facts] = [:]
        try entries.map { [$0.unit.provider.sqlValue, $0.registration.id.sqlValue] }.inSlices(of: 200) { slice in
            // Joined pair by pair, as messages are (`MessageRepository`).
            try connection.forEach(
                """
                WITH asked (care_provider_id, registration_id) AS (VALUES \(rows: slice))
                SELECT r.care_provider_id, r.registration_id, r.care_unit_id, r.person_id, r.day, r.code FROM asked
                JOIN procedure_registration r
                    ON r.care_provider_id = asked.care_provider_id AND r.registration_id = asked.registration_id
                """
            ) {
                known[Key(provider: $0.int(0), registration: $0.text(1))] = Facts(
                    unit: $0.int(2), person: $0.int(3), day: $0.int(4), code: $0.text(5))
            }
        }
        return known
    }

    private func insert(_ new: [Entry], importRun: Int) throws {
        guard !new.isEmpty else { return }
        let first = try connection.reserve(new.count, of: .procedure)
        try connection.insert(
            into: "procedure_registration",
            [
                "care_provider_id", "number", "registration_id", "care_unit_id", "person_id", "day", "code", "staff_id",
                "import_run_id",
            ]
        ) { writer in
            for (place, entry) in new.enumerated() {
                try writer.add([
                    entry.unit.provider.sqlValue, (first + place).sqlValue, entry.registration.id.sqlValue,
                    entry.unit.id.sqlValue, entry.person.sqlValue, entry.registration.day.sqlValue,
                    entry.registration.code.sqlValue, entry.staff?.sqlValue ?? .null, importRun.sqlValue,
                ])
            }
        }
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
