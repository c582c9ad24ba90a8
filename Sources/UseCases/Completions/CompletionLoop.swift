package import SickLeave
import Statistics

/// What the agency asked about, question by question, and for which diagnoses: what a unit can learn to write more clearly. Aggregates
/// only; the definitions are those of the reports on completions.
package struct CompletionLoop: Sendable {
    package struct Diagnosis: Sendable, Hashable {
        package let node: DiagnosisNode
        package let sent: Int
        package let completed: Int
    }

    package struct Question: Sendable, Hashable {
        package let question: CompletionQuestion
        /// As often as it is named.
        package let count: Int
        /// The diagnoses that it is asked of most, at most three.
        package let diagnoses: [Asked]
    }

    package struct Asked: Sendable, Hashable {
        package let node: DiagnosisNode
        package let count: Int
    }

    package struct View: Sendable {
        package let months: ClosedRange<Month>
        package let sent: Int
        package let completed: Int
        /// Those that were asked about, the most often first.
        package let questions: [Question]
        /// Three-position categories with a completion, most completions first.
        package let diagnoses: [Diagnosis]
    }

    private let figures: Figures

    package init(figures: Figures) { self.figures = figures }

    /// Certificates signed in the twelve months before the last two: requests for completion keep coming for a while. Nil when the
    /// unit has no data yet.
    package func view(for viewer: Viewer, on day: Day) throws -> View? {
        try viewer.require(.seeFigures)
        let snapshot = figures.snapshot
        guard let unit = snapshot.unit(number: Int32(viewer.unit.number)) else { return nil }
        let months = CompletionLoop.months(on: day)
        let found = UnitCompletions(snapshot, careUnit: unit, months: months)
        let diagnoses = found.byCategory.filter { $0.value.completed > 0 }
            .map { Diagnosis(node: .category($0.key), sent: $0.value.sent, completed: $0.value.completed) }
            .sorted { ($1.completed, $0.node.codes) < ($0.completed, $1.node.codes) }
        return View(
            months: months, sent: found.all.sent, completed: found.all.completed,
            questions: found.questions.map { question, count in
                let per = found.questionsByCategory
                    .compactMap { category, counts in counts[question].map { Asked(node: .category(category), count: $0) } }
                    .sorted { ($1.count, $0.node.codes) < ($0.count, $1.node.codes) }
                return Question(question: question, count: count, diagnoses: Array(per.prefix(3)))
            }.sorted { ($1.count, $0.question.title) < ($0.count, $1.question.title) },
            diagnoses: diagnoses)
    }

    static func months(on day: Day) -> ClosedRange<Month> { (day.month - 13)...(day.month - 2) }
}
