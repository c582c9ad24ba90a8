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
        guard let unit = snapshot.unit(number: Int32(viewer.unit.number)),
            let provider = snapshot.providerIndex(number: Int32(viewer.provider))
        else { return nil }
        let months = (day.month - 13)...(day.month - 2)
        let scope = ReportScope(.careUnits([unit], provider: provider))
        func answer(_ counted: Report.Counted, _ grouping: ReportGrouping, _ node: DiagnosisNode?) -> ReportTable {
            var filter = ReportFilter()
            filter.diagnoses = node.map { [$0] }
            return snapshot.evaluate(
                Report(counted, by: grouping, shape: .whole, months: months, scope: scope, filter: filter), on: day)
        }
        func completions(_ node: DiagnosisNode?) -> (sent: Int, completed: Int) {
            let table = answer(.completions, .certificateType, node)
            return (table.sumOfWholes(period: 0).total, table.sum(period: 0).total)
        }
        let all = completions(nil)
        let diagnoses = categories(of: unit, snapshot).map { number -> Diagnosis in
            let found = completions(.category(number))
            return Diagnosis(node: .category(number), sent: found.sent, completed: found.completed)
        }.filter { $0.completed > 0 }.sorted { ($1.completed, $0.node.codes) < ($0.completed, $1.node.codes) }
        let asked = diagnoses.map { diagnosis in (diagnosis.node, answer(.completionQuestions, .question, diagnosis.node)) }
        let questions = answer(.completionQuestions, .question, nil)
        return View(
            months: months, sent: all.sent, completed: all.completed,
            questions: questions.groups.indices.compactMap { place in
                let count = questions.count(group: place).total
                guard case .question(let question) = questions.groups[place], count > 0 else { return nil }
                let per = asked.map { Asked(node: $0.0, count: $0.1.count(.question(question)).total) }
                    .filter { $0.count > 0 }.sorted { ($1.count, $0.node.codes) < ($0.count, $1.node.codes) }
                return Question(question: question, count: count, diagnoses: Array(per.prefix(3)))
            }.sorted { ($1.count, $0.question.title) < ($0.count, $1.question.title) },
            diagnoses: diagnoses)
    }

    /// Those of the unit's own certificates, in order.
    private func categories(of unit: UnitIndex, _ snapshot: Snapshot) -> [UInt16] {
        var found: Set<UInt16> = []
        for row in snapshot.certificateRows(careUnit: unit) {
            if let category = PlacedDiagnosis(snapshot.diagnosis(row: row)).category { found.insert(category) }
        }
        return found.sorted()
    }
}
