import SickLeave

/// Which certificates others have taken the place of (ersätter, kompletterar), told anew when one of the others is revoked or
/// comes late.
///
/// A certificate is superseded when another that names it stands. One stands when it is not revoked, and also when it is but
/// another that stands has taken its place: in a chain A ← B ← C the newest stands for them all, whatever becomes of B. So the
/// order in which a provider's certificates and revocations come makes no difference. What a certificate says of itself counts
/// for nothing, and neither does what it says of another person's: an id that was mistyped must not take somebody else's certificate
/// away. Of two that name each other both are superseded.
///
/// It goes from one certificate to the next with statements that name their keys: a recursive query planned by PostgreSQL while
/// the store is small would read all of the provider's relations at each step for ever.
struct Superseding {
    private struct Node {
        let number: Int
        let id: Certificate.ID
        let status: CertificateRepository.Status
        let person: Int

        init(_ row: any Row) {
            number = row.int(0)
            id = Certificate.ID(rawValue: row.text(1))
            status = .init(rawValue: row.int(2)) ?? .revoked
            person = row.int(3)
        }
    }

    let connection: any Connection

    /// Something new stands in the place of these; those that are not here are passed over.
    ///
    /// - Parameter persons: whose the new ones are, for each.
    func supersede(_ persons: [CertificateRepository.Key: Set<Int>]) throws {
        let here = try here(Set(persons.keys)).filter { one in
            try (persons[one.key] ?? []).contains { try isSame($0, one.person) }
        }
        for one in here where one.status == .inForce { try set(.superseded, one.number, provider: one.key.provider) }
        // In the place of a revoked one, and so of what that one had replaced.
        for (provider, revoked) in Dictionary(grouping: here.filter { $0.status == .revoked }, by: \.key.provider) {
            try settle(namedBy: revoked.map(\.number), provider: provider)
        }
    }

    /// Those that are not here are passed over.
    func revoke(_ keys: Set<CertificateRepository.Key>) throws {
        let here = try here(keys)
        for one in here { try set(.revoked, one.number, provider: one.key.provider) }
        // After all of them: one may stand in the place of another.
        for (provider, revoked) in Dictionary(grouping: here, by: \.key.provider) {
            try settle(namedBy: revoked.map(\.number), provider: provider)
        }
    }

    private struct Here {
        let key: CertificateRepository.Key
        let number: Int
        let status: CertificateRepository.Status
        let person: Int
    }

    private func here(_ keys: Set<CertificateRepository.Key>) throws -> [Here] {
        var here: [Here] = []
        try keys.map({ [$0.provider.sqlValue, $0.id.sqlValue] }).inSlices(of: 200) { slice in
            // Joined pair by pair: told of a list of ids at one provider, PostgreSQL reads all that the provider has.
            try connection.forEach(
                """
                WITH named (care_provider_id, certificate_id) AS (VALUES \(rows: slice))
                SELECT c.care_provider_id, c.number, c.status, c.person_id, c.certificate_id FROM named
                JOIN certificate c ON c.certificate_id = named.certificate_id AND c.care_provider_id = named.care_provider_id
                """
            ) {
                here.append(
                    Here(
                        key: .init(id: .init(rawValue: $0.text(4)), provider: $0.int(0)), number: $0.int(1),
                        status: .init(rawValue: $0.int(2)) ?? .revoked, person: $0.int(3)))
            }
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
                    try isSuperseded(named.id, of: named.person, provider: provider) ? .superseded : .inForce
                if now != named.status { try set(now, named.number, provider: provider) }
            }
        }
    }

    func isSuperseded(_ id: Certificate.ID, of person: Int, provider: Int) throws -> Bool {
        try follow(id, of: person, provider: provider) { $0.status == .revoked } != nil
    }

    /// Goes from a certificate to those that name it, and on beyond those that `isBetween` tells.
    private func follow(
        _ id: Certificate.ID, of person: Int, provider: Int, beyond isBetween: (Node) -> Bool
    ) throws -> Node? {
        var waiting = [(id: id, person: person)]
        var seen: Set<Certificate.ID> = [id]
        while let between = waiting.popLast() {
            for naming in try naming(between.id, provider: provider)
            where try isSame(naming.person, between.person) && seen.insert(naming.id).inserted {
                guard isBetween(naming) else { return naming }
                waiting.append((naming.id, naming.person))
            }
        }
        return nil
    }

    /// Somebody may have a number before the personal identity number, and be two rows.
    private func isSame(_ one: Int, _ other: Int) throws -> Bool {
        guard one != other else { return true }
        let identifiers = try connection.all("SELECT kind, identifier FROM person WHERE id IN \(list: [one, other])") {
            PersonIdentifier($0, kind: 0, identifier: 1)
        }
        return identifiers.count == 2 && !identifiers[0].isAnotherPerson(than: identifiers[1])
    }

    /// The certificate in force that has taken each one's place, through however many between; no element where none has.
    func successors(of numbers: [Int], provider: Int) throws -> [Int: Int] {
        var successors: [Int: Int] = [:]
        for node in try nodes(numbers, provider: provider) {
            successors[node.number] =
                try follow(node.id, of: node.person, provider: provider) { $0.status != .inForce }?.number
        }
        return successors
    }

    private func nodes(_ numbers: [Int], provider: Int) throws -> [Node] {
        var found: [Node] = []
        try numbers.inSlices { slice in
            found += try connection.all(
                """
                SELECT number, certificate_id, status, person_id FROM certificate
                WHERE care_provider_id = \(provider) AND number IN \(list: slice)
                """, Node.init)
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
            SELECT o.number, o.certificate_id, o.status, o.person_id FROM certificate_relation r
            JOIN certificate o ON o.certificate_id = r.other_certificate_id AND o.care_provider_id = r.care_provider_id
            WHERE r.care_provider_id = \(provider) AND r.certificate_number = \(number) AND r.kind BETWEEN 2 AND 3
            """, Node.init)
    }

    private func naming(_ id: Certificate.ID, provider: Int) throws -> [Node] {
        try connection.all(
            """
            SELECT c.number, c.certificate_id, c.status, c.person_id FROM certificate_relation r
            JOIN certificate c ON c.care_provider_id = r.care_provider_id AND c.number = r.certificate_number
            WHERE r.other_certificate_id = \(id) AND r.care_provider_id = \(provider) AND r.kind IN (2, 3)
            """, Node.init)
    }
}
