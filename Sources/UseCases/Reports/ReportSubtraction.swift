import SickLeave
package import Statistics
import Storage

/// What somebody who reads the same report of several populations can have left.
package struct ReportSubtraction: Hashable, Sendable {
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
            + former.inOrder.flatMap { former -> [ReportSubtraction] in
                let shared = former.intersection(units)
                guard !shared.isEmpty else { return [] }
                return [now.population, .region(former)].filter { $0 != .region(shared) }.map {
                    ReportSubtraction(whole: ReportScope($0), part: ReportScope(.region(shared)))
                }
            }
    }
}

extension Reports {
    /// What the viewer can take from what is shown at a level, or it from something else.
    func subtractions(
        _ level: ReportLevel, _ scope: ReportScope, _ viewer: Viewer, _ snapshot: Snapshot, _ regional: RegionList?, on day: Day
    ) async throws -> [ReportSubtraction] {
        guard level != .unit else { return [] }
        let held = try await database.read { try AccountRepository($0).assignments(account: viewer.account, on: day) }
        let seen = Set(
            held.filter { Role(rawValue: $0.role)?.reach(of: .seeFigures) == .unit }.compactMap(\.unit)
                .compactMap { snapshot.unit(number: Int32($0)) })
        let everything = viewer.may(.seeRegionFigures) ? self.scope(levelWithoutList, viewer, snapshot, nil) : nil
        return snapshot.subtractions(shown: scope, seen: seen, everything: everything, list: regional)
    }
}

extension Snapshot {
    /// Lists, and every unit that the person sees in full in whichever of the own roles, each and all together.
    ///
    /// - Parameters:
    ///   - everything: what a region's officer sees before the first list; nil for others.
    ///   - list: the region's, for its officer.
    package func subtractions(
        shown scope: ReportScope, seen: Set<UnitIndex>, everything: ReportScope?, list: RegionList?
    ) -> [ReportSubtraction] {
        let inside = seen.intersection(careUnits(of: scope))
        let parts = Set(inside.map { Set([$0]) } + [inside]).subtracting([[]])
        let own = parts.inOrder.map { ReportSubtraction(whole: scope, part: ReportScope(.region($0))) }
        guard let everything else { return own }
        return own + (list?.subtractions(from: everything) ?? []) + several(everything, scope, seen, list)
    }

    /// What more than two reports leave together: whatever their populations tell apart, but for what the person sees in full.
    private func several(
        _ everything: ReportScope, _ scope: ReportScope, _ seen: Set<UnitIndex>, _ list: RegionList?
    ) -> [ReportSubtraction] {
        let providers = Set(seen.map { units.provider[Int($0.rawValue)] }).map { ReportScope(.provider($0)) }
        let shown = careUnits(of: scope)
        let sets = ([everything] + providers).map { careUnits(of: $0) } + seen.map { [$0] } + (list?.former ?? []) + [shown]
        return sets.toldApart.filter { $0 != shown && !$0.isSubset(of: seen) }.map {
            ReportSubtraction(whole: ReportScope(.region($0)))
        }
    }

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
