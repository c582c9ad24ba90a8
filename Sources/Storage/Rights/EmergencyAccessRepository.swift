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
        package let number: Int
        package let at: Instant
        package let by: String
        package let from: String
        package let blocked: String
        package let reason: String
        package let until: Instant
    }

    /// The provider's newest, for the review of the log; of one unit's people when it is named.
    package func newest(_ count: Int, provider: Int, from unit: Int?) throws -> [Opening] {
        let place: SQL = unit.map { " AND e.care_unit_id = \($0)" } ?? ""
        let sql: SQL = """
            SELECT e.number, e.opened_at, a.name, u.name, b.name, e.reason, e.ends_at FROM emergency_access e
            JOIN account a ON a.id = e.account_id JOIN care_unit u ON u.id = e.care_unit_id
            JOIN care_unit b ON b.id = e.blocked_unit_id
            WHERE e.care_provider_id = \(provider)
            """
        return try connection.all(sql + place + " ORDER BY e.number DESC LIMIT \(count)") {
            Opening(
                number: $0.int(0), at: Instant(rawValue: Int64($0.int(1))), by: $0.text(2), from: $0.text(3), blocked: $0.text(4),
                reason: $0.text(5), until: Instant(rawValue: Int64($0.int(6))))
        }
    }

    /// An opening's row of the access log, as a review has picked it.
    package struct Pick: Sendable {
        package let opening: Int
        package let review: Int
        package let ordinal: Int
        /// The newest; nil while the pick waits.
        package let decision: Int?
    }

    /// Where the openings are in reviews, the newest review last; in one unit's own reviews when it is named. An opening and its row of
    /// the log were written in one transaction, with one time.
    package func picks(of openings: [Int], activity: String, provider: Int, unit: Int?) throws -> [Pick] {
        let place: SQL = unit.map { " AND r.care_unit_id = \($0)" } ?? ""
        let sql: SQL = """
            SELECT e.number, k.review_number, k.ordinal,
                (SELECT d.decision FROM log_review_decision d WHERE d.care_provider_id = k.care_provider_id
                    AND d.review_number = k.review_number AND d.ordinal = k.ordinal ORDER BY d.number DESC LIMIT 1)
            FROM emergency_access e
            JOIN access_log l ON l.care_provider_id = e.care_provider_id AND l.person_id = e.person_id AND l.at = e.opened_at
            JOIN access_log_context c ON c.care_provider_id = l.care_provider_id AND c.id = l.context_id
            JOIN log_review_pick k ON k.care_provider_id = l.care_provider_id AND k.access_log_id = l.id
            JOIN log_review r ON r.care_provider_id = k.care_provider_id AND r.number = k.review_number
            WHERE e.care_provider_id = \(provider) AND e.number IN \(list: openings) AND l.activity = \(activity)
              AND c.account_id = e.account_id AND c.owner_unit_id = e.blocked_unit_id
            """
        return try connection.all(sql + place + " ORDER BY k.review_number, k.ordinal") {
            Pick(opening: $0.int(0), review: $0.int(1), ordinal: $0.int(2), decision: $0.optionalInt(3))
        }
    }
}
