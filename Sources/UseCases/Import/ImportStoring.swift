import SickLeave
import Storage

/// Stores items, one batch a transaction; what cannot be stored goes to quarantine, whole.
final class ImportStoring {
    private let database: any Database
    private let writer: any UnsettledWriter
    private let registry = Registry(makePublicIDs: { PublicID.names(of: RandomBytes.make($0 * PublicID.length)) })
    private let run: Int
    private let today: Day
    private let sender: String
    private var tally = ImportTally()
    /// Units that rows name without their provider, as they were found.
    private var providersOfUnits: [HSAID: Int] = [:]
    /// Certificates, messages and registrations are looked for before they are stored.
    private var looksFirst = false

    var counts: ImportRun.Counts { tally.total }

    init(database: any Database, writer: any UnsettledWriter, run: Int, today: Day, sender: HSAID?) {
        self.sender = sender?.rawValue ?? ""
        self.database = database
        self.writer = writer
        self.run = run
        self.today = today
    }

    /// Durable when the writer has settled. An item that breaks a constraint takes no other with it: the batch is halved until it
    /// stands alone.
    func store(_ items: [ImportItem]) throws {
        do {
            try storeTogether(items)
        } catch StorageError.constraint(let message) {
            forget()
            guard items.count > 1 else { return try refuse(items, message) }
            try store(Array(items[..<(items.count / 2)]))
            try store(Array(items[(items.count / 2)...]))
        } catch {
            forget()
            throw error
        }
    }

    /// Most deliveries are new from end to end or known from end to end: the last batch tells what to think of the next.
    private func storeTogether(_ items: [ImportItem]) throws {
        let stored: (tally: ImportTally, isAnyThere: Bool)
        do {
            stored = try writer.write { try storing(items, $0) }
        } catch StorageError.constraint where !looksFirst {
            forget()
            looksFirst = true
            stored = try writer.write { try storing(items, $0) }
        }
        tally = stored.tally
        looksFirst = stored.isAnyThere
    }

    /// A transaction was rolled back: rows that are remembered may be gone.
    private func forget() {
        registry.forget()
        providersOfUnits = [:]
    }

    private func refuse(_ items: [ImportItem], _ message: String) throws {
        let content = ImportItem.Content.unreadable("Databasen tar inte emot uppgiften (\(message)). Rätta den och försök igen.")
        let refused = items.map { ImportItem(content: content, origin: $0.origin) }
        tally = try writer.write { connection in try storing(refused, connection).tally }
    }

    /// - Returns: the counts with these, and whether any of them was there before.
    private func storing(
        _ items: [ImportItem], _ connection: any Connection
    ) throws -> (tally: ImportTally, isAnyThere: Bool) {
        // Of several servers' imports one writes at a time, and each sees what the one before has done.
        try connection.lock("import_run")
        // What the first attempt put into the store is gone, and what it remembers with it.
        if connection.attempt > 1 { forget() }
        var tally = tally
        let outcomes = try StoringContents(registry: registry, run: run, today: today, sender: sender, connection)
            .store(items.map(\.content), looksFirst: looksFirst || connection.attempt > 1)
        var refused: [(item: QuarantinedItem, digest: String)] = []
        for (item, outcome) in zip(items, outcomes) {
            switch outcome {
            case .accepted(let provider):
                tally.add(.accepted, provider: try provider ?? self.provider(of: item.content, connection))
            case .alreadyKnown(let provider):
                tally.add(.alreadyKnown, provider: try provider ?? self.provider(of: item.content, connection))
            case .conflict: tally.add(.conflict, provider: try self.provider(of: item.content, connection))
            case .refused(let reason, let waits, _): refused.append(quarantined(item.origin, reason, waits: waits))
            }
        }
        for added in try QuarantineRepository(connection).add(refused) {
            tally.add(added.isNew ? .quarantined : .alreadyKnown, provider: added.provider)
            tally.note(quarantined: added.id)
        }
        try ImportRunRepository(connection).update(run, tally.total, shares: tally.takeShares())
        return (tally, outcomes.contains(where: \.isThere))
    }

    /// Whose the stored item is, where storing did not tell.
    private func provider(of content: ImportItem.Content, _ connection: any Connection) throws -> Int? {
        switch content {
        case .certificate(let new): return try registry.provider(new.certificate.careProvider, connection)
        case .unit(let unit): return try registry.provider(unit.careProvider, connection)
        case .procedure(let procedure): return try provider(ofUnit: procedure.careUnit, connection)
        case .staff(let member): return try provider(ofUnit: member.careUnit, connection)
        case .volume(let volume): return try provider(ofUnit: volume.careUnit, connection)
        case .protection(let record): return try provider(ofUnit: record.careUnit, connection)
        case .revocation, .message, .unreadable: return nil
        }
    }

    private func provider(ofUnit unit: HSAID, _ connection: any Connection) throws -> Int? {
        if let known = providersOfUnits[unit] { return known }
        let found = try registry.knownUnit(unit, connection)?.provider
        providersOfUnits[unit] = found
        return found
    }

    private func quarantined(
        _ origin: ImportItem.Origin, _ reason: String, waits: Bool
    ) -> (item: QuarantinedItem, digest: String) {
        (
            QuarantinedItem(
                source: origin.source, place: origin.place.text, format: origin.format.rawValue, header: origin.header,
                original: origin.original, byteLength: origin.whole.map(\.length) ?? origin.original.count,
                sha256: origin.whole?.sha256 ?? "", reason: reason, waits: waits, importRun: run),
            ImportStoring.digest(of: origin)
        )
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

    /// Of those in quarantine, what is nobody's.
    func ownerless() throws -> Int {
        try database.readBlocking { try OwnerlessQuarantine($0).count(among: tally.quarantined) }
    }

    /// The first of those in quarantine that wait, in words for the one who runs the import.
    func firstWaiting(_ limit: Int) throws -> [Imports.ListedItem] {
        let mask = MaskedText(on: today)
        return try database.readBlocking { try QuarantineRepository($0).waiting(among: tally.quarantined, limit: limit) }
            .map { Imports.ListedItem($0, mask) }
    }

    /// Units may have become known since an item came that was nobody's.
    ///
    /// - Returns: false when it was cancelled before its end.
    func findOwners(isCancelled: () -> Bool) throws -> Bool {
        var rest = try database.readBlocking { try OwnerlessQuarantine($0).numbers(but: ImportFormat.unknown.rawValue) }[...]
        while !rest.isEmpty {
            if isCancelled() { return false }
            let slice = rest.prefix(500)
            rest = rest.dropFirst(500)
            _ = try database.writeBlocking { try OwnerlessQuarantine($0).findOwners(of: slice) }
        }
        return true
    }
}

// What waited for something that may have come in now.
extension ImportStoring {
    /// Until nothing more can be read: one may have waited for another.
    ///
    /// - Returns: false when it was cancelled before its end.
    func readWaitingAgain(_ reading: ImportReading, clock: () -> Instant, isCancelled: () -> Bool) throws -> Bool {
        var before = -1
        while counts.accepted > before {
            before = counts.accepted
            guard try readWaitingOnce(reading, clock, isCancelled) else { return false }
        }
        return true
    }

    private func readWaitingOnce(_ reading: ImportReading, _ clock: () -> Instant, _ isCancelled: () -> Bool) throws -> Bool {
        var after = 0
        while true {
            if isCancelled() { return false }
            let waiting = try database.readBlocking { try QuarantineRepository($0).waitingForOthers(after: after, limit: 500) }
            guard let last = waiting.last else { return true }
            after = last.id
            do {
                try readAgain(waiting, reading, at: clock())
            } catch StorageError.constraint {
                // One that the store refuses stays waiting, and keeps no other back.
                for item in waiting {
                    forget()
                    do { try readAgain([item], reading, at: clock()) } catch StorageError.constraint { forget() }
                }
            }
        }
    }

    private func readAgain(_ waiting: [QuarantinedItem], _ reading: ImportReading, at instant: Instant) throws {
        tally = try database.writeBlocking { connection in
            try connection.lock("import_run")
            if connection.attempt > 1 { forget() }
            var tally = tally
            let contents = waiting.map { item in
                reading.readAgain(
                    item.original, format: ImportFormat(rawValue: item.format) ?? .unknown, header: item.header,
                    source: item.source, place: item.place
                ).content
            }
            let senders = try ImportRunRepository(connection).senders(of: Set(waiting.map(\.importRun)))
            let outcomes = try StoringContents(registry: registry, run: run, today: today, sender: sender, connection)
                .store(contents, senders: waiting.map { senders[$0.importRun] ?? "" })
            for (item, (content, outcome)) in zip(waiting, zip(contents, outcomes)) {
                let told: Int?
                switch outcome {
                case .refused: continue
                case .accepted(let provider), .alreadyKnown(let provider): told = provider
                case .conflict: told = nil
                }
                try QuarantineRepository(connection).settle(item.id, at: instant)
                if item.importRun == run { tally.add(.quarantined, provider: item.provider, -1) }
                tally.add(.accepted, provider: try told ?? provider(of: content, connection))
            }
            try ImportRunRepository(connection).update(run, tally.total, shares: tally.takeShares())
            return tally
        }
    }
}
