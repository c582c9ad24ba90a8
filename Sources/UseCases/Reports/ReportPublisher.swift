import SickLeave
import Statistics

/// What may be shown of a report, given what the same person can see in the others.
struct ReportPublisher {
    let snapshot: Snapshot
    /// Nil at the own unit, where all is shown.
    let limit: DisclosureLimit?
    /// What the person can take from each other.
    let subtractions: [ReportSubtraction]
    let day: Day

    /// - Parameters:
    ///   - raw: the report's answer, in the order of its page.
    ///   - rows: what the page makes of an answer before it is shown.
    /// - Returns: with the spells of all groups, each once, where spells are counted: groups may overlap, so that their sum says nothing.
    func published(
        _ raw: ReportTable, of report: Report, rows: (ReportTable) -> ReportTable
    ) -> (table: PublishedTable, total: PublishedTable?) {
        guard report.counted == .spells else {
            if report.counted == .messages, report.grouping == .subject, limit != nil { return (subjects(raw, report), nil) }
            let rests = counted(report, known: raw, rows).rests
            return (raw.published(limit, beside: ReportKnowledge(rests: rests.map { ReportRest($0) })), nil)
        }
        let spells = spells(of: report)
        return (published(raw, of: report, beside: spells, rows: rows), spells.total)
    }

    /// What all reports on the same spells have in common.
    ///
    /// - Parameter report: any of them.
    func spells(of report: Report) -> PublishedSpells {
        let (total, overNinety) = (counted(report, by: .total), counted(report, by: .longerThan(90)))
        return PublishedSpells(
            total: total.table, overNinety: overNinety.table, rests: Array(zip(total.rests, overNinety.rests)), limit: limit)
    }

    /// - Parameter spells: of the same spells as the report.
    func published(
        _ raw: ReportTable, of report: Report, beside spells: PublishedSpells, rows: (ReportTable) -> ReportTable
    ) -> PublishedTable {
        switch report.grouping {
        case .total: spells.total
        case .longerThan: spells.overNinety
        default: spells.published(raw, rests: counted(report, known: raw, rows).rests)
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
        var asked = report
        var tables: [ReportScope: ReportTable] = [:]
        tables[report.scope] = known
        func table(_ scope: ReportScope) -> ReportTable {
            if let table = tables[scope] { return table }
            asked.scope = scope
            let table = rows(snapshot.evaluate(asked, on: day))
            tables[scope] = table
            return table
        }
        return [table(report.scope)]
            + subtractions.map { subtraction in
                let whole = table(subtraction.whole)
                return subtraction.part.map { whole.less(table($0)) } ?? whole
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
    /// 90 days are: whoever is among them in a month is so in the whole period.
    fileprivate var movesWithTime: Bool {
        switch self {
        case .length, .certificatesPerSpell: true
        default: false
        }
    }
}
