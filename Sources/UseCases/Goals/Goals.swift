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
            return measure.direction == .lowerIsBetter ? value <= target : value >= target
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

    private let database: any Database
    private let measures: GoalMeasures

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

    private static func canBeChosen(_ measure: Measure) -> Bool {
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

/// What a person writes about a goal, as it was typed.
package struct GoalInput: Sendable {
    package var measure: String
    /// Percent: `40` or `37,5`.
    package var target: String
    package var due: Day?
    package var responsible: String
    package var plan: String
    package var reason: String

    package init(measure: String, target: String, due: Day?, responsible: String, plan: String, reason: String = "") {
        self.measure = measure
        self.target = target
        self.due = due
        self.responsible = responsible
        self.plan = plan
        self.reason = reason
    }

    static let longest = 2_000

    /// Ten-thousandths.
    func targetNumber() throws -> Int {
        let parts = target.filter { $0 != " " && $0 != "%" && $0 != "\u{A0}" }.split(
            separator: ",", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), (0...100).contains(whole), decimals.count <= 2,
            decimals.allSatisfy({ $0.isASCII && $0.isNumber }),
            let fraction = Int((decimals + "00").prefix(2)), whole * 100 + fraction <= 10_000
        else {
            throw UseCaseError.invalidAnswer(.goalTarget, "Skriv målet i procent, från 0 till 100, till exempel 40 eller 37,5.")
        }
        return whole * 100 + fraction
    }

    static func text(_ text: String, _ name: String, _ answer: FormAnswer) throws -> String {
        let trimmed = String(text.prefix(longest + 1))
        guard trimmed.count <= longest else {
            throw UseCaseError.invalidAnswer(answer, "\(name) får ha högst \(longest) tecken.")
        }
        guard trimmed.contains(where: { !$0.isWhitespace }) else {
            throw UseCaseError.invalidAnswer(answer, "\(name) saknas. Skriv något där.")
        }
        return trimmed
    }
}

extension Goals {
    /// - Returns: the goal's number.
    package func choose(_ input: GoalInput, for viewer: Viewer, at instant: Instant) async throws -> Int {
        try viewer.require(.setGoals)
        let day = Day(of: instant)
        let trends = try measures.trends(for: viewer, on: day)
        guard let trend = trends.first(where: { $0.measure.id.rawValue == input.measure && Goals.canBeChosen($0.measure) }) else {
            throw UseCaseError.invalidAnswer(.goalMeasure, "Välj ett mått.")
        }
        let content = try content(
            input, measure: input.measure,
            baseline: trend.newest.flatMap { result in
                result.value.map { .init(month: result.months.upperBound, value: Int(($0 * 10_000).rounded())) }
            }, after: day)
        return try await write(viewer) { repository in
            try repository.choose(content, unit: viewer.unit.number, by: viewer.account, at: instant)
        }
    }

    private func content(
        _ input: GoalInput, measure: String, baseline: UnitGoal.Baseline?, after day: Day?
    ) throws -> UnitGoal.Content {
        let target = try input.targetNumber()
        guard let due = input.due else {
            throw UseCaseError.invalidAnswer(.goalDue, "Ange vilken dag målet ska vara nått, till exempel 2027-06-30.")
        }
        if let day, due <= day {
            throw UseCaseError.invalidAnswer(.goalDue, "Dagen då målet ska vara nått har redan varit. Välj en senare dag.")
        }
        return UnitGoal.Content(
            measure: measure, baseline: baseline, target: target, due: due,
            responsible: try GoalInput.text(input.responsible, "Ansvarig", .goalResponsible),
            plan: try GoalInput.text(input.plan, "Handlingsplanen", .goalPlan),
            status: .atWork)
    }

    /// A correction: the earlier row stays, with why it was replaced.
    package func correct(_ number: Int, _ input: GoalInput, for viewer: Viewer, at instant: Instant) async throws {
        try await replace(number, reason: input.reason, for: viewer, at: instant) { old in
            try content(input, measure: old.measure, baseline: old.baseline, after: nil)
        }
    }

    /// Puts the goal to rest; it can be read, and corrected back to work.
    package func rest(_ number: Int, reason: String, for viewer: Viewer, at instant: Instant) async throws {
        try await replace(number, reason: reason, for: viewer, at: instant) { old in
            var content = old
            content.status = .atRest
            return content
        }
    }

    private func replace(
        _ number: Int, reason: String, for viewer: Viewer, at instant: Instant,
        _ change: (UnitGoal.Content) throws -> UnitGoal.Content
    ) async throws {
        try viewer.require(.setGoals)
        let unit = viewer.unit.number
        let reason = try GoalInput.text(reason, "Skälet", .goalReason)
        let history = try await database.read {
            try GoalRepository($0, provider: viewer.provider).history(goal: number, unit: unit)
        }
        guard let newest = history.last else { throw UseCaseError.notFound }
        let content = try change(newest.content)
        let isReplaced = try await write(viewer) { repository in
            try repository.replace(newest, with: content, unit: unit, reason: reason, by: viewer.account, at: instant)
        }
        guard isReplaced else {
            throw UseCaseError.invalid(
                "Någon annan har ändrat målet under tiden. Se vad som står nu, och spara igen om din ändring ska gälla.")
        }
    }

    package func addStep(
        _ number: Int, what: String, responsible: String, due: Day?, for viewer: Viewer, at instant: Instant
    ) async throws {
        try await own(number, viewer) { repository in
            let what = try GoalInput.text(what, "Steget", .step)
            let responsible = try GoalInput.text(responsible, "Ansvarig", .stepResponsible)
            guard let due else {
                throw UseCaseError.invalidAnswer(.stepDue, "Ange vilken dag steget ska vara klart, till exempel 2027-06-30.")
            }
            try repository.addStep(
                goal: number, what: what, responsible: responsible, due: due, by: viewer.account, at: instant)
        }
    }

    package func setStep(
        _ step: Int, of number: Int, to status: UnitGoal.StepStatus, for viewer: Viewer, at instant: Instant
    ) async throws {
        try await own(number, viewer) { repository in
            guard let found = try repository.steps(goals: [number]).first(where: { $0.step == step }) else {
                throw UseCaseError.notFound
            }
            _ = try repository.setStep(found, to: status, by: viewer.account, at: instant)
        }
    }

    package func addFollowUp(_ number: Int, note: String, for viewer: Viewer, at instant: Instant) async throws {
        try await own(number, viewer) { repository in
            let note = try GoalInput.text(note, "Uppföljningen", .followUp)
            try repository.addFollowUp(goal: number, day: Day(of: instant), note: note, by: viewer.account, at: instant)
        }
    }

    /// Changes one of the unit's own goals; another unit's do not exist.
    private func own(_ number: Int, _ viewer: Viewer, _ change: @escaping @Sendable (GoalRepository) throws -> Void) async throws
    {
        try viewer.require(.setGoals)
        let unit = viewer.unit.number
        try await write(viewer) { repository in
            guard try !repository.history(goal: number, unit: unit).isEmpty else { throw UseCaseError.notFound }
            try change(repository)
        }
    }

    private func write<Result: Sendable>(
        _ viewer: Viewer, _ body: @escaping @Sendable (GoalRepository) throws -> Result
    ) async throws -> Result {
        try await database.write { try body(GoalRepository($0, provider: viewer.provider)) }
    }
}
