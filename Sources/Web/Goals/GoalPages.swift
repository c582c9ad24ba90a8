import SickLeave
import Statistics
import UseCases

/// The unit's goals, each in one look, and the form for a new one.
struct GoalListPage: Component {
    let view: Goals.View
    let day: Day
    let formToken: String
    /// The form, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        let atWork = view.goals.filter { $0.content.status == .atWork }
        let atRest = view.goals.filter { $0.content.status == .atRest }
        return """
            \(with: returned, { $0.summary.html })\(if: atWork.isEmpty, EmptyState(
                title: "Enheten har inte valt något mål än",
                text: "Välj ett eller två mått där enheten kan göra skillnad. Få mål som följs upp är bättre än många.").html,
              else: "<ul class=\"goal-list\">\(for: atWork, card)</ul>")
            \(if: view.mayChange && !view.choices.isEmpty, Panel("Välj ett mål", newGoal).html)
            \(if: !atRest.isEmpty, Disclosure("Mål som vilar", "<ul class=\"goal-list\">\(for: atRest, card)</ul>").html)
            """
    }

    private func card(_ goal: Goals.Goal) -> HTML {
        let done = goal.steps.count { $0.status == .done }
        let counted = goal.steps.count { $0.status != .dropped }
        return """
            <li class="panel"><h2><a href="\(Site.goal(goal.number))">\(goal.measure.title)</a></h2>
            \(GoalFacts(goal: goal, day: day))
            \(if: counted > 0, ProgressBar("Steg", done: done, of: counted).html)</li>
            """
    }

    private var newGoal: HTML {
        """
        <form class="form" method="post" action="\(Site.goals)">\(FormToken(formToken))
        \(returned.field("Mått", .goalMeasure, hint: "Bara mått där en riktning är bättre kan vara mål.") { chosen in
            .select(view.choices.map { .init("\($0.id)", $0.title, isChosen: "\($0.id)" == chosen) })
        })
        \(GoalFields(content: nil, people: view.people, returned: returned))
        <button class="button primary">Spara målet</button></form>
        """
    }
}

/// Baseline, now, target and day, in a row.
struct GoalFacts: Component {
    let goal: Goals.Goal
    let day: Day

    var html: HTML {
        let content = goal.content
        let newest = goal.trend.newest
        let now = newest.flatMap(\.value).map { SwedishNumber.percent($0) } ?? "–"
        return Facts(
            [
                ("Utgångsläge", baseline),
                ("Nu", "<strong>\(now)</strong>\(with: newest, { " <span class=\"soft\">\(base($0))</span>" })"),
                ("Mål", "\(goal.measure.direction == .lowerIsBetter ? "högst" : "minst") \(GoalFacts.percent(content.target))"),
                ("Senast", "\(content.due)\(if: content.due < day && content.status == .atWork, " (har passerat)")"),
                ("Ansvarig", "\(content.responsible)"),
            ], isStacked: true
        ).html
    }

    /// `oktober 2026, 10 av 40 sjukfall`
    private func base(_ result: MeasureResult) -> String {
        let text = MeasureText(result, goal.measure)
        return [text.months.lowercasingFirst, text.count].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The figure that was written down when the goal was chosen, with what its month is counted from now: more may have come in since.
    private var baseline: HTML {
        guard let written = goal.content.baseline else { return "–" }
        let value = SwedishNumber.percent(Double(written.value) / 10_000)
        guard let result = goal.baseline else { return "\(value) <span class=\"soft\">\(written.month.inWords)</span>" }
        let now = result.value.map { SwedishNumber.percent($0) }
        guard now != value else { return "\(value) <span class=\"soft\">\(base(result))</span>" }
        return """
            \(value) <span class="soft">\(written.month.inWords), när målet valdes. Med det som är känt nu: \(with: now, { "\($0), " })\
            \(MeasureText(result, goal.measure).count)</span>
            """
    }

    /// As it was typed: with as many decimals.
    static func percent(_ tenThousandths: Int) -> String {
        let places = tenThousandths.isMultiple(of: 100) ? 0 : tenThousandths.isMultiple(of: 10) ? 1 : 2
        return SwedishNumber.percent(Double(tenThousandths) / 10_000, places: places)
    }
}

/// The questions of a goal, filled in with what stands.
struct GoalFields: Component {
    let content: UnitGoal.Content?
    let people: [String]
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(returned.field(
            "Mål, procent", .goalTarget, first: content.map { GoalFields.number($0.target) } ?? "", hint: "Till exempel 40 eller 37,5",
            isShort: true) { .text(value: $0) })\
        \(if: returned.error(.goalConfirmation) != nil || isConfirmed, returned.field(
            "Målet ska gälla fast vi redan är bättre", .goalConfirmation) { .checkbox(isChecked: !$0.isEmpty) }.html)
        \(returned.field("Senast", .goalDue, first: content.map { "\($0.due)" } ?? "", isShort: true) { .date(value: $0) })
        \(ResponsibleField(answer: .goalResponsible, value: content?.responsible ?? "", people: people, returned: returned))
        \(returned.field(
            "Handlingsplan", .goalPlan, first: content?.plan ?? "",
            hint: "Vad ska enheten göra annorlunda? Skriv inga patientuppgifter.") { .longText(value: $0) })
        """
    }

    /// The answer stays while something else in the form is mended.
    private var isConfirmed: Bool { returned?.fields[FormAnswer.goalConfirmation.field] != nil }

    private static func number(_ tenThousandths: Int) -> String {
        String(GoalFacts.percent(tenThousandths).prefix { $0.isNumber || $0 == "," })
    }
}

/// Who answers for it: picked from the unit's people, or written when it is a role or somebody else.
struct ResponsibleField: Component {
    let answer: FormAnswer
    let value: String
    let people: [String]
    let returned: ReturnedForm?

    var html: HTML {
        returned.field(
            "Ansvarig", answer, first: value,
            hint: people.isEmpty ? "Namn eller roll" : "Välj bland enhetens medarbetare, eller skriv en roll"
        ) { .suggested(value: $0, from: people) }.html
    }
}
