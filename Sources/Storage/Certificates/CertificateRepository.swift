package import SickLeave

/// Stores certificates whole, once, and never overwrites.
package struct CertificateRepository {
    package enum Outcome: Sendable, Equatable {
        case stored(number: Int)
        /// The same certificate, byte for byte, is there already.
        case alreadyKnown(number: Int)
        /// The same id with other content; the stored one stands, the newcomer is kept as a conflict.
        case conflict(number: Int)
    }

    private let connection: any Connection
    private let registry: Registry
    private let insertCertificate: any PreparedStatement
    private let insertPeriod: any PreparedStatement
    private let insertContent: any PreparedStatement
    private let insertRelation: any PreparedStatement
    private var numbers: Range<Int> = 0..<0
    /// Ids that nothing stored names: no replacing certificate, no revocation. Asked for in bulk by `expect`.
    private var unnamed: Set<Certificate.ID> = []

    /// Lives inside one write transaction.
    package init(_ connection: any Connection, registry: Registry) throws {
        self.connection = connection
        self.registry = registry
        insertCertificate = try connection.prepare(
            """
            INSERT INTO certificate (care_provider_id, number, care_unit_id, person_id, certificate_id, kind, staff_id, signed_at,
                sent_at, diagnosis_id, occupations, is_renewal, counts_in_spells, status, verdict, import_run_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
            ON CONFLICT (certificate_id, care_provider_id) DO NOTHING
            """)
        insertPeriod = try connection.prepare("INSERT INTO certificate_period VALUES (?, ?, ?, ?, ?, ?)")
        insertContent = try connection.prepare("INSERT INTO certificate_content VALUES (?, ?, ?)")
        insertRelation = try connection.prepare("INSERT INTO certificate_relation VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
    }

    /// Tells which certificates are coming, so that what may already name them is asked for once and not for each.
    package mutating func expect(_ ids: [Certificate.ID]) throws {
        unnamed = Set(ids)
        var rest = ids[...]
        while !rest.isEmpty {
            let slice = rest.prefix(500)
            rest = rest.dropFirst(500)
            try connection.forEach(
                """
                SELECT other_certificate_id FROM certificate_relation WHERE other_certificate_id IN \(list: slice)
                UNION ALL SELECT certificate_id FROM revocation WHERE certificate_id IN \(list: slice)
                """
            ) { unnamed.remove(.init(rawValue: $0.text(0))) }
        }
    }

    /// Something stored meanwhile names the certificate.
    package mutating func noteNamed(_ id: Certificate.ID) { unnamed.remove(id) }

    /// - Parameters:
    ///   - content: the certificate's bytes, from `CertificateEncoding`.
    ///   - hasRemarks: the rules accepted it with remarks.
    package mutating func store(
        _ certificate: Certificate, content: [UInt8], hasRemarks: Bool, importRun: Int
    ) throws -> Outcome {
        let provider = try registry.provider(certificate.careProvider, connection)
        let unit = try registry.unit(certificate.careUnit, provider: provider, connection)
        let staff = try registry.staff(certificate.issuer, provider: provider, connection)
        let person = try registry.patient(certificate.patient, name: certificate.patientName, provider: provider, connection)
        let diagnosis = try certificate.diagnoses.first.map { try registry.diagnosis($0.code, connection) }
        let number = try nextNumber()
        let inserted = try insertCertificate.run([
            provider.sqlValue, number.sqlValue, unit.id.sqlValue, person.sqlValue, certificate.id.sqlValue,
            Int(certificate.kind.rawValue).sqlValue, staff.sqlValue, certificate.signedAt.sqlValue,
            certificate.sentAt?.sqlValue ?? .null, diagnosis?.sqlValue ?? .null,
            certificate.occupations.reduce(0) { $0 | 1 << Int($1.rawValue) }.sqlValue,
            certificate.relations.contains { $0.kind == .renews }.sqlValue, certificate.countsInSpells.sqlValue,
            (hasRemarks ? 2 : 1).sqlValue, importRun.sqlValue,
        ])
        guard inserted == 1 else {
            return try compare(certificate.id, provider: provider, content: content, importRun: importRun)
        }
        numbers = numbers.dropFirst()
        for (ordinal, period) in certificate.periods.enumerated() {
            try insertPeriod.run([
                provider.sqlValue, number.sqlValue, ordinal.sqlValue, period.days.first.sqlValue, period.days.last.sqlValue,
                period.extent.percent.sqlValue,
            ])
        }
        try insertContent.run([provider.sqlValue, number.sqlValue, content.sqlValue])
        try settleRelations(of: certificate, number: number, provider: provider)
        return .stored(number: number)
    }

    /// Numbers are drawn in blocks: one update of the sequence for a thousand certificates.
    private mutating func nextNumber() throws -> Int {
        if numbers.isEmpty {
            let first = try connection.reserve(1_000, of: .certificate)
            numbers = first..<(first + 1_000)
        }
        return numbers.lowerBound
    }

    private func compare(_ id: Certificate.ID, provider: Int, content: [UInt8], importRun: Int) throws -> Outcome {
        let stored = try connection.first(
            """
            SELECT c.number, b.content FROM certificate c
            JOIN certificate_content b ON b.care_provider_id = c.care_provider_id AND b.certificate_number = c.number
            WHERE c.certificate_id = \(id) AND c.care_provider_id = \(provider)
            """
        ) { (number: $0.int(0), content: $0.blob(1)) }
        guard let stored else { throw StorageError.constraint("certificate without content") }
        guard stored.content != content else { return .alreadyKnown(number: stored.number) }
        let known = try connection.all(
            """
            SELECT content FROM certificate_conflict
            WHERE care_provider_id = \(provider) AND certificate_number = \(stored.number)
            """
        ) { $0.blob(0) }
        if !known.contains(content) {
            try connection.execute(
                """
                INSERT INTO certificate_conflict (care_provider_id, certificate_number, ordinal, import_run_id, content, status)
                VALUES (\(provider), \(stored.number), \(known.count + 1), \(importRun), \(content), 0)
                """)
        }
        return .conflict(number: stored.number)
    }

    /// Certificates may arrive in any order: this one may replace one that is here, or be replaced or revoked by what came before it.
    private mutating func settleRelations(of certificate: Certificate, number: Int, provider: Int) throws {
        for relation in certificate.relations {
            noteNamed(relation.certificate)
            try insertRelation.run([
                provider.sqlValue, number.sqlValue, Int(relation.kind.rawValue).sqlValue, relation.certificate.sqlValue,
            ])
            if relation.kind.supersedes {
                try connection.execute(
                    """
                    UPDATE certificate SET status = 1
                    WHERE certificate_id = \(relation.certificate) AND care_provider_id = \(provider) AND status = 0
                    """)
            }
        }
        if unnamed.contains(certificate.id) { return }
        let isReplaced = try connection.first(
            """
            SELECT 1 FROM certificate_relation r
            JOIN certificate c ON c.care_provider_id = r.care_provider_id AND c.number = r.certificate_number
            WHERE r.other_certificate_id = \(certificate.id) AND r.care_provider_id = \(provider)
              AND r.kind IN (2, 3) AND c.status <> 2
            """
        ) { _ in true }
        let isRevoked = try connection.first("SELECT 1 FROM revocation WHERE certificate_id = \(certificate.id)") { _ in true }
        guard isReplaced != nil || isRevoked != nil else { return }
        try connection.execute(
            """
            UPDATE certificate SET status = \(isRevoked != nil ? 2 : 1)
            WHERE care_provider_id = \(provider) AND number = \(number)
            """)
        if isRevoked != nil { try RevocationRepository(connection).restoreReplaced(by: number, provider: provider) }
    }
}
