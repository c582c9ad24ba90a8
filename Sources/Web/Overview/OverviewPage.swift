import SickLeave
import Statistics
import UseCases

/// What is due first, then the goals, what changed, and the picture of today's spells.
struct OverviewPage: Component {
    let view: Overview.View
    let viewer: Viewer
    let day: Day

    var html: HTML {
        """
        \(OverviewTodo(due: view.due, viewer: viewer, day: day))
        \(goals)\(changes)
        <section class="stack" aria-labelledby="today"><h2 id="today">Pågående sjukfall i dag</h2>\(totals)
        <div class="columns">\(bars("Längd", id: "langd", "Dag i sjukfallet, räknat från första dagen.", view.unit.byLength.map { ($0.group.title, $0.count) }))
        \(bars("Grad", id: "grad", "Det som är intygat för i dag.", view.unit.byExtent.map { ($0.group.title, $0.count) }))
        \(bars("Diagnosgrupp", id: "diagnos", "Diagnosen i det intyg som gäller.", view.unit.byDiagnosisGroup.map { ($0.group.title, $0.count) }))
        \(bars("Ålder", id: "alder", "Ålder i dag.", view.unit.ages))</div>\(FileLinks(href: Site.overviewFile))</section>
        """
    }

    private var goals: HTML {
        """
        <section class="stack-tight" aria-labelledby="goals"><div class="section-head"><h2 id="goals">Enhetens mål</h2>\
        <a href="\(Site.measures)">Alla mått</a></div>
        <div class="grid">\(for: Measure.Goal.allCases, { goal in
            GoalCard(goal: goal, trends: view.trends.filter { $0.measure.goal == goal }).html
        })</div></section>
        """
    }

    private var changes: HTML {
        guard let changes = view.changes else { return HTML() }
        let sentences: HTML = """
            <p class="soft">\(changes.month.inWords.prefix(1).uppercased())\(changes.month.inWords.dropFirst()), jämfört med månaden före och med \
            samma månad förra året.</p><ul class="bullets">\(for: changes.sentences, { "<li>\($0.text)</li>" })</ul>
            """
        return Panel("Det här har ändrats", sentences).html
    }

    private var totals: HTML {
        let unit = view.unit
        return """
            <dl class="totals">\(total("Alla", unit.total))\(total("Över 28 dagar", unit.over28))\(total("Över 90 dagar", unit.over90))\
            \(total("Över 180 dagar", unit.over180))</dl>
            """
    }

    private func total(_ name: String, _ count: CountBySex) -> HTML {
        """
        <div><dt>\(name)</dt><dd><strong>\(SwedishNumber.integer(count.total))</strong> <span class="soft">\
        \(count.inWords)</span></dd></div>
        """
    }

    /// Groups without spells are left out and said to be, so that the picture stays short.
    private func bars(_ title: String, id: String, _ note: String, _ rows: [(title: String, count: CountBySex)]) -> SplitBars {
        let total = rows.reduce(0) { $0 + $1.count.total }
        let shown = rows.filter { $0.count.total > 0 }
        var summary = "Inga pågående sjukfall."
        if let largest = shown.max(by: { $0.count.total < $1.count.total }) {
            summary = "Flest: \(largest.title), \(largest.count.total) av \(total). \(note)"
            if shown.count < rows.count { summary += " Grupper utan sjukfall visas inte." }
        }
        return SplitBars(
            id: id, title: title, groupTitle: title, summary: summary,
            groups: shown.map { row in
                SplitBars.Group(
                    row.count.unknown == 0
                        ? row.title : "\(row.title), därav \(SwedishNumber.integer(row.count.unknown)) okänt kön",
                    women: Double(row.count.women), men: Double(row.count.men),
                    womenText: SwedishNumber.integer(row.count.women), menText: SwedishNumber.integer(row.count.men))
            })
    }
}
