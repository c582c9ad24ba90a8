/// Reports on the same spells, published so that none tells what another keeps back: the total first, then those over 90 days, and every
/// other report beside them.
package struct PublishedSpells: Sendable {
    package let total: PublishedTable
    package let overNinety: PublishedTable
    private let limit: DisclosureLimit?

    /// - Parameters:
    ///   - total: all spells, one group.
    ///   - overNinety: those over 90 days, one group.
    ///   - own: the same of the reader's own unit; nil for a reader who sees no unit in full.
    package init(
        total: ReportTable, overNinety: ReportTable, own: (total: ReportTable, overNinety: ReportTable)?, limit: DisclosureLimit?
    ) {
        self.limit = limit
        self.total = total.published(limit, beside: ReportKnowledge(own: own?.total))
        // The shorter ones are what is left of the total: they stand beside, to be kept back as well.
        self.overNinety = overNinety.beside(total).published(
            limit, beside: ReportKnowledge(own: own.map { $0.overNinety.beside($0.total) }, total: self.total)
        ).choosing([0])
    }

    /// - Parameter own: the same of the reader's own unit.
    package func published(_ table: ReportTable, own: ReportTable?) -> PublishedTable {
        let isOfLengths = table.groups.contains { if case .length = $0 { true } else { false } }
        return table.published(
            limit, beside: ReportKnowledge(own: own, total: total, overNinety: isOfLengths ? overNinety : nil))
    }
}

extension ReportTable {
    /// A table of one group with what is left of the total as another.
    fileprivate func beside(_ total: ReportTable) -> ReportTable {
        let cells = periods.indices.flatMap { period -> [SexCounts] in
            let (all, part) = (total.sum(period: period), sum(period: period))
            return [
                part,
                SexCounts(
                    female: max(0, all.female - part.female), male: max(0, all.male - part.male),
                    unknown: max(0, all.unknown - part.unknown)),
            ]
        }
        return ReportTable(periods: periods, groups: [groups.first ?? .longerThan(90), .others], cells: cells)
    }
}
