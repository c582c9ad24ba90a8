import Foundation
package import SickLeave
import Storage

// What could not be read and is nobody's yet: the administrator gives it to a unit, unread, or lays a file that is none aside.
extension Imports {
    package struct Ownerless: Sendable {
        package let items: [ListedItem]
        package let count: Int
        package let page: Int
        /// The units that an item can be given to: number and name.
        package let units: [(number: Int, name: String)]
        /// The newest that are laid aside while they are nobody's.
        package let setAside: [ListedSetAside]
    }

    /// - Parameter number: from an address: the nearest page that there is is shown.
    package func ownerless(page number: Int, for viewer: Viewer, at instant: Instant) async throws -> Ownerless {
        try viewer.require(.handOutUnread)
        let mask = MaskedText(on: Day(of: instant))
        return try await database.read { connection in
            let repository = OwnerlessQuarantine(connection)
            let count = try repository.count()
            let page = Imports.page(number, of: count)
            let items = try repository.items(limit: Imports.pageSize, offset: (page - 1) * Imports.pageSize).map {
                ListedItem($0, mask)
            }
            let units = try Imports.units(of: viewer.provider, connection).map { (number: $0.id, name: $0.name) }
            return Ownerless(
                items: items, count: count, page: page, units: units,
                setAside: try Imports.setAsideOwnerless(for: viewer, mask, connection))
        }
    }

    /// Of nobody's no provider's list tells, so they stand where they stood.
    private static func setAsideOwnerless(
        for viewer: Viewer, _ mask: MaskedText, _ connection: any Connection
    ) throws -> [ListedSetAside] {
        try OwnerlessQuarantine(connection).setAside(format: ImportFormat.unknown.rawValue, limit: pageSize).compactMap { item in
            SetAside(item, isOpen: false, to: viewer, mask).map {
                ListedSetAside(item: ListedItem(item.summary, mask), setAside: $0)
            }
        }
    }

    /// A file that is nothing we know, and nobody's: no unit would know more of it. It is kept, with the reason.
    package func setAsideOwnerless(_ id: Int, because reason: String, by viewer: Viewer, at instant: Instant) async throws {
        let reason = reason.trimmingCharacters(in: .whitespacesAndNewlines)
        try await decideOwnerless(id, whichIs: .waiting, by: viewer, at: instant) { repository in
            try Imports.judge(reason, .ownerlessReason(id))
            try repository.decide(id, .setAside, decision: reason, account: viewer.account, at: instant)
        }
    }

    /// It waits as before.
    package func putBackOwnerless(_ id: Int, by viewer: Viewer, at instant: Instant) async throws {
        try await decideOwnerless(id, whichIs: .setAside, by: viewer, at: instant) { try $0.putBack(id) }
    }

    private func decideOwnerless(
        _ id: Int, whichIs status: QuarantinedItem.Status, by viewer: Viewer, at instant: Instant,
        _ decision: @escaping @Sendable (QuarantineRepository) throws -> Void
    ) async throws {
        try viewer.require(.handOutUnread)
        try await database.write { connection in
            guard try OwnerlessQuarantine(connection).has(id, status, format: ImportFormat.unknown.rawValue) else {
                throw UseCaseError.notFound
            }
            try decision(QuarantineRepository(connection))
            try AccessLog.append(.write, "Karantän post \(id)", .patients([]), by: viewer, at: instant, in: connection)
        }
    }

    /// Care units, not their sub-units: people choose among those.
    private static func units(of provider: Int, _ connection: any Connection) throws -> [OrganisationRepository.Unit] {
        try OrganisationRepository.units(connection).filter { $0.provider == provider && $0.root == $0.id }
    }

    /// Gives the item to the unit: its people see it, and correct it or set it aside.
    package func hand(_ id: Int, toUnit unit: Int, by viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.handOutUnread)
        try await database.write { connection in
            // A unit of another provider is for that provider's own administrator.
            guard let unit = try Imports.units(of: viewer.provider, connection).first(where: { $0.id == unit }),
                try OwnerlessQuarantine(connection).hand(id, toUnit: unit.id, of: viewer.provider)
            else { throw UseCaseError.notFound }
            try AccessLog.append(
                .write, "Karantän post \(id) till enhet \(unit.hsaID)", .patients([]), by: viewer, at: instant, in: connection)
        }
    }
}
