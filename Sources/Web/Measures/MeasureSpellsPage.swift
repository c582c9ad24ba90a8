import Hummingbird
import SickLeave
import Statistics
import UseCases

struct MeasureSpellsRoutes {
    let spells: MeasureSpells
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("mal/:measure/sjukfall", use: show)
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        let id = Measure.ID(rawValue: try context.parameters.require("measure"))
        let view: MeasureSpells.View
        do {
            view = try await spells.view(id, for: context.viewer, at: clock())
        } catch UseCaseError.notAllowed(.followUpPatients) {
            return withoutMandate(id, context)
        }
        return Response(
            page: pages.page(
                .measures, title: "Patienterna bakom siffran", lead: "\(view.measure.title), \(view.months.inWords)",
                actions: HidePersonalButton().html,
                breadcrumbs: [.init("Mål", Site.measures), .init(view.measure.title, Site.measure("\(view.measure.id)"))],
                context: context, content: MeasureSpellsPage(view: view, mayOpen: context.viewer.may(.seePatients)).html))
    }

    private func withoutMandate(_ id: Measure.ID, _ context: UnitContext) -> Response {
        let notice = Notice(
            .info, title: "Du har inget uppdrag att följa upp med namn",
            body: "<p>Be verksamhetschefen om ett uppdrag om du behöver se vilka patienter siffran räknar.</p>")
        return Response(
            page: pages.page(
                .measures, title: "Patienterna bakom siffran",
                breadcrumbs: [.init("Mål", Site.measures), .init("Måttet", Site.measure("\(id)"))], context: context,
                content: notice.html))
    }
}

/// The patients behind a measure: those that do not count in the numerator first, since they are the ones to look at.
struct MeasureSpellsPage: Component {
    let view: MeasureSpells.View
    /// A mandate to follow up gives the list, not what is behind its names.
    let mayOpen: Bool

    var html: HTML {
        let hits = view.rows.count(where: \.isHit)
        return """
            <p class="lead">\(SwedishNumber.integer(hits)) av \(SwedishNumber.integer(view.rows.count)) räknas i täljaren. \(view.measure.words.numerator)</p>
            \(table)
            """
    }

    private var isCertificate: Bool { view.measure.unitOfAnalysis == .certificate }

    private var table: DataTable {
        DataTable(
            caption: isCertificate ? "Intyg" : "Sjukfall", captionNote: "De som inte räknas i täljaren först, de senaste överst.",
            columns: [
                .init("Patient", .rowHeader), .init("Personnummer", .tight),
                .init(isCertificate ? "Skickat" : "Sjukfallets dagar", .tight),
                .init("Räknas i", .tight, cardLabel: "Räknas i"), .init("I täljaren", .words),
            ],
            rows: view.rows.enumerated().map { index, row in
                .init(
                    id: "\(index)",
                    cells: [
                        name(row),
                        Personal(row.identifier.formatted).html, days(row), "\(row.month.inWords)",
                        row.isHit ? StatusMark("Ja", .done).html : StatusMark("Nej", .none).html,
                    ])
            },
            empty: EmptyState(title: "Inga patienter", text: "Måttet har inget att räkna under perioden."),
            cards: .compact)
    }

    private func name(_ row: MeasureSpells.Row) -> HTML {
        guard mayOpen else { return Personal(row.name).html }
        let href = Site.patient(row.publicID, spellFrom: isCertificate ? nil : row.days.first)
        return "<a href=\"\(href)\">\(Personal(row.name))</a>"
    }

    private func days(_ row: MeasureSpells.Row) -> HTML {
        isCertificate ? "\(row.days.first)" : "\(row.days.first) – \(row.days.last)"
    }
}
