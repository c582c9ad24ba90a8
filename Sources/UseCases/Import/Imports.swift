import Foundation
import Interchange
package import SickLeave
package import Storage

/// How imports have gone, what waits in quarantine, and which certificates came twice with different content.
package struct Imports: Sendable {
    package struct Overview: Sendable {
        package let runs: [Run]
        package let waiting: Int
        /// Kept, but not to be read.
        package let setAside: Int
        package let conflicts: Int
        /// What is nobody's yet; nil for those who do not hand it out.
        package let ownerless: Int?
    }

    package struct Run: Sendable {
        package let id: Int
        /// Without identity numbers: a file may be named after a patient.
        package let source: String
        package let startedAt: Instant
        /// Nil while it runs, and when it was cut off.
        package let finishedAt: Instant?
        /// The own provider's part of what the run brought.
        package let accepted: Int
        package let alreadyKnown: Int
        package let conflicts: Int
        package let quarantined: Int
    }

    /// One item of quarantine, as far as the viewer may see it.
    package struct Item: Sendable {
        package let id: Int
        package let source: String
        package let place: String
        package let reason: String
        package let kind: Kind
        /// Names of the columns, for a CSV row.
        package let header: String
        /// The bytes as text; what is not UTF-8 is read as Windows-1252. Empty for a file that is no text.
        package let text: String
        /// How many bytes there are of it and how many are kept; nil where the whole length is not known.
        package let byteLength: Int?
        package let keptBytes: Int
        /// Of a file that was refused whole.
        package let sha256: String
        /// The text names a person whom the viewer may not see, or another unit, and is not here.
        package var isWithheld = false
        /// It is another unit's: withheld, and not the viewer's to set aside.
        package var isOtherUnits = false
        /// Nil while it waits.
        package var setAside: SetAside?

        package enum Kind: Sendable { case document, row, file }
    }

    package struct Conflict: Sendable {
        package let number: Int
        package let ordinal: Int
        package let certificate: Certificate.ID
        package let kind: CertificateKind
        /// Of the stored one, in words for a protected identity; may be empty.
        package let name: String
        package let identifier: PersonIdentifier
        package let unit: CareUnitReference
        package let signedAt: LocalTime
        package let differences: [CertificateDifferences.Difference]
    }

    /// A page of what waits or of what is set aside, and how much there is of both.
    package struct Listing<Entry: Sendable>: Sendable {
        package let items: [Entry]
        package let waiting: Int
        package let setAside: Int
        package let page: Int
    }

    package static let pageSize = 50

    package static func pageCount(of items: Int) -> Int { max(1, (items + pageSize - 1) / pageSize) }

    /// The page of an address, or the nearest that there is.
    static func page(_ number: Int, of items: Int) -> Int { min(max(number, 1), pageCount(of: items)) }

    /// Of why something is set aside.
    package static let longestReason = 200

    let database: any Database
    let figures: Figures
    let log: AccessLog

    package init(database: any Database, figures: Figures, log: AccessLog) {
        self.database = database
        self.figures = figures
        self.log = log
    }

    package func overview(for viewer: Viewer, at instant: Instant) async throws -> Overview {
        try viewer.require(.seeImports)
        let mask = MaskedText(on: Day(of: instant))
        return try await database.read { connection in
            let (waiting, setAside) = try Imports.counts(for: viewer, connection)
            return Overview(
                runs: try ImportRunRepository(connection).newest(20, provider: viewer.provider).map {
                    Run(
                        id: $0.id, source: mask.masked($0.source), startedAt: $0.startedAt, finishedAt: $0.finishedAt,
                        accepted: $0.counts.accepted, alreadyKnown: $0.counts.alreadyKnown,
                        conflicts: $0.counts.conflicts, quarantined: $0.counts.quarantined)
                },
                waiting: waiting, setAside: setAside,
                conflicts: try ConflictRepository(connection).waitingCount(
                    provider: viewer.provider, unit: viewer.unit.chosen),
                ownerless: viewer.may(.handOutUnread) ? try OwnerlessQuarantine(connection).count() : nil)
        }
    }

    static func counts(for viewer: Viewer, _ connection: any Connection) throws -> (waiting: Int, setAside: Int) {
        let repository = QuarantineRepository(connection)
        return (
            try repository.waitingCount(provider: viewer.provider, unit: viewer.unit.chosen),
            try repository.setAsideCount(provider: viewer.provider, unit: viewer.unit.chosen)
        )
    }

    /// - Parameter number: from an address: the nearest page that there is is shown.
    package func waiting(page number: Int, for viewer: Viewer, at instant: Instant) async throws -> Listing<ListedItem> {
        try viewer.require(.importData)
        let mask = MaskedText(on: Day(of: instant))
        let listing = try await database.read { connection in
            let (waiting, setAside) = try Imports.counts(for: viewer, connection)
            let page = Imports.page(number, of: waiting)
            let items = try QuarantineRepository(connection).waiting(
                provider: viewer.provider, unit: viewer.unit.chosen, limit: Imports.pageSize,
                offset: (page - 1) * Imports.pageSize)
            return Listing(items: items.map { ListedItem($0.summary, mask) }, waiting: waiting, setAside: setAside, page: page)
        }
        // The list shows where each stands and what is wrong, not whose it is; the look itself is logged.
        try await log.record(.read, "Karantän", .patients([]), by: viewer, at: instant)
        return listing
    }

    /// One that waits, or that has been set aside.
    package func item(_ id: Int, for viewer: Viewer, at instant: Instant) async throws -> Item {
        try viewer.require(.importData)
        guard
            let item = try await database.read({
                try QuarantineRepository($0).item(id, provider: viewer.provider, unit: viewer.unit.chosen)
            }),
            item.status != .corrected
        else { throw UseCaseError.notFound }
        let (persons, access) = try await database.read { connection in
            let persons = try NamedPersons(on: Day(of: instant)).known(
                in: item.original, provider: viewer.provider, connection)
            return (persons, try scope(of: viewer, at: instant, connection).access(to: item.original, naming: persons))
        }
        try await log.record(
            .read, "Karantän post \(id)", .patients(access == .open ? persons.sorted() : []), by: viewer, at: instant)
        let mask = MaskedText(on: Day(of: instant))
        var shown = access == .open ? Item(item, mask) : Item(withholding: item, isOtherUnits: access == .otherUnits, mask)
        shown.setAside = SetAside(item, isOpen: access == .open, to: viewer, mask)
        return shown
    }

    func scope(of viewer: Viewer, at instant: Instant, _ connection: any Connection) throws -> ImportScope {
        try ImportScope(for: viewer, snapshot: figures.snapshot, on: Day(of: instant), connection)
    }

    package enum Retry: Sendable {
        case accepted
        case alreadyKnown
        case conflict
        /// It still cannot be read; the reason as it is now. Nothing was changed.
        case refused(String)
    }

    /// Reads the item again with the person's correction. The original stays as it came.
    package func retry(_ id: Int, text: String, by viewer: Viewer, at instant: Instant) async throws -> Retry {
        try viewer.require(.importData)
        guard
            let item = try await database.read({
                try QuarantineRepository($0).item(id, provider: viewer.provider, unit: viewer.unit.chosen)
            }),
            item.status == .waiting
        else { throw UseCaseError.notFound }
        let content = Imports.content(of: item, text: text, on: Day(of: instant))
        do {
            let outcome = try await store(content, of: item, text: text, by: viewer, at: instant)
            try await figures.refresh()
            return outcome
        } catch let refusal as Refusal {
            if !refusal.persons.isEmpty {
                try await log.record(
                    .read, "Karantän post \(id)", .patients(refusal.persons.sorted()), by: viewer, at: instant)
            }
            return .refused(refusal.reason)
        } catch StorageError.constraint {
            return .refused("Databasen tar inte emot uppgiften. Rätta den och försök igen.")
        }
    }

    /// Takes back everything that the transaction has done.
    private struct Refusal: Error {
        let reason: String
        /// Of whom it tells that they are known here: a look like any other.
        var persons: Set<Int> = []
    }

    private func store(
        _ content: ImportItem.Content, of item: QuarantinedItem, text: String, by viewer: Viewer, at instant: Instant
    ) async throws -> Retry {
        try await database.write { connection -> Retry in
            let id = item.id
            // Somebody else may have decided meanwhile.
            guard
                try QuarantineRepository(connection).item(id, provider: viewer.provider, unit: viewer.unit.chosen)?.status
                    == .waiting
            else {
                throw UseCaseError.notFound
            }
            let named = NamedPersons(on: Day(of: instant))
            let scope = try scope(of: viewer, at: instant, connection)
            let before = try named.known(in: item.original, provider: viewer.provider, connection)
            guard try scope.access(to: item.original, naming: before) == .open else { throw UseCaseError.notFound }
            let limits = CorrectionLimits(for: viewer, connection)
            let persons = try named.known(in: Array(text.utf8), provider: viewer.provider, connection)
                .union(limits.persons(of: content))
            if let reason = try limits.hinder(to: content) { throw Refusal(reason: reason, persons: persons) }
            guard persons.subtracting(before).allSatisfy(scope.covers) else {
                throw Refusal(
                    reason:
                        "Texten nämner en patient som du inte får se. Du kan bara rätta uppgifter om din egen enhets patienter.",
                    persons: persons)
            }
            let outcomes = try StoringContents(
                registry: Registry(), run: item.importRun, today: Day(of: instant),
                sender: Imports.hsaID(ofProvider: viewer.provider, connection), connection
            ).store([content])
            if case .refused(let reason, _, _) = outcomes[0] { throw Refusal(reason: reason) }
            try QuarantineRepository(connection).decide(
                id, .corrected, decision: Imports.isCorrected(text, item) ? text : "Läst igen utan ändring.",
                account: viewer.account, at: instant)
            try AccessLog.append(
                .write, "Karantän post \(id)", .patients(before.union(persons).sorted()), by: viewer, at: instant, in: connection)
            return switch outcomes[0] {
            case .accepted, .refused: .accepted
            case .alreadyKnown: .alreadyKnown
            case .conflict: .conflict
            }
        }
    }

    private static func hsaID(ofProvider provider: Int, _ connection: any Connection) throws -> String {
        try OrganisationRepository.providers(connection, ids: [provider])[provider]?.hsaID.rawValue ?? ""
    }

    /// Browsers send every line break as two characters.
    private static func isCorrected(_ text: String, _ item: QuarantinedItem) -> Bool {
        text.replacing("\r\n", with: "\n") != Item.text(of: item).replacing("\r\n", with: "\n")
    }

    private static func content(of item: QuarantinedItem, text: String, on day: Day) -> ImportItem.Content {
        // An untouched text is read from its own bytes: nothing depends on how the page showed it. A corrected one is UTF-8,
        // whatever encoding the file's XML declaration spoke of.
        let isCorrected = isCorrected(text, item)
        let lines = text.replacing("\r\n", with: "\n")
        let corrected =
            lines.hasPrefix("<?xml") ? String(lines[(lines.range(of: "?>")?.upperBound ?? lines.startIndex)...]) : lines
        let bytes = isCorrected ? Array(corrected.utf8) : item.original
        return ImportReading(today: day).readAgain(
            bytes, format: ImportFormat(rawValue: item.format) ?? .unknown,
            header: isCorrected ? Array(Item.text(item.header).utf8) : item.header, source: item.source, place: item.place
        ).content
    }
}
