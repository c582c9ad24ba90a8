package import SickLeave

/// Takes certificates out of spells when they are revoked (makulerade); they stay readable.
///
/// A revocation names a certificate's id and nothing else of it, and two providers may each have a certificate of that id: whose is meant
/// is told by who has one, by whom it comes from, and by who revoked.
package struct RevocationRepository {
    package enum Outcome: Sendable, Equatable {
        case applied(provider: Int)
        case alreadyKnown(provider: Int?)
        /// The certificate is not here yet; it will be revoked when it comes.
        case waiting(provider: Int?)
        /// Another revocation of the same certificate is here; it stands.
        case otherContent
        /// Several providers have a certificate with that id, and nothing tells which is meant.
        case severalCertificates
        /// A certificate with that id is here, but not one of the provider that the revocation comes from.
        case otherProvider
        /// The certificate that it names is another person's. Told where the certificate is here before the revocation.
        case otherPatient
    }

    /// In `care_provider_id`, as long as no provider is known.
    static let nobody = 0

    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func store(_ revocation: Revocation, sender: String = "", importRun: Int) throws -> Outcome {
        try store([revocation], senders: [sender], importRun: importRun)[0]
    }

    /// Stores many at once, in their order.
    ///
    /// - Parameter senders: for each the HSA-id of the provider or unit that it comes from; empty where nobody said.
    /// - Returns: what came of each, in their order.
    package func store(_ revocations: [Revocation], senders: [String], importRun: Int) throws -> [Outcome] {
        let owners = try RevocationOwners(revocations, senders: senders, connection)
        var known = try self.known(revocations.map(\.certificate))
        var new: [(revocation: Revocation, provider: Int)] = []
        var outcomes: [Outcome] = []
        for (revocation, sender) in zip(revocations, senders) {
            let provider: Int
            let isHere: Bool
            switch owners.owner(of: revocation, sender: sender) {
            case .certificate(let owner): (provider, isHere) = (owner, true)
            case .notHere(let owner): (provider, isHere) = (owner ?? RevocationRepository.nobody, false)
            case .several:
                outcomes.append(.severalCertificates)
                continue
            case .other:
                outcomes.append(.otherProvider)
                continue
            case .otherPatient:
                outcomes.append(.otherPatient)
                continue
            }
            let named = provider == RevocationRepository.nobody ? nil : provider
            let facts = Facts(revocation)
            let stored = known[revocation.certificate] ?? [:]
            // One that is nobody's yet is the same as an equal one that is somebody's: told twice, with and without a sender.
            let isKnown =
                named == nil
                ? stored.values.contains(facts) : [provider, RevocationRepository.nobody].contains { stored[$0] == facts }
            if isKnown {
                if let named, stored[named] == nil {
                    try give(revocation.certificate, to: named, among: &new)
                    known[revocation.certificate]?[RevocationRepository.nobody] = nil
                    known[revocation.certificate]?[named] = facts
                }
                outcomes.append(.alreadyKnown(provider: named))
            } else if stored[provider] != nil {
                outcomes.append(.otherContent)
            } else {
                known[revocation.certificate, default: [:]][provider] = facts
                new.append((revocation, provider))
                outcomes.append(isHere ? .applied(provider: provider) : .waiting(provider: named))
            }
        }
        try insert(new, importRun: importRun)
        try Superseding(connection: connection).revoke(
            Set(new.map { CertificateRepository.Key(id: $0.revocation.certificate, provider: $0.provider) }))
        return outcomes
    }

    /// One that was nobody's comes again from somebody: it is theirs from now on, whoever's certificate comes first.
    private func give(
        _ certificate: Certificate.ID, to provider: Int, among new: inout [(revocation: Revocation, provider: Int)]
    ) throws {
        let isNobodys = { (one: (revocation: Revocation, provider: Int)) in
            one.provider == RevocationRepository.nobody && one.revocation.certificate == certificate
        }
        if let place = new.firstIndex(where: isNobodys) {
            new[place].provider = provider
            return
        }
        try connection.execute(
            """
            UPDATE revocation SET care_provider_id = \(provider)
            WHERE care_provider_id = \(RevocationRepository.nobody) AND certificate_id = \(certificate)
            """)
    }

    /// What a revocation says, as it is stored.
    private struct Facts: Equatable {
        let revokedAt: LocalTime?
        let reason: String
        let by: String
        let byHSAID: String?
        let byPositions: String

        init(_ revocation: Revocation) {
            revokedAt = revocation.revokedAt
            reason = revocation.reason
            by = revocation.revokedBy?.name ?? ""
            byHSAID = revocation.revokedBy?.hsaID.rawValue
            byPositions = revocation.revokedBy?.positions.joined(separator: "|") ?? ""
        }

        init(_ row: any Row) {
            revokedAt = row.optionalInt(2).map { LocalTime(sqlInteger: $0) }
            reason = row.text(3)
            by = row.text(4)
            byHSAID = row.optionalText(5)
            byPositions = row.text(6)
        }
    }

    private func known(_ ids: [Certificate.ID]) throws -> [Certificate.ID: [Int: Facts]] {
        var known: [Certificate.ID: [Int: Facts]] = [:]
        try ids.inSlices { slice in
            try connection.forEach(
                """
                SELECT certificate_id, care_provider_id, revoked_at, reason, revoked_by, revoked_by_hsa_id, revoked_by_positions
                FROM revocation WHERE certificate_id IN \(list: slice)
                """
            ) { known[.init(rawValue: $0.text(0)), default: [:]][$0.int(1)] = Facts($0) }
        }
        return known
    }

    private func insert(_ new: [(revocation: Revocation, provider: Int)], importRun: Int) throws {
        guard !new.isEmpty else { return }
        try connection.insert(
            into: "revocation",
            [
                "care_provider_id", "certificate_id", "revoked_at", "reason", "revoked_by", "revoked_by_hsa_id",
                "revoked_by_positions", "import_run_id",
            ]
        ) { writer in
            for (revocation, provider) in new {
                let facts = Facts(revocation)
                try writer.add([
                    provider.sqlValue, revocation.certificate.sqlValue, facts.revokedAt?.sqlValue ?? .null, facts.reason.sqlValue,
                    facts.by.sqlValue, revocation.revokedBy?.hsaID.sqlValue ?? .null, facts.byPositions.sqlValue,
                    importRun.sqlValue,
                ])
            }
        }
    }
}
