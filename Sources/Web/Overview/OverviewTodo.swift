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
            Item(count: due.late, words: "sjukfall är försenade", name: "försenade sjukfall", kind: .late) {
                $0.attention = .late
            },
            Item(count: due.today, words: "sjukfall har en tidsgräns i dag", name: "tidsgränser i dag", kind: .attention) {
                $0.attention = .deadlineToday
            },
            Item(
                count: due.unansweredQuestions, words: "sjukfall har en obesvarad fråga", name: "frågor att svara på",
                kind: .attention
            ) {
                $0.messages = .unansweredQuestion
            },
            Item(
                count: due.withinWeek, words: "sjukfall har en tidsgräns inom en vecka", name: "tidsgränser den här veckan",
                kind: .attention
            ) {
                $0.attention = .deadlineWithinWeek
            },
            Item(count: due.withoutPlan, words: "sjukfall över 28 dagar saknar plan", name: "planer att skriva", kind: .attention)
            {
                $0.attention = .withoutPlan
            },
            Item(
                count: due.endingWithinWeek, words: "sjukfall har intyg som går ut inom en vecka", name: "intyg som går ut",
                kind: .info
            ) {
                [day] in
                $0.status = .ongoing
                $0.endsFrom = day
                $0.endsThrough = day + 7
            },
            Item(count: due.nobodyResponsible, words: "sjukfall saknar ansvarig", name: "sjukfall utan ansvarig", kind: .info) {
                $0.attention = .nobodyResponsible
            },
        ]
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
