import Hummingbird
import SickLeave
import UseCases

struct OverviewRoutes {
    let overview: Overview
    let preferences: Preferences
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("oversikt", use: show)
        router.get("oversikt/fil", use: file)
    }

    private func file(_ request: Request, _ context: UnitContext) async throws -> Response {
        let settings = try await preferences.listSettings(of: context.viewer)
        let isForExcel = request.queryFields["skrivsatt"] == "excel"
        guard
            let file = try overview.file(
                settings: settings, for: context.viewer, on: Day(of: clock()), isForExcel: isForExcel)
        else { throw UseCaseError.notFound }
        return Response(csv: file.bytes, named: file.name)
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        let day = Day(of: clock())
        let settings = try await preferences.listSettings(of: context.viewer)
        let view = try await overview.view(settings: settings, for: context.viewer, on: day)
        return Response(
            page: pages.page(
                .overview, title: "Översikt", lead: "\(context.viewer.unit.name), \(day.inWords)", actions: "\(PrintButton())",
                context: context,
                content: view.map { OverviewPage(view: $0, viewer: context.viewer, day: day).html }
                    ?? EmptyState(
                        title: "Enheten har inga intyg än", text: "När intyg har lästs in visas enhetens sjukfall och mål här.",
                        action: context.viewer.may(.seeImports) ? LinkButton("Se inläsningar", Site.imports) : nil
                    ).html))
    }
}
