package import SickLeave

/// The overview of three finished months beside the same months a year before.
package struct PeriodOverview: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let group: ReportGroup
        package let now: SexCounts
        package let before: SexCounts
    }

    package let now: ClosedRange<Month>
    package let before: ClosedRange<Month>
    private let tables: ReportTables

    private struct ReportTables: Hashable, Sendable {
        let now: [ReportGrouping: ReportTable]
        let before: [ReportGrouping: ReportTable]
    }

    private static let groupings: [ReportGrouping] = [.total, .longerThan(90), .chapter, .ageOverview, .extent, .length, .county]

    package init(_ snapshot: Snapshot, scope: ReportScope, filter: ReportFilter = ReportFilter(), on today: Day) {
        let periods = ReportPeriod.overview(on: today)
        now = periods.now
        before = periods.before
        func evaluated(_ months: ClosedRange<Month>) -> [ReportGrouping: ReportTable] {
            var tables: [ReportGrouping: ReportTable] = [:]
            for grouping in Self.groupings {
                tables[grouping] = snapshot.evaluate(
                    Report(.spells, by: grouping, shape: .whole, months: months, scope: scope, filter: filter), on: today)
            }
            tables[.certificateType] = snapshot.evaluate(
                Report(.completions, by: .certificateType, shape: .whole, months: months, scope: scope, filter: filter), on: today
            )
            return tables
        }
        self.tables = ReportTables(now: evaluated(now), before: evaluated(before))
    }

    package var total: Row { row(.total, .total) }
    package var longerThan90: Row { row(.longerThan(90), .longerThan(90)) }
    package var ages: [Row] { AgeGroup.Overview.allCases.map { row(.ageOverview, .ageOverview($0)) } }
    package var extents: [Row] { Extent.ofBenefit.map { row(.extent, .extent($0.percent)) } }
    package var lengths: [Row] { LengthGroup.Report.allCases.map { row(.length, .length($0)) } }
    package var counties: [Row] { County.allCases.map { row(.county, .county($0)) } }

    /// The seven groups and what cannot be placed, in their fixed order; a spell counts once for each chapter.
    package var diagnosisGroups: [Row] {
        let now = tables.now[.chapter]!.byDiagnosisGroup
        let before = tables.before[.chapter]!.byDiagnosisGroup
        return DiagnosisGroup.allCases.map { group in
            Row(
                group: .diagnosisGroup(group), now: now.count(.diagnosisGroup(group)),
                before: before.count(.diagnosisGroup(group)))
        }
    }

    /// Sickness-benefit certificates that got a completion, of those sent: in whole percent, and the change in percentage points.
    package var completionShare: (percent: Int, change: Int) {
        func percent(_ tables: [ReportGrouping: ReportTable]) -> Int {
            let table = tables[.certificateType]!
            guard let place = table.groups.firstIndex(of: .certificateType(.fk7804)) else { return 0 }
            return Percent.truncated(table.count(group: place).total, of: table.whole(group: place)?.total ?? 0)
        }
        let now = percent(tables.now)
        return (now, now - percent(tables.before))
    }

    private func row(_ grouping: ReportGrouping, _ group: ReportGroup) -> Row {
        Row(group: group, now: tables.now[grouping]!.count(group), before: tables.before[grouping]!.count(group))
    }
}

extension ReportTable {
    /// The first period's count; 0 when the group is not in the table.
    package func count(_ group: ReportGroup) -> SexCounts {
        groups.firstIndex(of: group).map { count(group: $0) } ?? SexCounts()
    }
}
