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
        /// Whose data; none for a row about more than ``LogCandidates/mostMembers``.
        package var patients: [Patient]

        package init(
            row: Int, at: Instant, activity: String, account: Int, unit: Int, userName: String, patients: [Patient]
        ) {
            self.row = row
            self.at = at
            self.activity = activity
            self.account = account
            self.unit = unit
            self.userName = userName
            self.patients = patients
        }
    }

    package struct Patient: Sendable, Hashable {
        package let person: Int
        /// Empty for one that the provider does not know any more.
        package let name: String

        package init(person: Int, name: String) {
            self.person = person
            self.name = name
        }
    }

    /// A set of at most so many patients tells whose data was looked for, as a search by name does; a longer one is a list, in which
    /// somebody's namesake or colleague is nearly always found.
    package static let mostMembers = 5

    private let connection: any Connection
    private let provider: Int
    /// Nil for the whole provider.
    private let unit: Int?

    package init(_ connection: any Connection, provider: Int, unit: Int?) {
        self.connection = connection
        self.provider = provider
        self.unit = unit
    }

    /// Rows between two moments of every purpose but one, in the order of their numbers.
    package func rows(from first: Instant, before end: Instant, except purpose: String) throws -> [Candidate] {
        let place: SQL = unit.map { " AND c.care_unit_id = \($0)" } ?? ""
        let sql: SQL = """
            SELECT l.id, l.at, l.activity, c.account_id, c.care_unit_id, c.user_name, l.person_id, p.name, s.id
            FROM access_log_context c
            JOIN access_log l ON l.care_provider_id = c.care_provider_id AND l.context_id = c.id
            LEFT JOIN patient p ON p.care_provider_id = l.care_provider_id AND p.person_id = l.person_id
            LEFT JOIN patient_set s ON s.care_provider_id = l.care_provider_id AND s.id = l.patient_set_id
                AND s.size <= \(LogCandidates.mostMembers)
            WHERE c.care_provider_id = \(provider) AND c.purpose <> \(purpose) AND l.at >= \(first) AND l.at < \(end)
            """
        let rows = try connection.all(sql + place + " ORDER BY l.id") { row -> (candidate: Candidate, set: Int?) in
            let patient = row.optionalInt(6).map { Patient(person: $0, name: row.text(7)) }
            let candidate = Candidate(
                row: row.int(0), at: Instant(rawValue: Int64(row.int(1))), activity: row.text(2), account: row.int(3),
                unit: row.int(4), userName: row.text(5), patients: patient.map { [$0] } ?? [])
            return (candidate, row.optionalInt(8))
        }
        let members = try members(of: Set(rows.compactMap(\.set)))
        return rows.map { row in
            var candidate = row.candidate
            if let set = row.set { candidate.patients = members[set] ?? [] }
            return candidate
        }
    }

    private func members(of sets: Set<Int>) throws -> [Int: [Patient]] {
        var found: [Int: [Patient]] = [:]
        try sets.sorted().inSlices { slice in
            try connection.forEach(
                """
                SELECT m.patient_set_id, m.person_id, p.name FROM patient_set_member m
                LEFT JOIN patient p ON p.care_provider_id = m.care_provider_id AND p.person_id = m.person_id
                WHERE m.care_provider_id = \(provider) AND m.patient_set_id IN \(list: slice)
                ORDER BY m.patient_set_id, m.person_id
                """
            ) { found[$0.int(0), default: []].append(Patient(person: $0.int(1), name: $0.text(2))) }
        }
        return found
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
