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

    fileprivate init(
        periods: [ClosedRange<Month>], groups: [ReportGroup], cells: [PublishedCounts], wholes: [PublishedCounts],
        sums: [PublishedCounts]
    ) {
        self.periods = periods
        self.groups = groups
        self.cells = cells
        self.wholes = wholes
        self.sums = sums
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

extension ReportTable {
    /// The table as it may be shown.
    ///
    /// Each period is protected by itself over groups and sexes with all their sums. Two tables of overlapping populations could
    /// still tell each other's secrets, so whoever shows protected tables offers no filters on them, and whole periods of one length
    /// only.
    ///
    /// - Parameter limit: nil shows everything.
    package func published(_ limit: DisclosureLimit?) -> PublishedTable {
        var published = Published()
        for period in periods.indices {
            if let limit, !groups.isEmpty {
                publish(period, limit, into: &published)
            } else {
                for group in groups.indices {
                    published.cells.append(PublishedCounts(count(period: period, group: group)))
                    if let whole = whole(period: period, group: group) { published.wholes.append(PublishedCounts(whole)) }
                }
                published.sums.append(PublishedCounts(sum(period: period)))
            }
        }
        return PublishedTable(
            periods: periods, groups: groups, cells: published.cells, wholes: published.wholes, sums: published.sums)
    }

    private struct Published {
        var cells: [PublishedCounts] = []
        var wholes: [PublishedCounts] = []
        var sums: [PublishedCounts] = []
    }

    private func publish(_ period: Int, _ limit: DisclosureLimit, into published: inout Published) {
        let hasWholes = whole(period: period, group: 0) != nil
        let hasUnknown = groups.indices.contains {
            count(period: period, group: $0).unknown > 0 || (whole(period: period, group: $0)?.unknown ?? 0) > 0
        }
        let axes = [TableAxis.flat(groups.count), .flat(hasUnknown ? 3 : 2)] + (hasWholes ? [.flat(2)] : [])
        let table = CountTable(axes: axes) { leaf in
            let part = count(period: period, group: leaf[0] - 1).of(leaf: leaf[1])
            guard hasWholes, leaf[2] == 2 else { return part }
            return (whole(period: period, group: leaf[0] - 1)?.of(leaf: leaf[1]) ?? 0) - part
        }.protected(limit: limit)
        /// Node 1 of the last axis is the part, its total the whole.
        func counts(_ group: Int, isWhole: Bool) -> PublishedCounts {
            let last = hasWholes ? [isWhole ? 0 : 1] : []
            return PublishedCounts(
                female: table[[group, 1] + last], male: table[[group, 2] + last], total: table[[group, 0] + last])
        }
        for group in groups.indices {
            published.cells.append(counts(group + 1, isWhole: false))
            if hasWholes { published.wholes.append(counts(group + 1, isWhole: true)) }
        }
        published.sums.append(counts(0, isWhole: false))
    }
}

extension SexCounts {
    /// By the leaf of an axis of sexes.
    fileprivate func of(leaf: Int) -> Int {
        switch leaf {
        case 1: female
        case 2: male
        default: unknown
        }
    }
}
