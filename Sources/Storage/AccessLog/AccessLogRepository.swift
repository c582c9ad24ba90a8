package import SickLeave

/// One look at patients' data: who, when, in which role and where, what was done, with whose data, why
/// (patientdatalagen 4 kap. 3 §; HSLF-FS 2016:40 4 kap. 9 §).
package struct AccessLogEntry: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case patient(Int)
        /// The patients of a list; equal lists share one stored set.
        case patients([Int])
    }

    package var at: Instant
    package var account: Int
    package var accountName: String
    package var role: String
    package var provider: Int
    package var unit: Int
    /// `Läsa`, `Skriva`, `Utskrift`.
    package var activity: String
    package var purpose: String
    /// What was looked at: `Pågående sjukfall`, `Sjukfall`, `Intyg`.
    package var resource: String
    package var subject: Subject

    package init(
        at: Instant, account: Int, accountName: String, role: String, provider: Int, unit: Int, activity: String, purpose: String,
        resource: String, subject: Subject
    ) {
        self.at = at
        self.account = account
        self.accountName = accountName
        self.role = role
        self.provider = provider
        self.unit = unit
        self.activity = activity
        self.purpose = purpose
        self.resource = resource
        self.subject = subject
    }
}

package struct AccessLogRepository {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// - Parameter digest: names a set of persons by content; must not collide (SHA-256).
    package func append(_ entry: AccessLogEntry, digest: ([Int]) -> String) throws {
        let person: Int?
        let set: Int?
        switch entry.subject {
        case .patient(let id):
            person = id
            set = nil
        case .patients(let persons):
            person = nil
            set = try patientSet(persons, provider: entry.provider, digest: digest)
        }
        let id = try connection.reserve(of: .accessLog)
        try connection.execute(
            """
            INSERT INTO access_log (id, at, account_id, account_name, role, care_provider_id, care_unit_id, activity, purpose,
                resource, person_id, patient_set_id)
            VALUES (\(id), \(entry.at), \(entry.account), \(entry.accountName), \(entry.role), \(entry.provider), \(entry.unit),
                \(entry.activity), \(entry.purpose), \(entry.resource), \(person), \(set))
            """)
    }

    private func patientSet(_ persons: [Int], provider: Int, digest: ([Int]) -> String) throws -> Int {
        let members = Set(persons).sorted()
        let name = digest([provider] + members)
        if let id = try connection.first(
            "SELECT id FROM patient_set WHERE care_provider_id = \(provider) AND digest = \(name)", { $0.int(0) })
        {
            return id
        }
        let id = try connection.reserve(of: .patientSet)
        try connection.execute(
            """
            INSERT INTO patient_set (care_provider_id, id, digest, size) VALUES (\(provider), \(id), \(name), \(members.count))
            """)
        let insert = try connection.prepare(
            "INSERT INTO patient_set_member (care_provider_id, patient_set_id, person_id) VALUES (?, ?, ?)")
        for person in members { try insert.run([provider.sqlValue, id.sqlValue, person.sqlValue]) }
        return id
    }

    /// A row as stored, with how many patients it is about.
    package struct Stored: Sendable {
        package let at: Instant
        package let accountName: String
        package let role: String
        package let unit: Int
        package let activity: String
        package let resource: String
        package let patients: Int
    }

    /// The provider's newest rows.
    package func newest(provider: Int, limit: Int) throws -> [Stored] {
        try connection.all(
            AccessLogRepository.select + " WHERE l.care_provider_id = \(provider) ORDER BY l.id DESC LIMIT \(limit)",
            AccessLogRepository.stored)
    }

    private static let select: SQL = """
        SELECT l.at, l.account_name, l.role, l.care_unit_id, l.activity, l.resource, COALESCE(s.size, 1) FROM access_log l
        LEFT JOIN patient_set s ON s.care_provider_id = l.care_provider_id AND s.id = l.patient_set_id
        """

    private static func stored(_ row: any Row) -> Stored {
        Stored(
            at: Instant(rawValue: Int64(row.int(0))), accountName: row.text(1), role: row.text(2), unit: row.int(3),
            activity: row.text(4), resource: row.text(5), patients: row.int(6))
    }

    /// Every look at the patient at the provider, alone or in a list, newest first.
    package func looks(person: Int, provider: Int, limit: Int) throws -> [Stored] {
        try connection.all(
            AccessLogRepository.select + """
                 WHERE l.care_provider_id = \(provider) AND (l.person_id = \(person) OR l.patient_set_id IN (
                    SELECT patient_set_id FROM patient_set_member
                    WHERE care_provider_id = \(provider) AND person_id = \(person)))
                 ORDER BY l.id DESC LIMIT \(limit)
                """, AccessLogRepository.stored)
    }

    package func count() throws -> Int { try connection.first("SELECT COUNT(*) FROM access_log") { $0.int(0) } ?? 0 }
}
