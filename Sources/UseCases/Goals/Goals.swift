package import SickLeave
package import Statistics
package import Storage

/// What a unit has set out to change: goals with plan, steps and follow-ups, beside the figures that tell whether it worked.
package struct Goals: Sendable {
    package struct Goal: Sendable {
        package let version: UnitGoal.Version
        package let measure: Measure
        package let trend: GoalMeasures.Trend
        /// With the target; nil where the measure's months overlap or count the same people again, or none is settled.
        package let control: MeasureControl?
        package let balancing: GoalMeasures.Trend?
        package let balancingControl: MeasureControl?
        package let steps: [UnitGoal.Step]

        package var number: Int { version.goal }
        package var content: UnitGoal.Content { version.content }
        /// The month that the work began from, with what is known of it now; nil when it is longer ago than the trend reaches.
        package var baseline: MeasureResult? {
            content.baseline.flatMap { start in trend.months.first { $0.months.upperBound == start.month } }
        }
        /// Nil before any month has a figure.
        package var isReached: Bool? {
            guard let value = trend.newest?.value else { return nil }
            let target = Double(content.target) / 10_000
            return value == target || measure.isBetter(value, than: target)
        }
    }

    package struct View: Sendable {
        package let goals: [Goal]
        /// Measures that a goal can be set for: those with a right way.
        package let choices: [Measure]
        /// Who can answer for a goal: the unit's staff and accounts, by name.
        package let people: [String]
        package let mayChange: Bool
    }

    package struct Detail: Sendable {
        package let goal: Goal
        package let history: [UnitGoal.Version]
        package let followUps: [UnitGoal.FollowUp]
        package let people: [String]
        package let mayChange: Bool
    }

    let database: any Database
    let measures: GoalMeasures

    package init(database: any Database, measures: GoalMeasures) {
        self.database = database
        self.measures = measures
    }

    package func view(for viewer: Viewer, on day: Day) async throws -> View {
        let trends = try measures.trends(for: viewer, on: day)
        let unit = viewer.unit.number
        let (versions, steps, rebases, people) = try await database.read { connection in
            let repository = GoalRepository(connection, provider: viewer.provider)
            let versions = try repository.current(unit: unit)
            return (
                versions, try repository.steps(goals: versions.map(\.goal)),
                try ChartRebaseRepository(connection, provider: viewer.provider).history(unit: unit),
                try Goals.people(for: viewer, on: day, connection)
            )
        }
        let goals = versions.compactMap { goal($0, steps, trends, rebases) }
        let chosen = Set(goals.filter { $0.content.status == .atWork }.map(\.measure.id))
        return View(
            goals: goals,
            choices: trends.map(\.measure).filter { Goals.canBeChosen($0) && !chosen.contains($0.id) }, people: people,
            mayChange: viewer.may(.setGoals))
    }

    /// Nobody for those who may not change a goal.
    private static func people(for viewer: Viewer, on day: Day, _ connection: any Connection) throws -> [String] {
        guard viewer.may(.setGoals) else { return [] }
        let unit = viewer.unit.number
        let staff = try OrganisationRepository.employees(connection, provider: viewer.provider, unit: unit, on: day)
        let accounts = try AccountRepository(connection).people(
            unit: unit, roles: Role.allCases.map(\.rawValue), on: day)
        return Set(staff + accounts.map(\.name)).filter { !$0.isEmpty }.sorted { SwedishOrder.key($0) < SwedishOrder.key($1) }
    }

    static func canBeChosen(_ measure: Measure) -> Bool {
        guard case .share = measure.calculation else { return false }
        return measure.direction != .none
    }

    /// Limits are those of the measure's own page: reckoned anew where the unit has said so.
    private func goal(
        _ version: UnitGoal.Version, _ steps: [UnitGoal.Step], _ trends: [GoalMeasures.Trend], _ rebases: [ChartRebase]
    ) -> Goal? {
        guard let trend = trends.first(where: { $0.measure.id.rawValue == version.content.measure }) else { return nil }
        let balancing = trend.measure.balancing?.measure.flatMap { id in trends.first { $0.measure.id == id } }
        return Goal(
            version: version, measure: trend.measure, trend: trend,
            control: MeasureControl(
                trend.measure, trend: trend.months, target: Double(version.content.target) / 10_000,
                rebases: rebases.standing(for: trend.measure.id)),
            balancing: balancing,
            balancingControl: balancing.flatMap {
                MeasureControl($0.measure, trend: $0.months, rebases: rebases.standing(for: $0.measure.id))
            },
            steps: steps.filter { $0.goal == version.goal })
    }

    package func detail(_ number: Int, for viewer: Viewer, on day: Day) async throws -> Detail {
        let trends = try measures.trends(for: viewer, on: day)
        let unit = viewer.unit.number
        let (history, steps, followUps, rebases, people) = try await database.read { connection in
            let repository = GoalRepository(connection, provider: viewer.provider)
            let history = try repository.history(goal: number, unit: unit)
            guard !history.isEmpty else { throw UseCaseError.notFound }
            return (
                history, try repository.steps(goals: [number]), try repository.followUps(goal: number),
                try ChartRebaseRepository(connection, provider: viewer.provider).history(unit: unit),
                try Goals.people(for: viewer, on: day, connection)
            )
        }
        guard let newest = history.last, let goal = goal(newest, steps, trends, rebases) else { throw UseCaseError.notFound }
        return Detail(goal: goal, history: history, followUps: followUps, people: people, mayChange: viewer.may(.setGoals))
    }
}

extension Measure {
    /// False for a measure of which no direction is better: it is nobody's goal.
    func isBetter(_ value: Double, than other: Double) -> Bool {
        switch direction {
        case .higherIsBetter: value > other
        case .lowerIsBetter: value < other
        case .none: false
        }
    }
}
