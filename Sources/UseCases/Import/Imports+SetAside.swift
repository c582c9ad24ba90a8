import Foundation
package import SickLeave
import Storage

// What a person has decided is not to be read: kept, with the reason, and put back by whoever finds that it should be read after all.
extension Imports {
    /// Who set it aside, when, and why.
    package struct SetAside: Sendable {
        /// The account's name.
        package let by: String?
        package let at: Instant
        /// Without identity numbers; nil for who may not see the row's own text, since the words are about that. Who wrote them may.
        package let reason: String?
    }

    package struct ListedSetAside: Sendable {
        package let item: ListedItem
        package let setAside: SetAside
    }

    /// The newest first.
    ///
    /// - Parameter number: from an address: the nearest page that there is is shown.
    package func allSetAside(
        page number: Int, for viewer: Viewer, at instant: Instant
    ) async throws -> Listing<ListedSetAside> {
        try viewer.require(.importData)
        let mask = MaskedText(on: Day(of: instant))
        let listing = try await database.read { connection in
            let (waiting, setAside) = try Imports.counts(for: viewer, connection)
            let page = Imports.page(number, of: setAside)
            let items = try QuarantineRepository(connection).setAside(
                provider: viewer.provider, unit: viewer.unit.chosen, limit: Imports.pageSize,
                offset: (page - 1) * Imports.pageSize)
            let named = NamedPersons(on: Day(of: instant))
            let scope = try scope(of: viewer, at: instant, connection)
            let listed = try items.compactMap { item -> ListedSetAside? in
                let persons = try named.known(in: item.original, provider: viewer.provider, connection)
                let isOpen = try scope.access(to: item.original, naming: persons) == .open
                return SetAside(item, isOpen: isOpen, to: viewer, mask).map {
                    ListedSetAside(item: ListedItem(item.summary, mask), setAside: $0)
                }
            }
            return Listing(items: listed, waiting: waiting, setAside: setAside, page: page)
        }
        // As of what waits: where each stood and why, not whose it is.
        try await log.record(.read, "Undanlagt ur karantänen", .patients([]), by: viewer, at: instant)
        return listing
    }

    /// A person has looked and decided that it is not to be read. It is kept, with the reason.
    package func setAside(_ id: Int, because reason: String, by viewer: Viewer, at instant: Instant) async throws {
        let reason = reason.trimmingCharacters(in: .whitespacesAndNewlines)
        try await decide(on: id, whichIs: .waiting, by: viewer, at: instant) { repository in
            // After whose it is: another unit's is answered as what there is not, whatever was written.
            try Imports.judge(reason, .setAsideReason)
            try repository.decide(id, .setAside, decision: reason, account: viewer.account, at: instant)
        }
    }

    static func judge(_ reason: String, _ answer: FormAnswer) throws {
        guard !reason.isEmpty else { throw UseCaseError.invalidAnswer(answer, "Skriv varför det inte ska läsas in.") }
        guard reason.count <= longestReason else {
            throw UseCaseError.invalidAnswer(
                answer, "Skälet är \(reason.count) tecken. Korta det till högst \(longestReason) tecken.")
        }
    }

    /// It waits as before. Who may set it aside may take that back.
    package func putBack(_ id: Int, by viewer: Viewer, at instant: Instant) async throws {
        try await decide(on: id, whichIs: .setAside, by: viewer, at: instant) { try $0.putBack(id) }
    }

    private func decide(
        on id: Int, whichIs status: QuarantinedItem.Status, by viewer: Viewer, at instant: Instant,
        _ decision: @escaping @Sendable (QuarantineRepository) throws -> Void
    ) async throws {
        try viewer.require(.importData)
        try await database.write { connection in
            let repository = QuarantineRepository(connection)
            guard let item = try repository.item(id, provider: viewer.provider, unit: viewer.unit.chosen), item.status == status
            else { throw UseCaseError.notFound }
            let persons = try NamedPersons(on: Day(of: instant)).known(in: item.original, provider: viewer.provider, connection)
            guard try scope(of: viewer, at: instant, connection).access(to: item.original, naming: persons) != .otherUnits else {
                throw UseCaseError.notFound
            }
            try decision(repository)
            try AccessLog.append(
                .write, "Karantän post \(id)", .patients(persons.sorted()), by: viewer, at: instant, in: connection)
        }
    }
}

extension Imports.SetAside {
    /// Nil for what nobody has set aside.
    ///
    /// - Parameter isOpen: the viewer may see the item's text.
    init?(_ item: QuarantinedItem, isOpen: Bool, to viewer: Viewer, _ mask: MaskedText) {
        guard item.status == .setAside, let decision = item.decision else { return nil }
        let isShown = isOpen || decision.account == viewer.account
        self.init(by: decision.by, at: decision.at, reason: isShown ? mask.masked(decision.text) : nil)
    }
}
