import HTTPTypes
import Hummingbird
import SickLeave
import UseCases

struct OngoingSpellsRoutes {
    let spells: OngoingSpells
    let preferences: Preferences
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<PatientContext>) {
        router.get("sjukfall", use: list)
        router.post("sjukfall", use: search)
        router.form("sjukfall/ansvarig", on: { _ in Site.ongoingSpells }, use: assign)
        router.form("sjukfall/installningar", on: { _ in Site.ongoingSpells }, use: changeSettings)
    }

    private func list(_ request: Request, _ context: PatientContext) async throws -> Response {
        try await list(address(request.queryFields, context), nil, context)
    }

    /// - Parameters:
    ///   - returned: one of its forms, when it is shown again.
    ///   - status: of the answer to a form that could not be accepted.
    private func list(
        _ address: OngoingSpellsAddress, _ returned: ReturnedForm?, _ context: PatientContext,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let now = clock()
        let settings = try await preferences.listSettings(of: context.viewer)
        let page = try await spells.page(
            address.page, filter: address.filter, settings: settings, for: context.viewer, on: Day(of: now), at: now)
        let body = OngoingSpellsPage(
            page: page, address: address, viewer: context.viewer, today: Day(of: now), formToken: context.unit.formToken,
            returned: returned)
        return Response(
            page: pages.page(
                .ongoingSpells, title: "Pågående sjukfall", lead: body.lead, actions: "\(HidePersonalButton()) \(PrintButton())",
                width: .wide, context: context.unit, content: body.html),
            status: status)
    }

    private func address(_ fields: FormFields, _ context: PatientContext) -> OngoingSpellsAddress {
        OngoingSpellsAddress(fields, for: context.viewer, unsealed: context.unit.signed.open)
    }

    /// The filter is posted, so that a searched person never stands in an address: an identity number is exchanged for the
    /// patient's opaque name, words that may be a name are sealed, and the view becomes an address that can be saved.
    private func search(_ request: Request, _ context: PatientContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.unit.formToken)
        let words = SearchWords(fields["sok"] ?? "")
        var address = OngoingSpellsAddress(fields, for: context.viewer)
            .searching(words, seal: context.unit.signed.seal)
        if let number = words.identityNumber {
            let settings = try await preferences.listSettings(of: context.viewer)
            let now = clock()
            // Nobody has the name "ingen": the list then says that the filter matches nothing.
            let patient =
                try await spells.patient(
                    identifiedBy: number, settings: settings, for: context.viewer, on: address.filter.day ?? Day(of: now), at: now
                )
                ?? "ingen"
            address = address.changing { $0.patient = patient }
        } else if !words.others.isEmpty || !words.plain.isEmpty {
            // Other words are another search.
            address = address.changing { $0.patient = nil }
        }
        // What cannot be read may be a number in the wrong field: it is told on the page and never gets into the address.
        guard address.unread.isEmpty else { return try await list(address, nil, context, status: .unprocessableContent) }
        throw Redirection(to: address.href(for: context.viewer))
    }

    private func assign(_ request: Request, _ context: PatientContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.unit.formToken)
        let address = address(FormFields(urlEncoded: fields["vy"] ?? ""), context)
        var receipt = Receipt.responsible
        let returned = try await ReturnedForm.of(Site.assignCases, fields) {
            let (patients, account) = (fields.all("rad"), try ResponsibleChoice.account(fields))
            try await spells.assign(patients: patients, to: account, by: context.viewer, at: clock())
            receipt = ResponsibleChoice.receipt(for: account, cases: Set(patients).count)
        }
        if let returned { return try await list(address, returned, context, status: .unprocessableContent) }
        throw Redirection(to: address.href(for: context.viewer).telling(receipt))
    }

    private func changeSettings(_ request: Request, _ context: PatientContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.unit.formToken)
        let address = address(FormFields(urlEncoded: fields["vy"] ?? ""), context)
        let returned = try await ReturnedForm.of(Site.listSettings, fields) {
            guard let gap = fields.int("mellanrum"), (0...90).contains(gap) else {
                throw UseCaseError.invalidAnswer(.listGap, "Ange 0–90 dagar mellan intyg.")
            }
            guard let ended = fields.int("avslutade"), (0...14).contains(ended) else {
                throw UseCaseError.invalidAnswer(.listEnded, "Ange 0–14 dagar för nyligen avslutade sjukfall.")
            }
            try await preferences.setListSettings(.init(gap: gap, recentlyEnded: ended), for: context.viewer)
        }
        if let returned { return try await list(address, returned, context, status: .unprocessableContent) }
        throw Redirection(to: address.href(for: context.viewer).telling(.listSettings))
    }
}
