package import SickLeave
import Statistics
package import Storage

/// The national service's reports on this store's certificates: aggregates only, small counts kept back above the own unit, and doctors by
/// name only inside the unit.
package struct Reports: Sendable {
    let database: any Database
    let figures: Figures
    let known = ReportPublisher.Known()

    package init(database: any Database, figures: Figures) {
        self.database = database
        self.figures = figures
    }

    package static func mayBeSeen(by viewer: Viewer) -> Bool { viewer.may(.seeRegionFigures) || viewer.may(.seeFigures) }

    /// Levels that the viewer may see at all: one above the own unit and no more, since two of them less each other would tell of those
    /// who are in the one only. A region's own list comes before all providers.
    func levels(for viewer: Viewer, hasList: Bool) -> [ReportLevel] {
        if viewer.may(.seeRegionFigures) { return [hasList ? .region : levelWithoutList] }
        return viewer.may(.seeFigures) ? [.unit, .provider] : []
    }

    var levelWithoutList: ReportLevel { figures.snapshot.providers.number.count > 1 ? .all : .provider }

    /// The reports that are the viewer's, also those that can be opened first when the region has its list.
    package func offers(for viewer: Viewer) async throws -> [ReportOffer] {
        try requireFigures(viewer)
        return offers(for: viewer, hasList: try await regionList(viewer, figures.snapshot) != nil)
    }

    private func offers(for viewer: Viewer, hasList: Bool) -> [ReportOffer] {
        ReportKind.allCases.compactMap { kind in
            if !levels(of: kind, for: viewer, hasList: hasList).isEmpty { return ReportOffer(kind: kind, needsList: false) }
            return needsList(kind, viewer, hasList: hasList) ? ReportOffer(kind: kind, needsList: true) : nil
        }
    }

    func requireFigures(_ viewer: Viewer) throws {
        guard Reports.mayBeSeen(by: viewer) else { throw UseCaseError.notAllowed(.seeFigures) }
    }

    private func levels(of kind: ReportKind, for viewer: Viewer, hasList: Bool) -> [ReportLevel] {
        let own = levels(for: viewer, hasList: hasList)
        return kind.levels.filter { level in
            own.contains(level)
                && (level == .region || level == .all || !kind.isAboutDoctors || viewer.may(.seePhysicians))
        }
    }

    /// The report compares the units of the region's list, and there is none yet.
    private func needsList(_ kind: ReportKind, _ viewer: Viewer, hasList: Bool) -> Bool {
        !hasList && viewer.may(.seeRegionFigures) && kind.levels.contains(.region)
            && levels(of: kind, for: viewer, hasList: false).isEmpty
    }

    /// - Throws: `UseCaseError.notAllowed` for a report that the role may not see at any level, and `needsRegionList`.
    package func answer(_ asked: ReportChoice, for viewer: Viewer, on day: Day) async throws -> ReportAnswer {
        try requireFigures(viewer)
        let snapshot = figures.snapshot
        let regional = try await regionList(viewer, snapshot)
        let levels = levels(of: asked.kind, for: viewer, hasList: regional != nil)
        guard let first = levels.first else {
            throw needsList(asked.kind, viewer, hasList: regional != nil)
                ? UseCaseError.needsRegionList : .notAllowed(.seePhysicians)
        }
        var choice = asked.turned(to: asked.kind)
        let parts = try await parts(of: viewer, snapshot)
        choice.removeUnits { number in !parts.contains { $0.number == number } }
        if !levels.contains(choice.level) { choice.level = first }
        // Two filters that differ by little would tell what is hidden, so that there are none where something is.
        if choice.level.disclosure != nil { choice.removeFilter() }
        if !choice.shapes.contains(choice.shape) { choice.shape = choice.shapes[0] }

        let period = period(choice, day)
        if period.notice?.dropsFilters ?? false { choice.removeFilter() }
        let faults = choice.faults(asked: asked, period: period.notice)
        // As it is shown, so that the links of the page ask for that.
        if choice.period != nil {
            choice.period =
                period.notice?.dropsFilters ?? false
                ? nil : .init(first: period.months.lowerBound, last: period.months.upperBound)
        }
        guard let scope = scope(choice.level, viewer, snapshot, regional) else {
            throw UseCaseError.invalid("Det finns inga intyg att räkna på än.")
        }
        let filter = filter(choice, snapshot)
        let report = Report(
            choice.kind.counted, by: choice.grouping, shape: choice.shape, months: period.months, scope: scope, filter: filter)
        let publishing = ReportPublisher(
            snapshot: snapshot, limit: choice.level.disclosure,
            subtractions: try await subtractions(choice.level, scope, viewer, snapshot, regional, on: day), day: day,
            known: known)
        let counted = publishing.counted(report, rows: choice.kind.rows)
        let names = try await names(of: counted.table.groups, viewer, choice.level, snapshot)
        let raw = choice.kind.namesItsGroups ? names.inAlphabet(counted.table) : counted.table
        let (table, total) = publishing.published(raw, rests: counted.rests, of: report, rows: choice.kind.rows)
        let listed = choice.kind == .listed ? regional?.listed ?? listedByVolumes(snapshot, scope, period.months) : nil
        var notices: [String] = []
        if let listed, !table.groups.contains(where: { listed[$0] != nil }) {
            notices.append(choice.level.withoutListed(regional))
        }
        notices += raw.notices(grouping: report.grouping, shape: report.shape, filter: filter, isEmpty: raw.isEmpty).map(\.text)
        return ReportAnswer(
            choice: choice, report: report, table: table, chart: chart(choice, table),
            totals: total.map { total in total.periods.indices.map { total.count(period: $0) } }, listed: listed,
            notices: notices, faults: faults, levels: levels, offers: offers(for: viewer, hasList: regional != nil), parts: parts,
            day: day,
            place: place(choice.level, viewer, regional), names: names)
    }

    private func period(_ choice: ReportChoice, _ day: Day) -> (months: ClosedRange<Month>, notice: ReportPeriod.Notice?) {
        if isHalfYear(choice) { return halfYear(choice, day) }
        // Above the unit months that are over only: the running one would tell, from one day to the next, who came.
        let today = choice.level.disclosure == nil ? day : (day.month - 1).lastDay
        let usual = ReportPeriod.usual(choice.shape, on: today)
        guard let asked = choice.period else { return (usual, nil) }
        let period = ReportPeriod(from: asked.first?.firstDay, through: asked.last?.firstDay, on: today, otherwise: usual)
        let isRunning = period.notice == .future && asked.first == day.month
        return (period.months, isRunning ? .running(last: today.month) : period.notice)
    }

    private func isHalfYear(_ choice: ReportChoice) -> Bool { choice.shape == .whole && choice.level.disclosure != nil }

    /// The half-year of the last month asked for, or the nearest there is.
    private func halfYear(_ choice: ReportChoice, _ day: Day) -> (months: ClosedRange<Month>, notice: ReportPeriod.Notice?) {
        let halfYears = ReportPeriod.halfYears(before: day)
        guard let asked = choice.period else { return (halfYears[0], nil) }
        guard let last = asked.last else { return (halfYears[0], .noHalfYear) }
        let shown = halfYears.first { $0.lowerBound <= last } ?? halfYears[halfYears.count - 1]
        // The form asks for the last month only.
        let isShown = shown.upperBound == last && asked.first ?? shown.lowerBound == shown.lowerBound
        return (shown, isShown ? nil : .otherHalfYear(shown))
    }

    func scope(
        _ level: ReportLevel, _ viewer: Viewer, _ snapshot: Snapshot, _ regional: RegionList?
    ) -> ReportScope? {
        let provider = snapshot.providerIndex(number: Int32(viewer.provider))
        switch level {
        case .unit:
            guard let provider, let unit = snapshot.unit(number: Int32(viewer.unit.number)) else { return nil }
            return ReportScope(.careUnits([unit], provider: provider))
        case .provider: return provider.map { ReportScope(.provider($0)) }
        case .region: return regional.map { ReportScope(.region(Set($0.units))) }
        case .all:
            // Not what the national service does, which counts what is small at a provider as nothing: what is left out in one report
            // and not in another would tell itself.
            return ReportScope(.national)
        }
    }

    private func filter(_ choice: ReportChoice, _ snapshot: Snapshot) -> ReportFilter {
        var filter = ReportFilter()
        if !choice.units.isEmpty { filter.units = Set(choice.units.compactMap { snapshot.unit(number: Int32($0)) }) }
        if !choice.diagnoses.isEmpty { filter.diagnoses = Set(choice.diagnoses) }
        if !choice.ages.isEmpty { filter.ages = choice.ages }
        if !choice.lengths.isEmpty { filter.lengths = choice.lengths }
        if !choice.types.isEmpty { filter.types = choice.types }
        return filter
    }

    /// By what is shown, never by what is kept back: its place in a row of sizes would tell of it.
    ///
    /// - Returns: with how many groups there is no room for.
    private func chart(_ choice: ReportChoice, _ table: PublishedTable) -> (shown: PublishedTable, groupsBeside: Int) {
        let sizes = table.groups.indices.map { group in
            table.periods.indices.reduce(0) { $0 + (table.count(period: $1, group: group).total ?? 0) }
        }
        let places = table.groups.indices.filter { group in
            sizes[group] > 0 || table.periods.indices.contains { table.count(period: $0, group: group).total == nil }
        }
        // Groups with an order of their own keep it; the others come largest first.
        let isOrdered: Bool
        switch choice.kind {
        case .age, .extent, .length, .certificatesPerSpell, .total, .overNinety, .doctorAgeAndSex: isOrdered = true
        // Units and doctors are never ranked.
        case _ where choice.kind.namesItsGroups: isOrdered = true
        default: isOrdered = false
        }
        let ordered =
            isOrdered
            ? places
            : places.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
        let shown = Array(ordered.prefix(isOrdered ? 24 : 12))
        return (table.choosing(shown), ordered.count - shown.count)
    }

    func place(_ level: ReportLevel, _ viewer: Viewer, _ regional: RegionList?) -> String {
        switch level {
        case .unit: viewer.unit.name
        case .provider: viewer.unit.providerName
        case .region: "Regionens \(SwedishNumber.count(regional?.units.count ?? 0, "vårdenhet", "vårdenheter")) på listan"
        case .all: "Alla vårdgivare i Sakkunnig"
        }
    }
}
