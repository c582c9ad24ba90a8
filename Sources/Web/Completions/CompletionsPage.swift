import Hummingbird
import SickLeave
import Statistics
import UseCases

struct CompletionsRoutes {
    let loop: CompletionLoop
    let examples: CompletionExamples
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("kompletteringar", use: show)
        router.get("kompletteringar/:question", use: showExamples)
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        try page(context, examples: nil)
    }

    private func showExamples(_ request: Request, _ context: UnitContext) async throws -> Response {
        guard let question = UInt8(try context.parameters.require("question")).flatMap(CompletionQuestion.init(rawValue:)) else {
            throw UseCaseError.notFound
        }
        do {
            let view = try await examples.view(question, for: context.viewer, at: clock())
            return try page(
                context, examples: CompletionExamplesPanel(view: view, mayOpen: context.viewer.may(.seePatients)).html)
        } catch UseCaseError.notAllowed(.followUpPatients) {
            let notice = Notice(
                .info, title: "Du har inget uppdrag att följa upp med namn",
                body: "<p>Be verksamhetschefen om ett uppdrag om du behöver läsa intygen.</p>")
            return try page(context, examples: notice.html)
        }
    }

    private func page(_ context: UnitContext, examples: HTML?) throws -> Response {
        let view = try loop.view(for: context.viewer, on: Day(of: clock()))
        let mayShowPatients = context.viewer.may(.seePatients) || context.viewer.may(.followUpPatients)
        let actions = examples == nil ? PrintButton().html : HidePersonalButton().html
        let empty = EmptyState(
            title: "Enheten har inga intyg än", text: "När intyg och meddelanden har lästs in visas frågorna här.")
        return Response(
            page: pages.page(
                .measures, title: "Lär av kompletteringarna",
                lead: view.map { "\(context.viewer.unit.name), intyg signerade \($0.months.inWords)" }, actions: actions,
                breadcrumbs: [.init("Mål", Site.measures)], context: context,
                content: view.map {
                    CompletionsPage(view: $0, mayShowPatients: mayShowPatients, examples: examples).html
                } ?? empty.html))
    }
}

/// Which questions of FK 7804 come back, and for which diagnoses.
struct CompletionsPage: Component {
    let view: CompletionLoop.View
    let mayShowPatients: Bool
    /// Certificates to read, when they were asked for.
    var examples: HTML?

    var html: HTML {
        """
        <p class="lead">\(summary)</p>
        <p class="small soft">Här räknas intyg på månaden då de signerades. \
        <a href="\(Site.measure("kompletteringar"))">Måttet</a> räknar på månaden då de skickades, för de senaste tolv månaderna som är \
        färdiga, så talen kan skilja.</p>
        \(with: examples, { $0 })
        \(if: !view.questions.isEmpty, "\(Panel("Frågorna som kommer tillbaka", questions))\(Panel("Diagnoserna", diagnoses))\(next)")
        """
    }

    private var summary: String {
        guard view.sent > 0 else { return "Inga intyg skickades under perioden." }
        let share = SwedishNumber.percent(Double(view.completed) / Double(view.sent))
        let first = view.questions.first.map { " Oftast gäller det \($0.question.title.lowercasingFirst)." } ?? ""
        return
            "Försäkringskassan ville ha \(SwedishNumber.integer(view.completed)) av \(SwedishNumber.integer(view.sent)) skickade intyg kompletterade (\(share))."
            + first
    }

    private var questions: HTML {
        let all = view.questions.reduce(0) { $0 + $1.count }
        return DataTable(
            caption: "Fråga i FK 7804", captionNote: "Ett intyg kan kompletteras i flera frågor.",
            columns: [
                .init("Fråga", .rowHeader), .init("Gånger", .number, cardLabel: "Gånger"),
                .init("Andel", .number, cardLabel: "Andel"),
                .init("Oftast för", .longText, cardLabel: "Oftast för"),
            ] + (mayShowPatients ? [.init("Exempel", .tight)] : []),
            rows: view.questions.map { row in
                .init(
                    id: "\(row.question.rawValue)",
                    cells: [
                        "\(row.question.title) <span class=\"soft small\">fråga \(row.question.questions.joined(separator: ", "))</span>",
                        "\(SwedishNumber.integer(row.count))",
                        "\(SwedishNumber.percent(Double(row.count) / Double(max(all, 1)), places: 0))",
                        "\(row.diagnoses.map { "\($0.node.title) (\($0.count))" }.joined(separator: ", "))",
                        "<a href=\"\(Site.completionExamples(row.question.rawValue))\" aria-label=\"Läs intyg som fick frågan \(row.question.title)\">Läs intyg</a>",
                    ])
            }, isTall: false, cards: .labelled
        ).html
    }

    private var diagnoses: HTML {
        DataTable(
            caption: "Diagnos", captionNote: "Andelen av få intyg svänger mycket. Läs antalet.",
            columns: [
                .init("Diagnos", .rowHeader), .init("Kompletterade", .number, cardLabel: "Kompletterade"),
                .init("Skickade", .number, cardLabel: "Skickade"), .init("Andel", .number, cardLabel: "Andel"),
                .init("Intervall", .number, cardLabel: "Intervall"),
            ],
            rows: view.diagnoses.prefix(15).map { row in
                let count = ShareCount(row.completed, of: row.sent)
                return .init(
                    id: "\(row.node.codes)",
                    cells: [
                        "\(row.node.title)", "\(SwedishNumber.integer(row.completed))", "\(SwedishNumber.integer(row.sent))",
                        "\(count.share.map { SwedishNumber.percent($0, places: 0) } ?? "–")",
                        "\(count.interval.map { SwedishNumber.percentRange($0.lower, $0.upper, places: 0) } ?? "–")",
                    ])
            }, isTall: false, cards: .labelled
        ).html
    }

    /// What to do with it: examples for those who may see patients, and the measure for everybody.
    private var next: HTML {
        Panel(
            "Gå vidare",
            """
            <div class="prose"><p>Välj en fråga i taget. Läs tre intyg som fick den frågan och tre som inte fick den, och jämför vad som skiljer.</p></div>
            <p class="actions">\(if: mayShowPatients, LinkButton("Visa intygen", Site.measureSpells("kompletteringar"), isSmall: true).html)\
            \(LinkButton("Måttet", Site.measure("kompletteringar"), .quiet, isSmall: true))\
            \(LinkButton("Så räknas det", Site.reportRules, .quiet, isSmall: true))</p>
            """
        ).html
    }
}

extension String {
    var lowercasingFirst: String { prefix(1).lowercased() + dropFirst() }
}
