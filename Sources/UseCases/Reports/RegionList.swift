import SickLeave
package import Statistics
import Storage

/// The region's list as the figures know it.
package struct RegionList: Sendable {
    /// Care units that have certificates, in the list's order.
    let units: [UnitIndex]
    let listed: [ReportGroup: Int]
    /// Some unit on the list has a number, whether or not it has certificates.
    let hasCounts: Bool
    /// The units of the lists before it, as far as they were others.
    let former: Set<Set<UnitIndex>>

    package init(units: [UnitIndex], listed: [ReportGroup: Int], hasCounts: Bool, former: Set<Set<UnitIndex>>) {
        self.units = units
        self.listed = listed
        self.hasCounts = hasCounts
        self.former = former
    }
}

extension Reports {
    /// Nil before the region has uploaded one.
    func regionList(_ viewer: Viewer, _ snapshot: Snapshot) async throws -> RegionList? {
        guard viewer.may(.seeRegionFigures) else { return nil }
        let (stored, known) = try await database.read { connection in
            (try RegionListRepository(connection).all(provider: viewer.provider), try OrganisationRepository.units(connection))
        }
        guard let newest = stored.first?.list else { return nil }
        // The same HSA-id can stand for units of two providers, after a merger.
        let byID = Dictionary(grouping: known.filter { $0.root == $0.id }, by: \.hsaID)
        func units(_ id: HSAID) -> [UnitIndex] { (byID[id] ?? []).compactMap { snapshot.unit(number: Int32($0.id)) } }
        let here = newest.units.flatMap(units)
        let listed = newest.listed.flatMap { id, count in units(id).map { (ReportGroup.unit($0), count) } }
        let former = Set(stored.dropFirst().map { Set($0.list.units.flatMap(units)) }).subtracting([Set(here)])
        return RegionList(
            units: here, listed: Dictionary(listed, uniquingKeysWith: { first, _ in first }),
            hasCounts: !newest.listed.isEmpty, former: former)
    }
}
