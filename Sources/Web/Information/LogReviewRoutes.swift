import Hummingbird
import SickLeave
import UseCases

struct LogReviewRoutes {
    let review: LogReview
    let pages: UnitPages

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("logg", use: list)
    }

    private func list(_ request: Request, _ context: UnitContext) async throws -> Response {
        let rows = try await review.newest(200, for: context.viewer)
        let table = DataTable(
            caption: "Åtkomster", captionNote: "De 200 senaste hos \(context.viewer.unit.providerName)",
            columns: [
                .init("Tid", .rowHeader), .init("Vem"), .init("Roll"), .init("Vad", .tight), .init("Var i Sakkunnig", .longText),
                .init("Patienter", .number),
            ],
            rows: rows.enumerated().map { index, row in
                .init(
                    id: "\(index)",
                    cells: [
                        "\(LocalTime(row.at).day) \(LocalTime(row.at).clock)", "\(row.person)", "\(row.role)", "\(row.activity)",
                        "\(row.resource)", "\(SwedishNumber.integer(row.patients))",
                    ])
            },
            empty: EmptyState(title: "Ingen har tittat än", text: "Här visas vem som har tittat på patienters uppgifter."),
            isTall: true)
        return Response(
            page: pages.page(
                .log, title: "Åtkomstlogg", lead: "Varje gång någon ser en patients uppgifter skrivs en rad här.", width: .wide,
                context: context, content: "\(table)"))
    }
}
