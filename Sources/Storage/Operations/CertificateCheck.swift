import SickLeave

/// Whether certificates' rows say what their contents say, and whether what has become of them is what others say of them.
package enum CertificateCheck {
    /// More of one kind says nothing more, and must not fill the memory.
    private static let most = 100

    package static func faults(_ connection: any Connection) throws -> [String] {
        try contentFaults(connection) + statusFaults(connection)
    }

    // MARK: Content

    private static func contentFaults(_ connection: any Connection) throws -> [String] {
        var faults: [String] = []
        try connection.scan(whole) { row in
            guard faults.count < most else { return }
            guard let certificate = try? CertificateEncoding.decode(row.blob(1)) else {
                faults.append("intyg nummer \(row.int(0)): innehållet går inte att läsa")
                return
            }
            var wrong: [String] = []
            for (place, (name, value)) in compared(certificate).enumerated()
            where !row.holds(value, at: place + 2) && wrong.last != name { wrong.append(name) }
            guard !wrong.isEmpty else { return }
            faults.append("intyg nummer \(row.int(0)): kolumnerna och innehållet säger olika (\(wrong.joined(separator: ", ")))")
        }
        return faults
    }

    /// After number and content, the columns of `compared`.
    private static let whole: SQL = """
        SELECT c.number, b.content, v.hsa_id, u.hsa_id, s.hsa_id, p.kind, p.identifier, d.system, d.code,
            (SELECT COUNT(*) FROM certificate_relation r
                WHERE r.care_provider_id = c.care_provider_id AND r.certificate_number = c.number AND r.kind BETWEEN 2 AND 3),
            c.certificate_id, c.kind, c.signed_at, c.sent_at, c.occupations, c.is_renewal, c.counts_in_spells, c.periods
        FROM certificate c
        LEFT JOIN certificate_content b ON b.care_provider_id = c.care_provider_id AND b.certificate_number = c.number
        LEFT JOIN care_provider v ON v.id = c.care_provider_id
        LEFT JOIN care_unit u ON u.care_provider_id = c.care_provider_id AND u.id = c.care_unit_id
        LEFT JOIN staff s ON s.care_provider_id = c.care_provider_id AND s.id = c.staff_id
        LEFT JOIN person p ON p.id = c.person_id
        LEFT JOIN diagnosis d ON d.id = c.diagnosis_id
        ORDER BY c.care_provider_id, c.number
        """

    /// First what `Registry` found the numbers of, with the column that has the number.
    private static func compared(_ certificate: Certificate) -> [(String, SQLValue)] {
        let diagnosis = certificate.diagnoses.first?.code
        let named: [(String, SQLValue)] = [
            ("care_provider_id", certificate.careProvider.hsaID.sqlValue), ("care_unit_id", certificate.careUnit.hsaID.sqlValue),
            ("staff_id", certificate.issuer.hsaID.sqlValue), ("person_id", Int(certificate.patient.kind.rawValue).sqlValue),
            ("person_id", certificate.patient.canonical.sqlValue),
            ("diagnosis_id", diagnosis.map { Int($0.system.rawValue).sqlValue } ?? .null),
            ("diagnosis_id", diagnosis?.code.sqlValue ?? .null),
            ("certificate_relation", Set(certificate.relations.filter { $0.kind.supersedes }).count.sqlValue),
        ]
        return named + zip(CertificateColumns.names.map(\.text), CertificateColumns.values(of: certificate))
    }

    // MARK: Status

    private static func statusFaults(_ connection: any Connection) throws -> [String] {
        try checks.flatMap { text, sql in try connection.all(sql) { "intyg nummer \($0.int(0)): \(text)" } }
    }

    /// A whole chain of such as replace each other is not followed: `Superseding` does.
    private static let checks: [(String, SQL)] = [
        (
            "är makulerat, men ingen makulering finns",
            """
            SELECT c.number FROM certificate c WHERE c.status = 2 AND NOT EXISTS (SELECT 1 FROM revocation r
                WHERE r.care_provider_id = c.care_provider_id AND r.certificate_id = c.certificate_id)
            ORDER BY c.number LIMIT \(most)
            """
        ),
        (
            "makuleringen finns, men intyget är inte makulerat",
            """
            SELECT c.number FROM revocation r
            JOIN certificate c ON c.certificate_id = r.certificate_id AND c.care_provider_id = r.care_provider_id
            WHERE c.status <> 2 ORDER BY c.number LIMIT \(most)
            """
        ),
        (
            "är ersatt, men inget intyg ersätter eller kompletterar det",
            """
            SELECT c.number FROM certificate c WHERE c.status = 1 AND NOT EXISTS (SELECT 1 FROM certificate_relation r
                WHERE r.other_certificate_id = c.certificate_id AND r.care_provider_id = c.care_provider_id AND r.kind IN (2, 3))
            ORDER BY c.number LIMIT \(most)
            """
        ),
        (
            "gäller, fast ett annat intyg ersätter eller kompletterar det",
            """
            SELECT DISTINCT o.number FROM certificate_relation r
            JOIN certificate c ON c.care_provider_id = r.care_provider_id AND c.number = r.certificate_number
            JOIN certificate o ON o.certificate_id = r.other_certificate_id AND o.care_provider_id = r.care_provider_id
            WHERE r.kind IN (2, 3) AND o.status = 0 AND c.status <> 2 AND c.person_id = o.person_id AND c.number <> o.number
            ORDER BY o.number LIMIT \(most)
            """
        ),
    ]
}

extension Row {
    fileprivate func holds(_ value: SQLValue, at column: Int) -> Bool {
        switch value {
        case .null: isNull(column)
        case .integer(let number): !isNull(column) && int(column) == Int(number)
        case .real(let number): !isNull(column) && real(column) == number
        case .text(let text): !isNull(column) && self.text(column) == text
        case .blob(let bytes): !isNull(column) && blob(column) == bytes
        }
    }
}
