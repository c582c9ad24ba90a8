import SickLeave

// Certificates may arrive in any order: one may replace another that is here, or be replaced or revoked by what came before it.
extension CertificateRepository {
    /// Those of the new certificates that something stored names as replaced, complemented or revoked.
    struct Named {
        /// By whatever provider.
        var superseded: Set<Certificate.ID> = []
        var revoked: Set<Key> = []
    }

    /// To be asked before the new ones are stored.
    func named(_ rows: [Entry]) throws -> Named {
        var named = Named()
        let hasRevocations = try connection.first("SELECT 1 FROM revocation LIMIT 1") { _ in true } ?? false
        try rows.lazy.map({ $0.newcomer.certificate.id }).inSlices { slice in
            // Looked up one by one: joined, PostgreSQL reads the whole index as long as it thinks the table small.
            try connection.forEach(
                """
                WITH named (id) AS (VALUES \(rows: slice.map { [$0.sqlValue] }))
                SELECT id FROM named WHERE (
                    SELECT 1 FROM certificate_relation r WHERE r.other_certificate_id = named.id AND r.kind IN (2, 3) LIMIT 1) = 1
                """
            ) { named.superseded.insert(.init(rawValue: $0.text(0))) }
            guard hasRevocations else { return }
            let revocations = try connection.all(
                """
                SELECT certificate_id, care_provider_id, revoked_by_hsa_id FROM revocation WHERE certificate_id IN \(list: slice)
                ORDER BY certificate_id, care_provider_id DESC
                """
            ) { (key: Key(id: .init(rawValue: $0.text(0)), provider: $0.int(1)), by: $0.optionalText(2)) }
            for revocation in revocations {
                if revocation.key.provider != RevocationRepository.nobody {
                    named.revoked.insert(revocation.key)
                } else if let key = claimant(of: revocation.key.id, revokedBy: revocation.by, among: rows, but: named.revoked) {
                    try connection.execute(
                        """
                        UPDATE revocation SET care_provider_id = \(key.provider)
                        WHERE care_provider_id = \(RevocationRepository.nobody) AND certificate_id = \(key.id)
                        """)
                    named.revoked.insert(key)
                }
            }
        }
        return named
    }

    /// Of the new certificates with the id, the one that a revocation means which is nobody's yet: that of whoever revoked it, else the first.
    private func claimant(of id: Certificate.ID, revokedBy: String?, among rows: [Entry], but revoked: Set<Key>) -> Key? {
        let possible = rows.filter {
            $0.newcomer.certificate.id == id && !revoked.contains(Key(id: id, provider: $0.provider))
        }
        let own = possible.first { $0.newcomer.certificate.issuer.hsaID.rawValue == revokedBy }
        return (own ?? possible.first).map { Key(id: id, provider: $0.provider) }
    }

    /// Marks those of the new certificates that others of them replace or complement. Known before they are stored it costs
    /// nothing; afterwards a look and a change for each.
    ///
    /// - Returns: what they replace or complement that is not among them, or is another person's there, with whose they are.
    func markSuperseded(among rows: inout [Entry]) -> [Key: Set<Int>] {
        var superseded: [Key: Set<Int>] = [:]
        for row in rows where !row.newcomer.certificate.relations.isEmpty {
            for relation in row.newcomer.certificate.relations
            where relation.kind.supersedes && relation.certificate != row.newcomer.certificate.id {
                superseded[Key(id: relation.certificate, provider: row.provider), default: []].insert(row.references.person)
            }
        }
        guard !superseded.isEmpty else { return [:] }
        for place in rows.indices where superseded[rows[place].key]?.contains(rows[place].references.person) ?? false {
            superseded[rows[place].key] = nil
            rows[place].status = .superseded
        }
        return superseded
    }

    /// - Parameter elsewhere: from `markSuperseded`.
    func settleRelations(of rows: [Entry], superseding elsewhere: [Key: Set<Int>], named: Named) throws {
        try insertRelations(of: rows)
        let superseding = Superseding(connection: connection)
        try superseding.supersede(elsewhere)
        try superseding.revoke(Set(rows.lazy.map(\.key).filter { named.revoked.contains($0) }))
        guard !named.superseded.isEmpty else { return }
        for row in rows where named.superseded.contains(row.newcomer.certificate.id) && !named.revoked.contains(row.key) {
            if try superseding.isSuperseded(
                row.newcomer.certificate.id, of: row.references.person, provider: row.provider)
            {
                try superseding.set(.superseded, row.number, provider: row.provider)
            }
        }
    }

    /// Those that supersede: no other is looked for, and each certificate's content has them all. Rows of others are from earlier
    /// programs.
    private func insertRelations(of rows: [Entry]) throws {
        guard rows.contains(where: { $0.newcomer.certificate.relations.contains { $0.kind.supersedes } }) else { return }
        try connection.insert(
            into: "certificate_relation", ["care_provider_id", "certificate_number", "kind", "other_certificate_id"]
        ) { writer in
            for row in rows {
                let relations = row.newcomer.certificate.relations
                for (place, relation) in relations.enumerated()
                where relation.kind.supersedes && !relations.prefix(place).contains(relation) {
                    try writer.add([
                        row.provider.sqlValue, row.number.sqlValue, Int(relation.kind.rawValue).sqlValue,
                        relation.certificate.sqlValue,
                    ])
                }
            }
        }
    }
}
