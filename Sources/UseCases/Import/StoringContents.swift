import SickLeave
import Storage

extension ImportItem.Content {
    /// What is stored many at once, and the rest.
    fileprivate enum Kind { case certificate, message, procedure, revocation, staff, volume, other }

    fileprivate var kind: Kind {
        switch self {
        case .certificate: .certificate
        case .message: .message
        case .procedure: .procedure
        case .revocation: .revocation
        case .staff: .staff
        case .volume: .volume
        case .unit, .protection, .unreadable: .other
        }
    }
}

/// Stores what a batch says, many of a kind at once, inside one transaction.
struct StoringContents {
    enum Outcome {
        /// With the provider where storing told it.
        case accepted(provider: Int?)
        case alreadyKnown(provider: Int?)
        case conflict
        /// `waits`: it can be read when something else has come in. `isThere`: one of its id is stored, and says something else.
        case refused(String, waits: Bool, isThere: Bool = false)

        /// One of its id was found in the store.
        var isThere: Bool {
            switch self {
            case .alreadyKnown, .conflict: true
            case .accepted: false
            case .refused(_, _, let isThere): isThere
            }
        }
    }

    private let registry: Registry
    private let run: Int
    private let today: Day
    /// HSA-id of the provider or unit that the contents come from; empty when nobody said.
    private let sender: String
    private let connection: any Connection

    init(registry: Registry, run: Int, today: Day, sender: String, _ connection: any Connection) {
        self.sender = sender
        self.registry = registry
        self.run = run
        self.today = today
        self.connection = connection
    }

    /// Certificates first, since others speak of them; the rest in their own order.
    ///
    /// - Parameters:
    ///   - senders: of each, where they differ.
    ///   - looksFirst: as in `CertificateRepository.store`.
    /// - Returns: what came of each, in the order of the contents.
    func store(_ contents: [ImportItem.Content], senders: [String]? = nil, looksFirst: Bool = true) throws -> [Outcome] {
        var outcomes = [Outcome?](repeating: nil, count: contents.count)
        var places: [Int] = []
        var certificates: [NewCertificate] = []
        for (place, content) in contents.enumerated() {
            guard case .certificate(let new) = content else { continue }
            places.append(place)
            certificates.append(new)
        }
        for (place, outcome) in zip(places, try store(certificates, looksFirst: looksFirst)) { outcomes[place] = outcome }
        guard places.count < contents.count else { return outcomes.compactMap(\.self) }
        let kinds = contents.map(\.kind)
        var place = 0
        while place < contents.count {
            let end = kinds[place...].firstIndex { $0 != kinds[place] } ?? contents.count
            let run = contents[place..<end]
            switch kinds[place] {
            case .certificate: break
            case .message: outcomes.replaceSubrange(run.indices, with: try storeMessages(run, looksFirst))
            case .procedure: outcomes.replaceSubrange(run.indices, with: try storeProcedures(run, looksFirst))
            case .revocation: outcomes.replaceSubrange(run.indices, with: try storeRevocations(run, senders: senders))
            case .staff: outcomes.replaceSubrange(run.indices, with: try storeStaff(run))
            case .volume: outcomes.replaceSubrange(run.indices, with: try storeVolumes(run))
            case .other: for place in run.indices { outcomes[place] = try storeOne(contents[place]) }
            }
            place = end
        }
        return outcomes.compactMap(\.self)
    }

    private func store(_ certificates: [NewCertificate], looksFirst: Bool) throws -> [Outcome] {
        let stored = try CertificateRepository(connection, registry: registry)
            .store(certificates, importRun: run, looksFirst: looksFirst)
        return try zip(certificates, stored).map { new, outcome in
            switch outcome {
            case .stored: return .accepted(provider: nil)
            case .alreadyKnown: return .alreadyKnown(provider: nil)
            case .conflict(let number):
                let provider = try registry.provider(new.certificate.careProvider, connection)
                let isDecided = try ConflictRepository(connection).isDecided(
                    provider: provider, number: number, content: new.content)
                return isDecided ? .alreadyKnown(provider: provider) : .conflict
            }
        }
    }

    private func storeMessages(_ contents: ArraySlice<ImportItem.Content>, _ looksFirst: Bool) throws -> [Outcome] {
        let messages = contents.compactMap { content in if case .message(let message) = content { message } else { nil } }
        let stored = try MessageRepository(connection)
            .store(messages, importRun: run, importedOn: today, looksFirst: looksFirst)
        return stored.map { outcome in
            switch outcome {
            case .stored(let provider): .accepted(provider: provider)
            case .alreadyKnown(let provider): .alreadyKnown(provider: provider)
            case .otherContent:
                .refused(
                    "Ett meddelande med samma id men annat innehåll finns redan, och det gäller. Är det här ett annat meddelande: ge "
                        + "det ett eget id. Är det samma, ändrat i efterhand: lägg det åt sidan.",
                    waits: false, isThere: true)
            case .unknownCertificate:
                .refused(
                    "Intyget som meddelandet gäller finns inte här. Läs in intyget, så läses meddelandet av sig självt.",
                    waits: true)
            case .otherPatient:
                .refused(
                    "Intyget som meddelandet gäller är en annan persons än den som meddelandet anger. Rätta personnumret eller "
                        + "intygets id. Kommer det rätta intyget in läses meddelandet av sig självt.", waits: true)
            case .severalCertificates:
                .refused(
                    "Flera vårdgivare har ett intyg med det id som meddelandet gäller, och meddelandet visar inte vilket. Ange "
                        + "enheten som mottagare, eller patientens personnummer.", waits: true)
            }
        }
    }

    private func storeProcedures(_ contents: ArraySlice<ImportItem.Content>, _ looksFirst: Bool) throws -> [Outcome] {
        let procedures = contents.compactMap { content in if case .procedure(let one) = content { one } else { nil } }
        let stored = try ProcedureRepository(connection, registry: registry)
            .store(procedures, importRun: run, looksFirst: looksFirst)
        return zip(procedures, stored).map { procedure, outcome in
            switch outcome {
            case .stored: .accepted(provider: nil)
            case .alreadyKnown: .alreadyKnown(provider: nil)
            case .unknownUnit: .refused(unknown(procedure.careUnit), waits: true)
            case .otherContent:
                .refused(
                    "En registrering med samma id men annat innehåll finns redan, och den gäller. Är det här en annan åtgärd: ge den "
                        + "ett eget id. Är det samma, ändrad i efterhand: lägg raden åt sidan.",
                    waits: false, isThere: true)
            }
        }
    }

    private func storeRevocations(_ contents: ArraySlice<ImportItem.Content>, senders: [String]?) throws -> [Outcome] {
        let revocations = contents.compactMap { content in if case .revocation(let one) = content { one } else { nil } }
        let senders = senders.map { Array($0[contents.indices]) } ?? Array(repeating: sender, count: revocations.count)
        return try RevocationRepository(connection).store(revocations, senders: senders, importRun: run).map { outcome in
            switch outcome {
            case .applied(let provider): .accepted(provider: provider)
            case .waiting(let provider): .accepted(provider: provider)
            case .alreadyKnown(let provider): .alreadyKnown(provider: provider)
            case .otherContent:
                .refused(
                    "En annan makulering av samma intyg finns redan, och den gäller. Stämmer den här bättre gör det ingen skillnad för "
                        + "sjukfallet: lägg den åt sidan.", waits: false)
            case .severalCertificates:
                .refused(
                    "Flera vårdgivare har ett intyg med det id som makuleringen gäller, och det framgår inte vems som är makulerat. Den "
                        + "vårdgivare som rättar raden här makulerar sitt eget; eller läs in filen med vårdgivaren som avsändare.",
                    waits: true)
            case .otherPatient:
                .refused(
                    "Intyget som makuleringen gäller är en annan persons än den som makuleringen anger. Rätta personnumret eller "
                        + "intygets id. Kommer det rätta intyget in läses makuleringen av sig själv.", waits: true)
            case .otherProvider:
                .refused(
                    "Intyget som makuleringen gäller finns här, men hos en annan vårdgivare än den som makuleringen kommer från. Läs in "
                        + "vårdgivarens eget intyg, så läses makuleringen av sig själv.", waits: true)
            }
        }
    }

    private func storeStaff(_ contents: ArraySlice<ImportItem.Content>) throws -> [Outcome] {
        let members = contents.compactMap { content in if case .staff(let one) = content { one } else { nil } }
        return try zip(members, OrganisationRepository(connection, registry: registry).store(members)).map { member, isStored in
            isStored ? .accepted(provider: nil) : .refused(unknown(member.careUnit), waits: true)
        }
    }

    private func storeVolumes(_ contents: ArraySlice<ImportItem.Content>) throws -> [Outcome] {
        let volumes = contents.compactMap { content in if case .volume(let one) = content { one } else { nil } }
        return try zip(volumes, OrganisationRepository(connection, registry: registry).store(volumes)).map { volume, isStored in
            isStored ? .accepted(provider: nil) : .refused(unknown(volume.careUnit), waits: true)
        }
    }

    private func storeOne(_ content: ImportItem.Content) throws -> Outcome {
        switch content {
        case .unit(let unit):
            return try OrganisationRepository(connection, registry: registry).store(unit)
                ? .accepted(provider: nil)
                : .refused(
                    "Enheten kan inte läggas under den överordnade: den finns inte här, är själv en underenhet, eller så har enheten egna "
                        + "underenheter. Läs in den överordnade först, eller rätta raden.", waits: true)
        case .protection(let record): return try store(record)
        case .unreadable(let reason): return .refused(reason, waits: false)
        case .certificate, .message, .procedure, .revocation, .staff, .volume: preconditionFailure("stored with its like")
        }
    }

    private func store(_ protection: ProtectionRecord) throws -> Outcome {
        switch try ProtectionRepository(connection).store(
            protection, registry: registry, importRun: run, at: Instant(LocalTime(day: today, second: 0)))
        {
        case .stored: .accepted(provider: nil)
        case .alreadyKnown: .alreadyKnown(provider: nil)
        case .unknownUnit: .refused(unknown(protection.careUnit), waits: true)
        case .otherContent:
            .refused(
                "Ett skydd med samma id men för en annan person eller av ett annat slag finns redan. Ge det ett eget id.",
                waits: false)
        }
    }

    private func unknown(_ unit: HSAID) -> String {
        "Enheten \(unit) finns inte här. Läs in enheten eller dess intyg, så läses raden av sig själv."
    }
}
