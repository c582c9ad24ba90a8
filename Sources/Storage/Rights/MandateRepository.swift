package import SickLeave

/// Who may see a unit's patients by name when its work is followed up (verksamhetsuppföljning), and until when: append-only, a
/// person's newest row counts.
package struct MandateRepository {
    package struct Mandate: Sendable, Hashable {
        package let account: Int
        package let name: String
        /// What is to be followed up.
        package let purpose: String
        package let firstDay: Day
        package let lastDay: Day
        package let decidedBy: String
        package let decidedAt: Instant
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func grant(
        to account: Int, purpose: String, from first: Day, through last: Day, provider: Int, unit: Int, by decider: Int,
        at instant: Instant
    ) throws {
        try add(account, purpose: purpose, first: first, last: last, provider: provider, unit: unit, by: decider, at: instant)
    }

    /// - Parameter decider: nil when nobody with an account takes it back: then the row has the person's own.
    package func withdraw(from account: Int, provider: Int, unit: Int, by decider: Int?, at instant: Instant) throws {
        try add(
            account, purpose: "", first: nil, last: nil, provider: provider, unit: unit, by: decider ?? account, at: instant)
    }

    private func add(
        _ account: Int, purpose: String, first: Day?, last: Day?, provider: Int, unit: Int, by decider: Int, at instant: Instant
    ) throws {
        let number = try connection.reserve(of: .right)
        try connection.execute(
            """
            INSERT INTO follow_up_mandate (care_provider_id, care_unit_id, number, account_id, purpose, first_day, last_day,
                decided_by_account_id, decided_at)
            VALUES (\(provider), \(unit), \(number), \(account), \(purpose), \(first), \(last), \(decider), \(instant))
            """)
    }

    /// Those that hold on the day or later, by the person's name.
    package func standing(provider: Int, unit: Int, on day: Day) throws -> [Mandate] {
        try connection.all(
            MandateRepository.newest(provider, unit) + " AND m.last_day >= \(day) ORDER BY a.name, a.id",
            MandateRepository.mandate)
    }

    /// The mandate that the person holds on the day; nil when none.
    package func mandate(of account: Int, provider: Int, unit: Int, on day: Day) throws -> Mandate? {
        try connection.first(
            MandateRepository.newest(provider, unit) + """
                 AND m.account_id = \(account) AND m.first_day <= \(day) AND m.last_day >= \(day)
                """, MandateRepository.mandate)
    }

    private static func newest(_ provider: Int, _ unit: Int) -> SQL {
        """
        SELECT m.account_id, a.name, m.purpose, m.first_day, m.last_day, b.name, m.decided_at FROM follow_up_mandate m
        JOIN account a ON a.id = m.account_id JOIN account b ON b.id = m.decided_by_account_id
        WHERE m.care_provider_id = \(provider) AND m.care_unit_id = \(unit) AND m.first_day IS NOT NULL
          AND m.number = (SELECT MAX(n.number) FROM follow_up_mandate n
              WHERE n.care_provider_id = m.care_provider_id AND n.care_unit_id = m.care_unit_id AND n.account_id = m.account_id)
        """
    }

    private static func mandate(_ row: any Row) -> Mandate {
        Mandate(
            account: row.int(0), name: row.text(1), purpose: row.text(2), firstDay: Day(row.int(3)), lastDay: Day(row.int(4)),
            decidedBy: row.text(5), decidedAt: Instant(rawValue: Int64(row.int(6))))
    }
}
