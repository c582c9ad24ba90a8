import Hummingbird
import SickLeave
import Statistics
import UseCases

struct MeasureRoutes {
    let measures: GoalMeasures
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("mal", use: list)
        router.get("mal/:measure", use: show)
        router.get("mal/:measure/fil", use: file)
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

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        let id = Measure.ID(rawValue: try context.parameters.require("measure"))
        let day = Day(of: clock())
        let detail = try await measures.detail(id, for: context.viewer, on: day)
        return Response(
            page: pages.page(
                .measures, title: detail.trend.measure.title, lead: detail.trend.measure.goal.map { "Mål: \($0.title)" },
                actions: "\(PrintButton())", breadcrumbs: [.init("Mål", Site.measures)], context: context,
                content: MeasurePage(detail: detail, day: day, mayShowPatients: context.viewer.may(.seePatients)).html))
    }

    private func file(_ request: Request, _ context: UnitContext) async throws -> Response {
        let id = Measure.ID(rawValue: try context.parameters.require("measure"))
        let trend = try measures.trend(id, for: context.viewer, on: Day(of: clock()))
        let file = MeasureFigures(trend, isForExcel: request.queryFields["skrivsatt"] == "excel")
        return Response(csv: file.bytes, named: file.name)
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
