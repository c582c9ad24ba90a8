import SickLeave
import Storage

/// What a person may write by a correction: the own unit's data. A file tells what a whole record system holds; a text that somebody types
/// reaches no further than who types it.
struct CorrectionLimits {
    private let viewer: Viewer
    private let connection: any Connection

    init(for viewer: Viewer, _ connection: any Connection) {
        self.viewer = viewer
        self.connection = connection
    }

    /// Why the viewer may not write it; nil when nothing hinders.
    func hinder(to content: ImportItem.Content) throws -> String? {
        if try isOtherProviders(content) {
            return "Uppgiften gäller en annan vårdgivare. Du kan bara rätta din egen vårdgivares uppgifter."
        }
        if case .protection(let record) = content, try !isOwnBlock(record) {
            return
                "Du kan bara rätta spärrar som är din egen enhets. En annan enhets spärr, och skyddade personuppgifter, läses in från "
                + "fil: rätta raden där den kom ifrån."
        }
        if try isOtherUnits(content) { return "Uppgiften gäller en annan enhet. Du kan bara rätta din egen enhets uppgifter." }
        return nil
    }

    /// The known patients whom the content is about, however the text writes their numbers.
    func persons(of content: ImportItem.Content) throws -> Set<Int> {
        let patient = try content.patient.map {
            try PatientRepository(connection).known(canonical: [$0.canonical], provider: viewer.provider)
        }
        return try owners(of: content).reduce(into: patient ?? []) { $0.insert($1.person) }
    }

    private func owners(of content: ImportItem.Content) throws -> Set<NamedCertificates.Owner> {
        try NamedCertificates(provider: viewer.provider, connection).owners(of: content.certificates)
    }

    /// As on the patient's page: a unit blocks what it has written and lifts its own blocks, and nobody ends a protected identity.
    private func isOwnBlock(_ record: ProtectionRecord) throws -> Bool {
        guard record.kind == .block, let own = viewer.unit.chosen,
            try Registry().knownUnit(record.careUnit, connection)?.root == own
        else { return false }
        // A row with a known id replaces what was known of it.
        let known = try ProtectionRepository(connection).latest(record.id, provider: viewer.provider)
        return known.map { $0.kind == .block && $0.unit == own } ?? true
    }

    private func isOtherUnits(_ content: ImportItem.Content) throws -> Bool {
        guard let own = viewer.unit.chosen else { return false }
        let isNamed = try content.units.contains { hsaID in
            let unit = try OrganisationRepository.unit(connection, hsaID: hsaID, provider: viewer.provider)
            return unit.map { $0.root != own } ?? false
        }
        return try isNamed || owners(of: content).contains { $0.unit != own }
    }

    private func isOtherProviders(_ content: ImportItem.Content) throws -> Bool {
        let provider = viewer.provider
        func isOther(_ reference: CareProviderReference) throws -> Bool {
            try OrganisationRepository.provider(connection, hsaID: reference.hsaID) != provider
        }
        func isOther(unit: HSAID) throws -> Bool {
            try Registry().knownUnit(unit, connection).map { $0.provider != provider } ?? false
        }
        func isOther(certificate: Certificate.ID) throws -> Bool {
            try !CertificateRepository.providers(connection, of: certificate).isSubset(of: [provider])
        }
        // It comes from the own provider, and takes that one's certificate: others may have one of the same id beside it.
        func isOther(revoked: Certificate.ID) throws -> Bool {
            try !CertificateRepository.providers(connection, of: revoked).contains(provider) && isOther(certificate: revoked)
        }
        return switch content {
        case .certificate(let new): try isOther(new.certificate.careProvider)
        case .unit(let unit): try isOther(unit.careProvider)
        case .revocation(let revocation): try isOther(revoked: revocation.certificate)
        case .message(let message): try isOther(certificate: message.certificate)
        case .procedure(let procedure): try isOther(unit: procedure.careUnit)
        case .staff(let member): try isOther(unit: member.careUnit)
        case .volume(let volume): try isOther(unit: volume.careUnit)
        case .protection(let record): try isOther(unit: record.careUnit)
        case .unreadable: false
        }
    }
}

extension ImportItem.Content {
    /// Whom it is about, where it says so by number.
    fileprivate var patient: PersonIdentifier? {
        switch self {
        case .certificate(let new): new.certificate.patient
        case .revocation(let revocation): revocation.patient
        case .message(let message): message.patient
        case .procedure(let procedure): procedure.patient
        case .protection(let record): record.patient
        case .staff, .unit, .volume, .unreadable: nil
        }
    }

    /// The certificates to which something happens: one is revoked, replaced, or gets a message.
    fileprivate var certificates: [Certificate.ID] {
        switch self {
        case .certificate(let new): new.certificate.relations.filter(\.kind.supersedes).map(\.certificate)
        case .revocation(let revocation): [revocation.certificate]
        case .message(let message): [message.certificate]
        case .procedure, .protection, .staff, .unit, .volume, .unreadable: []
        }
    }

    /// The units to which something happens.
    fileprivate var units: [HSAID] {
        switch self {
        case .certificate(let new): [new.certificate.careUnit.hsaID]
        case .message(let message): [message.unit].compactMap(\.self)
        case .procedure(let procedure): [procedure.careUnit]
        case .protection(let record): [record.careUnit]
        case .staff(let member): [member.careUnit]
        case .unit(let unit): [unit.hsaID, unit.parent].compactMap(\.self)
        case .volume(let volume): [volume.careUnit]
        case .revocation, .unreadable: []
        }
    }
}
