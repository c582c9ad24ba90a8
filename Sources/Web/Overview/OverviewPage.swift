import SickLeave
import Statistics
import UseCases

/// What is due first, then the goals, what changed, and the picture of today's spells.
struct OverviewPage: Component {
    let view: Overview.View
    let viewer: Viewer

    var html: HTML {
        """
        \(due)\(changes)
        <section class="stack" aria-labelledby="goals"><h2 id="goals">Enhetens mål</h2>
        <div class="figure-grid">\(for: view.trends.filter { $0.measure.goal != nil }, { MeasureCard(trend: $0).html })</div></section>
        <section class="stack" aria-labelledby="today"><h2 id="today">Pågående sjukfall i dag</h2>\(totals)
        \(bars("Längd", id: "langd", "Dag i sjukfallet, räknat från första dagen.", view.unit.byLength.map { ($0.group.title, $0.count) }))
        \(bars("Grad", id: "grad", "Vad som är intygat för i dag.", view.unit.byExtent.map { ($0.group.title, $0.count) }))
        \(bars("Diagnosgrupp", id: "diagnos", "Diagnosen i det intyg som gäller.", view.unit.byDiagnosisGroup.map { ($0.group.title, $0.count) }))
        \(bars("Ålder", id: "alder", "Ålder i dag.", view.unit.byAge.map { ($0.group.title, $0.count) }))</section>
        """
    }

    private var due: HTML {
        let due = view.due
        func item(_ count: Int, _ what: String, _ attention: OngoingSpellsFilter.Attention?, _ kind: StatusMark.Kind) -> HTML {
            let mark = StatusMark("\(SwedishNumber.integer(count)) \(what)", count == 0 ? .done : kind).html
            guard viewer.may(.seePatients), count > 0, let attention else { return "<li>\(mark)</li>" }
            let href = OngoingSpellsAddress(OngoingSpellsFilter()).changing {
                $0.whose = .unit
                $0.attention = attention
            }.href(for: viewer)
            return "<li><a href=\"\(href)\">\(mark)</a></li>"
        }
        let list: HTML = """
            <ul class="plain-list columns">\(item(due.late, "försenade", .late, .late))\
            \(item(due.today, "tidsgränser i dag", .deadlineWithinWeek, .attention))\
            \(item(due.withinWeek, "tidsgränser inom en vecka", .deadlineWithinWeek, .attention))\
            \(item(due.unansweredCompletions, "obesvarade kompletteringar", nil, .late))\
            \(item(due.unansweredQuestions, "obesvarade frågor", nil, .attention))\
            \(item(due.withoutPlan, "över 28 dagar utan plan", .withoutPlan, .attention))\
            \(item(due.endingWithinWeek, "intyg som går ut inom en vecka", nil, .info))\
            \(item(due.nobodyResponsible, "utan ansvarig", .nobodyResponsible, .info))</ul>
            """
        return Panel("Att göra", list).html
    }

    private var changes: HTML {
        guard let changes = view.changes else { return HTML() }
        let sentences: HTML = """
            <p class="soft">\(changes.month.inWords), jämfört med månaden före och med samma månad förra året.</p>\
            <ul>\(for: changes.sentences, { "<li>\($0.text)</li>" })</ul>
            """
        return Panel("Det här har ändrats", sentences).html
    }

    private var totals: HTML {
        let unit = view.unit
        return Facts([
            ("Alla", split(unit.total)), ("Över 28 dagar", split(unit.over28)), ("Över 90 dagar", split(unit.over90)),
            ("Över 180 dagar", split(unit.over180)),
        ]).html
    }

    private func split(_ count: CountBySex) -> HTML {
        """
        <strong>\(SwedishNumber.integer(count.total))</strong> <span class="soft">\(SwedishNumber.integer(count.women)) kvinnor, \
        \(SwedishNumber.integer(count.men)) män\(if: count.unknown > 0, ", \(count.unknown) okänt kön")</span>
        """
    }

    private func bars(_ title: String, id: String, _ note: String, _ rows: [(title: String, count: CountBySex)]) -> SplitBars {
        let total = rows.reduce(0) { $0 + $1.count.total }
        let largest = rows.max { $0.count.total < $1.count.total }
        let summary = total == 0 ? "Inga pågående sjukfall." : "Flest: \(largest!.title), \(largest!.count.total) av \(total). \(note)"
        return SplitBars(
            id: id, title: title, groupTitle: title, summary: summary,
            groups: rows.map { row in
                SplitBars.Group(
                    row.title, women: Double(row.count.women), men: Double(row.count.men), womenText: SwedishNumber.integer(row.count.women),
                    menText: SwedishNumber.integer(row.count.men))
            })
    }
}
