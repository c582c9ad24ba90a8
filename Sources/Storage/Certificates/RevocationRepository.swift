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
        try store([revocation], importRun: importRun)[0]
    }

    /// Stores many at once, in their order.
    ///
    /// - Returns: what came of each, in their order.
    package func store(_ revocations: [Revocation], importRun: Int) throws -> [Outcome] {
        var known: Set<Certificate.ID> = []
        try revocations.map(\.certificate).inSlices { slice in
            try connection.forEach("SELECT certificate_id FROM revocation WHERE certificate_id IN \(list: slice)") {
                known.insert(.init(rawValue: $0.text(0)))
            }
        }
        let isNew = revocations.map { known.insert($0.certificate).inserted }
        let new = zip(revocations, isNew).filter(\.1).map(\.0)
        try insert(new, importRun: importRun)
        let revoked = try revokeCertificates(new.map(\.certificate))
        return zip(revocations, isNew).map { revocation, isNew in
            guard isNew else { return .alreadyKnown }
            return revoked.contains(revocation.certificate) ? .applied : .waiting
        }
    }

    private func insert(_ new: [Revocation], importRun: Int) throws {
        guard !new.isEmpty else { return }
        try connection.insert(
            into: "revocation",
            [
                "certificate_id", "revoked_at", "reason", "revoked_by", "revoked_by_hsa_id", "revoked_by_positions",
                "import_run_id",
            ]
        ) { writer in
            for revocation in new {
                try writer.add([
                    revocation.certificate.sqlValue, revocation.revokedAt?.sqlValue ?? .null, revocation.reason.sqlValue,
                    (revocation.revokedBy?.name ?? "").sqlValue, revocation.revokedBy?.hsaID.sqlValue ?? .null,
                    (revocation.revokedBy?.positions.joined(separator: "|") ?? "").sqlValue, importRun.sqlValue,
                ])
            }
        }
    }

    /// - Returns: those that are here.
    private func revokeCertificates(_ ids: [Certificate.ID]) throws -> Set<Certificate.ID> {
        var found: Set<Certificate.ID> = []
        var numbers: [Int: [Int]] = [:]
        try ids.inSlices { slice in
            try connection.forEach(
                """
                UPDATE certificate SET status = 2 WHERE certificate_id IN \(list: slice)
                RETURNING certificate_id, care_provider_id, number
                """
            ) {
                found.insert(.init(rawValue: $0.text(0)))
                numbers[$0.int(1), default: []].append($0.int(2))
            }
        }
        for (provider, numbers) in numbers {
            try numbers.inSlices { slice in
                let replacing = try connection.all(
                    """
                    SELECT DISTINCT certificate_number FROM certificate_relation
                    WHERE care_provider_id = \(provider) AND certificate_number IN \(list: slice) AND kind IN (2, 3)
                    """
                ) { $0.int(0) }
                for number in replacing { try restoreReplaced(by: number, provider: provider) }
            }
        }
        return found
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
