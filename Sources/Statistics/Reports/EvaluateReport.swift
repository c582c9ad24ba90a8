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

    /// Reports on spells of the same months, for several populations, counted in one reading.
    ///
    /// - Returns: by report and population.
    func spellTables(_ reports: [Report], of scopes: [ReportScope], on today: Day) -> [[ReportTable]] {
        let sights = ReportSights(scopes, self)
        let selection = ReportSelection(sights.union, ReportFilter(), self)
        let shapes = Set(reports.map(\.shape)).sorted { $0 == .whole && $1 != .whole }
        let frames = shapes.map { shape in SpellFrame(reports.first { $0.shape == shape }!.windows) }
        let indices = reports.map { GroupIndex($0.grouping, self, selection, year: $0.months.upperBound.year) }
        let parts = reports.indices.flatMap { number in
            let counter = SpellCounter(
                indices[number], reports[number].attribution, selection, self, windows: reports[number].windows.count,
                places: sights.placeCount)
            let frame = shapes.firstIndex(of: reports[number].shape)!
            let views: [Bool?] = reports[number].grouping.countsWhole ? [false, true] : [nil]
            return views.map { SpellCounters.Part(counter: counter, report: number, frame: frame, isLimited: $0) }
        }
        let counted = withExtendedLifetime(indices) { scanSpells(selection, frames, on: today, SpellCounters(parts), sights) }
        return reports.indices.map { number in
            scopes.indices.map { scope in
                let counter = counted.counter(report: number, isLimited: sights.isLimited(scope: scope))
                let cells = counter.cells.summed(over: sights.places(of: scope))
                return listed(
                    ReportTable(periods: reports[number].periods, groups: indices[number].groups, cells: cells),
                    reports[number].of(scopes[scope]))
            }
        }
    }

    private func spellTable(_ report: Report, _ selection: ReportSelection, on today: Day) -> ReportTable {
        let index = GroupIndex(report.grouping, self, selection, year: report.months.upperBound.year)
        let counter = SpellCounter(index, report.attribution, selection, self, windows: report.windows.count)
        let counted = withExtendedLifetime(index) { scanSpells(selection, [SpellFrame(report.windows)], on: today, counter) }
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
    /// The same of another population.
    func of(_ scope: ReportScope) -> Report {
        var report = self
        report.scope = scope
        return report
    }

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
