package import SickLeave

/// Where a unit's charts are reckoned anew: append-only, what is taken back stays.
package struct ChartRebaseRepository {
    private let connection: any Connection
    private let provider: Int

    package init(_ connection: any Connection, provider: Int) {
        self.connection = connection
        self.provider = provider
    }

    /// All there have been, by month; of all the unit's measures when none is named.
    package func history(unit: Int, measure: String? = nil) throws -> [ChartRebase] {
        let ofMeasure: SQL = measure.map { "AND r.measure_id = \($0)" } ?? ""
        return try connection.all(
            """
            SELECT r.number, r.measure_id, r.month, r.reason, r.written_at, a.name, t.reason, t.written_at, b.name
            FROM chart_rebase r JOIN account a ON a.id = r.written_by_account_id
                LEFT JOIN chart_rebase t ON t.care_provider_id = r.care_provider_id AND t.replaces_number = r.number
                LEFT JOIN account b ON b.id = t.written_by_account_id
            WHERE r.care_provider_id = \(provider) AND r.care_unit_id = \(unit) AND r.replaces_number IS NULL \(ofMeasure)
            ORDER BY r.month, r.number
            """
        ) { row in
            let removal = row.optionalInt(7).map {
                ChartRebase.Removal(reason: row.text(6), at: Instant(rawValue: Int64($0)), by: row.text(8))
            }
            return ChartRebase(
                number: row.int(0), measure: row.text(1), month: Month(rawValue: Int32(row.int(2))), reason: row.text(3),
                at: Instant(rawValue: Int64(row.int(4))), by: row.text(5), removal: removal)
        }
    }

    package func add(measure: String, month: Month, reason: String, unit: Int, by account: Int, at instant: Instant) throws {
        try insert(measure, month, reason, unit, replaces: nil, by: account, at: instant)
    }

    package func remove(_ rebase: ChartRebase, reason: String, unit: Int, by account: Int, at instant: Instant) throws {
        try insert(rebase.measure, rebase.month, reason, unit, replaces: rebase.number, by: account, at: instant)
    }

    private func insert(
        _ measure: String, _ month: Month, _ reason: String, _ unit: Int, replaces: Int?, by account: Int, at instant: Instant
    ) throws {
        let number = try connection.reserve(of: .chartRebase)
        try connection.execute(
            """
            INSERT INTO chart_rebase (care_provider_id, number, care_unit_id, measure_id, month, reason, replaces_number, written_at,
                written_by_account_id)
            VALUES (\(provider), \(number), \(unit), \(measure), \(month), \(reason), \(replaces), \(instant), \(account))
            """)
    }
}
