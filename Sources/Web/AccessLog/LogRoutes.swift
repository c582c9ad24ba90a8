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
        try await overview(nil, context)
    }

    /// - Parameter returned: the form, when it is shown again.
    private func overview(_ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let reviews = try await review.reviews(for: context.viewer)
        let month = Day(of: clock()).month
        return Response(
            page: pages.page(
                .log, title: "Åtkomstlogg",
                lead: "Varje månad granskas ett urval av åtkomsterna. Urval, bedömning och signatur sparas.",
                actions: """
                    \(LinkButton("Senaste åtkomsterna", Site.logRows, .secondary))\(LinkButton("Nödöppningar", Site.emergencies, .secondary))\(LinkButton("Utdrag till en patient", Site.logExtract, .secondary))
                    """, context: context,
                content: "\(LogReviewListPage(reviews: reviews, month: month, formToken: context.formToken, returned: returned))"),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func start(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let returned = try await ReturnedForm.of(Site.logReview, fields) {
            guard let month = fields["manad"].flatMap({ Day(iso: $0 + "-01") })?.month else {
                throw UseCaseError.invalidAnswer(.reviewMonth, "Välj en månad.")
            }
            // What is no number is no number of rows.
            let number = try await review.start(
                month: month, sample: fields.int("antal") ?? 0, seed: .random(in: .min ... .max), by: context.viewer, at: clock())
            throw Redirection(to: Site.logReview(number).telling(.reviewBegun))
        }
        return try await overview(returned, context)
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
        try await oneReview(nil, context)
    }

    /// - Parameter returned: one of its forms, when it is shown again.
    private func oneReview(_ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let view = try await review.view(try number(context), for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .log, title: "Granskning \(view.review.number)", lead: "\(view.review.month.inWords)",
                actions: "\(PrintButton())", breadcrumbs: [.init("Åtkomstlogg", Site.logReview)], width: .wide, context: context,
                content: "\(LogReviewPage(view: view, formToken: context.formToken, returned: returned))"),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func decide(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let number = try number(context)
        // The form of the signature has no rows.
        let rows = try Set(
            fields.all("rad").map { row in
                guard let row = Int(row) else { throw UseCaseError.notFound }
                return row
            })
        guard !rows.isEmpty else { return try await sign(number, fields, context) }
        let written = rows.sorted().map { judgement(of: $0, fields) }
        var waiting: [Int] = []
        let returned = try await ReturnedForm.of(Site.logReview(number), fields) {
            waiting = try await review.judge(written, of: number, by: context.viewer, at: clock())
        }
        if let returned { return try await oneReview(returned, context) }
        let row = fields.int("efter") ?? 0
        let next = waiting.first { $0 > row } ?? waiting.first
        throw Redirection(
            to: Site.logReview(number).telling(.judgement).fragment(next.map { "rad-\($0)" } ?? "signera"))
    }

    private func judgement(of row: Int, _ fields: FormFields) -> LogReview.Written {
        LogReview.Written(
            row: row, decision: fields.int(FormAnswer.judgement(row).field).flatMap(LogReview.Decision.init(rawValue:)),
            note: fields.trimmed(FormAnswer.judgementNote(row).field), seen: fields.int("sedda-\(row)"))
    }

    private func sign(_ number: Int, _ fields: FormFields, _ context: UnitContext) async throws -> Response {
        let returned = try await ReturnedForm.of(Site.logReview(number), fields) {
            try await review.sign(number, note: fields.trimmed("anteckning"), by: context.viewer, at: clock())
        }
        if let returned { return try await oneReview(returned, context) }
        throw Redirection(to: Site.logReview(number).telling(.reviewSigned))
    }

    private func number(_ context: UnitContext) throws -> Int {
        guard let number = context.parameters.get("review", as: Int.self) else { throw UseCaseError.notFound }
        return number
    }

    private func askForExtract(_ request: Request, _ context: UnitContext) async throws -> Response {
        guard context.viewer.may(.reviewLog) else { throw UseCaseError.notAllowed(.reviewLog) }
        return ask(nil, context)
    }

    /// - Parameter returned: the form, when it is shown again.
    private func ask(_ returned: ReturnedForm?, _ context: UnitContext) -> Response {
        Response(
            page: pages.page(
                .log, title: "Utdrag till en patient",
                lead: "Utdraget visar när och från vilken enhet patientens uppgifter har använts, och vad som gjordes.",
                breadcrumbs: [.init("Åtkomstlogg", Site.logReview)], width: .reading, context: context,
                content: "\(LogExtractForm(formToken: context.formToken, returned: returned))"),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    /// Asked for by a form, never by an address: addresses are kept in histories and logs.
    private func showExtract(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let isFile = fields["form"] == "csv"
        var found: LogExtract.Extract?
        let returned = try await ReturnedForm.of(Site.logExtract, fields) {
            found = try await extract.extract(
                of: fields["nummer"] ?? "", as: isFile ? .file : .page, for: context.viewer, at: clock())
        }
        guard let found else { return ask(returned, context) }
        return isFile ? Response(csv: found.csv, named: "loggutdrag.csv") : page(found, context)
    }

    private func page(_ extract: LogExtract.Extract, _ context: UnitContext) -> Response {
        let places = [extract.unit, context.viewer.unit.providerName].compactMap(\.self).joined(separator: ", ")
        return Response(
            page: pages.page(
                .log, title: "Loggutdrag",
                lead: "Utdrag ur åtkomstloggen hos \(places), \(Day(of: clock()).inWords)",
                actions: "\(PrintButton())",
                breadcrumbs: [.init("Åtkomstlogg", Site.logReview), .init("Utdrag till en patient", Site.logExtract)],
                context: context,
                content: "\(LogExtractPage(extract: extract, formToken: context.formToken))"))
    }
}
