package import SickLeave
package import Statistics

/// The overview of three finished months beside the same months a year before, as it may be shown.
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
        let levels = Reports.levels(for: viewer).filter { $0 != .region || regional != nil }
        guard let level = asked.flatMap({ levels.contains($0) ? $0 : nil }) ?? levels.first,
            let scope = scope(level, viewer, snapshot, regional)
        else { throw UseCaseError.invalid("Det finns inga intyg att räkna på än.") }
        let overview = PeriodOverview(snapshot, scope: scope, on: day)
        func section(_ title: String, _ rows: [PeriodOverview.Row]) -> ReportOverview.Section {
            func published(_ months: ClosedRange<Month>, _ counts: [SexCounts]) -> PublishedTable {
                ReportTable(periods: [months], groups: rows.map(\.group), cells: counts).published(level.disclosure)
            }
            let now = published(overview.now, rows.map(\.now))
            let before = published(overview.before, rows.map(\.before))
            return ReportOverview.Section(
                title: title,
                rows: rows.indices.map { index in
                    ReportOverview.Row(
                        title: rows[index].group.title ?? "", now: now.count(group: index), before: before.count(group: index))
                })
        }
        var sections = [
            section("Alla sjukfall", [overview.total]), section("Diagnosgrupper", overview.diagnosisGroups),
            section("Ålder", overview.ages), section("Sjukskrivningsgrad", overview.extents),
            section("Sjukskrivningslängd", overview.lengths), section("Långa sjukfall", [overview.longerThan90]),
        ]
        if level == .all { sections.append(section("Län", overview.counties)) }
        return ReportOverview(
            now: overview.now, before: overview.before, sections: sections,
            completions: level == .unit ? overview.completionShare : nil, level: level, levels: levels,
            place: place(level, viewer, regional))
    }
}
