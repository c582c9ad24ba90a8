package import SickLeave
package import Statistics

/// A report with its answer and everything that a reader must know to read it right.
package struct ReportAnswer: Sendable {
    /// As it was answered: what the viewer may not ask for, or the report cannot answer, is out.
    package let choice: ReportChoice
    package let report: Report
    package let table: PublishedTable
    /// What a chart shows: few groups, the largest first. The table itself where that is few enough.
    package let chart: PublishedTable
    /// Groups with something to show that the chart has no room for.
    package let groupsBesideChart: Int
    /// Everything that the report is about, counted once each; nil where the report counts no spells, and kept back where the sum of the
    /// table is.
    package let totals: [PublishedCounts]?
    /// By care unit: the listed patients; nil in other reports.
    package let listed: [ReportGroup: Int]?
    package let notices: [String]
    /// What was asked for and not done, because it could not be read or cannot be shown to the viewer in this report. A page says so; a file would be another
    /// one than was asked for.
    package let faults: [String]
    package let levels: [ReportLevel]
    /// All reports that are the viewer's.
    package let offers: [ReportOffer]
    /// The unit's own parts, for its filter.
    package let parts: [(number: Int, name: String)]
    /// The day when the question was asked.
    package let day: Day
    /// What the figures are of: the unit, the provider, or in words.
    package let place: String
    private let names: ReportNames

    init(
        choice: ReportChoice, report: Report, table: PublishedTable, chart: (shown: PublishedTable, groupsBeside: Int),
        totals: [PublishedCounts]?, listed: [ReportGroup: Int]?, notices: [String], faults: [String], levels: [ReportLevel],
        offers: [ReportOffer], parts: [(number: Int, name: String)], day: Day, place: String, names: ReportNames
    ) {
        self.choice = choice
        self.report = report
        self.table = table
        self.chart = chart.shown
        groupsBesideChart = chart.groupsBeside
        self.totals = totals
        self.listed = listed
        self.notices = notices
        self.faults = faults
        self.levels = levels
        self.offers = offers
        self.parts = parts
        self.day = day
        self.place = place
        self.names = names
    }

    package func title(of group: ReportGroup) -> String { names.title(of: group) }

    package var hasHidden: Bool { table.hiddenCells > 0 || totals?.contains(where: \.isHidden) ?? false }
    package var disclosure: DisclosureLimit? { choice.level.disclosure }

    /// A name for a file: no identity, no spaces.
    package var fileName: String {
        let months = report.months
        return "\(choice.kind.rawValue)-\(choice.level.rawValue)-\(months.lowerBound)-\(months.upperBound).csv"
    }

    /// Cases per 1 000 listed, rounded to hundredths.
    package func rate(of group: ReportGroup, count: Int?) -> Rate? {
        guard let people = listed?[group], let count else { return nil }
        return Rate(count, perThousandOf: people)
    }

    /// `12`, or that the count is kept back.
    package static func text(_ count: Int?) -> String { count.map(SwedishNumber.integer) ?? "dolt" }
}

/// A report that is a person's to read.
package struct ReportOffer: Sendable {
    package let kind: ReportKind
    /// It can be opened when the region has uploaded its list.
    package let needsList: Bool
}

/// What units and doctors are called; two that share a name are told apart.
struct ReportNames: Sendable {
    private let units: [UnitIndex: String]
    private let doctors: [Int32: String]

    /// Titles of their groups.
    init(units: [UnitIndex: String] = [:], doctors: [Int32: String] = [:]) {
        self.units = units
        self.doctors = Self.toldApart(doctors)
    }

    private static func toldApart(_ names: [Int32: String]) -> [Int32: String] {
        let bearers = Dictionary(grouping: names.keys, by: { names[$0] ?? "" })
        var told = names
        for (name, keys) in bearers where keys.count > 1 {
            for (place, key) in keys.sorted().enumerated() { told[key] = "\(name) (\(place + 1))" }
        }
        return told
    }

    /// Stable, so that the subjects of a unit keep their order.
    func inAlphabet(_ table: ReportTable) -> ReportTable {
        let keys = table.groups.map { SwedishOrder.key(owner(of: $0)) }
        let order = table.groups.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        return table.merged(into: order.map { table.groups[$0] }) { $0 }
    }

    /// The group's name without the subject.
    private func owner(of group: ReportGroup) -> String {
        switch group {
        case .unitSubject(let unit, _): title(of: .unit(unit))
        case .doctorSubject(let doctor, _): title(of: .doctor(doctor))
        default: title(of: group)
        }
    }

    func title(of group: ReportGroup) -> String {
        switch group {
        case .unit(let unit): units[unit] ?? "Namn saknas"
        case .doctor(let doctor): doctors[doctor] ?? "Namn saknas"
        case .unitSubject(let unit, let subject): "\(units[unit] ?? "Namn saknas"): \(subject.title)"
        case .doctorSubject(let doctor, let subject): "\(doctors[doctor] ?? "Namn saknas"): \(subject.title)"
        default: group.title ?? "Namn saknas"
        }
    }
}
