import Hummingbird
import SickLeave
import UseCases

/// The access log: its review, its newest rows, extracts for patients, and each person's own looks.
struct LogRoutes {
    let review: LogReview
    let extract: LogExtract
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("logg", use: overview)
        router.post("logg", use: start)
        router.get("logg/rader", use: rows)
        router.get("logg/nodoppningar", use: emergencies)
        router.get("logg/granskning/:review", use: oneReview)
        router.post("logg/granskning/:review", use: decide)
        router.get("logg/utdrag", use: askForExtract)
        router.post("logg/utdrag", use: showExtract)
        router.get("mina-atkomster", use: own)
    }

    private func overview(_ request: Request, _ context: UnitContext) async throws -> Response {
        let reviews = try await review.reviews(for: context.viewer)
        let month = Day(of: clock()).month
        return Response(
            page: pages.page(
                .log, title: "Åtkomstlogg",
                lead: "Varje månad granskas ett urval av åtkomsterna. Urval, bedömning och signatur sparas.",
                actions: """
                    \(LinkButton("Senaste åtkomsterna", Site.logRows, .secondary))\(LinkButton("Nödöppningar", Site.emergencies, .secondary))\(LinkButton("Utdrag till en patient", Site.logExtract, .secondary))
                    """, context: context,
                content: "\(LogReviewListPage(reviews: reviews, month: month, formToken: context.formToken))"))
    }

    private func start(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        guard let month = fields["manad"].flatMap({ Day(iso: $0 + "-01") })?.month else {
            throw UseCaseError.invalid("Välj en månad.")
        }
        let number = try await review.start(
            month: month, sample: fields.int("antal") ?? LogReviewListPage.sample, seed: .random(in: .min ... .max),
            by: context.viewer, at: clock())
        throw Redirection(to: Site.logReview(number))
    }

    private func rows(_ request: Request, _ context: UnitContext) async throws -> Response {
        let rows = try await review.newest(200, for: context.viewer)
        let place = context.viewer.unit
        return Response(
            page: pages.page(
                .log, title: "Senaste åtkomsterna", lead: "Varje gång någon ser en patients uppgifter skrivs en rad här.",
                breadcrumbs: [.init("Åtkomstlogg", Site.logReview)], width: .wide, context: context,
                content: "\(LogRowTable(rows: rows, note: "De 200 senaste hos \(place.name)", showsPerson: true))"))
    }

    private func emergencies(_ request: Request, _ context: UnitContext) async throws -> Response {
        let rows = try await review.emergencies(200, for: context.viewer)
        return Response(
            page: pages.page(
                .log, title: "Nödöppningar",
                lead: "Spärrade uppgifter som har öppnats för att det inte kunde vänta. Var och en granskas.",
                breadcrumbs: [.init("Åtkomstlogg", Site.logReview)], width: .wide, context: context,
                content: "\(EmergencyAccessPage(emergencies: rows, note: "De 200 senaste hos \(context.viewer.unit.name)"))"))
    }

    private func own(_ request: Request, _ context: UnitContext) async throws -> Response {
        let rows = try await review.own(200, for: context.viewer)
        return Response(
            page: pages.page(
                .none, title: "Mina åtkomster",
                lead: """
                    Så här står det du har sett och ändrat i åtkomstloggen. Loggen granskas varje månad, och patienten kan få ett utdrag ur den.
                    """, width: .wide, context: context,
                content:
                    "\(LogRowTable(rows: rows, note: "Dina 200 senaste hos \(context.viewer.unit.providerName)", showsPerson: false))"
            ))
    }

    private func oneReview(_ request: Request, _ context: UnitContext) async throws -> Response {
        let view = try await review.view(try number(context), for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .log, title: "Granskning \(view.review.number)", lead: "\(view.review.month.inWords)",
                actions: "\(PrintButton())", breadcrumbs: [.init("Åtkomstlogg", Site.logReview)], width: .wide, context: context,
                content: "\(LogReviewPage(view: view, formToken: context.formToken))"))
    }

    private func decide(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let number = try number(context)
        if let pick = fields.int("rad") {
            guard let decision = fields.int("bedomning").flatMap(LogReview.Decision.init(rawValue:)) else {
                throw UseCaseError.invalid("Välj en bedömning.")
            }
            try await review.decide(
                pick, of: number, decision, note: fields.trimmed("anteckning"), by: context.viewer, at: clock())
        } else {
            try await review.sign(number, note: fields.trimmed("anteckning"), by: context.viewer, at: clock())
        }
        throw Redirection(to: Site.logReview(number))
    }

    private func number(_ context: UnitContext) throws -> Int {
        guard let number = context.parameters.get("review", as: Int.self) else { throw UseCaseError.notFound }
        return number
    }

    private func askForExtract(_ request: Request, _ context: UnitContext) async throws -> Response {
        guard context.viewer.may(.reviewLog) else { throw UseCaseError.notAllowed(.reviewLog) }
        return ask(context)
    }

    private func ask(_ context: UnitContext, text: String = "", fault: String? = nil) -> Response {
        Response(
            page: pages.page(
                .log, title: "Utdrag till en patient",
                lead: "Utdraget visar när och från vilken enhet patientens uppgifter har använts, och vad som gjordes.",
                breadcrumbs: [.init("Åtkomstlogg", Site.logReview)], width: .reading, context: context,
                content: "\(LogExtractForm(text: text, fault: fault, formToken: context.formToken))"),
            status: fault == nil ? .ok : .unprocessableContent)
    }

    /// Asked for by a form, never by an address: addresses are kept in histories and logs.
    private func showExtract(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let text = fields["nummer"] ?? ""
        let isFile = fields["form"] == "csv"
        do {
            let found = try await extract.extract(of: text, as: isFile ? .file : .page, for: context.viewer, at: clock())
            return isFile ? Response(csv: found.csv, named: "loggutdrag.csv") : page(found, context)
        } catch UseCaseError.invalid(let sentence) {
            return ask(context, text: text, fault: sentence)
        }
    }

    private func page(_ extract: LogExtract.Extract, _ context: UnitContext) -> Response {
        Response(
            page: pages.page(
                .log, title: "Loggutdrag",
                lead: "Utdrag ur åtkomstloggen hos \(context.viewer.unit.providerName), \(Day(of: clock()).inWords)",
                actions: "\(PrintButton())",
                breadcrumbs: [.init("Åtkomstlogg", Site.logReview), .init("Utdrag till en patient", Site.logExtract)],
                context: context,
                content: "\(LogExtractPage(extract: extract, formToken: context.formToken))"))
    }
}
