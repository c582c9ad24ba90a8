package import SickLeave
import Storage

// What could not be read and is nobody's yet: the administrator gives it to a unit, unread.
extension Imports {
    package struct Ownerless: Sendable {
        package let items: [ListedItem]
        package let count: Int
        package let page: Int
        /// The units that an item can be given to: number and name.
        package let units: [(number: Int, name: String)]
    }

    /// - Parameter number: from an address: the nearest page that there is is shown.
    package func ownerless(page number: Int, for viewer: Viewer, at instant: Instant) async throws -> Ownerless {
        try viewer.require(.handOutUnread)
        let mask = MaskedText(on: Day(of: instant))
        return try await database.read { connection in
            let repository = OwnerlessQuarantine(connection)
            let count = try repository.count()
            let page = min(max(number, 1), max(1, (count + Imports.pageSize - 1) / Imports.pageSize))
            let items = try repository.items(limit: Imports.pageSize, offset: (page - 1) * Imports.pageSize).map {
                ListedItem(id: $0.id, source: $0.source, place: $0.place, reason: $0.reason, mask)
            }
            let units = try Imports.units(of: viewer.provider, connection).map { (number: $0.id, name: $0.name) }
            return Ownerless(items: items, count: count, page: page, units: units)
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
