import HTTPTypes
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
        router.get("import/undanlagda", use: setAside)
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
        let listing = try await imports.waiting(
            page: request.queryFields.int("sida") ?? 1, for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .imports, title: "Karantän",
                lead: "Det här gick inte att läsa. Ingenting är borta: rätta och läs igen, eller lägg åt sidan.",
                breadcrumbs: [.init("Inläsning", Site.imports)], width: .wide, context: context,
                content: "\(QuarantineListPage(listing: listing))"))
    }

    private func setAside(_ request: Request, _ context: UnitContext) async throws -> Response {
        let listing = try await imports.allSetAside(
            page: request.queryFields.int("sida") ?? 1, for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .imports, title: "Undanlagda",
                lead: "Det här har någon bestämt inte ska läsas in. Det finns kvar, och kan läggas tillbaka i karantänen.",
                breadcrumbs: [.init("Inläsning", Site.imports), .init("Karantän", Site.quarantine)], width: .wide,
                context: context, content: "\(SetAsideListPage(listing: listing))"))
    }

    private func item(_ request: Request, _ context: UnitContext) async throws -> Response {
        let id = try id(context)
        if case .read(let read) = try await imports.fate(of: id, for: context.viewer, at: clock()) { return page(read, context) }
        let item = try await imports.item(id, for: context.viewer, at: clock())
        return page(
            QuarantinedItemPage(item: item, text: item.text, reason: item.reason, formToken: context.formToken), context)
    }

    /// Who comes back by the browser's own way to what is read since.
    private func page(_ read: Imports.Read, _ context: UnitContext, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            page: pages.page(
                .imports, title: "Redan inläst",
                breadcrumbs: [.init("Inläsning", Site.imports), .init("Karantän", Site.quarantine)], width: .reading,
                context: context, content: ReadItemPage(read: read).html),
            status: status)
    }

    private func page(_ body: QuarantinedItemPage, _ context: UnitContext) -> Response {
        let list: Breadcrumb =
            body.item.setAside == nil ? .init("Karantän", Site.quarantine) : .init("Undanlagda", Site.setAside)
        return Response(
            page: pages.page(
                .imports, title: body.item.setAside == nil ? "Rätta och läs igen" : "Lagd åt sidan",
                actions: body.item.isWithheld ? nil : HidePersonalButton().html,
                breadcrumbs: [.init("Inläsning", Site.imports), list],
                width: .reading, context: context, content: body.html),
            status: body.isRefused ? .unprocessableContent : .ok)
    }

    private func decide(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let id = try id(context)
        switch (try await imports.fate(of: id, for: context.viewer, at: clock()), fields["beslut"]) {
        case (.read(let read), _): return page(read, context, status: .conflict)
        // Somebody else was quicker: the page says who, and why.
        case (.setAside, let decision) where decision != "lagg-tillbaka": throw Redirection(to: Site.quarantined(id))
        case (.waiting, _), (.setAside, _): break
        }
        switch fields["beslut"] {
        case "lagg-undan": return try await setAside(id, fields, context)
        case "lagg-tillbaka":
            try await imports.putBack(id, by: context.viewer, at: clock())
            throw Redirection(to: Site.quarantined(id).telling(.itemPutBack))
        case .some, nil: return try await correct(id, fields, context)
        }
    }

    private func correct(_ id: Int, _ fields: FormFields, _ context: UnitContext) async throws -> Response {
        let item = try await imports.item(id, for: context.viewer, at: clock())
        let text = corrected(item, fields)
        switch try await imports.retry(id, text: text, by: context.viewer, at: clock()) {
        case .accepted: throw Redirection(to: Site.quarantine.telling(.itemRead))
        case .alreadyKnown: throw Redirection(to: Site.quarantine.telling(.itemAlreadyKnown))
        case .conflict: throw Redirection(to: Site.conflicts.telling(.itemInConflict))
        case .refused(let reason):
            return page(
                QuarantinedItemPage(item: item, text: text, reason: reason, isStillRefused: true, formToken: context.formToken),
                context)
        }
    }

    private func corrected(_ item: Imports.Item, _ fields: FormFields) -> String {
        guard fields["beslut"] == RowCellsForm.decision else { return fields["text"] ?? "" }
        return RowCellsForm.row(fields, stored: item.text, header: item.header)
    }

    private func setAside(_ id: Int, _ fields: FormFields, _ context: UnitContext) async throws -> Response {
        let returned = try await ReturnedForm.of(Site.quarantined(id), fields) {
            try await imports.setAside(
                id, because: fields[FormAnswer.setAsideReason.field] ?? "", by: context.viewer, at: clock())
        }
        guard let returned else { throw Redirection(to: Site.quarantine.telling(.itemSetAside)) }
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
                lead: """
                    Det här gick inte att läsa, och det framgår inte vems det är. Ge det till en enhet, så kan de rätta det. En fil som \
                    inte hör hit, till exempel en bild, kan läggas åt sidan här.
                    """,
                breadcrumbs: [.init("Inläsning", Site.imports)], width: .wide, context: context,
                content: "\(OwnerlessPage(found: found, formToken: context.formToken, returned: returned))"),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func handOut(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        var receipt = Receipt.itemHandedOut
        let returned = try await ReturnedForm.of(Site.ownerless, fields) {
            if let decision = fields["beslut"] {
                receipt = try await decideOwnerless(decision, fields, context)
                return
            }
            guard let id = fields.int("post"), let unit = fields.int("enhet") else {
                throw UseCaseError.invalid("Välj en enhet att ge posten till.")
            }
            try await imports.hand(id, toUnit: unit, by: context.viewer, at: clock())
        }
        if let returned { return try await ownerless(page: fields.int("sida") ?? 1, returned, context) }
        throw Redirection(to: Site.ownerless.telling(receipt))
    }

    private func decideOwnerless(_ decision: String, _ fields: FormFields, _ context: UnitContext) async throws -> Receipt {
        guard let id = fields.int("post") else { throw UseCaseError.notFound }
        switch decision {
        case "lagg-undan":
            try await imports.setAsideOwnerless(
                id, because: fields[FormAnswer.ownerlessReason(id).field] ?? "", by: context.viewer, at: clock())
            return .ownerlessSetAside
        case "lagg-tillbaka":
            try await imports.putBackOwnerless(id, by: context.viewer, at: clock())
            return .ownerlessPutBack
        default: throw UseCaseError.invalid("Välj vad som ska göras med posten.")
        }
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
        throw Redirection(to: Site.conflicts.telling(.conflictSetAside))
    }

    private func id(_ context: UnitContext) throws -> Int {
        guard let id = context.parameters.get("item", as: Int.self) else { throw UseCaseError.notFound }
        return id
    }
}
