package import SickLeave

/// Reviews of the access log at one provider.
package struct LogReviewRepository {
    package struct Review: Sendable, Hashable {
        package let number: Int
        /// 0 for the whole provider.
        package let unit: Int
        package let days: DayRange
        package let seed: UInt64
        package let sample: Int
        package let candidates: Int
        package let madeAt: Instant
        package let madeBy: String
        package let picks: Int
        /// Picks with a decision.
        package let decided: Int
        package let signature: Signature?
    }

    package struct Signature: Sendable, Hashable {
        package let note: String
        package let at: Instant
        package let by: String
    }

    package struct Decision: Sendable, Hashable {
        package let value: Int
        package let note: String
        package let at: Instant
        package let by: String
    }

    package struct Pick: Sendable {
        package let ordinal: Int
        package let reasons: String
        package let row: AccessLogRepository.Stored
        /// Whose data; none for a row about more than ``LogCandidates/mostMembers``.
        package let persons: [Int]
        /// In the order that they were made: the last counts. None while the pick waits.
        package let decisions: [Decision]
        package var decision: Decision? { decisions.last }
    }

    private let connection: any Connection
    private let provider: Int

    package init(_ connection: any Connection, provider: Int) {
        self.connection = connection
        self.provider = provider
    }

    /// - Returns: the review's number.
    package func create(
        unit: Int, days: DayRange, seed: UInt64, sample: Int, candidates: Int, picks: [(row: Int, reasons: String)],
        by account: (id: Int, name: String), at instant: Instant
    ) throws -> Int {
        let number = try connection.reserve(of: .logReview)
        try connection.execute(
            """
            INSERT INTO log_review (care_provider_id, number, care_unit_id, first_day, last_day, seed, sample, candidates, made_at,
                made_by_account_id, made_by_name)
            VALUES (\(provider), \(number), \(unit), \(days.first), \(days.last), \(Int64(bitPattern: seed)), \(sample),
                \(candidates), \(instant), \(account.id), \(account.name))
            """)
        for (index, pick) in picks.enumerated() {
            try connection.execute(
                """
                INSERT INTO log_review_pick (care_provider_id, review_number, ordinal, access_log_id, reasons)
                VALUES (\(provider), \(number), \(index + 1), \(pick.row), \(pick.reasons))
                """)
        }
        return number
    }

    /// Newest first. A unit's manager sees the unit's own.
    package func all(unit: Int?) throws -> [Review] {
        let condition: SQL = unit.map { " AND r.care_unit_id = \($0)" } ?? ""
        return try connection.all(
            LogReviewRepository.select + " WHERE r.care_provider_id = \(provider)" + condition
                + " ORDER BY r.number DESC LIMIT 60",
            LogReviewRepository.review)
    }

    package func review(_ number: Int) throws -> Review? {
        try connection.first(
            LogReviewRepository.select + " WHERE r.care_provider_id = \(provider) AND r.number = \(number)",
            LogReviewRepository.review)
    }

    private static let select: SQL = """
        SELECT r.number, r.care_unit_id, r.first_day, r.last_day, r.seed, r.sample, r.candidates, r.made_at, r.made_by_name,
            (SELECT COUNT(*) FROM log_review_pick k WHERE k.care_provider_id = r.care_provider_id AND k.review_number = r.number),
            (SELECT COUNT(DISTINCT d.ordinal) FROM log_review_decision d
                WHERE d.care_provider_id = r.care_provider_id AND d.review_number = r.number),
            s.note, s.signed_at, s.signed_by_name
        FROM log_review r LEFT JOIN log_review_signature s
            ON s.care_provider_id = r.care_provider_id AND s.review_number = r.number
        """

    private static func review(_ row: any Row) throws -> Review {
        guard let days = DayRange(Day(row.int(2)), through: Day(row.int(3))) else { throw StorageError.corrupt("log_review") }
        return Review(
            number: row.int(0), unit: row.int(1), days: days, seed: UInt64(bitPattern: Int64(row.int(4))), sample: row.int(5),
            candidates: row.int(6), madeAt: Instant(rawValue: Int64(row.int(7))), madeBy: row.text(8), picks: row.int(9),
            decided: row.int(10),
            signature: row.isNull(12)
                ? nil : Signature(note: row.text(11), at: Instant(rawValue: Int64(row.int(12))), by: row.text(13)))
    }

    /// In the order of the draw. A pick whose row has been erased since is left out.
    package func picks(of review: Int) throws -> [Pick] {
        let log = AccessLogRepository(connection)
        let decisions = try decisions(of: review)
        return try connection.all(
            """
            SELECT ordinal, access_log_id, reasons FROM log_review_pick
            WHERE care_provider_id = \(provider) AND review_number = \(review) ORDER BY ordinal
            """
        ) { (ordinal: $0.int(0), row: $0.int(1), reasons: $0.text(2)) }.compactMap { pick in
            try log.row(pick.row, provider: provider).map { row, persons in
                Pick(
                    ordinal: pick.ordinal, reasons: pick.reasons, row: row, persons: persons,
                    decisions: decisions[pick.ordinal] ?? [])
            }
        }
    }

    private func decisions(of review: Int) throws -> [Int: [Decision]] {
        var found: [Int: [Decision]] = [:]
        try connection.forEach(
            """
            SELECT ordinal, decision, note, decided_at, decided_by_name FROM log_review_decision
            WHERE care_provider_id = \(provider) AND review_number = \(review) ORDER BY number
            """
        ) {
            found[$0.int(0), default: []].append(
                Decision(value: $0.int(1), note: $0.text(2), at: Instant(rawValue: Int64($0.int(3))), by: $0.text(4)))
        }
        return found
    }

    /// - Returns: false when there is no such pick.
    package func decide(
        _ ordinal: Int, of review: Int, decision: Int, note: String, by account: (id: Int, name: String), at instant: Instant
    ) throws -> Bool {
        let next = try connection.first(
            """
            SELECT (SELECT COUNT(*) FROM log_review_decision d WHERE d.care_provider_id = k.care_provider_id
                AND d.review_number = k.review_number AND d.ordinal = k.ordinal)
            FROM log_review_pick k
            WHERE k.care_provider_id = \(provider) AND k.review_number = \(review) AND k.ordinal = \(ordinal)
            """
        ) { $0.int(0) + 1 }
        guard let next else { return false }
        try connection.execute(
            """
            INSERT INTO log_review_decision (care_provider_id, review_number, ordinal, number, decision, note, decided_at,
                decided_by_account_id, decided_by_name)
            VALUES (\(provider), \(review), \(ordinal), \(next), \(decision), \(note), \(instant), \(account.id), \(account.name))
            """)
        return true
    }

    package func sign(_ review: Int, note: String, by account: (id: Int, name: String), at instant: Instant) throws {
        try connection.execute(
            """
            INSERT INTO log_review_signature (care_provider_id, review_number, note, signed_at, signed_by_account_id, signed_by_name)
            VALUES (\(provider), \(review), \(note), \(instant), \(account.id), \(account.name))
            """)
    }
}
