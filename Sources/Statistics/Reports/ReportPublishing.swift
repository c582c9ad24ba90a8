import SickLeave

/// What somebody knows who reads a report above the own unit.
package struct ReportKnowledge: Sendable {
    package var rests: [ReportRest]
    /// Of all groups together, what the report on the total shows; nil where there is none.
    package var total: PublishedTable?
    /// Of the lengths beyond 90 days together, what the report on those shows; nil in other reports.
    package var overNinety: PublishedTable?

    package init(rests: [ReportRest] = [], total: PublishedTable? = nil, overNinety: PublishedTable? = nil) {
        self.rests = rests
        self.total = total
        self.overNinety = overNinety
    }
}

/// What can be had by taking one report from another of the same kind: what is left of the others when the own unit is seen in full, the
/// units that two lists differ by, a half-year without one of its months. Its small counts must be kept back too.
package struct ReportRest: Hashable, Sendable {
    package let table: ReportTable
    /// The same of the reports on the total and on those over 90 days; nil where the report has none beside it.
    package let total: ReportTable?
    package let overNinety: ReportTable?

    package init(_ table: ReportTable, total: ReportTable? = nil, overNinety: ReportTable? = nil) {
        self.table = table
        self.total = total
        self.overNinety = overNinety
    }
}

extension ReportTable {
    /// The table as it may be shown.
    ///
    /// Each period is protected by itself over groups and sexes with all their sums, and beside what other reports show of the same. Two
    /// tables of overlapping populations could still tell each other's secrets, so whoever shows protected tables offers no filters on
    /// them, one level a person above the own unit, whole periods that never overlap, and no months beside the sums of months.
    ///
    /// - Parameter limit: nil shows everything.
    package func published(_ limit: DisclosureLimit?, beside known: ReportKnowledge = ReportKnowledge()) -> PublishedTable {
        var cells: [PublishedCounts] = []
        var wholes: [PublishedCounts] = []
        var sums: [PublishedCounts] = []
        var subjects: [[MessageSubject: PublishedCounts]] = []
        // A rest can have groups that are no longer here, of a unit that has left the list: they are a part of the sums.
        var listed = Set(groups)
        let former = known.rests.flatMap(\.table.groups).filter { listed.insert($0).inserted }
        let wide = merged(into: groups + former) { $0 }
        // Of what is left by several ways one is enough, and nothing needs no protection.
        var different: Set<ReportRest> = []
        let rests = known.rests.filter { !$0.table.isEmpty && different.insert($0).inserted }.map {
            ReportRest($0.table.merged(into: wide.groups) { $0 }, total: $0.total, overNinety: $0.overNinety)
        }
        for period in periods.indices {
            guard let limit, !groups.isEmpty else {
                for group in groups.indices {
                    cells.append(PublishedCounts(count(period: period, group: group)))
                    if let whole = whole(period: period, group: group) { wholes.append(PublishedCounts(whole)) }
                }
                sums.append(PublishedCounts(sum(period: period)))
                continue
            }
            let shown = ProtectedPeriod(wide, rests, period, limit, known)
            cells += groups.indices.map { shown.counts(group: $0, isWhole: false) }
            if whole(period: period, group: 0) != nil { wholes += groups.indices.map { shown.counts(group: $0, isWhole: true) } }
            sums.append(shown.sum)
            subjects.append(shown.subjects)
        }
        return PublishedTable(
            periods: periods, groups: groups, cells: cells, wholes: wholes, sums: sums, subjects: subjects)
    }
}

/// One period of a report as a protected table.
private struct ProtectedPeriod {
    private let places: GroupPlaces
    private let hasWholes: Bool
    /// Nil when nothing may be shown.
    private let table: ProtectedTable?

    /// - Parameter rests: with the report's groups, in its order.
    init(_ report: ReportTable, _ rests: [ReportRest], _ period: Int, _ limit: DisclosureLimit, _ known: ReportKnowledge) {
        let hasWholes = report.whole(period: period, group: 0) != nil
        let places = GroupPlaces(report.groups, splitsLengths: known.overNinety != nil)
        let hasUnknown = report.groups.indices.contains {
            report.count(period: period, group: $0).unknown > 0 || (report.whole(period: period, group: $0)?.unknown ?? 0) > 0
        }
        let axes = places.axes + [.flat(hasUnknown ? 3 : 2)] + (hasWholes ? [.flat(2)] : [])
        func table(_ counts: ReportTable) -> CountTable {
            CountTable(axes: axes) { leaf in
                guard let group = places.group(at: leaf) else { return 0 }
                let isRest = hasWholes && leaf[places.axes.count + 1] == 2
                return counts.count(group, period, leaf[places.axes.count], isRest)
            }
        }
        let own = table(report)
        func protected(_ counts: CountTable, _ rest: ReportRest?) -> ProtectedTable? {
            counts.protected(limit: limit) { nodes, count in
                guard !hasWholes, places.axes.count == 1 else { return nil }
                func told(_ published: PublishedTable?, _ rest: ReportTable?) -> ToldElsewhere? {
                    published?.count(period: period)
                        .told(of: count, own: own[nodes], sex: nodes[1], rest: rest?.count(period: period))
                }
                switch nodes[0] {
                case 0: return told(known.total, rest?.total)
                case places.overNinety: return told(known.overNinety, rest?.overNinety)
                default: return nil
                }
            }
        }
        var found = protected(own, nil)
        for rest in rests where found != nil {
            let others = protected(table(rest.table), rest)
            found = others.flatMap { others in found?.united(with: others) }
        }
        self.places = places
        self.hasWholes = hasWholes
        self.table = found
    }

    /// Node 1 of the last axis is the part, its total the whole.
    private func counts(at group: [Int], isWhole: Bool) -> PublishedCounts {
        let last = hasWholes ? [isWhole ? 0 : 1] : []
        func cell(_ sex: Int) -> Int? { table.flatMap { $0[group + [sex] + last] } }
        return PublishedCounts(female: cell(1), male: cell(2), total: cell(0))
    }

    func counts(group: Int, isWhole: Bool) -> PublishedCounts { counts(at: places.nodes[group], isWhole: isWhole) }
    var subjects: [MessageSubject: PublishedCounts] {
        Dictionary(
            uniqueKeysWithValues: places.subjects.enumerated().map { ($1, counts(at: [0, $0 + 1], isWhole: false)) })
    }

    var sum: PublishedCounts { counts(at: places.axes.map { _ in 0 }, isWhole: false) }
}

/// Where a report's groups stand in a protected table: in a row, in a row with the long ones under a sum of their own, or as unit by subject.
private struct GroupPlaces {
    let axes: [TableAxis]
    /// For each group its node on each axis.
    let nodes: [[Int]]
    /// The sum of the lengths beyond 90 days; no node when there is none.
    let overNinety: Int
    /// In the order of the second axis; empty for reports that are not by unit and subject.
    let subjects: [MessageSubject]
    /// By node, or by the nodes of both axes one after the other; −1 for a sum.
    private let groupAt: [Int]

    init(_ groups: [ReportGroup], splitsLengths: Bool) {
        var nodes: [[Int]] = []
        var overNinety = -1
        var subjects: [MessageSubject] = []
        let pairs = groups.compactMap(\.unitAndSubject)
        if pairs.count == groups.count, !groups.isEmpty {
            var places = (unit: [UnitIndex: Int](), subject: [MessageSubject: Int]())
            for pair in pairs {
                if places.unit[pair.unit] == nil { places.unit[pair.unit] = places.unit.count + 1 }
                if places.subject[pair.subject] == nil {
                    subjects.append(pair.subject)
                    places.subject[pair.subject] = subjects.count
                }
            }
            nodes = pairs.map { [places.unit[$0.unit]!, places.subject[$0.subject]!] }
            axes = [.flat(places.unit.count), .flat(subjects.count)]
        } else if splitsLengths {
            overNinety = 1
            axes = [TableAxis(parents: [nil, 0] + groups.map { $0.isOverNinety ? 1 : 0 })]
            nodes = groups.indices.map { [$0 + 2] }
        } else {
            axes = [.flat(groups.count)]
            nodes = groups.indices.map { [$0 + 1] }
        }
        self.nodes = nodes
        self.overNinety = overNinety
        self.subjects = subjects
        var groupAt = [Int](repeating: -1, count: axes.reduce(1) { $0 * $1.nodes })
        for (group, nodes) in nodes.enumerated().reversed() { groupAt[GroupPlaces.place(nodes, axes)] = group }
        self.groupAt = groupAt
    }

    func group(at leaf: [Int]) -> Int? {
        let group = groupAt[GroupPlaces.place(leaf, axes)]
        return group < 0 ? nil : group
    }

    /// - Parameter nodes: one an axis; those of further axes are not looked at.
    private static func place(_ nodes: [Int], _ axes: [TableAxis]) -> Int {
        axes.indices.reduce(0) { $0 * axes[$1].nodes + nodes[$1] }
    }
}

extension ReportGroup {
    fileprivate var unitAndSubject: (unit: UnitIndex, subject: MessageSubject)? {
        guard case .unitSubject(let unit, let subject) = self else { return nil }
        return (unit, subject)
    }

    fileprivate var isOverNinety: Bool {
        guard case .length(let length) = self else { return false }
        return length.lowest > 90
    }
}

extension ReportTable {
    fileprivate func count(_ group: Int, _ period: Int, _ sex: Int, _ isRest: Bool) -> Int {
        let part = count(period: period, group: group).of(leaf: sex)
        guard isRest else { return part }
        return (whole(period: period, group: group)?.of(leaf: sex) ?? 0) - part
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

extension PublishedCounts {
    /// What a report on all groups together tells of the sum of the groups.
    ///
    /// - Parameters:
    ///   - own: the sum in the report itself.
    ///   - sex: node of an axis of sexes.
    ///   - rest: what is left of that report; nil for the report itself.
    fileprivate func told(of sum: Int, own: Int, sex: Int, rest: SexCounts?) -> ToldElsewhere? {
        let all: (shown: Int?, left: Int?)
        switch sex {
        case 0: all = (total, rest?.total)
        case 1: all = (female, rest?.female)
        case 2: all = (male, rest?.male)
        default:
            // Those of unknown sex have no figure of their own: it is told when all the others are.
            guard let total, let female, let male else { return nil }
            all = (total - female - male, rest?.unknown)
        }
        guard let shown = all.shown else { return .hidden }
        let least = all.left ?? shown
        // Where a spell counts in several groups their sum is more than the total, and nobody is told by how much. A rest's sum can be
        // more for another reason as well: of a group that more left than came to it counts none. That much is told, by the others.
        return own > shown && sum > least ? .atLeast(least) : .shown
    }
}
