/// Reports on the same spells, published so that none tells what another keeps back: the total first, then those over 90 days, and every
/// other report beside them.
package struct PublishedSpells: Sendable {
    package let total: PublishedTable
    package let overNinety: PublishedTable
    private let rests: [(total: ReportTable, overNinety: ReportTable)]
    private let limit: DisclosureLimit?

    /// - Parameters:
    ///   - total: all spells, one group.
    ///   - overNinety: those over 90 days, one group.
    ///   - rests: the same of those that can be had by subtraction, as in `ReportKnowledge`.
    package init(
        total: ReportTable, overNinety: ReportTable, rests: [(total: ReportTable, overNinety: ReportTable)],
        limit: DisclosureLimit?
    ) {
        self.rests = rests
        self.limit = limit
        self.total = total.published(limit, beside: ReportKnowledge(rests: rests.map { ReportRest($0.total) }))
        // The shorter ones are what is left of the total: they stand beside, to be kept back as well.
        self.overNinety = overNinety.beside(total).published(
            limit,
            beside: ReportKnowledge(
                rests: rests.map { ReportRest($0.overNinety.beside($0.total), total: $0.total) }, total: self.total)
        ).choosing([0])
    }

    /// - Parameter rests: the same of those that can be had by subtraction, in the order that they were given in; a report may have no
    ///   part in the last ones.
    package func published(_ table: ReportTable, rests: [ReportTable]) -> PublishedTable {
        let isOfLengths = table.groups.contains { if case .length = $0 { true } else { false } }
        let rests = zip(rests, self.rests).map { ReportRest($0, total: $1.total, overNinety: $1.overNinety) }
        return table.published(
            limit, beside: ReportKnowledge(rests: rests, total: total, overNinety: isOfLengths ? overNinety : nil))
    }
}

extension ReportTable {
    /// A table of one group with what is left of the total as another.
    fileprivate func beside(_ total: ReportTable) -> ReportTable {
        let part = groups.first ?? .longerThan(90)
        let shorter = total.merged(into: [part]) { _ in part }.less(self)
        let cells = periods.indices.flatMap { [count(period: $0), shorter.count(period: $0)] }
        return ReportTable(periods: periods, groups: [part, .others], cells: cells)
    }
}
