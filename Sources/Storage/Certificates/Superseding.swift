import SickLeave

/// Which certificates others have taken the place of (ersätter, kompletterar), told anew when one of the others is revoked or comes late.
///
/// A certificate is superseded when another that names it stands. One stands when it is not revoked, and also when it is but another that
/// stands has taken its place: in a chain A ← B ← C the newest stands for them all, whatever becomes of B. So the order in which
/// certificates and revocations come makes no difference. What a certificate says of itself counts for nothing.
struct Superseding {
    let connection: any Connection

    func isSuperseded(_ id: Certificate.ID, provider: Int) throws -> Bool {
        try connection.first(
            """
            WITH RECURSIVE above (certificate_id, status) AS (
                SELECT c.certificate_id, c.status FROM certificate_relation r
                JOIN certificate c ON c.care_provider_id = r.care_provider_id AND c.number = r.certificate_number
                WHERE r.other_certificate_id = \(id) AND r.care_provider_id = \(provider) AND r.kind IN (2, 3)
                UNION
                SELECT c.certificate_id, c.status FROM above
                JOIN certificate_relation r ON r.other_certificate_id = above.certificate_id
                    AND r.care_provider_id = \(provider) AND r.kind IN (2, 3)
                JOIN certificate c ON c.care_provider_id = r.care_provider_id AND c.number = r.certificate_number
                WHERE above.status = 2
            )
            SELECT 1 FROM above WHERE status <> 2 AND certificate_id <> \(id) LIMIT 1
            """
        ) { _ in true } ?? false
    }

    /// Tells anew of what the certificates name, and of what revoked ones among that name in their turn.
    ///
    /// - Parameter numbers: of certificates that have come, or been revoked.
    func settle(namedBy numbers: [Int], provider: Int) throws {
        try numbers.inSlices { slice in
            let below = try connection.all(
                """
                WITH RECURSIVE below (number, certificate_id, status) AS (
                    SELECT o.number, o.certificate_id, o.status FROM certificate_relation r
                    JOIN certificate o ON o.certificate_id = r.other_certificate_id AND o.care_provider_id = r.care_provider_id
                    WHERE r.care_provider_id = \(provider) AND r.certificate_number IN \(list: slice) AND r.kind IN (2, 3)
                    UNION
                    SELECT o.number, o.certificate_id, o.status FROM below
                    JOIN certificate_relation r ON r.care_provider_id = \(provider) AND r.certificate_number = below.number
                        AND r.kind IN (2, 3)
                    JOIN certificate o ON o.certificate_id = r.other_certificate_id AND o.care_provider_id = r.care_provider_id
                    WHERE below.status = 2
                )
                SELECT number, certificate_id, status FROM below WHERE status <> 2 ORDER BY number
                """
            ) { (number: $0.int(0), id: Certificate.ID(rawValue: $0.text(1)), isSuperseded: $0.int(2) == 1) }
            for certificate in below {
                let isSuperseded = try isSuperseded(certificate.id, provider: provider)
                guard isSuperseded != certificate.isSuperseded else { continue }
                try set(isSuperseded ? .superseded : .inForce, [certificate.number], provider: provider)
            }
        }
    }

    func set(_ status: CertificateRepository.Status, _ numbers: [Int], provider: Int) throws {
        try numbers.inSlices { slice in
            try connection.execute(
                """
                UPDATE certificate SET status = \(status.rawValue)
                WHERE care_provider_id = \(provider) AND number IN \(list: slice)
                """)
        }
    }
}
