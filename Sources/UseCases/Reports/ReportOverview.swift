package import SickLeave
package import Statistics

/// The overview of a finished period beside the same months a year before: three months at the own unit, and above it the newest
/// half-year, as the reports there show it.
package struct ReportOverview: Sendable {
    package struct Row: Sendable, Hashable {
        package let title: String
        package let now: PublishedCounts
        package let before: PublishedCounts

        /// Whole percent; nil when either is kept back or there was nothing before.
        package var change: Int? {
            guard let now = now.total, let before = before.total, before > 0 else { return nil }
            return Percent.change(from: before, to: now)
        }
    }

    package struct Section: Sendable, Hashable {
        package let title: String
        package let rows: [Row]
    }

    package let now: ClosedRange<Month>
    package let before: ClosedRange<Month>
    package let sections: [Section]
    /// Sent certificates that got a completion, in whole percent, and the change in percentage points; nil above the own unit, where
    /// few could be told apart.
    package let completions: (percent: Int, change: Int)?
    package let level: ReportLevel
    package let levels: [ReportLevel]
    package let place: String
}

extension Reports {
    package func overview(level asked: ReportLevel?, for viewer: Viewer, on day: Day) async throws -> ReportOverview {
        try requireFigures(viewer)
        let snapshot = figures.snapshot
        let regional = try await regionList(viewer, snapshot)
        let levels = levels(for: viewer, hasList: regional != nil)
        guard let level = asked.flatMap({ levels.contains($0) ? $0 : nil }) ?? levels.first,
            let scope = scope(level, viewer, snapshot, regional)
        else { throw UseCaseError.invalid("Det finns inga intyg att räkna på än.") }
        let place = place(level, viewer, regional)
        guard let limit = level.disclosure else {
            let overview = PeriodOverview(snapshot, scope: scope, on: day)
            return ReportOverview(
                now: overview.now, before: overview.before, sections: overview.sections, completions: overview.completionShare,
                level: level, levels: levels, place: place)
        }
        let publisher = ReportPublisher(
            snapshot: snapshot, limit: limit,
            subtractions: try await subtractions(level, scope, viewer, snapshot, regional, on: day), day: day,
            known: known)
        let now = ReportPeriod.halfYears(before: day)[0]
        let before = now.lowerBound - 12...now.upperBound - 12
        let kinds = ReportKind.inOverview.filter { $0.levels.contains(level) }
        let (tablesNow, tablesBefore) = (publisher.overview(kinds, now, scope), publisher.overview(kinds, before, scope))
        return ReportOverview(
            now: now, before: before,
            sections: kinds.indices.map { .init(kinds[$0].title, tablesNow[$0], tablesBefore[$0]) }, completions: nil,
            level: level,
            levels: levels, place: place)
    }
}

extension ReportKind {
    /// Those whose spells an overview shows.
    fileprivate static let inOverview: [ReportKind] = [.total, .diagnosisGroups, .age, .extent, .length, .overNinety, .county]
}

extension ReportPublisher {
    /// What the reports of these kinds show of a whole period.
    fileprivate func overview(_ kinds: [ReportKind], _ months: ClosedRange<Month>, _ scope: ReportScope) -> [PublishedTable] {
        let asked = kinds.map { kind in
            let grouping = ReportChoice(kind, level: .all, shape: .whole).grouping
            return Asked(
                nil, of: Report(.spells, by: grouping, shape: .whole, months: months, scope: scope), rows: kind.rows)
        }
        return spells(answered(asked)).tables
    }
}

extension PeriodOverview {
    /// As it is, for those who see all of it.
    fileprivate var sections: [ReportOverview.Section] {
        func section(_ title: String, _ rows: [Row]) -> ReportOverview.Section {
            ReportOverview.Section(
                title: title,
                rows: rows.map {
                    .init(title: $0.group.title ?? "", now: PublishedCounts($0.now), before: PublishedCounts($0.before))
                })
        }
        return [
            section("Alla sjukfall", [total]), section("Diagnosgrupper", diagnosisGroups), section("Ålder", ages),
            section("Sjukskrivningsgrad", extents), section("Sjukskrivningslängd", lengths),
            section("Långa sjukfall", [longerThan90]),
        ]
    }
}

extension ReportOverview.Section {
    /// Groups of either table, in the order that both follow; what a table does not list it has none of.
    package init(_ title: String, _ now: PublishedTable, _ before: PublishedTable) {
        func count(_ group: ReportGroup, _ table: PublishedTable) -> PublishedCounts {
            table.groups.firstIndex(of: group).map { table.count(group: $0) } ?? PublishedCounts(SexCounts())
        }
        var groups = now.groups
        for (place, group) in before.groups.enumerated() where !groups.contains(group) {
            let next = before.groups[..<place].last.flatMap { groups.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            groups.insert(group, at: next)
        }
        self.init(
            title: title,
            rows: groups.map { .init(title: $0.title ?? "", now: count($0, now), before: count($0, before)) })
    }
}
