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
        let levels = levels(for: viewer, hasList: regional != nil)
        guard let level = asked.flatMap({ levels.contains($0) ? $0 : nil }) ?? levels.first,
            let scope = scope(level, viewer, snapshot, regional)
        else { throw UseCaseError.invalid("Det finns inga intyg att räkna på än.") }
        let overview = PeriodOverview(snapshot, scope: scope, on: day)
        func counted(_ other: ReportScope) -> PeriodOverview {
            other == scope ? overview : PeriodOverview(snapshot, scope: other, on: day)
        }
        let subtractions = try await subtractions(level, scope, viewer, snapshot, regional, on: day).map {
            (whole: counted($0.whole), part: counted($0.part))
        }
        typealias Counts = KeyPath<PeriodOverview.Row, SexCounts>
        func table(_ rows: [PeriodOverview.Row], _ counts: Counts) -> ReportTable {
            ReportTable(periods: [overview.now], groups: rows.map(\.group), cells: rows.map { $0[keyPath: counts] })
        }
        func rests(_ rows: (PeriodOverview) -> [PeriodOverview.Row], _ counts: Counts) -> [ReportTable] {
            subtractions.map { table(rows($0.whole), counts).less(table(rows($0.part), counts)) }
        }
        func spells(_ counts: Counts) -> PublishedSpells {
            PublishedSpells(
                total: table([overview.total], counts), overNinety: table([overview.longerThan90], counts),
                rests: Array(zip(rests({ [$0.total] }, counts), rests({ [$0.longerThan90] }, counts))), limit: level.disclosure)
        }
        let (spellsNow, spellsBefore) = (spells(\.now), spells(\.before))
        func section(
            _ title: String, _ rows: (PeriodOverview) -> [PeriodOverview.Row],
            _ shown: (PublishedSpells) -> PublishedTable? = { _ in nil }
        ) -> ReportOverview.Section {
            let found = rows(overview)
            func published(_ spells: PublishedSpells, _ counts: Counts) -> PublishedTable {
                shown(spells) ?? spells.published(table(found, counts), rests: rests(rows, counts))
            }
            let (now, before) = (published(spellsNow, \.now), published(spellsBefore, \.before))
            return ReportOverview.Section(
                title: title,
                rows: found.indices.map { index in
                    ReportOverview.Row(
                        title: found[index].group.title ?? "", now: now.count(group: index), before: before.count(group: index))
                })
        }
        var sections = [
            section("Alla sjukfall", { [$0.total] }, { $0.total }), section("Diagnosgrupper", { $0.diagnosisGroups }),
            section("Ålder", { $0.ages }), section("Sjukskrivningsgrad", { $0.extents }),
            section("Sjukskrivningslängd", { $0.lengths }), section("Långa sjukfall", { [$0.longerThan90] }, { $0.overNinety }),
        ]
        if level == .all { sections.append(section("Län", { $0.counties })) }
        return ReportOverview(
            now: overview.now, before: overview.before, sections: sections,
            completions: level == .unit ? overview.completionShare : nil, level: level, levels: levels,
            place: place(level, viewer, regional))
    }
}
