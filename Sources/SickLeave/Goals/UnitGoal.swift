/// A goal that a unit has chosen: what it wants a measure to become, by when, who answers for it, and what is done about it.
package enum UnitGoal {
    package enum Status: Int, Sendable { case atWork = 0, atRest = 1 }

    /// What one row says.
    package struct Content: Sendable, Hashable {
        package var measure: String
        /// The last month before the work began and its figure, in ten-thousandths; nil when there was none.
        package var baseline: Baseline?
        /// Ten-thousandths.
        package var target: Int
        package var due: Day
        package var responsible: String
        package var plan: String
        package var status: Status

        package init(
            measure: String, baseline: Baseline?, target: Int, due: Day, responsible: String, plan: String, status: Status
        ) {
            self.measure = measure
            self.baseline = baseline
            self.target = target
            self.due = due
            self.responsible = responsible
            self.plan = plan
            self.status = status
        }
    }

    package struct Baseline: Sendable, Hashable {
        package let month: Month
        package let value: Int

        package init(month: Month, value: Int) {
            self.month = month
            self.value = value
        }
    }

    /// One row of a goal's history.
    package struct Version: Sendable, Hashable {
        package let number: Int
        package let goal: Int
        package let content: Content
        /// Why it replaces the one before; empty for the first.
        package let reason: String
        package let at: Instant
        package let by: String

        package init(number: Int, goal: Int, content: Content, reason: String, at: Instant, by: String) {
            self.number = number
            self.goal = goal
            self.content = content
            self.reason = reason
            self.at = at
            self.by = by
        }
    }

    package enum StepStatus: Int, Sendable, CaseIterable { case toDo = 0, done = 1, dropped = 2 }

    package struct Step: Sendable, Hashable {
        package let number: Int
        /// The number of its first row.
        package let step: Int
        package let goal: Int
        package let what: String
        package let responsible: String
        package let due: Day
        package let status: StepStatus
        package let at: Instant
        package let by: String

        package init(
            number: Int, step: Int, goal: Int, what: String, responsible: String, due: Day, status: StepStatus, at: Instant,
            by: String
        ) {
            self.number = number
            self.step = step
            self.goal = goal
            self.what = what
            self.responsible = responsible
            self.due = due
            self.status = status
            self.at = at
            self.by = by
        }
    }

    package struct FollowUp: Sendable, Hashable {
        package let goal: Int
        package let day: Day
        package let note: String
        package let by: String

        package init(goal: Int, day: Day, note: String, by: String) {
            self.goal = goal
            self.day = day
            self.note = note
            self.by = by
        }
    }
}
