import SickLeave
import Statistics
import UseCases

/// A goal: whether the change is more than chance, what must not get worse meanwhile, plan, steps, follow-ups, and every change of it.
struct GoalPage: Component {
    let detail: Goals.Detail
    let day: Day
    let formToken: String
    /// One of its forms, when it is shown again.
    let returned: ReturnedForm?

    private var goal: Goals.Goal { detail.goal }
    private var isAtWork: Bool { goal.content.status == .atWork }

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(if: !isAtWork, Notice(.info, title: "Målet vilar", body: "<p>\(detail.history.last?.reason ?? "")</p>").html)
        \(Panel("Har det ändrats?", figure))
        <div class="columns">\(Panel("Handlingsplan", "<p class=\"written\">\(goal.content.plan)</p>\(steps)"))\(Panel("Uppföljning", followUps))</div>
        \(with: goal.measure.balancing, { Panel("Håll ögonen på", balancing($0)).html })
        \(if: detail.mayChange, Disclosure("Ändra målet", isOpen: returned.at(Site.goal(goal.number)) != nil, changes).html)
        \(Disclosure("Målets historia", history))
        """
    }

    private var figure: HTML {
        """
        \(GoalFacts(goal: goal, day: day))
        \(chart(goal.control, goal.trend, id: "mal", target: goal.content.target))
        <p>\(verdict) <a href="\(Site.measure("\(goal.measure.id)"))">Måttets sida</a></p>
        """
    }

    /// Whether the goal is reached, and whether that is more than chance: two questions, one sentence each.
    private var verdict: String {
        guard let isReached = goal.isReached else { return "Ingen färdig månad har någon siffra än." }
        let reached = isReached ? "Den senaste färdiga månaden når målet." : "Den senaste färdiga månaden når inte målet."
        guard let control = goal.control else { return reached }
        let change =
            switch control.chart.variation {
            case nil: "Det är för få månader för att säga om det är mer än slump."
            case .commonCause: "Inget tyder ännu på att något har ändrats mer än av slump."
            case .improvement: "Förändringen är mer än slump, och åt rätt håll."
            case .concern: "Förändringen är mer än slump, men åt fel håll."
            case .neutral: "Förändringen är mer än slump."
            }
        let isChanging = control.chart.variation.map { $0 != .commonCause } ?? false
        return "\(reached) \(change)\(isChanging ? " \(Self.limitsOfBoth)" : "")"
    }

    /// The mark beside the chart compares the target with limits of the whole time: it can say that the target is not reached in a month that
    /// reaches it.
    private static let limitsOfBoth = """
        Märket vid diagrammet (P, ? eller F) jämför målet med månader både före och efter förändringen. När den nya nivån har hållit i sig \
        kan den som leder enheten räkna om gränserna på måttets sida.
        """

    private func chart(_ control: MeasureControl?, _ trend: GoalMeasures.Trend, id: String, target: Int?) -> HTML {
        let measure = trend.measure
        guard let control else {
            return measure.calculation.span == .day
                ? MeasureTrend(id: id, trend: trend).html : "<p class=\"soft\">För få färdiga månader för ett diagram.</p>"
        }
        return ControlChart(
            id: id, title: measure.title, unit: .share,
            values: control.months.compactMap { result in
                result.value.map { .init(result.months.upperBound, $0, basis: MeasureText(result, measure).count) }
            }, chart: control.chart, better: measure.direction,
            target: target.map { (Double($0) / 10_000, "Mål \(GoalFacts.percent($0))") }
        ).html
            + FileLinks(
                href: Site.measureFile("\(measure.id)").query("tabell", GoalMeasures.Detail.Table.control.rawValue)
            ).html
    }

    private func balancing(_ words: Measure.Balancing) -> HTML {
        """
        <p>\(words.words)</p>
        \(with: goal.balancing, { chart(goal.balancingControl, $0, id: "balans", target: nil) })
        """
    }

    private var steps: HTML {
        """
        <h3>Steg</h3>
        \(if: goal.steps.isEmpty, "<p class=\"soft\">Inga steg än.</p>", else: "<ul class=\"steps\">\(for: goal.steps, step)</ul>")
        \(if: detail.mayChange && isAtWork, Disclosure("Lägg till ett steg", isOpen: returned.at(Site.goalSteps(goal.number)) != nil, newStep).html)
        """
    }

    private func step(_ step: UnitGoal.Step) -> HTML {
        let mark: StatusMark =
            switch step.status {
            case .done: StatusMark("Klart", .done)
            case .dropped: StatusMark("Utgår", .none)
            case .toDo: step.due < day ? StatusMark("Skulle ha varit klart", .late) : StatusMark("Att göra", .waiting)
            }
        return """
            <li><div><strong class="written">\(step.what)</strong><p class="soft small">\(step.responsible), senast \(step.due)</p></div>\
            <div>\(mark)\(if: detail.mayChange && isAtWork, stepForm(step))</div></li>
            """
    }

    private func stepForm(_ step: UnitGoal.Step) -> HTML {
        """
        <form class="actions" method="post" action="\(Site.goalStep(step.step, of: goal.number))">\(FormToken(formToken))\
        \(if: step.status == .toDo, "\(SubmitButton("Klart", .secondary, name: "status", value: "klart", isSmall: true))\(SubmitButton("Utgår", .quiet, name: "status", value: "utgar", isSmall: true))",
          else: SubmitButton("Ångra", .quiet, name: "status", value: "att-gora", isSmall: true).html)</form>
        """
    }

    private var newStep: HTML {
        let form = returned.at(Site.goalSteps(goal.number))
        return """
            <form class="form" method="post" action="\(Site.goalSteps(goal.number))">\(FormToken(formToken))
            \(form.field("Vad ska göras", .step) { .text(value: $0) })
            \(ResponsibleField(answer: .stepResponsible, value: "", people: detail.people, returned: form))
            \(form.field("Senast", .stepDue, isShort: true) { .date(value: $0) })
            <button class="button secondary">Lägg till</button></form>
            """
    }

    private var followUps: HTML {
        """
        \(if: detail.followUps.isEmpty, "<p class=\"soft\">Ingen uppföljning är antecknad än.</p>", else: notes)
        \(if: detail.mayChange && isAtWork, """
            <form class="form" method="post" action="\(Site.goalFollowUps(goal.number))">\(FormToken(formToken))
            \(returned.at(Site.goalFollowUps(goal.number)).field("Vad såg ni i dag?", .followUp, hint: "Skriv inga patientuppgifter.") {
                .longText(value: $0)
            })
            <button class="button secondary">Spara uppföljningen</button></form>
            """)
        """
    }

    private var notes: HTML {
        """
        <ul class="plain-list">\(for: detail.followUps, { item in
            "<li><p class=\"small soft\">\(item.day), \(item.by)</p><p class=\"written\">\(item.note)</p></li>"
        })</ul>
        """
    }

    private var changes: HTML {
        let form = returned.at(Site.goal(goal.number))
        return """
            <form class="form" method="post" action="\(Site.goal(goal.number))">\(FormToken(formToken))
            <p class="soft">Det som stod före finns kvar i historien.</p>
            \(GoalFields(content: goal.content, people: detail.people, returned: form))
            \(form.field("Varför ändras målet?", .goalReason) { .text(value: $0) })
            <div class="actions">\(SubmitButton(isAtWork ? "Spara ändringen" : "Ta upp målet igen", .secondary, name: "beslut", value: "andra"))\
            \(if: isAtWork, SubmitButton("Lägg målet till vila", .quiet, name: "beslut", value: "vila").html)</div></form>
            """
    }

    private var history: HTML {
        DataTable(
            caption: "Så har målet ändrats",
            columns: [
                .init("Dag", .rowHeader), .init("Mål", .number, cardLabel: "Mål"), .init("Senast", .tight, cardLabel: "Senast"),
                .init("Ansvarig", .words, cardLabel: "Ansvarig"), .init("Handlingsplan", .longText, cardLabel: "Handlingsplan"),
                .init("Skäl", .longText, cardLabel: "Skäl"), .init("Skrivet av", .words, cardLabel: "Skrivet av"),
            ],
            rows: detail.history.reversed().map { version in
                .init(
                    id: "\(version.number)",
                    cells: [
                        "\(Day(of: version.at))", "\(GoalFacts.percent(version.content.target))", "\(version.content.due)",
                        "\(version.content.responsible)", "\(version.content.plan)",
                        "\(version.reason)\(if: version.content.status == .atRest, " (vilar)")", "\(version.by)",
                    ])
            }, isTall: false, cards: .labelled
        ).html
    }
}
