import Hummingbird
import SickLeave
import UseCases

struct ImportRoutes {
    let imports: Imports
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("import", use: overview)
        router.get("import/karantan", use: waiting)
        router.get("import/karantan/:item", use: item)
        router.post("import/karantan/:item", use: decide)
        router.get("import/utan-agare", use: ownerless)
        router.post("import/utan-agare", use: handOut)
        router.get("import/konflikter", use: conflicts)
        router.post("import/konflikter", use: setAsideConflict)
    }

    private func overview(_ request: Request, _ context: UnitContext) async throws -> Response {
        let view = try await imports.overview(for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .imports, title: "Inläsning", lead: "Så gick det att läsa in intyg, meddelanden och register.", context: context,
                content: "\(ImportOverviewPage(view: view, viewer: context.viewer))"))
    }

    private func waiting(_ request: Request, _ context: UnitContext) async throws -> Response {
        let (items, count, page) = try await imports.waiting(
            page: request.queryFields.int("sida") ?? 1, for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .imports, title: "Karantän",
                lead: "Det här gick inte att läsa. Ingenting är borta: rätta och läs igen, eller lägg åt sidan.",
                breadcrumbs: [.init("Inläsning", Site.imports)], width: .wide, context: context,
                content: "\(QuarantineListPage(items: items, count: count, page: page))"))
    }

    private func item(_ request: Request, _ context: UnitContext) async throws -> Response {
        let item = try await imports.item(try id(context), for: context.viewer, at: clock())
        return page(
            QuarantinedItemPage(item: item, text: item.text, reason: item.reason, formToken: context.formToken), context)
    }

    private func page(_ body: QuarantinedItemPage, _ context: UnitContext) -> Response {
        Response(
            page: pages.page(
                .imports, title: "Rätta och läs igen", actions: body.item.isWithheld ? nil : HidePersonalButton().html,
                breadcrumbs: [.init("Inläsning", Site.imports), .init("Karantän", Site.quarantine)],
                width: .reading, context: context, content: body.html),
            status: body.isRefused ? .unprocessableContent : .ok)
    }

    private func decide(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let id = try id(context)
        if fields["beslut"] == "lagg-undan" {
            return try await setAside(id, fields, context)
        }
        let text = fields["text"] ?? ""
        let item = try await imports.item(id, for: context.viewer, at: clock())
        switch try await imports.retry(id, text: text, by: context.viewer, at: clock()) {
        case .accepted, .alreadyKnown: throw Redirection(to: Site.quarantine)
        case .conflict: throw Redirection(to: Site.conflicts)
        case .refused(let reason):
            return page(
                QuarantinedItemPage(item: item, text: text, reason: reason, isStillRefused: true, formToken: context.formToken),
                context)
        }
    }

    private func setAside(_ id: Int, _ fields: FormFields, _ context: UnitContext) async throws -> Response {
        let returned = try await ReturnedForm.of(Site.quarantined(id), fields) {
            try await imports.setAside(id, because: fields["skal"] ?? "", by: context.viewer, at: clock())
        }
        guard let returned else { throw Redirection(to: Site.quarantine) }
        let item = try await imports.item(id, for: context.viewer, at: clock())
        return page(
            QuarantinedItemPage(
                item: item, text: item.text, reason: item.reason, formToken: context.formToken, returned: returned), context)
    }

    private func ownerless(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await ownerless(page: request.queryFields.int("sida") ?? 1, nil, context)
    }

    /// - Parameter returned: a row's form, when it is shown again.
    private func ownerless(page: Int, _ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let found = try await imports.ownerless(page: page, for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .imports, title: "Utan ägare",
                lead: "Det här gick inte att läsa, och det framgår inte vems det är. Ge det till en enhet, så kan de rätta det.",
                breadcrumbs: [.init("Inläsning", Site.imports)], width: .wide, context: context,
                content: "\(OwnerlessPage(found: found, formToken: context.formToken, returned: returned))"),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func handOut(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let returned = try await ReturnedForm.of(Site.ownerless, fields) {
            guard let id = fields.int("post"), let unit = fields.int("enhet") else {
                throw UseCaseError.invalid("Välj en enhet att ge posten till.")
            }
            try await imports.hand(id, toUnit: unit, by: context.viewer, at: clock())
        }
        if let returned { return try await ownerless(page: 1, returned, context) }
        throw Redirection(to: Site.ownerless)
    }

    private func conflicts(_ request: Request, _ context: UnitContext) async throws -> Response {
        let found = try await imports.conflicts(for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .imports, title: "Samma intyg, olika innehåll",
                lead: "Intyg som kom en gång till med ett annat innehåll. Det som fanns först gäller; ingenting är överskrivet.",
                breadcrumbs: [.init("Inläsning", Site.imports)], context: context,
                content: "\(ConflictListPage(conflicts: found, formToken: context.formToken))"))
    }

    private func setAsideConflict(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        guard let number = fields.int("intyg"), let ordinal = fields.int("ordning") else { throw UseCaseError.notFound }
        try await imports.setAsideConflict(number: number, ordinal: ordinal, by: context.viewer, at: clock())
        throw Redirection(to: Site.conflicts)
    }

    private func id(_ context: UnitContext) throws -> Int {
        guard let id = context.parameters.get("item", as: Int.self) else { throw UseCaseError.notFound }
        return id
    }
}
