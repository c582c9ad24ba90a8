package import SickLeave

/// Signed analyses of needs and risks (behovs- och riskanalyser): append-only, a unit's newest counts.
package struct RiskAnalysisRepository {
    /// Why a role needs what it sees, what may go wrong, and what is done about it.
    package struct Part: Sendable, Hashable {
        package let role: String
        package let needs: String
        package let risks: String
        package let measures: String

        package init(role: String, needs: String, risks: String, measures: String) {
            self.role = role
            self.needs = needs
            self.risks = risks
            self.measures = measures
        }
    }

    package struct Analysis: Sendable, Hashable {
        package let number: Int
        package let signedBy: String
        package let signedAt: Instant
        package let validThrough: Day
        package let parts: [Part]
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func sign(
        _ parts: [Part], validThrough day: Day, provider: Int, unit: Int, by account: Int, at instant: Instant
    ) throws {
        let number = try connection.reserve(of: .right)
        try connection.execute(
            """
            INSERT INTO risk_analysis (care_provider_id, care_unit_id, number, signed_by_account_id, signed_at, valid_through)
            VALUES (\(provider), \(unit), \(number), \(account), \(instant), \(day))
            """)
        for part in parts {
            try connection.execute(
                """
                INSERT INTO risk_analysis_role (care_provider_id, care_unit_id, analysis_number, role, needs, risks, measures)
                VALUES (\(provider), \(unit), \(number), \(part.role), \(part.needs), \(part.risks), \(part.measures))
                """)
        }
    }

    /// Whether the unit's newest analysis holds on the day and speaks of the role.
    package func speaks(of role: String, provider: Int, unit: Int, on day: Day) throws -> Bool {
        try connection.first(
            """
            SELECT 1 FROM risk_analysis r
            JOIN risk_analysis_role p ON p.care_provider_id = r.care_provider_id AND p.care_unit_id = r.care_unit_id
              AND p.analysis_number = r.number
            WHERE r.care_provider_id = \(provider) AND r.care_unit_id = \(unit) AND r.valid_through >= \(day)
              AND p.role = \(role)
              AND r.number = (SELECT MAX(number) FROM risk_analysis
                              WHERE care_provider_id = \(provider) AND care_unit_id = \(unit))
            """
        ) { $0.int(0) } != nil
    }

    /// Newest first.
    package func versions(provider: Int, unit: Int) throws -> [Analysis] {
        var parts: [Int: [Part]] = [:]
        try connection.forEach(
            """
            SELECT analysis_number, role, needs, risks, measures FROM risk_analysis_role
            WHERE care_provider_id = \(provider) AND care_unit_id = \(unit) ORDER BY analysis_number, role
            """
        ) {
            parts[$0.int(0), default: []].append(
                Part(role: $0.text(1), needs: $0.text(2), risks: $0.text(3), measures: $0.text(4)))
        }
        return try connection.all(
            """
            SELECT r.number, a.name, r.signed_at, r.valid_through FROM risk_analysis r JOIN account a ON a.id = r.signed_by_account_id
            WHERE r.care_provider_id = \(provider) AND r.care_unit_id = \(unit) ORDER BY r.number DESC
            """
        ) {
            Analysis(
                number: $0.int(0), signedBy: $0.text(1), signedAt: Instant(rawValue: Int64($0.int(2))),
                validThrough: Day($0.int(3)), parts: parts[$0.int(0)] ?? [])
        }
    }
}
