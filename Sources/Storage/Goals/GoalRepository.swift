package import SickLeave

/// A unit's goals with steps and follow-ups: append-only, the newest row of each counts and all stay.
package struct GoalRepository {
    private let connection: any Connection
    private let provider: Int

    package init(_ connection: any Connection, provider: Int) {
        self.connection = connection
        self.provider = provider
    }

    /// - Returns: the goal's number.
    package func choose(_ content: UnitGoal.Content, unit: Int, by account: Int, at instant: Instant) throws -> Int {
        let number = try connection.reserve(of: .goal)
        try insert(content, number: number, unit: unit, goal: number, replaces: nil, reason: "", by: account, at: instant)
        return number
    }

    /// - Returns: false when the row is not the goal's newest any more: somebody else has changed it.
    package func replace(
        _ version: UnitGoal.Version, with content: UnitGoal.Content, unit: Int, reason: String, by account: Int,
        at instant: Instant
    ) throws -> Bool {
        guard try history(goal: version.goal, unit: unit).last?.number == version.number else { return false }
        let number = try connection.reserve(of: .goal)
        try insert(
            content, number: number, unit: unit, goal: version.goal, replaces: version.number, reason: reason, by: account,
            at: instant)
        return true
    }

    private func insert(
        _ content: UnitGoal.Content, number: Int, unit: Int, goal: Int, replaces: Int?, reason: String, by account: Int,
        at instant: Instant
    ) throws {
        try connection.execute(
            """
            INSERT INTO unit_goal (care_provider_id, number, care_unit_id, goal_number, replaces_number, measure_id, baseline_month,
                baseline, target, due_day, responsible, plan, reason, status, written_at, written_by_account_id)
            VALUES (\(provider), \(number), \(unit), \(goal), \(replaces), \(content.measure), \(content.baseline?.month),
                \(content.baseline?.value), \(content.target), \(content.due), \(content.responsible), \(content.plan), \(reason),
                \(content.status.rawValue), \(instant), \(account))
            """)
    }

    /// The unit's goals as they stand, by number.
    package func current(unit: Int) throws -> [UnitGoal.Version] {
        let rows = try versions(unit: unit, goal: nil)
        return Dictionary(grouping: rows, by: \.goal).compactMap { $0.value.last }.sorted { $0.goal < $1.goal }
    }

    /// Oldest first; empty for a goal that is not the unit's.
    package func history(goal: Int, unit: Int) throws -> [UnitGoal.Version] { try versions(unit: unit, goal: goal) }

    private func versions(unit: Int, goal: Int?) throws -> [UnitGoal.Version] {
        let ofGoal: SQL = goal.map { "AND g.goal_number = \($0)" } ?? ""
        return try connection.all(
            """
            SELECT g.number, g.goal_number, g.measure_id, g.baseline_month, g.baseline, g.target, g.due_day, g.responsible, g.plan,
                g.reason, g.status, g.written_at, a.name
            FROM unit_goal g JOIN account a ON a.id = g.written_by_account_id
            WHERE g.care_provider_id = \(provider) AND g.care_unit_id = \(unit) \(ofGoal) ORDER BY g.number
            """
        ) { row in
            let baseline = row.optionalInt(3).map { UnitGoal.Baseline(month: Month(rawValue: Int32($0)), value: row.int(4)) }
            return UnitGoal.Version(
                number: row.int(0), goal: row.int(1),
                content: UnitGoal.Content(
                    measure: row.text(2), baseline: baseline, target: row.int(5), due: Day(row.int(6)), responsible: row.text(7),
                    plan: row.text(8), status: UnitGoal.Status(rawValue: row.int(10)) ?? .atWork),
                reason: row.text(9), at: Instant(rawValue: Int64(row.int(11))), by: row.text(12))
        }
    }
}

/// Steps and follow-ups of goals.
extension GoalRepository {
    package func addStep(goal: Int, what: String, responsible: String, due: Day, by account: Int, at instant: Instant) throws {
        let number = try connection.reserve(of: .goal)
        try insertStep(
            number: number, step: number, replaces: nil, goal: goal, what: what, responsible: responsible, due: due,
            status: .toDo,
            by: account, at: instant)
    }

    /// - Returns: false when the row is not the step's newest any more.
    package func setStep(_ step: UnitGoal.Step, to status: UnitGoal.StepStatus, by account: Int, at instant: Instant) throws
        -> Bool
    {
        guard try steps(goals: [step.goal]).contains(step) else { return false }
        try insertStep(
            number: try connection.reserve(of: .goal), step: step.step, replaces: step.number, goal: step.goal, what: step.what,
            responsible: step.responsible, due: step.due, status: status, by: account, at: instant)
        return true
    }

    private func insertStep(
        number: Int, step: Int, replaces: Int?, goal: Int, what: String, responsible: String, due: Day,
        status: UnitGoal.StepStatus,
        by account: Int, at instant: Instant
    ) throws {
        try connection.execute(
            """
            INSERT INTO goal_step (care_provider_id, number, goal_number, step_number, replaces_number, what, responsible, due_day,
                status, written_at, written_by_account_id)
            VALUES (\(provider), \(number), \(goal), \(step), \(replaces), \(what), \(responsible), \(due), \(status.rawValue),
                \(instant), \(account))
            """)
    }

    /// As they stand, by day.
    package func steps(goals: [Int]) throws -> [UnitGoal.Step] {
        guard !goals.isEmpty else { return [] }
        let rows = try connection.all(
            """
            SELECT s.number, s.step_number, s.goal_number, s.what, s.responsible, s.due_day, s.status, s.written_at, a.name
            FROM goal_step s JOIN account a ON a.id = s.written_by_account_id
            WHERE s.care_provider_id = \(provider) AND s.goal_number IN \(list: goals) ORDER BY s.number
            """
        ) {
            UnitGoal.Step(
                number: $0.int(0), step: $0.int(1), goal: $0.int(2), what: $0.text(3), responsible: $0.text(4),
                due: Day($0.int(5)),
                status: UnitGoal.StepStatus(rawValue: $0.int(6)) ?? .toDo, at: Instant(rawValue: Int64($0.int(7))), by: $0.text(8)
            )
        }
        return Dictionary(grouping: rows, by: \.step).compactMap { $0.value.last }.sorted {
            ($0.due, $0.step) < ($1.due, $1.step)
        }
    }

    package func addFollowUp(goal: Int, day: Day, note: String, by account: Int, at instant: Instant) throws {
        let number = try connection.reserve(of: .goal)
        try connection.execute(
            """
            INSERT INTO goal_follow_up (care_provider_id, number, goal_number, day, note, written_at, written_by_account_id)
            VALUES (\(provider), \(number), \(goal), \(day), \(note), \(instant), \(account))
            """)
    }

    /// Newest first.
    package func followUps(goal: Int) throws -> [UnitGoal.FollowUp] {
        try connection.all(
            """
            SELECT f.goal_number, f.day, f.note, a.name FROM goal_follow_up f JOIN account a ON a.id = f.written_by_account_id
            WHERE f.care_provider_id = \(provider) AND f.goal_number = \(goal) ORDER BY f.day DESC, f.number DESC
            """
        ) { UnitGoal.FollowUp(goal: $0.int(0), day: Day($0.int(1)), note: $0.text(2), by: $0.text(3)) }
    }
}
