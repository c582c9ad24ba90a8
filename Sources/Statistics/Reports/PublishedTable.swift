package import SickLeave

/// Counts by sex as they may be shown; nil is a count that is kept back.
package struct PublishedCounts: Hashable, Sendable {
    package var female: Int?
    package var male: Int?
    /// Women, men and those whose sex cannot be known.
    package var total: Int?

    package init(female: Int?, male: Int?, total: Int?) {
        self.female = female
        self.male = male
        self.total = total
    }

    package init(_ counts: SexCounts) {
        self.init(female: counts.female, male: counts.male, total: counts.total)
    }

    package var isHidden: Bool { female == nil || male == nil || total == nil }
}

/// A report's answer as it may be shown: as it is at the own unit, and with small counts kept back above it.
package struct PublishedTable: Hashable, Sendable {
    package let periods: [ClosedRange<Month>]
    package let groups: [ReportGroup]
    /// Period by period, group by group.
    private let cells: [PublishedCounts]
    private let wholes: [PublishedCounts]
    private let sums: [PublishedCounts]
    /// Period by period, for a table by unit and subject: all units of each subject.
    private let subjects: [[MessageSubject: PublishedCounts]]

    init(
        periods: [ClosedRange<Month>], groups: [ReportGroup], cells: [PublishedCounts], wholes: [PublishedCounts],
        sums: [PublishedCounts], subjects: [[MessageSubject: PublishedCounts]] = []
    ) {
        self.periods = periods
        self.groups = groups
        self.cells = cells
        self.wholes = wholes
        self.sums = sums
        self.subjects = subjects
    }

    package func count(period: Int = 0, group: Int = 0) -> PublishedCounts { cells[period * groups.count + group] }

    /// What the count is a part of; nil in reports that count without a whole.
    package func whole(period: Int = 0, group: Int = 0) -> PublishedCounts? {
        wholes.isEmpty ? nil : wholes[period * groups.count + group]
    }

    package var hasWholes: Bool { !wholes.isEmpty }

    /// All groups of a period together. A spell that counts in several groups counts as often here.
    package func sum(period: Int) -> PublishedCounts { sums[period] }

    /// The part of the whole, when neither is kept back and there is something to share.
    package func share(_ sex: KeyPath<PublishedCounts, Int?>, period: Int = 0, group: Int = 0) -> Double? {
        guard let part = count(period: period, group: group)[keyPath: sex],
            let whole = whole(period: period, group: group)?[keyPath: sex], whole > 0
        else { return nil }
        return Double(part) / Double(whole)
    }

    /// Of a table by unit and subject, all units together by subject: these groups, in this order. None of a subject is zero.
    package func sums(into groups: [ReportGroup]) -> PublishedTable {
        let none = PublishedCounts(SexCounts())
        return PublishedTable(
            periods: periods, groups: groups,
            cells: periods.indices.flatMap { period in
                groups.map { group in
                    // Without a message there is no unit, and no table of subjects.
                    guard case .subject(let subject) = group, period < subjects.count else { return none }
                    return subjects[period][subject] ?? none
                }
            }, wholes: [], sums: sums)
    }

    package var hiddenCells: Int { cells.count(where: \.isHidden) }

    /// The table with the groups of these places only, in this order.
    package func choosing(_ places: [Int]) -> PublishedTable {
        func chosen(_ values: [PublishedCounts]) -> [PublishedCounts] {
            values.isEmpty ? [] : periods.indices.flatMap { period in places.map { values[period * groups.count + $0] } }
        }
        return PublishedTable(
            periods: periods, groups: places.map { groups[$0] }, cells: chosen(cells), wholes: chosen(wholes), sums: sums)
    }
}
