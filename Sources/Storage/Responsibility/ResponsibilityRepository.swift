package import SickLeave

/// Who answers for a patient's case at a unit: append-only, the newest row counts.
package struct ResponsibilityRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// - Parameter responsible: nil takes the case from whoever had it.
    package func assign(provider: Int, unit: Int, persons: [Int], to responsible: Int?, by account: Int, at instant: Instant)
        throws
    {
        guard !persons.isEmpty else { return }
        var number = try connection.reserve(persons.count, of: .responsibility)
        for person in persons {
            try connection.execute(
                """
                INSERT INTO responsibility (care_provider_id, care_unit_id, person_id, number, responsible_account_id,
                    assigned_by_account_id, assigned_at)
                VALUES (\(provider), \(unit), \(person), \(number), \(responsible), \(account), \(instant))
                """)
            number += 1
        }
    }

    package struct Responsible: Sendable, Hashable {
        package let account: Int
        package let name: String
    }

    /// The one who answers now, by person.
    package func current(provider: Int, unit: Int) throws -> [Int: Responsible] {
        var found: [Int: Responsible] = [:]
        try connection.forEach(
            """
            SELECT r.person_id, r.responsible_account_id, a.name FROM responsibility r
            JOIN account a ON a.id = r.responsible_account_id
            WHERE r.care_provider_id = \(provider) AND r.care_unit_id = \(unit)
              AND r.number = (SELECT MAX(n.number) FROM responsibility n
                  WHERE n.care_provider_id = r.care_provider_id AND n.care_unit_id = r.care_unit_id AND n.person_id = r.person_id)
            """
        ) { found[$0.int(0)] = Responsible(account: $0.int(1), name: $0.text(2)) }
        return found
    }

    /// The patients whose case the person answers for now.
    package func persons(of account: Int, provider: Int, unit: Int) throws -> Set<Int> {
        Set(
            try connection.all(
                """
                SELECT r.person_id FROM responsibility r
                WHERE r.care_provider_id = \(provider) AND r.care_unit_id = \(unit) AND r.responsible_account_id = \(account)
                  AND r.number = (SELECT MAX(n.number) FROM responsibility n
                      WHERE n.care_provider_id = r.care_provider_id AND n.care_unit_id = r.care_unit_id AND n.person_id = r.person_id)
                """
            ) { $0.int(0) })
    }

    /// The number of the unit's newest assignment, which grows with each; 0 before the first.
    package func newest(provider: Int, unit: Int) throws -> Int {
        try connection.first(
            "SELECT MAX(number) FROM responsibility WHERE care_provider_id = \(provider) AND care_unit_id = \(unit)"
        ) { $0.optionalInt(0) ?? 0 } ?? 0
    }

    package struct Change: Sendable {
        package let at: Instant
        package let responsible: String?
        package let by: String
    }

    package func history(provider: Int, unit: Int, person: Int) throws -> [Change] {
        try connection.all(
            """
            SELECT r.assigned_at, a.name, b.name FROM responsibility r
            LEFT JOIN account a ON a.id = r.responsible_account_id JOIN account b ON b.id = r.assigned_by_account_id
            WHERE r.care_provider_id = \(provider) AND r.care_unit_id = \(unit) AND r.person_id = \(person) ORDER BY r.number
            """
        ) { Change(at: Instant(rawValue: Int64($0.int(0))), responsible: $0.optionalText(1), by: $0.text(2)) }
    }
}
