package import SickLeave
package import Statistics

/// What may be shown of a report, given what the same person can see in the others.
package struct ReportPublisher {
    let snapshot: Snapshot
    /// Nil at the own unit, where all is shown.
    let limit: DisclosureLimit?
    /// What the person can take from each other.
    let subtractions: [ReportSubtraction]
    let day: Day
    private let known: Known

    /// What was published of a snapshot: each costs some readings of all certificates and the protection of many tables.
    package struct Known: Sendable {
        fileprivate let tables = SnapshotCache<Key, PublishedTable>(capacity: 200)
        fileprivate let spells = SnapshotCache<Key, PublishedSpells>(capacity: 50)

        package init() {}

        fileprivate struct Key: SnapshotKey {
            let snapshot: Int64
            let day: Day
            let limit: DisclosureLimit?
            /// In their order, which is that of the rests.
            let subtractions: [ReportSubtraction]
            let report: Report
            /// What is published, in the order of its page; nil for what all reports have in common.
            let raw: ReportTable?
        }
    }

    package init(snapshot: Snapshot, limit: DisclosureLimit?, subtractions: [ReportSubtraction], day: Day, known: Known) {
        self.snapshot = snapshot
        self.limit = limit
        self.subtractions = subtractions
        self.day = day
        self.known = known
    }

    /// - Parameters:
    ///   - raw: the report's answer, in the order of its page.
    ///   - rows: what the page makes of an answer before it is shown.
    /// - Returns: with the spells of all groups, each once, where spells are counted: groups may overlap, so that their sum says nothing.
    package func published(
        _ raw: ReportTable, of report: Report, rows: (ReportTable) -> ReportTable
    ) -> (table: PublishedTable, total: PublishedTable?) {
        guard report.counted == .spells else {
            let table = remembered(raw, of: report, in: known.tables) {
                // Where nothing is kept back no table has sums over units.
                if report.counted == .messages, report.grouping == .subject, limit != nil { return subjects(raw, report) }
                let rests = counted(report, known: raw, rows).rests
                return raw.published(limit, beside: ReportKnowledge(rests: rests.map { ReportRest($0) }))
            }
            return (table, nil)
        }
        let spells = spells(of: report)
        return (published(raw, of: report, beside: spells, rows: rows), spells.total)
    }

    /// What all reports on the same spells have in common.
    ///
    /// - Parameter report: any of them.
    func spells(of report: Report) -> PublishedSpells {
        let report = Report(.spells, shape: report.shape, months: report.months, scope: report.scope, filter: report.filter)
        return remembered(nil, of: report, in: known.spells) {
            let (total, overNinety) = (counted(report, by: .total), counted(report, by: .longerThan(90)))
            return PublishedSpells(
                total: total.table, overNinety: overNinety.table, rests: Array(zip(total.rests, overNinety.rests)), limit: limit)
        }
    }

    private func remembered<Value: Sendable>(
        _ raw: ReportTable?, of report: Report, in values: SnapshotCache<Known.Key, Value>, _ make: () -> Value
    ) -> Value {
        // Where nothing is kept back the answer costs one reading, and would push out those that cost many.
        guard limit != nil else { return make() }
        let key = Known.Key(
            snapshot: snapshot.id, day: day, limit: limit, subtractions: subtractions, report: report, raw: raw)
        if let value = values[key] { return value }
        let value = make()
        values[key] = value
        return value
    }

    /// - Parameter spells: of the same spells as the report.
    func published(
        _ raw: ReportTable, of report: Report, beside spells: PublishedSpells, rows: (ReportTable) -> ReportTable
    ) -> PublishedTable {
        switch report.grouping {
        case .total: spells.total
        case .longerThan: spells.overNinety
        default:
            remembered(raw, of: report, in: known.tables) {
                spells.published(raw, rests: counted(report, known: raw, rows).rests)
            }
        }
    }

    /// The sums over the units of the report by unit and subject, which the same person can see: kept back where that one needs it.
    private func subjects(_ raw: ReportTable, _ report: Report) -> PublishedTable {
        let byUnit = counted(report, by: .careUnitAndSubject)
        let published = byUnit.table.published(limit, beside: ReportKnowledge(rests: byUnit.rests.map { ReportRest($0) }))
        return published.sums(into: raw.groups)
    }

    /// The report's answer and what can be had by subtraction: of populations from each other, and of a month from the whole period,
    /// whose spells are those that the month has and those that it has not.
    private func counted(
        _ report: Report, by grouping: ReportGrouping? = nil, known: ReportTable? = nil,
        _ rows: (ReportTable) -> ReportTable = { $0 }
    ) -> (table: ReportTable, rests: [ReportTable]) {
        var asked = report
        if let grouping { asked.grouping = grouping }
        let whole = populations(asked, known: known, rows)
        guard limit != nil, asked.counted == .spells, asked.shape == .whole, !asked.grouping.movesWithTime else {
            return (whole[0], Array(whole.dropFirst()))
        }
        let months = populations(asked.monthByMonth, known: nil, rows)
        let outside = zip(whole, months).flatMap { whole, months in
            months.periods.indices.map { whole.less(months.only(period: $0)) }
        }
        return (whole[0], whole.dropFirst() + outside)
    }

    /// The answer for the report's own population, and for each that is left by subtraction; each population counted once.
    private func populations(_ report: Report, known: ReportTable?, _ rows: (ReportTable) -> ReportTable) -> [ReportTable] {
        var scopes = Set([report.scope] + subtractions.flatMap { [$0.whole] + ($0.part.map { [$0] } ?? []) })
        if known != nil { scopes.remove(report.scope) }
        let asked = Array(scopes)
        var tables = Dictionary(uniqueKeysWithValues: zip(asked, snapshot.evaluate(report, of: asked, on: day).map(rows)))
        tables[report.scope] = known ?? tables[report.scope]
        return [tables[report.scope]!]
            + subtractions.map { subtraction in
                let whole = tables[subtraction.whole]!
                return subtraction.part.map { whole.less(tables[$0]!) } ?? whole
            }
    }
}

extension Report {
    /// As the same person can see it month by month.
    fileprivate var monthByMonth: Report {
        Report(counted, by: grouping, shape: .series, months: months, scope: scope, filter: filter)
    }
}

extension ReportGrouping {
    /// A spell passes from one group to the next while it lasts, so that the months of a group are no part of its whole period. Those over
    /// 90 days are: whoever is among them in a month is so in the whole period, but in a region's list, where what is out of
    /// sight can count for more in a month: see ADR 0024.
    fileprivate var movesWithTime: Bool {
        switch self {
        case .length, .certificatesPerSpell: true
        default: false
        }
    }
}
