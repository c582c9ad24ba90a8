import Hummingbird
import SickLeave
import Statistics
import UseCases

struct MeasureRoutes {
    let measures: GoalMeasures
    let rebases: ChartRebases
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("mal", use: list)
        router.get("mal/:measure", use: show)
        router.get("mal/:measure/fil", use: file)
        router.form("mal/:measure/omrakning", on: { Site.measure("\(try id($0))") }, use: rebase)
        router.form("mal/:measure/omrakning/:rebase", on: { Site.measure("\(try id($0))") }, use: removeRebase)
    }

    private func list(_ request: Request, _ context: UnitContext) async throws -> Response {
        let trends = try measures.trends(for: context.viewer, on: Day(of: clock()))
        return Response(
            page: pages.page(
                .measures, title: "Mål",
                lead:
                    "Sex mål som Region Skåne namnger för försäkringsmedicinskt sakkunniga, och fler mått att följa, räknade på enhetens egna intyg.",
                context: context, content: "\(MeasureListPage(trends: trends))"))
    }

    private func id(_ context: UnitContext) throws -> Measure.ID {
        Measure.ID(rawValue: try context.parameters.require("measure"))
    }

    private func detail(_ context: UnitContext, on day: Day) async throws -> GoalMeasures.Detail {
        let id = try id(context)
        return try await measures.detail(
            id, rebases: try await rebases.history(id, for: context.viewer), for: context.viewer, on: day)
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await show(ChartView(request.queryFields["diagram"]), nil, context)
    }

    /// - Parameter returned: one of its forms, when it is shown again.
    private func show(_ view: ChartView, _ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let day = Day(of: clock())
        let detail = try await detail(context, on: day)
        return Response(
            page: pages.page(
                .measures, title: detail.trend.measure.title, lead: detail.trend.measure.goal.map { "Mål: \($0.title)" },
                actions: "\(PrintButton())", breadcrumbs: [.init("Mål", Site.measures)], context: context,
                content: MeasurePage(
                    detail: detail, day: day, view: view, formToken: context.formToken, returned: returned,
                    mayShowPatients: context.viewer.may(.seePatients) || context.viewer.may(.followUpPatients)
                ).html), status: returned == nil ? .ok : .unprocessableContent)
    }

    private func file(_ request: Request, _ context: UnitContext) async throws -> Response {
        let table = request.queryFields["tabell"].map(GoalMeasures.Detail.Table.init(rawValue:)) ?? .months
        let detail = try await detail(context, on: Day(of: clock()))
        guard let table, let file = detail.file(table, isForExcel: request.queryFields["skrivsatt"] == "excel") else {
            throw UseCaseError.notFound
        }
        return Response(csv: file.bytes, named: file.name)
    }

    private func rebase(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let id = try id(context)
        let returned = try await ReturnedForm.of(Site.measureRebases("\(id)"), fields) {
            try await rebases.add(
                id, month: fields["manad"] ?? "", reason: fields["skal"] ?? "", for: context.viewer, at: clock())
        }
        if let returned { return try await show(.values, returned, context) }
        throw Redirection(to: Site.measure("\(id)").telling(.rebase))
    }

    private func removeRebase(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let id = try id(context)
        guard let number = Int(try context.parameters.require("rebase")) else { throw UseCaseError.notFound }
        let returned = try await ReturnedForm.of(Site.measureRebase(number, of: "\(id)"), fields) {
            try await rebases.remove(
                number, of: id, reason: fields["skal-\(number)"] ?? "", for: context.viewer, at: clock())
        }
        if let returned { return try await show(.values, returned, context) }
        throw Redirection(to: Site.measure("\(id)").telling(.rebaseRemoved))
    }
}

struct MeasureListPage: Component {
    let trends: [GoalMeasures.Trend]

    var html: HTML {
        let others = trends.filter { $0.measure.goal == nil }
        return """
            <p class="actions">\(LinkButton("Handlingsplan", Site.goals))\(LinkButton("Månadsbrev", Site.monthlyLetter))\(LinkButton("Jämlik vård", Site.equity))\
            \(LinkButton("Lär av kompletteringarna", Site.completions))</p>
            <section class="stack-tight" aria-labelledby="goals"><h2 id="goals">De sex målen</h2>
            <div class="grid">\(for: trends.filter { $0.measure.goal != nil }, { MeasureCard(trend: $0, goal: $0.measure.goal).html })</div></section>
            \(if: !others.isEmpty, """
                <section class="stack-tight" aria-labelledby="others"><h2 id="others">Fler mått</h2>
                <p class="soft">De balanserar målen, så att inget förbättras på patienternas bekostnad, eller beskriver enhetens patienter. De flesta har ingen riktning.</p>
                <div class="grid">\(for: others, { MeasureCard(trend: $0).html })</div></section>
                """)
            """
    }
}
