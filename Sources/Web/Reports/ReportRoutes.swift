import Hummingbird
import SickLeave
import Statistics
import UseCases

struct ReportRoutes {
    let reports: Reports
    let regionLists: RegionLists
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("rapporter", use: list)
        router.get("rapporter/:report", use: show)
        router.get("rapporter/:report/fil", use: file)
        router.get("rapportoversikt", use: overview)
        router.get("rapportregler", use: rules)
        router.get("listade-patienter", use: regionList)
        router.post("listade-patienter", use: upload)
        router.form("listade-patienter/ta-i-bruk", on: { _ in Site.listedPatients }, use: takeList)
    }

    private func list(_ request: Request, _ context: UnitContext) async throws -> Response {
        let offers = try await reports.offers(for: context.viewer)
        return Response(
            page: pages.page(
                .reports, title: "Rapporter",
                lead: "Samma rapporter som i Intygsstatistik, räknade på samma sätt. Här finns inga patienter.", context: context,
                content: ReportListPage(offers: offers, mayUpload: context.viewer.may(.seeRegionFigures)).html))
    }

    private func kind(_ context: UnitContext) throws -> ReportKind {
        guard let kind = ReportKind(rawValue: try context.parameters.require("report")) else { throw PageFault.notFound }
        return kind
    }

    private func answer(_ request: Request, _ context: UnitContext) async throws -> ReportAnswer {
        let choice = ReportAddress(try kind(context), request.queryFields).choice
        return try await reports.answer(choice, for: context.viewer, on: Day(of: clock()))
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        do {
            let answer = try await answer(request, context)
            return Response(
                page: pages.page(
                    .reports, title: answer.choice.kind.title, lead: "\(answer.place), \(answer.report.months.inWords)",
                    actions: PrintButton().html, breadcrumbs: [.init("Rapporter", Site.reports)], context: context,
                    content: ReportPage(answer: answer).html))
        } catch UseCaseError.needsRegionList {
            let fault = PageFault(UseCaseError.needsRegionList)
            return Response(
                page: pages.page(
                    .reports, title: try kind(context).title, breadcrumbs: [.init("Rapporter", Site.reports)], context: context,
                    content: EmptyState(
                        title: fault.title, text: "\(fault.message) \(fault.advice)",
                        action: LinkButton("Ladda upp regionens lista", Site.listedPatients)
                    ).html))
        }
    }

    private func file(_ request: Request, _ context: UnitContext) async throws -> Response {
        let answer = try await answer(request, context)
        let file = try ReportFile(answer, isForExcel: request.queryFields["skrivsatt"] == "excel")
        return Response(csv: file.bytes, named: file.name)
    }

    private func overview(_ request: Request, _ context: UnitContext) async throws -> Response {
        let level = request.queryFields["niva"].flatMap(ReportLevel.init(rawValue:))
        let overview = try await reports.overview(level: level, for: context.viewer, on: Day(of: clock()))
        return Response(
            page: pages.page(
                .reports, title: overview.level.disclosure == nil ? "Tre månader" : "Halvåret",
                lead: "\(overview.place), \(overview.now.inWords), bredvid samma månader året före",
                actions: PrintButton().html, breadcrumbs: [.init("Rapporter", Site.reports)], context: context,
                content: ReportOverviewPage(overview: overview).html))
    }

    private func rules(_ request: Request, _ context: UnitContext) async throws -> Response {
        _ = try await reports.offers(for: context.viewer)
        return Response(
            page: pages.page(
                .reports, title: "Så räknar vi", breadcrumbs: [.init("Rapporter", Site.reports)], context: context,
                content: ReportRulesPage().html))
    }

    private func regionList(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await regionList(context, problem: nil)
    }

    private func regionList(_ context: UnitContext, problem: String?) async throws -> Response {
        let view = try await regionLists.view(for: context.viewer)
        let page = RegionListPage(view: view, problem: problem, formToken: context.formToken)
        return regionList(context, page.html, isFault: problem != nil)
    }

    private func regionList(_ context: UnitContext, _ content: HTML, isFault: Bool = false) -> Response {
        Response(
            page: pages.page(
                .reports, title: "Regionens lista över vårdenheter", breadcrumbs: [.init("Rapporter", Site.reports)],
                width: .reading, context: context, content: content), status: isFault ? .unprocessableContent : .ok)
    }

    /// Reads the file and shows what it says; the list in use stays.
    private func upload(_ request: Request, _ context: UnitContext) async throws -> Response {
        let form = try await request.uploadedForm(expecting: context.formToken)
        guard let file = form.file, !file.name.isEmpty else {
            return try await regionList(context, problem: "Välj en fil först.")
        }
        do {
            let preview = try await regionLists.preview(file.bytes, named: file.name, for: context.viewer)
            return regionList(context, RegionListPreviewPage(preview: preview, formToken: context.formToken).html)
        } catch UseCaseError.invalid(let sentence) {
            return try await regionList(context, problem: sentence)
        }
    }

    private func takeList(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        do {
            try await regionLists.take(fields["lista"] ?? "", replacing: fields.int("ersatter"), for: context.viewer, at: clock())
        } catch UseCaseError.invalid(let sentence) {
            return try await regionList(context, problem: sentence)
        }
        throw Redirection(to: Site.listedPatients.telling(.regionList))
    }
}
