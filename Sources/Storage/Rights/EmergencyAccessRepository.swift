package import SickLeave

/// What was opened in spite of a block (nödöppning): append-only, each for one person, one patient and one unit, until it ends.
package struct EmergencyAccessRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func open(
        unit blocked: Int, of person: Int, reason: String, provider: Int, from unit: Int, by account: Int, at instant: Instant,
        until end: Instant
    ) throws {
        let number = try connection.reserve(of: .right)
        try connection.execute(
            """
            INSERT INTO emergency_access (care_provider_id, number, care_unit_id, person_id, blocked_unit_id, account_id, reason,
                opened_at, ends_at)
            VALUES (\(provider), \(number), \(unit), \(person), \(blocked), \(account), \(reason), \(instant), \(end))
            """)
    }

    /// Which blocked units' data of the patient the person has open, and until when.
    package func open(of person: Int, provider: Int, from unit: Int, by account: Int, at instant: Instant) throws -> [Int:
        Instant]
    {
        var found: [Int: Instant] = [:]
        try connection.forEach(
            """
            SELECT blocked_unit_id, MAX(ends_at) FROM emergency_access
            WHERE care_provider_id = \(provider) AND care_unit_id = \(unit) AND person_id = \(person)
              AND account_id = \(account) AND opened_at <= \(instant) AND ends_at > \(instant)
            GROUP BY blocked_unit_id
            """
        ) { found[$0.int(0)] = Instant(rawValue: Int64($0.int(1))) }
        return found
    }

    package struct Opening: Sendable {
        package let at: Instant
        package let by: String
        package let from: String
        package let blocked: String
        package let reason: String
        package let until: Instant
    }

    /// The provider's newest, for the review of the log.
    package func newest(_ count: Int, provider: Int) throws -> [Opening] {
        try connection.all(
            """
            SELECT e.opened_at, a.name, u.name, b.name, e.reason, e.ends_at FROM emergency_access e
            JOIN account a ON a.id = e.account_id JOIN care_unit u ON u.id = e.care_unit_id
            JOIN care_unit b ON b.id = e.blocked_unit_id
            WHERE e.care_provider_id = \(provider) ORDER BY e.number DESC LIMIT \(count)
            """
        ) {
            Opening(
                at: Instant(rawValue: Int64($0.int(0))), by: $0.text(1), from: $0.text(2), blocked: $0.text(3),
                reason: $0.text(4),
                until: Instant(rawValue: Int64($0.int(5))))
        }
    }
}
