import SickLeave

/// Which certificates others have taken the place of (ersätter, kompletterar), told anew when one of the others is revoked or
/// comes late.
///
/// A certificate is superseded when another that names it stands. One stands when it is not revoked, and also when it is but
/// another that stands has taken its place: in a chain A ← B ← C the newest stands for them all, whatever becomes of B. So the
/// order in which a provider's certificates and revocations come makes no difference. What a certificate says of itself counts
/// for nothing; of two that name each other both are superseded.
///
/// It goes from one certificate to the next with statements that name their keys: a recursive query planned by PostgreSQL while
/// the store is small would read all of the provider's relations at each step for ever.
struct Superseding {
    private struct Node {
        let number: Int
        let id: Certificate.ID
        let status: CertificateRepository.Status

        init(_ row: any Row) {
            number = row.int(0)
            id = Certificate.ID(rawValue: row.text(1))
            status = .init(rawValue: row.int(2)) ?? .revoked
        }
    }

    let connection: any Connection

    /// Something new stands in the place of these; those that are not here are passed over.
    func supersede(_ keys: Set<CertificateRepository.Key>) throws {
        let here = try here(keys)
        for one in here where one.status == .inForce { try set(.superseded, one.number, provider: one.provider) }
        // In the place of a revoked one, and so of what that one had replaced.
        for (provider, revoked) in Dictionary(grouping: here.filter { $0.status == .revoked }, by: \.provider) {
            try settle(namedBy: revoked.map(\.number), provider: provider)
        }
    }

    /// Those that are not here are passed over.
    func revoke(_ keys: Set<CertificateRepository.Key>) throws {
        let here = try here(keys)
        for one in here { try set(.revoked, one.number, provider: one.provider) }
        // After all of them: one may stand in the place of another.
        for (provider, revoked) in Dictionary(grouping: here, by: \.provider) {
            try settle(namedBy: revoked.map(\.number), provider: provider)
        }
    }

    private func here(
        _ keys: Set<CertificateRepository.Key>
    ) throws -> [(provider: Int, number: Int, status: CertificateRepository.Status)] {
        var here: [(provider: Int, number: Int, status: CertificateRepository.Status)] = []
        try keys.map({ [$0.provider.sqlValue, $0.id.sqlValue] }).inSlices(of: 200) { slice in
            // Joined pair by pair: told of a list of ids at one provider, PostgreSQL reads all that the provider has.
            try connection.forEach(
                """
                WITH named (care_provider_id, certificate_id) AS (VALUES \(rows: slice))
                SELECT c.care_provider_id, c.number, c.status FROM named
                JOIN certificate c ON c.certificate_id = named.certificate_id AND c.care_provider_id = named.care_provider_id
                """
            ) { here.append(($0.int(0), $0.int(1), .init(rawValue: $0.int(2)) ?? .revoked)) }
        }
        return here
    }

    /// Tells anew of what the certificates name, and of what revoked ones among that name in their turn.
    ///
    /// - Parameter numbers: of revoked certificates: just revoked, come as revoked, or named by one that has come.
    private func settle(namedBy numbers: [Int], provider: Int) throws {
        var waiting = numbers
        var told: Set<Int> = []
        while let number = waiting.popLast() {
            for named in try named(by: number, provider: provider) where told.insert(named.number).inserted {
                if named.status == .revoked {
                    waiting.append(named.number)
                    continue
                }
                let now: CertificateRepository.Status =
                    try isSuperseded(named.id, provider: provider) ? .superseded : .inForce
                if now != named.status { try set(now, named.number, provider: provider) }
            }
        }
    }

    func isSuperseded(_ id: Certificate.ID, provider: Int) throws -> Bool {
        var waiting = [id]
        var seen: Set<Certificate.ID> = [id]
        while let revoked = waiting.popLast() {
            for naming in try naming(revoked, provider: provider) where seen.insert(naming.id).inserted {
                if naming.status != .revoked { return true }
                waiting.append(naming.id)
            }
        }
        return false
    }

    /// The certificate in force that has taken each one's place, through however many between; no element where none has.
    func successors(of numbers: [Int], provider: Int) throws -> [Int: Int] {
        var successors: [Int: Int] = [:]
        for (number, id) in try ids(of: numbers, provider: provider) {
            var waiting = [id]
            var seen: Set<Certificate.ID> = [id]
            while successors[number] == nil, let between = waiting.popLast() {
                for naming in try naming(between, provider: provider) where seen.insert(naming.id).inserted {
                    if naming.status == .inForce { successors[number] = naming.number } else { waiting.append(naming.id) }
                }
            }
        }
        return successors
    }

    private func ids(of numbers: [Int], provider: Int) throws -> [(number: Int, id: Certificate.ID)] {
        var found: [(number: Int, id: Certificate.ID)] = []
        try numbers.inSlices { slice in
            try connection.forEach(
                "SELECT number, certificate_id FROM certificate WHERE care_provider_id = \(provider) AND number IN \(list: slice)"
            ) { found.append(($0.int(0), Certificate.ID(rawValue: $0.text(1)))) }
        }
        return found
    }

    func set(_ status: CertificateRepository.Status, _ number: Int, provider: Int) throws {
        try connection.execute(
            "UPDATE certificate SET status = \(status.rawValue) WHERE care_provider_id = \(provider) AND number = \(number)")
    }

    /// `BETWEEN` keeps it at the primary key: told `IN (2, 3)`, PostgreSQL reads the provider's part of the index for the other
    /// direction.
    private func named(by number: Int, provider: Int) throws -> [Node] {
        try connection.all(
            """
            SELECT o.number, o.certificate_id, o.status FROM certificate_relation r
            JOIN certificate o ON o.certificate_id = r.other_certificate_id AND o.care_provider_id = r.care_provider_id
            WHERE r.care_provider_id = \(provider) AND r.certificate_number = \(number) AND r.kind BETWEEN 2 AND 3
            """, Node.init)
    }

    private func naming(_ id: Certificate.ID, provider: Int) throws -> [Node] {
        try connection.all(
            """
            SELECT c.number, c.certificate_id, c.status FROM certificate_relation r
            JOIN certificate c ON c.care_provider_id = r.care_provider_id AND c.number = r.certificate_number
            WHERE r.other_certificate_id = \(id) AND r.care_provider_id = \(provider) AND r.kind IN (2, 3)
            """, Node.init)
    }
}
