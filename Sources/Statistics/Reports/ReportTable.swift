package import SickLeave

/// Counts by the patient's legal sex. Patients whose sex cannot be known are in the sum only. Where the birth date cannot be read either
/// (reserve numbers) that holds for certificates and messages: such a patient's spells are in no report, as in the national service.
package struct SexCounts: Hashable, Sendable {
    package var female: Int
    package var male: Int
    package var unknown: Int

    package init(female: Int = 0, male: Int = 0, unknown: Int = 0) {
        self.female = female
        self.male = male
        self.unknown = unknown
    }

    package var total: Int { female + male + unknown }

    package static func + (a: SexCounts, b: SexCounts) -> SexCounts {
        SexCounts(female: a.female + b.female, male: a.male + b.male, unknown: a.unknown + b.unknown)
    }

    package static func += (a: inout SexCounts, b: SexCounts) { a = a + b }
}

/// A report's answer: counts by month (one column for a whole period) and group.
package struct ReportTable: Hashable, Sendable {
    /// One a column: single months in a series, the whole range otherwise.
    package let periods: [ClosedRange<Month>]
    package let groups: [ReportGroup]
    /// Period by period, group by group.
    private let cells: [SexCounts]
    /// What the counts are a part of, cell by cell: sent certificates in the report on completions. Empty in other reports.
    private let wholes: [SexCounts]

    package init(periods: [ClosedRange<Month>], groups: [ReportGroup], cells: [SexCounts], wholes: [SexCounts] = []) {
        self.periods = periods
        self.groups = groups
        self.cells = cells
        self.wholes = wholes
    }

    package func count(period: Int = 0, group: Int = 0) -> SexCounts { cells[period * groups.count + group] }

    /// What the count is a part of; nil in reports that count without a whole.
    package func whole(period: Int = 0, group: Int = 0) -> SexCounts? {
        wholes.isEmpty ? nil : wholes[period * groups.count + group]
    }

    package func period(of month: Month) -> Int? { periods.firstIndex { $0.contains(month) } }

    /// All groups of a period together. A spell that counts in several groups counts as often here.
    package func sum(period: Int) -> SexCounts {
        groups.indices.reduce(into: SexCounts()) { $0 += count(period: period, group: $1) }
    }

    package func sumOfWholes(period: Int) -> SexCounts {
        groups.indices.reduce(into: SexCounts()) { $0 += whole(period: period, group: $1) ?? SexCounts() }
    }

    /// All periods of a group together.
    package func sum(group: Int) -> SexCounts {
        periods.indices.reduce(into: SexCounts()) { $0 += count(period: $1, group: group) }
    }

    package var isEmpty: Bool { cells.allSatisfy { $0.total == 0 } && wholes.allSatisfy { $0.total == 0 } }
}

extension ReportTable {
    /// Groups put together: `newGroups` in their order, each with the sum of those groups that belong to it.
    package func merged(into newGroups: [ReportGroup], by belongs: (ReportGroup) -> ReportGroup?) -> ReportTable {
        let places = Dictionary(newGroups.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let place = groups.map { group in belongs(group).flatMap { places[$0] } }
        func merge(_ value: (Int, Int) -> SexCounts) -> [SexCounts] {
            var merged = [SexCounts](repeating: SexCounts(), count: periods.count * newGroups.count)
            for period in periods.indices {
                for (group, place) in place.enumerated() {
                    if let place { merged[period * newGroups.count + place] += value(period, group) }
                }
            }
            return merged
        }
        return ReportTable(
            periods: periods, groups: newGroups, cells: merge { count(period: $0, group: $1) },
            wholes: wholes.isEmpty ? [] : merge { whole(period: $0, group: $1) ?? SexCounts() })
    }

    /// What is left when another report of the same periods is taken off, cell by cell; nothing where the other counts more.
    package func less(_ other: ReportTable) -> ReportTable {
        let taken = other.merged(into: groups) { $0 }
        func rest(_ all: [SexCounts], _ parts: [SexCounts]) -> [SexCounts] {
            zip(all, parts).map { all, part in
                SexCounts(
                    female: max(0, all.female - part.female), male: max(0, all.male - part.male),
                    unknown: max(0, all.unknown - part.unknown))
            }
        }
        return ReportTable(periods: periods, groups: groups, cells: rest(cells, taken.cells), wholes: rest(wholes, taken.wholes))
    }

    /// One of its periods by itself.
    package func only(period: Int) -> ReportTable {
        let own = period * groups.count..<(period + 1) * groups.count
        return ReportTable(
            periods: [periods[period]], groups: groups, cells: Array(cells[own]), wholes: wholes.isEmpty ? [] : Array(wholes[own])
        )
    }

    /// The table without the groups that do not satisfy the condition.
    package func keeping(_ isKept: (Int) -> Bool) -> ReportTable {
        let kept = groups.indices.filter(isKept).map { groups[$0] }
        return kept.count == groups.count ? self : merged(into: kept) { $0 }
    }

    /// Chapters put together into the seven groups of sick-leave statistics; the eighth, what cannot be placed, only when the table
    /// has it.
    package var byDiagnosisGroup: ReportTable {
        let hasUnplaced = groups.contains(.diagnosis(.unplaced))
        let newGroups = DiagnosisGroup.allCases.filter { $0 != .withoutValidCode || hasUnplaced }
        return merged(into: newGroups.map(ReportGroup.diagnosisGroup)) { group in
            switch group {
            case .diagnosis(.chapter(let chapter)): .diagnosisGroup(DiagnosisGroup(chapter: chapter))
            case .diagnosis(.unplaced): .diagnosisGroup(.withoutValidCode)
            default: nil
            }
        }
    }

    /// The groups that a chart shows: those above 0, largest first; beyond seven, the first six and the rest as one.
    /// Nothing at all gives `total` with 0.
    package var largest: ReportTable {
        let order = groups.indices.filter { sum(group: $0).total > 0 }.sorted {
            (sum(group: $1).total, $0) < (sum(group: $0).total, $1)
        }
        guard !order.isEmpty else {
            return ReportTable(
                periods: periods, groups: [.total], cells: periods.map { _ in SexCounts() })
        }
        guard order.count > 7 else { return merged(into: order.map { groups[$0] }) { $0 } }
        let shown = order.prefix(6).map { groups[$0] }
        return merged(into: shown + [.others]) { shown.contains($0) ? $0 : .others }
    }
}
