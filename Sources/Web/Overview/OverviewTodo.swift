import SickLeave
import UseCases

/// What waits at the unit, or among those whom the viewer treats: each number is as long as the list that it leads to. What does not wait is one calm sentence.
struct OverviewTodo: Component {
    let due: OngoingSpells.DeadlineCounts
    let viewer: Viewer
    let day: Day

    private struct Item {
        let count: Int
        /// After the number.
        let words: String
        /// In the sentence of what does not wait.
        let name: String
        let kind: StatusMark.Kind
        let list: (inout OngoingSpellsFilter) -> Void
    }

    private var items: [Item] {
        [
            Item(
                count: due.unansweredCompletions, words: "sjukfall väntar på en komplettering", name: "kompletteringar",
                kind: .late
            ) {
                $0.messages = .unansweredCompletion
            },
            attention(.late, "sjukfall är försenade", "försenade sjukfall", .late),
            attention(.deadlineToday, "sjukfall har en tidsgräns i dag", "tidsgränser i dag", .attention),
            Item(
                count: due.unansweredQuestions, words: "sjukfall har en obesvarad fråga", name: "frågor att svara på",
                kind: .attention
            ) {
                $0.messages = .unansweredQuestion
            },
            attention(
                .deadlineWithinWeek, "sjukfall har en tidsgräns inom en vecka", "tidsgränser den här veckan", .attention),
            attention(.withoutPlan, "sjukfall över 28 dagar saknar plan", "planer att skriva", .attention),
            attention(.endingWithinWeek, "sjukfall har intyg som går ut inom en vecka", "intyg som går ut", .info),
            attention(.nobodyResponsible, "sjukfall saknar ansvarig", "sjukfall utan ansvarig", .info),
        ]
    }

    private func attention(
        _ attention: OngoingSpellsFilter.Attention, _ words: String, _ name: String, _ kind: StatusMark.Kind
    ) -> Item {
        Item(count: due.attention[attention] ?? 0, words: words, name: name, kind: kind) { $0.attention = attention }
    }

    var html: HTML {
        let items = items
        let waiting = items.filter { $0.count > 0 }
        let rest = items.filter { $0.count == 0 }.map(\.name)
        return """
            <section class="stack-tight" aria-labelledby="todo"><h2 id="todo">Att göra</h2>
            \(if: waiting.isEmpty, Notice(.done, title: "Inget väntar \(due.isOwn ? "bland dem som du behandlar" : "på enheten") just nu").html)\
            \(if: !waiting.isEmpty && due.isOwn, "<p class=\"soft\">Bland dem som du behandlar.</p>")\
            \(if: !waiting.isEmpty, "<ul class=\"todo\">\(for: waiting, tile)</ul>")
            \(if: !waiting.isEmpty && !rest.isEmpty, "<p class=\"soft\">Inga \(OverviewTodo.listed(rest)).</p>")</section>
            """
    }

    private func tile(_ item: Item) -> HTML {
        let content: HTML = """
            <span class="todo-count">\(SwedishNumber.integer(item.count))</span>\(StatusMark(item.words, item.kind))
            """
        guard viewer.may(.seePatients) else { return "<li class=\"\(item.kind.rawValue)\"><div>\(content)</div></li>" }
        let address = OngoingSpellsAddress(OngoingSpellsFilter()).changing {
            $0.whose = .unit
            item.list(&$0)
        }
        return "<li class=\"\(item.kind.rawValue)\"><a href=\"\(address.href(for: viewer))\">\(content)</a></li>"
    }

    /// `a, b eller c`.
    private static func listed(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " eller " + last
    }
}
