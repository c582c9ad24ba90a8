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
    }

    private func list(_ request: Request, _ context: UnitContext) async throws -> Response {
        let trends = try measures.trends(for: context.viewer, on: Day(of: clock()))
        return Response(
            page: pages.page(
                .measures, title: "Mål",
                lead: "Sex mål som Region Skåne namnger för försäkringsmedicinskt sakkunniga, räknade på enhetens egna intyg.",
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
                content: "\(MeasurePage(detail: detail, day: day))"))
    }
}

struct MeasureListPage: Component {
    let trends: [GoalMeasures.Trend]

    var html: HTML {
        let others = trends.filter { $0.measure.goal == nil }
        return """
            <section class="stack-tight" aria-labelledby="goals"><h2 id="goals">De sex målen</h2>
            <div class="grid">\(for: trends.filter { $0.measure.goal != nil }, { MeasureCard(trend: $0, goal: $0.measure.goal).html })</div></section>
            \(if: !others.isEmpty, """
                <section class="stack-tight" aria-labelledby="others"><h2 id="others">Följs samtidigt</h2>
                <p class="soft">Om ett mål förbättras ska det inte ske på patienternas bekostnad. Därför följs också det här.</p>
                <div class="grid">\(for: others, { MeasureCard(trend: $0).html })</div></section>
                """)
            """
    }
}
