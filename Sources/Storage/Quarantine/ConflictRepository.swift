package import SickLeave

/// Certificates that came with a known id and other content, waiting for a person to look.
package struct ConflictRepository {
    package struct Conflict: Sendable {
        package let provider: Int
        package let number: Int
        package let person: Int
        package let ordinal: Int
        package let stored: Certificate
        package let newcomer: Certificate
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package struct UnitCount: Sendable, Hashable {
        package let unit: CareUnitReference
        package let provider: Int
        /// The unit's number.
        package let number: Int
        package let count: Int
        /// Somebody there holds one of the roles.
        package let isCovered: Bool
    }

    /// How many wait, by care unit.
    ///
    /// - Parameter roles: that may decide on them.
    package func waitingByUnit(roles: [String], on day: Day) throws -> [UnitCount] {
        try connection.all(
            """
            SELECT u.name, u.hsa_id, COUNT(*), (
                SELECT COUNT(*) FROM assignment s JOIN account a ON a.id = s.account_id
                WHERE s.care_unit_id = u.id AND s.role IN \(list: roles) AND a.disabled_at IS NULL
                  AND s.first_day <= \(day) AND (s.last_day IS NULL OR s.last_day >= \(day)) AND s.ended_at IS NULL),
                u.care_provider_id, u.id
            FROM certificate_conflict f
            JOIN certificate c ON c.care_provider_id = f.care_provider_id AND c.number = f.certificate_number
            JOIN care_unit n ON n.id = c.care_unit_id JOIN care_unit u ON u.id = n.root_id
            WHERE f.status = 0
            GROUP BY u.id, u.name, u.hsa_id, u.care_provider_id ORDER BY u.name, u.hsa_id
            """
        ) {
            UnitCount(
                unit: CareUnitReference(hsaID: HSAID(rawValue: $0.text(1)), name: $0.text(0)), provider: $0.int(4),
                number: $0.int(5), count: $0.int(2), isCovered: $0.int(3) > 0)
        }
    }

    /// The newcomer's content lies here as decided: a person has seen it and kept what is stored.
    package func isDecided(provider: Int, number: Int, content: [UInt8]) throws -> Bool {
        try connection.first(
            """
            SELECT 1 FROM certificate_conflict WHERE care_provider_id = \(provider) AND certificate_number = \(number)
                AND content = \(content) AND status = 2
            """
        ) { _ in true } ?? false
    }

    /// - Parameter unit: the care unit whose certificates they are, sub-units included; nil for all the provider's.
    package func waitingCount(provider: Int, unit: Int? = nil) throws -> Int {
        try connection.first(
            """
            SELECT COUNT(*) FROM certificate_conflict f
            JOIN certificate c ON c.care_provider_id = f.care_provider_id AND c.number = f.certificate_number
            WHERE f.status = 0 AND f.care_provider_id = \(provider) AND \(ConflictRepository.isOf(unit))
            """
        ) { $0.int(0) } ?? 0
    }

    private static func isOf(_ unit: Int?) -> SQL {
        guard let unit else { return "1 = 1" }
        return "c.care_unit_id IN (SELECT id FROM care_unit WHERE root_id = \(unit))"
    }

    package func waiting(provider: Int, unit: Int? = nil, limit: Int) throws -> [Conflict] {
        try connection.all(
            """
            SELECT f.care_provider_id, f.certificate_number, f.ordinal, b.content, f.content, c.person_id FROM certificate_conflict f
            JOIN certificate_content b ON b.care_provider_id = f.care_provider_id AND b.certificate_number = f.certificate_number
            JOIN certificate c ON c.care_provider_id = f.care_provider_id AND c.number = f.certificate_number
            WHERE f.status = 0 AND f.care_provider_id = \(provider) AND \(ConflictRepository.isOf(unit))
            ORDER BY f.import_run_id, f.certificate_number, f.ordinal LIMIT \(limit)
            """
        ) {
            Conflict(
                provider: $0.int(0), number: $0.int(1), person: $0.int(5), ordinal: $0.int(2),
                stored: try CertificateEncoding.decode($0.blob(3)),
                newcomer: try CertificateEncoding.decode($0.blob(4)))
        }
    }

    /// The stored certificate stays as it is; the newcomer is kept, set aside by a person.
    package func setAside(provider: Int, number: Int, ordinal: Int, account: Int, at instant: Instant) throws {
        try connection.execute(
            """
            UPDATE certificate_conflict SET status = 2, decided_at = \(instant), decided_by_account_id = \(account)
            WHERE care_provider_id = \(provider) AND certificate_number = \(number) AND ordinal = \(ordinal) AND status = 0
            """)
    }
}
