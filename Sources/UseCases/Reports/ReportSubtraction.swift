import SickLeave
import Statistics
import Storage

/// What somebody who reads the same report of several populations can have left.
struct ReportSubtraction: Hashable {
    let whole: ReportScope
    /// What is taken from the whole, and lies within it; nil when the whole is itself what is left of several.
    let part: ReportScope?

    init(whole: ReportScope, part: ReportScope? = nil) {
        self.whole = whole
        self.part = part
    }
}

extension RegionList {
    /// What the region's officer can subtract: the list from all that is seen before a list is uploaded, and two lists from each other,
    /// whichever way. Of lists that overlap the units they share are taken for known.
    ///
    /// - Parameter everything: what is seen before the first list.
    fileprivate func subtractions(from everything: ReportScope) -> [ReportSubtraction] {
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
        let seen = Set(
            held.filter { Role(rawValue: $0.role)?.reach(of: .seeFigures) == .unit }.compactMap(\.unit)
                .compactMap { snapshot.unit(number: Int32($0)) })
        let inside = seen.intersection(snapshot.careUnits(of: scope))
        let parts = Set(inside.map { Set([$0]) } + [inside]).subtracting([[]])
        let own = parts.map { ReportSubtraction(whole: scope, part: ReportScope(.region($0))) }
        guard viewer.may(.seeRegionFigures), let everything = self.scope(levelWithoutList, viewer, snapshot, nil) else {
            return own
        }
        let lists = regional?.subtractions(from: everything) ?? []
        return own + lists + several(everything, scope, seen, snapshot, regional)
    }

    /// What more than two reports leave together: whatever their populations tell apart, but for what the person sees in full.
    private func several(
        _ everything: ReportScope, _ scope: ReportScope, _ seen: Set<UnitIndex>, _ snapshot: Snapshot, _ regional: RegionList?
    ) -> [ReportSubtraction] {
        let providers = Set(seen.map { snapshot.units.provider[Int($0.rawValue)] }).map { ReportScope(.provider($0)) }
        let shown = snapshot.careUnits(of: scope)
        let sets =
            ([everything] + providers).map { snapshot.careUnits(of: $0) } + seen.map { [$0] } + (regional?.former ?? []) + [shown]
        return sets.toldApart.filter { $0 != shown && !$0.isSubset(of: seen) }.map {
            ReportSubtraction(whole: ReportScope(.region($0)))
        }
    }
}

extension Snapshot {
    /// The care units that a scope counts.
    fileprivate func careUnits(of scope: ReportScope) -> Set<UnitIndex> {
        let all = Set(units.careUnit.map { UnitIndex(rawValue: $0) })
        switch scope.population {
        case .national: return all
        case .provider(let provider): return all.filter { units.provider[Int($0.rawValue)] == provider }
        case .careUnits(let own, _), .region(let own): return own
        }
    }
}
