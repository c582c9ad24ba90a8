package import SickLeave

/// Takes certificates out of spells when they are revoked (makulerade); they stay readable.
package struct RevocationRepository {
    package enum Outcome: Sendable, Equatable {
        case applied
        case alreadyKnown
        /// The certificate is not here yet; it will be revoked when it comes.
        case waiting
    }

    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func store(_ revocation: Revocation, importRun: Int) throws -> Outcome {
        let isNew =
            try connection.execute(
                """
                INSERT INTO revocation (certificate_id, revoked_at, reason, revoked_by, revoked_by_hsa_id, revoked_by_positions,
                    import_run_id)
                VALUES (\(revocation.certificate), \(revocation.revokedAt), \(revocation.reason), \(revocation.revokedBy?.name ?? ""),
                    \(revocation.revokedBy?.hsaID), \(revocation.revokedBy?.positions.joined(separator: "|") ?? ""), \(importRun))
                ON CONFLICT (certificate_id) DO NOTHING
                """) == 1
        guard isNew else { return .alreadyKnown }
        let found = try connection.all(
            "UPDATE certificate SET status = 2 WHERE certificate_id = \(revocation.certificate) RETURNING care_provider_id, number"
        ) { (provider: $0.int(0), number: $0.int(1)) }
        for row in found { try restoreReplaced(by: row.number, provider: row.provider) }
        return found.isEmpty ? .waiting : .applied
    }

    /// A certificate that was replaced by a revoked one counts again, unless something else replaces or revokes it.
    func restoreReplaced(by number: Int, provider: Int) throws {
        // In a chain A ← B ← C the newest stands for them all: revoking B in the middle does not bring back A.
        let standIn = try connection.first(
            """
            SELECT 1 FROM certificate revoked
            JOIN certificate_relation r ON r.other_certificate_id = revoked.certificate_id
              AND r.care_provider_id = revoked.care_provider_id AND r.kind IN (2, 3)
            JOIN certificate newer ON newer.care_provider_id = r.care_provider_id AND newer.number = r.certificate_number
            WHERE revoked.care_provider_id = \(provider) AND revoked.number = \(number) AND newer.status <> 2
            """
        ) { _ in true }
        guard standIn == nil else { return }
        try connection.execute(
            """
            UPDATE certificate SET status = 0
            WHERE care_provider_id = \(provider) AND status = 1
              AND certificate_id IN (
                SELECT other_certificate_id FROM certificate_relation
                WHERE care_provider_id = \(provider) AND certificate_number = \(number) AND kind IN (2, 3))
              AND NOT EXISTS (
                SELECT 1 FROM certificate_relation r
                JOIN certificate other ON other.care_provider_id = r.care_provider_id AND other.number = r.certificate_number
                WHERE r.care_provider_id = certificate.care_provider_id AND r.other_certificate_id = certificate.certificate_id
                  AND r.kind IN (2, 3) AND other.status <> 2)
            """)
    }
}
