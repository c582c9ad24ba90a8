import SickLeave

/// Tells whose certificate each of many revocations means.
struct RevocationOwners {
    enum Owner {
        /// The provider has a certificate of that id.
        case certificate(Int)
        /// No certificate of that id is here; the provider where it is known.
        case notHere(Int?)
        case several
        /// Others have a certificate of that id, and not the one that it comes from, whose own may come.
        case other
        /// The provider's certificate is another person's than the revocation says.
        case otherPatient
    }

    private let holders: [Certificate.ID: Set<Int>]
    private let senders: [HSAID: Set<Int>]
    /// Where those who revoked are known to work.
    private var employers: [HSAID: Set<Int>] = [:]
    /// Of the certificates that are here, where a revocation names a patient.
    private let patients: [CertificateRepository.Key: PersonIdentifier]

    init(_ revocations: [Revocation], senders names: [String], _ connection: any Connection) throws {
        holders = try CertificateRepository.providers(connection, of: revocations.map(\.certificate))
        senders = try Registry.providers(named: Set(names.filter { !$0.isEmpty }.map(HSAID.init(rawValue:))), connection)
        let holders = holders
        var employers: [HSAID: Set<Int>] = [:]
        try Set(revocations.filter { holders[$0.certificate, default: []].count > 1 }.compactMap(\.revokedBy?.hsaID)).inSlices {
            slice in
            try connection.forEach("SELECT hsa_id, care_provider_id FROM staff WHERE hsa_id IN \(list: slice)") {
                employers[HSAID(rawValue: $0.text(0)), default: []].insert($0.int(1))
            }
        }
        self.employers = employers
        var patients: [CertificateRepository.Key: PersonIdentifier] = [:]
        try Set(revocations.filter { $0.patient != nil }.map(\.certificate)).inSlices { slice in
            try connection.forEach(
                """
                SELECT c.certificate_id, c.care_provider_id, p.kind, p.identifier
                FROM \(CertificateRepository.look(for: slice, connection.dialect))
                \(SQL.look(in: "person", as: "p", where: "p.id = c.person_id", connection.dialect))
                """
            ) {
                let holder = CertificateRepository.Key(id: .init(rawValue: $0.text(0)), provider: $0.int(1))
                patients[holder] = PersonIdentifier($0, kind: 2, identifier: 3)
            }
        }
        self.patients = patients
    }

    func owner(of revocation: Revocation, sender: String) -> Owner {
        let owner = holder(of: revocation, sender: sender)
        guard case .certificate(let provider) = owner, let patient = revocation.patient,
            let known = patients[CertificateRepository.Key(id: revocation.certificate, provider: provider)]
        else { return owner }
        return patient.isAnotherPerson(than: known) ? .otherPatient : owner
    }

    private func holder(of revocation: Revocation, sender: String) -> Owner {
        let holders = holders[revocation.certificate] ?? []
        let from = senders[HSAID(rawValue: sender)] ?? []
        // Its own certificate may not be here yet: another provider's with the same id must not be revoked.
        let possible = from.isEmpty ? holders : holders.intersection(from)
        if possible.isEmpty {
            return holders.isEmpty ? .notHere(from.count == 1 ? from.first : nil) : .other
        }
        if possible.count == 1, let only = possible.first { return .certificate(only) }
        let ofRevoker = possible.intersection(revocation.revokedBy.flatMap { employers[$0.hsaID] } ?? [])
        if ofRevoker.count == 1, let only = ofRevoker.first { return .certificate(only) }
        return .several
    }
}
