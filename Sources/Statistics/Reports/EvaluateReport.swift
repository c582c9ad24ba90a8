package import SickLeave

extension Snapshot {
    /// The report's figures. `today` tells which periods lie too far ahead to be true.
    ///
    /// Groups that a report lists only when they have something are left out when they have nothing: doctors and positions, units
    /// of a whole period, and what is unknown.
    package func evaluate(_ report: Report, on today: Day) -> ReportTable {
        let selection = ReportSelection(report.scope, report.filter, self)
        let table: ReportTable
        switch report.counted {
        case .spells: table = spellTable(report, selection, on: today)
        case .certificates: table = certificateTable(report, selection, on: today)
        case .messages: table = messageTable(report, selection)
        case .completions: table = completionTable(report, selection)
        case .completionQuestions: table = questionTable(report, selection)
        }
        return listed(table, report)
    }

    private func listed(_ table: ReportTable, _ report: Report) -> ReportTable {
        table.keeping { table.sum(group: $0).total > 0 || isListedWhenEmpty(table.groups[$0], report) }
    }

    /// Reports on spells that differ in their populations only.
    func spellTables(_ reports: [Report], on today: Day) -> [ReportTable] {
        let report = reports[0]
        let sights = ReportSights(reports.map(\.scope), countsWhole: report.grouping.countsWhole, self)
        let selection = ReportSelection(sights.union, ReportFilter(), self)
        let index = GroupIndex(report.grouping, self, selection, year: report.months.upperBound.year)
        let counter = SpellCounter(
            index, report.attribution, selection, self, windows: report.windows.count, places: sights.placeCount)
        let counted = scanSpells(selection, windows: report.windows, on: today, counter, sights)
        return reports.indices.map { number in
            let cells = counted.cells.summed(over: sights.places(of: number))
            return listed(ReportTable(periods: report.periods, groups: index.groups, cells: cells), reports[number])
        }
    }

    private func spellTable(_ report: Report, _ selection: ReportSelection, on today: Day) -> ReportTable {
        let index = GroupIndex(report.grouping, self, selection, year: report.months.upperBound.year)
        let counter = SpellCounter(index, report.attribution, selection, self, windows: report.windows.count)
        let counted = scanSpells(selection, windows: report.windows, on: today, counter)
        return ReportTable(periods: report.periods, groups: index.groups, cells: counted.cells.summed(report.scope.cutoff))
    }

    private func isListedWhenEmpty(_ group: ReportGroup, _ report: Report) -> Bool {
        switch group {
        case .doctor, .position, .county(nil): false
        case .diagnosis(.unplaced): report.grouping != .chapter
        case .unit: report.shape == .series && !report.scope.isRegional
        case .physicians(let physicians): physicians.sex != nil
        case .certificateType(let type): report.counted == .completions || certificates.kind.contains(type.rawValue)
        case .total, .longerThan, .unitSubject, .doctorSubject, .length, .age, .ageOverview, .extent, .diagnosis, .diagnosisGroup,
            .certificates, .county, .subject,
            .question, .others:
            true
        }
    }
}

extension Report {
    /// The columns of the answer.
    package var periods: [ClosedRange<Month>] {
        guard shape == .series else { return [months] }
        return (0...(months.upperBound - months.lowerBound)).map { months.lowerBound + $0...months.lowerBound + $0 }
    }
}

extension Report {
    /// The days of each column.
    fileprivate var windows: [ClosedRange<Int32>] {
        periods.map { $0.lowerBound.firstDay.rawValue...$0.upperBound.lastDay.rawValue }
    }
}

extension ReportGrouping {
    /// Asks for days or certificates of the spell from its beginning.
    fileprivate var countsWhole: Bool {
        switch self {
        case .longerThan, .length, .certificatesPerSpell: true
        default: false
        }
    }
}

extension ReportScope {
    var isRegional: Bool {
        if case .region = population { return true }
        return false
    }
}
