package import SickLeave

package struct AccessLogRepository {
    /// How long a row's content is kept: five years of at most 366 days, never less than HSLF-FS 2016:40 asks for.
    package static let keptDays = 5 * 366

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// - Parameters:
    ///   - salt: 16 random bytes.
    ///   - digest: names contexts and sets by content; must not collide (SHA-256).
    package func append(_ entry: AccessLogEntry, salt: [UInt8], digest: ([UInt8]) -> String) throws {
        let provider = entry.context.provider.number
        let person: Int?
        let set: Int?
        switch entry.subject {
        case .patient(let id):
            person = id
            set = nil
        case .patients(let persons):
            person = nil
            set = try patientSet(persons, provider: provider, digest: digest)
        }
        let context = try context(entry.context, digest: digest)
        let id = try connection.reserve(of: .accessLog)
        try connection.execute(
            """
            INSERT INTO access_log (care_provider_id, id, at, context_id, activity, level, arguments, resource, person_id,
                patient_set_id, salt)
            VALUES (\(provider), \(id), \(entry.at), \(context), \(entry.activity), \(entry.level), \(entry.arguments),
                \(entry.resource), \(person), \(set), \(salt))
            """)
        try connection.execute(
            "INSERT INTO access_log_unplaced (care_provider_id, access_log_id) VALUES (\(provider), \(id))")
    }

    private func context(_ context: AccessLogContext, digest: ([UInt8]) -> String) throws -> Int {
        let name = digest(AccessLogEncoding.context(context))
        let provider = context.provider.number
        let known = try connection.first(
            "SELECT id FROM access_log_context WHERE care_provider_id = \(provider) AND digest = \(name)"
        ) { $0.int(0) }
        if let known { return known }
        let id = try connection.reserve(of: .accessLogContext)
        try connection.execute(
            """
            INSERT INTO access_log_context (care_provider_id, id, digest, account_id, user_hsa_id, user_name, title, assignment,
                care_provider_hsa_id, care_provider_name, care_unit_id, care_unit_hsa_id, care_unit_name, purpose,
                owner_unit_id, owner_unit_hsa_id, owner_unit_name, system_id)
            VALUES (\(provider), \(id), \(name), \(context.account), \(context.userHSAID), \(context.userName), \(context.title),
                \(context.assignment), \(context.provider.hsaID), \(context.provider.name), \(context.unit.number),
                \(context.unit.hsaID), \(context.unit.name), \(context.purpose), \(context.owner.number), \(context.owner.hsaID),
                \(context.owner.name), \(context.system))
            """)
        return id
    }

    private func patientSet(_ persons: [Int], provider: Int, digest: ([UInt8]) -> String) throws -> Int {
        let members = Set(persons).sorted()
        let name = digest(AccessLogEncoding.patientSet(members, provider: provider))
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
        package let id: Int
        package let at: Instant
        package let account: Int
        package let userName: String
        package let title: String
        package let unit: Int
        package let unitName: String
        package let activity: String
        package let level: String
        package let arguments: String
        package let resource: String
        package let purpose: String
        package let patients: Int
    }

    /// The newest rows of the provider, or of one unit of it.
    package func newest(provider: Int, unit: Int? = nil, limit: Int) throws -> [Stored] {
        try connection.all(
            AccessLogRepository.select + " WHERE l.care_provider_id = \(provider)" + AccessLogRepository.condition(unit: unit)
                + " ORDER BY l.id DESC LIMIT \(limit)",
            AccessLogRepository.stored)
    }

    private static func condition(unit: Int?) -> SQL { unit.map { " AND c.care_unit_id = \($0)" } ?? "" }

    /// The account's newest rows at the provider.
    package func looks(by account: Int, provider: Int, limit: Int) throws -> [Stored] {
        try connection.all(
            AccessLogRepository.select + """
                 WHERE c.care_provider_id = \(provider) AND c.account_id = \(account) ORDER BY l.id DESC LIMIT \(limit)
                """, AccessLogRepository.stored)
    }

    /// One row, and the patients when it is about at most ``LogCandidates/mostMembers``; nil when it is not there, or erased.
    package func row(_ id: Int, provider: Int) throws -> (row: Stored, persons: [Int])? {
        let found = try connection.first(
            AccessLogRepository.select + " WHERE l.care_provider_id = \(provider) AND l.id = \(id)"
        ) { (row: AccessLogRepository.stored($0), person: $0.optionalInt(12), set: $0.optionalInt(14)) }
        guard let found else { return nil }
        if let person = found.person { return (found.row, [person]) }
        guard let set = found.set, found.row.patients <= LogCandidates.mostMembers else { return (found.row, []) }
        let persons = try connection.all(
            """
            SELECT person_id FROM patient_set_member
            WHERE care_provider_id = \(provider) AND patient_set_id = \(set) ORDER BY person_id
            """
        ) { $0.int(0) }
        return (found.row, persons)
    }

    private static let select: SQL = """
        SELECT l.id, l.at, c.user_name, c.title, c.care_unit_id, c.care_unit_name, l.activity, l.level, l.arguments, l.resource,
            c.purpose, COALESCE(s.size, 1), l.person_id, c.account_id, l.patient_set_id
        FROM access_log l
        JOIN access_log_context c ON c.care_provider_id = l.care_provider_id AND c.id = l.context_id
        LEFT JOIN patient_set s ON s.care_provider_id = l.care_provider_id AND s.id = l.patient_set_id
        """

    private static func stored(_ row: any Row) -> Stored {
        Stored(
            id: row.int(0), at: Instant(rawValue: Int64(row.int(1))), account: row.int(13), userName: row.text(2),
            title: row.text(3), unit: row.int(4), unitName: row.text(5), activity: row.text(6), level: row.text(7),
            arguments: row.text(8), resource: row.text(9), purpose: row.text(10), patients: row.int(11))
    }

    /// Every look at the patient at the provider, or from one unit of it, alone or in a list, newest first.
    package func looks(person: Int, provider: Int, unit: Int? = nil, limit: Int) throws -> [Stored] {
        try connection.all(
            AccessLogRepository.select + """
                 WHERE l.care_provider_id = \(provider) AND (l.person_id = \(person) OR l.patient_set_id IN (
                    SELECT patient_set_id FROM patient_set_member
                    WHERE care_provider_id = \(provider) AND person_id = \(person)))
                """ + AccessLogRepository.condition(unit: unit) + """
                     ORDER BY l.id DESC LIMIT \(limit)
                    """, AccessLogRepository.stored)
    }

    /// The newest rows of the resource that the account has written: those of one that means every patient and names none.
    package func looks(atAll resource: String, by account: Int, provider: Int, limit: Int) throws -> [Stored] {
        try connection.all(
            AccessLogRepository.select + """
                 WHERE l.care_provider_id = \(provider) AND l.resource = \(resource) AND l.context_id IN (
                    SELECT id FROM access_log_context WHERE care_provider_id = \(provider) AND account_id = \(account))
                 ORDER BY l.id DESC LIMIT \(limit)
                """, AccessLogRepository.stored)
    }

    package func count() throws -> Int { try connection.first("SELECT COUNT(*) FROM access_log") { $0.int(0) } ?? 0 }
}
