import SickLeave
import Statistics
import Storage

/// Two populations of which somebody can see the same report, one within the other: what is left when the part is taken from the whole
/// concerns those few who are in the whole only.
struct ReportSubtraction: Hashable {
    let whole: ReportScope
    let part: ReportScope
}

extension RegionList {
    /// What the region's officer can subtract: the list from all that is seen before a list is uploaded, and two lists from each other,
    /// whichever way. Of lists that overlap the units they share are taken for known.
    ///
    /// - Parameter everything: what is seen before the first list.
    func subtractions(from everything: ReportScope) -> [ReportSubtraction] {
        let now = ReportScope(.region(Set(units)))
        return [ReportSubtraction(whole: everything, part: now)]
            + former.flatMap { former -> [ReportSubtraction] in
                let shared = former.intersection(units)
                guard !shared.isEmpty else { return [] }
                return [now.population, .region(former)].filter { $0 != .region(shared) }.map {
                    ReportSubtraction(whole: ReportScope($0), part: ReportScope(.region(shared)))
                }
            }
    }
}

extension Reports {
    /// What the viewer can take from what is shown at a level, or it from something else: lists, and every unit that the person sees in full
    /// in whichever of the own roles, each and all together.
    func subtractions(
        _ level: ReportLevel, _ scope: ReportScope, _ viewer: Viewer, _ snapshot: Snapshot, _ regional: RegionList?, on day: Day
    ) async throws -> [ReportSubtraction] {
        guard level != .unit else { return [] }
        let held = try await database.read { try AccountRepository($0).assignments(account: viewer.account, on: day) }
        let seen = held.filter { Role(rawValue: $0.role)?.reach(of: .seeFigures) == .unit }.compactMap(\.unit)
        let provider = snapshot.providerIndex(number: Int32(viewer.provider))
        let inside = Set(seen.compactMap { snapshot.unit(number: Int32($0)) }).filter { unit in
            switch level {
            case .unit, .all: true
            case .provider: snapshot.units.provider[Int(unit.rawValue)] == provider
            case .region: regional?.units.contains(unit) ?? false
            }
        }
        let parts = Set(inside.map { Set([$0]) } + [inside]).subtracting([[]])
        let lists =
            level == .region
            ? self.scope(levelWithoutList, viewer, snapshot, nil).flatMap { regional?.subtractions(from: $0) } ?? [] : []
        return lists + parts.map { ReportSubtraction(whole: scope, part: ReportScope(.region($0))) }
    }
}
