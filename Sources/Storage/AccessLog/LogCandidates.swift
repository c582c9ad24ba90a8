package import SickLeave

/// What a review draws from: rows of the log with what its rules ask about.
package struct LogCandidates {
    package struct Candidate: Sendable {
        package let row: Int
        package let at: Instant
        package let activity: String
        /// Who looked, and the care unit that the person worked at.
        package let account: Int
        package let unit: Int
        package let userName: String
        /// Nil for a row about a list.
        package let person: Int?
        /// Empty for a list, and for a patient that the provider does not know any more.
        package let patientName: String

        package init(
            row: Int, at: Instant, activity: String, account: Int, unit: Int, userName: String, person: Int?, patientName: String
        ) {
            self.row = row
            self.at = at
            self.activity = activity
            self.account = account
            self.unit = unit
            self.userName = userName
            self.person = person
            self.patientName = patientName
        }
    }

    private let connection: any Connection
    private let provider: Int
    /// Nil for the whole provider.
    private let unit: Int?

    package init(_ connection: any Connection, provider: Int, unit: Int?) {
        self.connection = connection
        self.provider = provider
        self.unit = unit
    }

    /// Rows of care between two moments, in the order of their numbers.
    package func rows(from first: Instant, before end: Instant, purpose: String) throws -> [Candidate] {
        let place: SQL = unit.map { " AND c.care_unit_id = \($0)" } ?? ""
        let sql: SQL = """
            SELECT l.id, l.at, l.activity, c.account_id, c.care_unit_id, c.user_name, l.person_id, p.name FROM access_log_context c
            JOIN access_log l ON l.care_provider_id = c.care_provider_id AND l.context_id = c.id
            LEFT JOIN patient p ON p.care_provider_id = l.care_provider_id AND p.person_id = l.person_id
            WHERE c.care_provider_id = \(provider) AND c.purpose = \(purpose) AND l.at >= \(first) AND l.at < \(end)
            """
        return try connection.all(sql + place + " ORDER BY l.id") {
            Candidate(
                row: $0.int(0), at: Instant(rawValue: Int64($0.int(1))), activity: $0.text(2), account: $0.int(3),
                unit: $0.int(4),
                userName: $0.text(5), person: $0.optionalInt(6), patientName: $0.text(7))
        }
    }

    /// Somebody of the provider's who is known as a patient too.
    package struct Coworker: Sendable, Hashable {
        package let account: Int
        package let person: Int
        /// Where the person has a role in the days that are reviewed; nil for a role at the whole provider.
        package let unit: Int?

        package init(account: Int, person: Int, unit: Int?) {
            self.account = account
            self.person = person
            self.unit = unit
        }
    }

    /// Those whose identity number the account has, a row for each role on any of the days.
    package func coworkers(in days: DayRange) throws -> [Coworker] {
        try connection.all(
            """
            SELECT DISTINCT s.account_id, p.id, s.care_unit_id FROM account_person a
            JOIN person p ON p.kind = a.kind AND p.identifier = a.identifier
            JOIN assignment s ON s.account_id = a.account_id
            WHERE s.care_provider_id = \(provider) AND s.first_day <= \(days.last)
              AND (s.last_day IS NULL OR s.last_day >= \(days.first))
              AND (s.ended_at IS NULL OR s.ended_at >= \(Instant(LocalTime(day: days.first))))
            """
        ) { Coworker(account: $0.int(0), person: $0.int(1), unit: $0.optionalInt(2)) }
    }

    /// The names of the provider's staff and of those who have an account with a role there.
    package func colleagues() throws -> Set<String> {
        var names: Set<String> = []
        try connection.forEach("SELECT name FROM staff WHERE care_provider_id = \(provider)") { names.insert($0.text(0)) }
        try connection.forEach(
            """
            SELECT a.name FROM account a WHERE EXISTS (
                SELECT 1 FROM assignment s WHERE s.account_id = a.id AND s.care_provider_id = \(provider))
            """
        ) { names.insert($0.text(0)) }
        return names
    }

    /// The certified days at the unit of certificates that are not revoked, by person.
    package func certifiedDays(of persons: Set<Int>) throws -> [Int: [DayRange]] {
        let place: SQL = unit.map { " AND u.root_id = \($0)" } ?? ""
        var days: [Int: [DayRange]] = [:]
        try persons.sorted().inSlices { slice in
            let sql: SQL = """
                SELECT c.person_id, c.periods FROM certificate c
                JOIN care_unit u ON u.id = c.care_unit_id
                WHERE c.care_provider_id = \(provider) AND c.status <> 2 AND c.person_id IN \(list: slice)
                """
            try connection.forEach(sql + place) { row in
                days[row.int(0), default: []] += try CertificateRepository.periods(row.blob(1)).map(\.days)
            }
        }
        return days
    }
}
