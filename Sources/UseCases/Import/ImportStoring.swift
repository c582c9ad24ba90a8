import SickLeave
import Storage

/// Stores items, one batch a transaction; what cannot be stored goes to quarantine, whole.
final class ImportStoring {
    private let database: any Database
    private let registry = Registry()
    private let run: Int
    private let today: Day
    private var tally = ImportTally()
    /// Units that rows name without their provider, as they were found.
    private var providersOfUnits: [HSAID: Int] = [:]

    var counts: ImportRun.Counts { tally.total }

    init(database: any Database, run: Int, today: Day) {
        self.database = database
        self.run = run
        self.today = today
    }

    /// Durable when it returns. An item that breaks a constraint takes no other with it: the batch is then stored item by item.
    func store(_ items: [ImportItem]) throws {
        do {
            tally = try database.writeBlocking { connection in try storing(items, connection) }
        } catch StorageError.constraint {
            forget()
            for item in items { try storeAlone(item) }
        } catch {
            forget()
            throw error
        }
    }

    /// A transaction was rolled back: rows that are remembered may be gone.
    private func forget() {
        registry.forget()
        providersOfUnits = [:]
    }

    private func storeAlone(_ item: ImportItem) throws {
        do {
            tally = try database.writeBlocking { connection in try storing([item], connection) }
        } catch StorageError.constraint(let message) {
            forget()
            var refused = item
            refused.content = .unreadable("Databasen tar inte emot uppgiften (\(message)). Rätta den och försök igen.")
            tally = try database.writeBlocking { connection in try storing([refused], connection) }
        }
    }

    private func storing(_ items: [ImportItem], _ connection: any Connection) throws -> ImportTally {
        // What the first attempt put into the store is gone, and what it remembers with it.
        if connection.attempt > 1 { registry.forget() }
        var tally = tally
        var certificates = try CertificateRepository(connection, registry: registry)
        try certificates.expect(
            items.compactMap { item in
                if case .certificate(let certificate, _, _) = item.content { certificate.id } else { nil }
            })
        var owners: QuarantineOwners?
        for item in items { try storeOne(item, &certificates, &tally, &owners, connection) }
        try ImportRunRepository(connection).update(run, tally.total, shares: tally.takeShares())
        return tally
    }

    private func storeOne(
        _ item: ImportItem, _ certificates: inout CertificateRepository, _ tally: inout ImportTally,
        _ owners: inout QuarantineOwners?, _ connection: any Connection
    ) throws {
        let outcome = try ImportStoring.outcome(
            of: item.content, &certificates, registry: registry, run: run, today: today, connection)
        switch outcome {
        case .accepted(let provider):
            tally.add(.accepted, provider: try provider ?? self.provider(of: item.content, connection))
        case .alreadyKnown(let provider):
            tally.add(.alreadyKnown, provider: try provider ?? self.provider(of: item.content, connection))
        case .conflict: tally.add(.conflict, provider: try provider(of: item.content, connection))
        case .refused(let reason, let waits): try quarantine(item.origin, reason, waits: waits, &tally, &owners, connection)
        }
    }

    /// Whose the stored item is; nil for a revocation whose certificate is not here.
    private func provider(of content: ImportItem.Content, _ connection: any Connection) throws -> Int? {
        switch content {
        case .certificate(let certificate, _, _): return try registry.provider(certificate.careProvider, connection)
        case .unit(let unit): return try registry.provider(unit.careProvider, connection)
        case .procedure(let procedure): return try provider(ofUnit: procedure.careUnit, connection)
        case .staff(let member): return try provider(ofUnit: member.careUnit, connection)
        case .volume(let volume): return try provider(ofUnit: volume.careUnit, connection)
        case .protection(let record): return try provider(ofUnit: record.careUnit, connection)
        case .revocation(let revocation):
            let providers = try CertificateRepository.providers(connection, of: revocation.certificate)
            return providers.count == 1 ? providers.first : nil
        case .message, .unreadable: return nil
        }
    }

    private func provider(ofUnit unit: HSAID, _ connection: any Connection) throws -> Int? {
        if let known = providersOfUnits[unit] { return known }
        let found = try registry.knownUnit(unit, connection)?.provider
        providersOfUnits[unit] = found
        return found
    }

    enum Outcome {
        /// With the provider where storing told it.
        case accepted(provider: Int?)
        case alreadyKnown(provider: Int?)
        case conflict
        /// `waits`: it can be read when something else has come in.
        case refused(String, waits: Bool)
    }

    static func outcome(
        of content: ImportItem.Content, _ certificates: inout CertificateRepository, registry: Registry, run: Int, today: Day,
        _ connection: any Connection
    ) throws -> Outcome {
        switch content {
        case .certificate(let certificate, let content, let hasRemarks):
            switch try certificates.store(certificate, content: content, hasRemarks: hasRemarks, importRun: run) {
            case .stored: return .accepted(provider: nil)
            case .alreadyKnown: return .alreadyKnown(provider: nil)
            case .conflict(let number):
                let provider = try registry.provider(certificate.careProvider, connection)
                let isDecided = try ConflictRepository(connection).isDecided(
                    provider: provider, number: number, content: content)
                return isDecided ? .alreadyKnown(provider: provider) : .conflict
            }
        case .revocation(let revocation):
            certificates.noteNamed(revocation.certificate)
            return try RevocationRepository(connection).store(revocation, importRun: run) == .alreadyKnown
                ? .alreadyKnown(provider: nil) : .accepted(provider: nil)
        case .message(let message):
            switch try MessageRepository(connection).store(message, importRun: run, importedOn: today) {
            case .stored(let provider): return .accepted(provider: provider)
            case .alreadyKnown(let provider): return .alreadyKnown(provider: provider)
            case .unknownCertificate:
                return .refused(
                    "Intyget som meddelandet gäller finns inte här. Läs in intyget, så läses meddelandet av sig självt.",
                    waits: true)
            case .severalCertificates:
                return .refused(
                    "Flera vårdgivare har ett intyg med det id som meddelandet gäller, och meddelandet visar inte vilket. Ange "
                        + "enheten som mottagare, eller patientens personnummer.", waits: true)
            }
        case .procedure(let procedure):
            switch try ProcedureRepository(connection, registry: registry).store(procedure, importRun: run) {
            case .stored: return .accepted(provider: nil)
            case .alreadyKnown: return .alreadyKnown(provider: nil)
            case .unknownUnit: return .refused(unknownUnit(procedure.careUnit), waits: true)
            case .otherContent:
                return .refused(
                    "En registrering med samma id men annat innehåll finns redan. Ge den ett eget id, eller ta bort raden.",
                    waits: false)
            }
        case .staff(let member):
            return try OrganisationRepository(connection, registry: registry).store(member)
                ? .accepted(provider: nil) : .refused(unknownUnit(member.careUnit), waits: true)
        case .unit(let unit):
            return try OrganisationRepository(connection, registry: registry).store(unit)
                ? .accepted(provider: nil)
                : .refused(
                    "Enheten kan inte läggas under den överordnade: den finns inte här, är själv en underenhet, eller så har enheten egna "
                        + "underenheter. Läs in den överordnade först, eller rätta raden.", waits: true)
        case .volume(let volume):
            return try OrganisationRepository(connection, registry: registry).store(volume)
                ? .accepted(provider: nil) : .refused(unknownUnit(volume.careUnit), waits: true)
        case .protection(let record):
            let outcome = try ProtectionRepository(connection).store(
                record, registry: registry, importRun: run, at: Instant(LocalTime(day: today, second: 0)))
            switch outcome {
            case .stored: return .accepted(provider: nil)
            case .alreadyKnown: return .alreadyKnown(provider: nil)
            case .unknownUnit: return .refused(unknownUnit(record.careUnit), waits: true)
            case .otherContent:
                return .refused(
                    "Ett skydd med samma id men för en annan person eller av ett annat slag finns redan. Ge det ett eget id.",
                    waits: false)
            }
        case .unreadable(let reason):
            return .refused(reason, waits: false)
        }
    }

    private static func unknownUnit(_ unit: HSAID) -> String {
        "Enheten \(unit) finns inte här. Läs in enheten eller dess intyg, så läses raden av sig själv."
    }

    private func quarantine(
        _ origin: ImportItem.Origin, _ reason: String, waits: Bool, _ tally: inout ImportTally, _ owners: inout QuarantineOwners?,
        _ connection: any Connection
    ) throws {
        let item = QuarantinedItem(
            source: origin.source, place: origin.place, format: origin.format.rawValue, header: origin.header,
            original: origin.original, byteLength: origin.whole.map(\.length) ?? origin.original.count,
            sha256: origin.whole?.sha256 ?? "", reason: reason, waits: waits, importRun: run)
        let known = try owners ?? QuarantineOwners(connection)
        owners = known
        let added = try QuarantineRepository(connection).add(item, digest: ImportStoring.digest(of: origin), owners: known)
        tally.add(added.isNew ? .quarantined : .alreadyKnown, provider: added.provider)
        tally.note(quarantined: added.id)
    }

    /// The same bytes twice are one item. Of a file only the beginning may be at hand: then all its bytes and its name tell.
    private static func digest(of origin: ImportItem.Origin) -> String {
        guard let whole = origin.whole else { return Digest.hexadecimal(origin.header + [0] + origin.original) }
        return Digest.hexadecimal(Array("\(origin.source)\0\(whole.sha256)\0\(whole.length ?? -1)\0".utf8) + origin.original)
    }

    /// Of what the run's own input holds, what waits for a person now: in quarantine, or for a choice between two contents.
    func waiting() throws -> Int {
        try counts.conflicts + database.readBlocking { try QuarantineRepository($0).waitingCount(among: tally.quarantined) }
    }

    /// Units may have become known since an item came that was nobody's.
    func findOwners() throws {
        var rest = try database.readBlocking { try OwnerlessQuarantine($0).numbers() }[...]
        while !rest.isEmpty {
            let slice = rest.prefix(500)
            rest = rest.dropFirst(500)
            _ = try database.writeBlocking { try OwnerlessQuarantine($0).findOwners(of: slice) }
        }
    }
}

// What waited for something that may have come in now.
extension ImportStoring {
    /// Until nothing more can be read: one may have waited for another.
    func readWaitingAgain(_ reading: ImportReading) throws {
        var before = -1
        while counts.accepted > before {
            before = counts.accepted
            try readWaitingOnce(reading)
        }
    }

    private func readWaitingOnce(_ reading: ImportReading) throws {
        var after = 0
        while true {
            let waiting = try database.readBlocking { try QuarantineRepository($0).waitingForOthers(after: after, limit: 500) }
            guard let last = waiting.last else { return }
            after = last.id
            do {
                try readAgain(waiting, reading)
            } catch StorageError.constraint {
                // One that the store refuses stays waiting, and keeps no other back.
                for item in waiting {
                    forget()
                    do { try readAgain([item], reading) } catch StorageError.constraint { forget() }
                }
            }
        }
    }

    private func readAgain(_ waiting: [QuarantinedItem], _ reading: ImportReading) throws {
        tally = try database.writeBlocking { connection in
            if connection.attempt > 1 { registry.forget() }
            var tally = tally
            var certificates = try CertificateRepository(connection, registry: registry)
            for item in waiting {
                let content = reading.readAgain(
                    item.original, format: ImportFormat(rawValue: item.format) ?? .unknown, header: item.header,
                    source: item.source, place: item.place
                ).content
                let outcome = try ImportStoring.outcome(
                    of: content, &certificates, registry: registry, run: run, today: today, connection)
                let told: Int?
                switch outcome {
                case .refused: continue
                case .accepted(let provider), .alreadyKnown(let provider): told = provider
                case .conflict: told = nil
                }
                try QuarantineRepository(connection).settle(item.id)
                if item.importRun == run { tally.add(.quarantined, provider: item.provider, -1) }
                tally.add(.accepted, provider: try told ?? provider(of: content, connection))
            }
            try ImportRunRepository(connection).update(run, tally.total, shares: tally.takeShares())
            return tally
        }
    }
}
