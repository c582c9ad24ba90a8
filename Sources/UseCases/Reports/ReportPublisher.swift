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
        if report.counted == .messages, report.grouping == .subject, limit != nil { return (subjects(raw, report), nil) }
        let rests = counted(report, known: raw, rows).rests
        guard report.counted == .spells else { return (raw.published(limit, beside: ReportKnowledge(rests: rests)), nil) }
        let (total, overNinety) = (counted(report, by: .total), counted(report, by: .longerThan(90)))
        let spells = PublishedSpells(
            total: total.table, overNinety: overNinety.table, rests: Array(zip(total.rests, overNinety.rests)), limit: limit)
        switch report.grouping {
        case .total: return (spells.total, spells.total)
        case .longerThan: return (spells.overNinety, spells.total)
        default: return (spells.published(raw, rests: rests), spells.total)
        }
    }

    /// The sums over the units of the report by unit and subject, which the same person can see: kept back where that one needs it.
    private func subjects(_ raw: ReportTable, _ report: Report) -> PublishedTable {
        let byUnit = counted(report, by: .careUnitAndSubject)
        let published = byUnit.table.published(limit, beside: ReportKnowledge(rests: byUnit.rests))
        return published.sums(into: raw.groups)
    }

    /// The report's answer and what can be had by subtraction, each population counted once.
    private func counted(
        _ report: Report, by grouping: ReportGrouping? = nil, known: ReportTable? = nil,
        _ rows: (ReportTable) -> ReportTable = { $0 }
    ) -> (table: ReportTable, rests: [ReportTable]) {
        var asked = report
        if let grouping { asked.grouping = grouping }
        var tables: [ReportScope: ReportTable] = [:]
        tables[report.scope] = known
        func table(_ scope: ReportScope) -> ReportTable {
            if let table = tables[scope] { return table }
            asked.scope = scope
            let table = rows(snapshot.evaluate(asked, on: day))
            tables[scope] = table
            return table
        }
        return (table(report.scope), subtractions.map { table($0.whole).less(table($0.part)) })
    }
}
