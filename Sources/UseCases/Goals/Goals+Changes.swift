package import SickLeave
import Statistics
import Storage

// What is written about goals.
extension Goals {
    /// - Returns: the goal's number.
    /// - Throws: `invalidAnswer` or `InvalidAnswers` for what must be changed; also for a target that the unit is better than already, until
    ///   it is confirmed.
    package func choose(_ input: GoalInput, for viewer: Viewer, at instant: Instant) async throws -> Int {
        try viewer.require(.setGoals)
        let day = Day(of: instant)
        let trends = try measures.trends(for: viewer, on: day)
        var check = AnswerCheck()
        let chosen = try check.take {
            guard
                let trend = trends.first(where: { $0.measure.id.rawValue == input.measure && Goals.canBeChosen($0.measure) })
            else { throw UseCaseError.invalidAnswer(.goalMeasure, "Välj ett mått.") }
            return trend
        }
        let baseline = chosen?.newest.flatMap { result in
            result.value.map { UnitGoal.Baseline(month: result.months.upperBound, value: Int(($0 * 10_000).rounded())) }
        }
        let content = try Goals.content(input, measure: input.measure, baseline: baseline, on: day, &check)
        guard let chosen, let content else { throw check.refusal }
        try Goals.confirm(content.target, input, chosen)
        return try await write(viewer) { repository in
            try repository.choose(content, unit: viewer.unit.number, by: viewer.account, at: instant)
        }
    }

    /// A correction: the earlier row stays, with why it was replaced.
    ///
    /// - Throws: as for a new goal; a target is to be confirmed when it is another than the one that stands.
    package func correct(_ number: Int, _ input: GoalInput, for viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.setGoals)
        let day = Day(of: instant)
        let newest = try await newest(number, viewer)
        let old = newest.content
        var check = AnswerCheck()
        let content = try Goals.content(
            input, measure: old.measure, baseline: old.baseline, standing: old.due, on: day, &check)
        let reason = try check.take { try Goals.reason(input.reason) }
        guard let content, let reason else { throw check.refusal }
        if content.target != old.target,
            let trend = try measures.trends(for: viewer, on: day).first(where: { $0.measure.id.rawValue == old.measure })
        {
            try Goals.confirm(content.target, input, trend)
        }
        try await replace(newest, with: content, reason: reason, for: viewer, at: instant)
    }

    /// Puts the goal to rest; it can be read, and corrected back to work.
    package func rest(_ number: Int, reason: String, for viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.setGoals)
        let newest = try await newest(number, viewer)
        var content = newest.content
        content.status = .atRest
        try await replace(newest, with: content, reason: try Goals.reason(reason), for: viewer, at: instant)
    }

    /// - Parameter standing: the day of the goal that is corrected.
    /// - Returns: nil where an answer must be changed.
    private static func content(
        _ input: GoalInput, measure: String, baseline: UnitGoal.Baseline?, standing: Day? = nil, on day: Day,
        _ check: inout AnswerCheck
    ) throws -> UnitGoal.Content? {
        let target = try check.take { try input.targetNumber() }
        let due = try check.take {
            try GoalInput.due(input.due, "målet ska vara nått", .goalDue, after: day, standing: standing)
        }
        let responsible = try check.take { try GoalInput.responsible(input.responsible, .goalResponsible) }
        let plan = try check.take {
            try GoalInput.text(input.plan, "Handlingsplanen", .goalPlan, missing: "Skriv vad enheten ska göra annorlunda.")
        }
        guard let target, let due, let responsible, let plan else { return nil }
        return UnitGoal.Content(
            measure: measure, baseline: baseline, target: target, due: due, responsible: responsible, plan: plan,
            status: .atWork)
    }

    private static func reason(_ reason: String) throws -> String {
        try GoalInput.text(reason, "Skälet", .goalReason, missing: "Skriv varför målet ändras eller läggs i vila.")
    }

    /// Most often it is the wrong way round, or a slip of the pen. Whoever means it says so.
    private static func confirm(_ target: Int, _ input: GoalInput, _ trend: GoalMeasures.Trend) throws {
        guard !input.isConfirmed, let newest = trend.newest, let value = newest.value,
            trend.measure.isBetter(value, than: Double(target) / 10_000)
        else { return }
        throw UseCaseError.invalidAnswer(
            .goalConfirmation,
            "Ni är redan bättre än målet: \(SwedishNumber.percent(value)) i \(newest.months.upperBound.inWords). "
                + "Ändra målet, eller kryssa i att det ska gälla ändå.")
    }

    private func newest(_ number: Int, _ viewer: Viewer) async throws -> UnitGoal.Version {
        let unit = viewer.unit.number
        let history = try await database.read {
            try GoalRepository($0, provider: viewer.provider).history(goal: number, unit: unit)
        }
        guard let newest = history.last else { throw UseCaseError.notFound }
        return newest
    }

    private func replace(
        _ newest: UnitGoal.Version, with content: UnitGoal.Content, reason: String, for viewer: Viewer, at instant: Instant
    ) async throws {
        let isReplaced = try await write(viewer) { repository in
            try repository.replace(
                newest, with: content, unit: viewer.unit.number, reason: reason, by: viewer.account, at: instant)
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
            var check = AnswerCheck()
            let what = try check.take {
                try GoalInput.text(what, "Steget", .step, missing: "Skriv vad som ska göras.")
            }
            let responsible = try check.take { try GoalInput.responsible(responsible, .stepResponsible) }
            let due = try check.take { try GoalInput.due(due, "steget ska vara klart", .stepDue, after: Day(of: instant)) }
            guard let what, let responsible, let due else { throw check.refusal }
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
            let note = try GoalInput.text(note, "Uppföljningen", .followUp, missing: "Skriv vad ni såg.")
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
