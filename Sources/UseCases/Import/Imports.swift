import Foundation
import Interchange
package import SickLeave
package import Storage

/// How imports have gone, what waits in quarantine, and which certificates came twice with different content.
package struct Imports: Sendable {
    package struct Overview: Sendable {
        package let runs: [Run]
        package let waiting: Int
        package let conflicts: Int
    }

    package struct Run: Sendable {
        package let id: Int
        package let source: String
        package let startedAt: Instant
        /// Nil while it runs, and when it was cut off.
        package let finishedAt: Instant?
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
        package let isXML: Bool
        /// Names of the columns, for a CSV row.
        package let header: String
        /// The bytes as text; what is not UTF-8 is read as Windows-1252.
        package let text: String
    }

    package struct Conflict: Sendable {
        package let number: Int
        package let ordinal: Int
        package let certificate: Certificate.ID
        package let kind: CertificateKind
        /// What differs: field, stored, newcomer.
        package let differences: [(field: String, stored: String, newcomer: String)]
    }

    package static let pageSize = 50

    private let database: any Database
    private let figures: Figures
    private let log: AccessLog

    package init(database: any Database, figures: Figures, log: AccessLog) {
        self.database = database
        self.figures = figures
        self.log = log
    }

    package func overview(for viewer: Viewer) async throws -> Overview {
        try viewer.require(.seeImports)
        return try await database.read { connection in
            Overview(
                runs: try ImportRunRepository(connection).newest(20).map {
                    Run(
                        id: $0.id, source: $0.source, startedAt: $0.startedAt, finishedAt: $0.finishedAt,
                        accepted: $0.counts.accepted,
                        alreadyKnown: $0.counts.alreadyKnown, conflicts: $0.counts.conflicts, quarantined: $0.counts.quarantined)
                },
                waiting: try QuarantineRepository(connection).waitingCount(provider: viewer.provider),
                conflicts: try ConflictRepository(connection).waitingCount(provider: viewer.provider))
        }
    }

    /// - Parameter number: from an address: the nearest page that there is is shown.
    package func waiting(
        page number: Int, for viewer: Viewer, at instant: Instant
    ) async throws -> (items: [Item], count: Int, page: Int) {
        try viewer.require(.importData)
        let found = try await database.read { connection in
            let repository = QuarantineRepository(connection)
            let count = try repository.waitingCount(provider: viewer.provider)
            let page = min(max(number, 1), max(1, (count + Imports.pageSize - 1) / Imports.pageSize))
            let items = try repository.waiting(
                provider: viewer.provider, limit: Imports.pageSize, offset: (page - 1) * Imports.pageSize)
            return (items, count, page)
        }
        // The list shows where each stands and what is wrong, not whose it is; the look itself is logged.
        try await log.record(.read, "Karantän", .patients([]), by: viewer, at: instant)
        return (found.0.map(Item.init), found.1, found.2)
    }

    package func item(_ id: Int, for viewer: Viewer, at instant: Instant) async throws -> Item {
        try viewer.require(.importData)
        guard let item = try await database.read({ try QuarantineRepository($0).item(id, provider: viewer.provider) }),
            item.status == .waiting
        else { throw UseCaseError.notFound }
        let persons = try await database.read {
            try NamedPersons(on: Day(of: instant)).known(in: item.original, provider: viewer.provider, $0)
        }
        try await log.record(.read, "Karantän post \(id)", .patients(persons), by: viewer, at: instant)
        return Item(item)
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
        guard let item = try await database.read({ try QuarantineRepository($0).item(id, provider: viewer.provider) }),
            item.status == .waiting
        else { throw UseCaseError.notFound }
        let content = Imports.content(of: item, text: text, on: Day(of: instant))
        do {
            let outcome = try await store(content, of: item, text: text, by: viewer, at: instant)
            try await figures.refresh()
            return outcome
        } catch let refusal as Refusal {
            return .refused(refusal.reason)
        } catch StorageError.constraint {
            return .refused("Databasen tar inte emot uppgiften. Rätta den och försök igen.")
        }
    }

    /// Takes back everything that the transaction has done.
    private struct Refusal: Error { let reason: String }

    private func store(
        _ content: ImportItem.Content, of item: QuarantinedItem, text: String, by viewer: Viewer, at instant: Instant
    ) async throws -> Retry {
        try await database.write { connection -> Retry in
            let id = item.id
            // Somebody else may have decided meanwhile.
            guard try QuarantineRepository(connection).item(id, provider: viewer.provider)?.status == .waiting else {
                throw UseCaseError.notFound
            }
            guard try !Imports.isForeign(content, to: viewer.provider, connection) else {
                throw Refusal(reason: "Uppgiften gäller en annan vårdgivare. Du kan bara rätta din egen vårdgivares uppgifter.")
            }
            var certificates = try CertificateRepository(connection, registry: Registry())
            let outcome = try ImportStoring.outcome(
                of: content, &certificates, registry: Registry(), run: item.importRun, today: Day(of: instant), connection)
            if case .refused(let reason, _) = outcome { throw Refusal(reason: reason) }
            try QuarantineRepository(connection).decide(
                id, .corrected, decision: text == Item(item).text ? "Läst igen utan ändring." : text, account: viewer.account,
                at: instant)
            let persons = try NamedPersons(on: Day(of: instant)).known(
                in: item.original + [0x0A] + Array(text.utf8), provider: viewer.provider, connection)
            try AccessLog.append(.write, "Karantän post \(id)", .patients(persons), by: viewer, at: instant, in: connection)
            return switch outcome {
            case .accepted, .refused: .accepted
            case .alreadyKnown: .alreadyKnown
            case .conflict: .conflict
            }
        }
    }

    /// A person corrects the own provider's data; a text that names another provider's would write there.
    private static func isForeign(_ content: ImportItem.Content, to provider: Int, _ connection: any Connection) throws -> Bool {
        func isOther(_ reference: CareProviderReference) throws -> Bool {
            try OrganisationRepository.provider(connection, hsaID: reference.hsaID) != provider
        }
        func isOther(unit: HSAID) throws -> Bool {
            try Registry().knownUnit(unit, connection).map { $0.provider != provider } ?? false
        }
        func isOther(certificate: Certificate.ID) throws -> Bool {
            try !CertificateRepository.providers(connection, of: certificate).isSubset(of: [provider])
        }
        return switch content {
        case .certificate(let certificate, _, _): try isOther(certificate.careProvider)
        case .unit(let unit): try isOther(unit.careProvider)
        case .revocation(let revocation): try isOther(certificate: revocation.certificate)
        case .message(let message): try isOther(certificate: message.certificate)
        case .procedure(let procedure): try isOther(unit: procedure.careUnit)
        case .staff(let member): try isOther(unit: member.careUnit)
        case .volume(let volume): try isOther(unit: volume.careUnit)
        case .unreadable: false
        }
    }

    private static func content(of item: QuarantinedItem, text: String, on day: Day) -> ImportItem.Content {
        // An untouched text is read from its own bytes: nothing depends on how the page showed it. A corrected one is UTF-8,
        // whatever encoding the file's XML declaration spoke of.
        let lines = text.replacing("\r\n", with: "\n")
        let isCorrected = lines != Item(item).text.replacing("\r\n", with: "\n")
        let corrected =
            lines.hasPrefix("<?xml") ? String(lines[(lines.range(of: "?>")?.upperBound ?? lines.startIndex)...]) : lines
        let bytes = isCorrected ? Array(corrected.utf8) : item.original
        return ImportReading(today: day).readAgain(
            bytes, format: ImportFormat(rawValue: item.format) ?? .unknown, header: item.header, source: item.source,
            place: item.place
        ).content
    }

    /// A person has looked and decided that it is not to be read. It is kept.
    package func setAside(_ id: Int, by viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.importData)
        try await database.write { connection in
            let repository = QuarantineRepository(connection)
            guard let item = try repository.item(id, provider: viewer.provider), item.status == .waiting else {
                throw UseCaseError.notFound
            }
            try repository.decide(id, .setAside, decision: "Lagd åt sidan.", account: viewer.account, at: instant)
            let persons = try NamedPersons(on: Day(of: instant)).known(in: item.original, provider: viewer.provider, connection)
            try AccessLog.append(.write, "Karantän post \(id)", .patients(persons), by: viewer, at: instant, in: connection)
        }
    }

    package func conflicts(for viewer: Viewer, at instant: Instant) async throws -> [Conflict] {
        try viewer.require(.importData)
        let (found, persons) = try await database.read { connection in
            let found = try ConflictRepository(connection).waiting(provider: viewer.provider, limit: 100)
            // The newcomer may name another patient than the stored one: the page shows both.
            let others = try found.filter { $0.newcomer.patient != $0.stored.patient }
                .compactMap { try Registry().knownPatient($0.newcomer.patient, provider: viewer.provider, connection) }
            return (found, found.map(\.person) + others)
        }
        try await log.record(.read, "Intyg med olika innehåll", .patients(persons), by: viewer, at: instant)
        return found.map { conflict in
            Conflict(
                number: conflict.number, ordinal: conflict.ordinal, certificate: conflict.stored.id, kind: conflict.stored.kind,
                differences: CertificateDifferences(stored: conflict.stored, newcomer: conflict.newcomer).list)
        }
    }

    package func setAsideConflict(number: Int, ordinal: Int, by viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.importData)
        try await database.write { connection in
            let repository = ConflictRepository(connection)
            guard
                let conflict = try repository.waiting(provider: viewer.provider, limit: 10_000)
                    .first(where: { $0.number == number && $0.ordinal == ordinal })
            else { throw UseCaseError.notFound }
            try repository.setAside(
                provider: viewer.provider, number: number, ordinal: ordinal, account: viewer.account, at: instant)
            try AccessLog.append(
                .write, "Intyg med olika innehåll", .patient(conflict.person), by: viewer, at: instant, in: connection)
        }
    }
}

extension Imports.Item {
    init(_ item: QuarantinedItem) {
        self.init(
            id: item.id, source: item.source, place: item.place, reason: item.reason,
            isXML: item.format == ImportFormat.xml.rawValue,
            header: Imports.Item.text(item.header), text: Imports.Item.text(item.original))
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? bytes.withUnsafeBufferPointer { Windows1252.decode($0) }
            ?? String(decoding: bytes, as: UTF8.self)
    }
}
