import SickLeave
import Statistics

/// What may be shown of a report, given what the same person can see in the others.
struct ReportPublisher {
    let snapshot: Snapshot
    /// Nil at the own unit, where all is shown.
    let limit: DisclosureLimit?
    /// The unit that the person sees in full, for somebody who sees the provider's figures beside them.
    let own: ReportScope?
    let day: Day

    /// - Parameters:
    ///   - raw: the report's answer, in the order of its page.
    ///   - rows: what the page makes of an answer before it is shown.
    /// - Returns: with the spells of all groups, each once, where spells are counted: groups may overlap, so that their sum says nothing.
    func published(
        _ raw: ReportTable, of report: Report, rows: (ReportTable) -> ReportTable
    ) -> (table: PublishedTable, total: PublishedTable?) {
        if report.counted == .messages, report.grouping == .subject, limit != nil { return (subjects(raw, report), nil) }
        let ownTable = own.map { rows(answer(report, in: $0)) }
        guard report.counted == .spells else { return (raw.published(limit, beside: ReportKnowledge(own: ownTable)), nil) }
        let spells = PublishedSpells(
            total: answer(report, by: .total), overNinety: answer(report, by: .longerThan(90)),
            own: own.map { (answer(report, by: .total, in: $0), answer(report, by: .longerThan(90), in: $0)) }, limit: limit)
        switch report.grouping {
        case .total: return (spells.total, spells.total)
        case .longerThan: return (spells.overNinety, spells.total)
        default: return (spells.published(raw, own: ownTable), spells.total)
        }
    }

    /// The sums over the units of the report by unit and subject, which the same person can see: kept back where that one needs it.
    private func subjects(_ raw: ReportTable, _ report: Report) -> PublishedTable {
        let byUnit = answer(report, by: .careUnitAndSubject)
        let published = byUnit.published(
            limit, beside: ReportKnowledge(own: own.map { answer(report, by: .careUnitAndSubject, in: $0) }))
        return published.sums(into: raw.groups)
    }

    private func answer(_ report: Report, by grouping: ReportGrouping? = nil, in scope: ReportScope? = nil) -> ReportTable {
        var asked = report
        if let grouping { asked.grouping = grouping }
        if let scope { asked.scope = scope }
        return snapshot.evaluate(asked, on: day)
    }
}
