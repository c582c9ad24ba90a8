import SickLeave
import Storage

/// Stores items, one batch a transaction; what cannot be stored goes to quarantine, whole.
final class ImportStoring {
    private let database: any Database
    private let registry = Registry()
    private let run: Int
    private let today: Day
    private(set) var counts = ImportRun.Counts()

    init(database: any Database, run: Int, today: Day) {
        self.database = database
        self.run = run
        self.today = today
    }

    /// Durable when it returns. An item that breaks a constraint takes no other with it: the batch is then stored item by item.
    func store(_ items: [ImportItem]) throws {
        do {
            counts = try database.writeBlocking { connection in try storing(items, connection) }
        } catch StorageError.constraint {
            registry.forget()
            for item in items { try storeAlone(item) }
        } catch {
            registry.forget()
            throw error
        }
    }

    private func storeAlone(_ item: ImportItem) throws {
        do {
            counts = try database.writeBlocking { connection in try storing([item], connection) }
        } catch StorageError.constraint(let message) {
            registry.forget()
            var refused = item
            refused.content = .unreadable("Databasen tar inte emot uppgiften (\(message)). Rätta den och försök igen.")
            counts = try database.writeBlocking { connection in try storing([refused], connection) }
        }
    }

    private func storing(_ items: [ImportItem], _ connection: any Connection) throws -> ImportRun.Counts {
        // What the first attempt put into the store is gone, and what it remembers with it.
        if connection.attempt > 1 { registry.forget() }
        var counts = counts
        var certificates = try CertificateRepository(connection, registry: registry)
        try certificates.expect(
            items.compactMap { item in
                if case .certificate(let certificate, _, _) = item.content { certificate.id } else { nil }
            })
        for item in items { try storeOne(item, &certificates, &counts, connection) }
        try ImportRunRepository(connection).update(run, counts)
        return counts
    }

    private func storeOne(
        _ item: ImportItem, _ certificates: inout CertificateRepository, _ counts: inout ImportRun.Counts,
        _ connection: any Connection
    ) throws {
        switch try ImportStoring.outcome(
            of: item.content, &certificates, registry: registry, run: run, today: today, connection)
        {
        case .accepted: counts.accepted += 1
        case .alreadyKnown: counts.alreadyKnown += 1
        case .conflict: counts.conflicts += 1
        case .refused(let reason, let waits): try quarantine(item.origin, reason, waits: waits, &counts, connection)
        }
    }

    enum Outcome {
        case accepted, alreadyKnown, conflict
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
            case .stored: return .accepted
            case .alreadyKnown: return .alreadyKnown
            case .conflict: return .conflict
            }
        case .revocation(let revocation):
            certificates.noteNamed(revocation.certificate)
            return try RevocationRepository(connection).store(revocation, importRun: run) == .alreadyKnown
                ? .alreadyKnown : .accepted
        case .message(let message):
            switch try MessageRepository(connection).store(message, importRun: run, importedOn: today) {
            case .stored: return .accepted
            case .alreadyKnown: return .alreadyKnown
            case .unknownCertificate:
                return .refused(
                    "Intyget som meddelandet gäller finns inte här. Läs in intyget, så läses meddelandet av sig självt.",
                    waits: true)
            }
        case .procedure(let procedure):
            switch try ProcedureRepository(connection, registry: registry).store(procedure, importRun: run) {
            case .stored: return .accepted
            case .alreadyKnown: return .alreadyKnown
            case .unknownUnit: return .refused(unknownUnit(procedure.careUnit), waits: true)
            case .otherContent:
                return .refused(
                    "En registrering med samma id men annat innehåll finns redan. Ge den ett eget id, eller ta bort raden.",
                    waits: false)
            }
        case .staff(let member):
            return try OrganisationRepository(connection, registry: registry).store(member)
                ? .accepted : .refused(unknownUnit(member.careUnit), waits: true)
        case .unit(let unit):
            return try OrganisationRepository(connection, registry: registry).store(unit)
                ? .accepted
                : .refused(
                    "Enheten kan inte läggas under den överordnade: den finns inte här, är själv en underenhet, eller så har enheten egna "
                        + "underenheter. Läs in den överordnade först, eller rätta raden.", waits: true)
        case .volume(let volume):
            return try OrganisationRepository(connection, registry: registry).store(volume)
                ? .accepted : .refused(unknownUnit(volume.careUnit), waits: true)
        case .unreadable(let reason):
            return .refused(reason, waits: false)
        }
    }

    private static func unknownUnit(_ unit: HSAID) -> String {
        "Enheten \(unit) finns inte här. Läs in enheten eller dess intyg, så läses raden av sig själv."
    }

    private func quarantine(
        _ origin: ImportItem.Origin, _ reason: String, waits: Bool, _ counts: inout ImportRun.Counts, _ connection: any Connection
    ) throws {
        let item = QuarantinedItem(
            source: origin.source, place: origin.place, format: origin.format.rawValue, header: origin.header,
            original: origin.original, reason: reason, waits: waits, importRun: run)
        let isNew = try QuarantineRepository(connection).add(
            item, digest: Digest.hexadecimal(origin.header + [0] + origin.original))
        if isNew { counts.quarantined += 1 } else { counts.alreadyKnown += 1 }
    }

    /// What waited for something that may have come in now, until nothing more can be read: one may have waited for another.
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
                    registry.forget()
                    do { try readAgain([item], reading) } catch StorageError.constraint { registry.forget() }
                }
            }
        }
    }

    private func readAgain(_ waiting: [QuarantinedItem], _ reading: ImportReading) throws {
        counts = try database.writeBlocking { connection in
            if connection.attempt > 1 { registry.forget() }
            var counts = counts
            var certificates = try CertificateRepository(connection, registry: registry)
            for item in waiting {
                let content = reading.readAgain(
                    item.original, format: ImportFormat(rawValue: item.format) ?? .unknown, header: item.header,
                    source: item.source,
                    place: item.place
                ).content
                let outcome = try ImportStoring.outcome(
                    of: content, &certificates, registry: registry, run: run, today: today, connection)
                if case .refused = outcome { continue }
                try QuarantineRepository(connection).settle(item.id)
                if item.importRun == run { counts.quarantined -= 1 }
                counts.accepted += 1
            }
            try ImportRunRepository(connection).update(run, counts)
            return counts
        }
    }
}
