package import SickLeave
package import Statistics
import Storage

/// The unit's measures with their trends, made once for each state of the data and day.
package struct GoalMeasures: Sendable {
    /// A measure and its months, oldest first.
    package struct Trend: Sendable {
        package let measure: Measure
        package let months: [MeasureResult]

        /// The newest month with a figure that will not change any more: what stands for now, what a goal is held against, and what it
        /// starts from.
        package var newest: MeasureResult? { months.settled.last }
        /// What is shown for the newest: without a figure the month says why.
        package var shown: MeasureResult? { newest ?? months.last { $0.isSettled } ?? months.last }
    }

    /// A measure's page: its trend, the same over a year, and by group.
    package struct Detail: Sendable {
        package let trend: Trend
        /// The months of `Measure.Calculation.year` together.
        package let year: MeasureResult
        package let strata: [(stratifier: Measure.Stratifier, groups: [MeasureStratum])]
        /// The measure that must not get worse meanwhile.
        package let balancing: Trend?
        /// Spells for each named physician, by name and never by number. Empty when the measure is no spread, and for roles that
        /// may not see physicians; a physician sees the own.
        package let physicians: [PhysicianCount]
        /// Only the viewer's own figure is among them.
        package let isOwnOnly: Bool
        /// The settled months with the limits of their usual variation; nil where the months overlap or count the same people again.
        package let control: MeasureControl?
        /// The provider's units; nil for measures that are no share.
        package let peers: Peers?
        /// The unit's figure over the peers' months beside what they would have with its patients; nil where too few are counted.
        package let expected: ExpectedFigure?
        /// Each named physician's part, by name. Empty for roles that may not see physicians; a physician sees the own.
        package let physicianShares: [PhysicianShare]
        /// Those of them with enough for a figure, by the measure's own rule for groups, and those without.
        package var judgedShares: [PhysicianShare] { physicianShares.filter(isJudged) }
        package var fewShares: [PhysicianShare] { physicianShares.filter { !isJudged($0) } }
        package func isJudged(_ share: PhysicianShare) -> Bool { share.count.total >= trend.measure.minimumGroup }
        /// How long the spells of the last two years last, for measures of length; nil for others.
        package let lengths: SurvivalCurve?
        /// Where the unit lets the limits be reckoned anew, those that were taken back among them.
        package let rebases: [ChartRebase]
        /// The viewer may change them.
        package let mayRebase: Bool
    }

    package struct PhysicianShare: Sendable, Hashable {
        package let name: String
        package let count: ShareCount
    }

    package struct PhysicianCount: Sendable, Hashable {
        package let name: String
        package let count: Int
    }

    private let figures: Figures
    private let measures: [Measure]
    private let knownTrends = SnapshotCache<TrendsKey, [Trend]>(capacity: 500)
    /// Each costs a reading of all the provider's units.
    let knownPeers = SnapshotCache<PeersKey, Peers>(capacity: 2_000)

    /// - Parameter measures: in the order of the goals.
    package init(figures: Figures, measures: [Measure]) {
        self.figures = figures
        self.measures = measures.sorted {
            ($0.goal?.rawValue ?? .max, $0.order, $0.id) < ($1.goal?.rawValue ?? .max, $1.order, $1.id)
        }
    }

    package func trends(for viewer: Viewer, on day: Day) throws -> [Trend] {
        try viewer.require(.seeFigures)
        let snapshot = figures.snapshot
        let key = TrendsKey(snapshot: snapshot.id, unit: viewer.unit.number, day: day)
        if let known = knownTrends[key] { return known }
        guard let unit = unit(snapshot, viewer, day) else { return [] }
        let trends = measures.map { Trend(measure: $0, months: unit.trend($0)) }
        knownTrends[key] = trends
        return trends
    }

    /// - Parameter rebases: the unit's for this measure.
    package func detail(
        _ id: Measure.ID, rebases: [ChartRebase], for viewer: Viewer, on day: Day
    ) async throws -> Detail {
        let trends = try trends(for: viewer, on: day)
        guard let trend = trends.first(where: { $0.measure.id == id }), let unit = unit(figures.snapshot, viewer, day) else {
            throw UseCaseError.notFound
        }
        let measure = trend.measure
        let facts = unit.facts(for: measure)
        let peers = peers(measure, of: viewer, figures.snapshot, on: day)
        let months = measure.calculation.year(on: day)
        let year = unit.result(measure, month: months.upperBound, windowMonths: 12)
        return Detail(
            trend: trend, year: year,
            strata: measure.stratifiers.map { stratifier in
                (stratifier, unit.strata(measure, by: stratifier, month: months.upperBound, windowMonths: 12))
            },
            balancing: measure.balancing?.measure.flatMap { id in trends.first { $0.measure.id == id } },
            physicians: try await physicians(year.spread, for: viewer), isOwnOnly: !viewer.may(.seePhysicians),
            control: MeasureControl(measure, trend: trend.months, rebases: rebases.standing(for: id)),
            peers: peers,
            expected: figures.snapshot.unit(number: Int32(viewer.unit.number)).flatMap {
                peers?.expected(of: $0)
            },
            physicianShares: try await shares(
                measure.byDoctor(in: facts, month: months.upperBound, windowMonths: 12), viewer),
            lengths: measure.isOfLength ? facts.lengths(of: (day.month - 23)...day.month) : nil,
            rebases: rebases, mayRebase: viewer.may(.setGoals))
    }

    private func shares(_ shares: [DoctorShare], _ viewer: Viewer) async throws -> [PhysicianShare] {
        let shown = try await physicians(shownTo: viewer)
        return
            shares
            .compactMap { share in shown(share.doctor).map { PhysicianShare(name: $0, count: share.count) } }
            .sorted { (SwedishOrder.key($0.name), $0.count.total) < (SwedishOrder.key($1.name), $1.count.total) }
    }

    /// The measure's months, for a file.
    package func trend(_ id: Measure.ID, for viewer: Viewer, on day: Day) throws -> Trend {
        guard let trend = try trends(for: viewer, on: day).first(where: { $0.measure.id == id }) else {
            throw UseCaseError.notFound
        }
        return trend
    }

    private func physicians(_ spread: DoctorSpread?, for viewer: Viewer) async throws -> [PhysicianCount] {
        guard let spread else { return [] }
        let shown = try await physicians(shownTo: viewer)
        return spread.perDoctor
            .compactMap { part in shown(part.doctor).map { PhysicianCount(name: $0, count: part.count) } }
            .sorted { SwedishOrder.key($0.name) < SwedishOrder.key($1.name) }
    }

    /// The name of a physician, by row of the snapshot's professionals: of all the unit's for those who may see them, of the own for a
    /// physician, and nobody's for others.
    private func physicians(shownTo viewer: Viewer) async throws -> (Int32) -> String? {
        guard viewer.may(.seePhysicians) || viewer.may(.seeOwnFigures) else { return { _ in nil } }
        let numbers = figures.snapshot.professionals.number
        let staff = try await figures.staff(ofProvider: viewer.provider)
        return { doctor in
            let known = staff[Int(numbers[Int(doctor)])]
            if viewer.may(.seePhysicians) { return known?.name ?? "Namn saknas" }
            return known.flatMap { $0.hsaID == viewer.hsaID ? $0.name : nil }
        }
    }

    /// What changed at the unit, in at most three sentences with noise guards.
    package func changes(for viewer: Viewer, on day: Day) throws -> ChangeSentences? {
        try viewer.require(.seeFigures)
        let snapshot = figures.snapshot
        return snapshot.unit(number: Int32(viewer.unit.number)).map {
            Statistics.UnitMeasures(snapshot: snapshot, careUnit: $0, on: day, measures: told).changes(rule: .unit)
        }
    }

    /// Those that serve a goal or balance one that does: the more comparisons, the more of them are chance.
    private var told: [Measure] {
        let balancing = Set(measures.compactMap { $0.goal == nil ? nil : $0.balancing?.measure })
        return measures.filter { $0.goal != nil || balancing.contains($0.id) }
    }

    private func unit(_ snapshot: Snapshot, _ viewer: Viewer, _ day: Day) -> Statistics.UnitMeasures? {
        snapshot.unit(number: Int32(viewer.unit.number)).map {
            Statistics.UnitMeasures(snapshot: snapshot, careUnit: $0, on: day, measures: measures)
        }
    }
}

private struct TrendsKey: SnapshotKey {
    let snapshot: Int64
    let unit: Int
    let day: Day
}

extension Measure {
    /// Asks how long spells become.
    fileprivate var isOfLength: Bool {
        if case .medianLength = calculation { return true }
        guard case .share(let share, _) = calculation, case .lasts = share.numerator else { return false }
        return true
    }
}
