import Hummingbird
import SickLeave
import UseCases

struct UnitRightsRoutes {
    let rights: UnitRights
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("behorigheter", use: show)
        router.form("behorigheter/roll", on: { _ in Site.rights }, use: give)
        router.form("behorigheter/roll/avsluta", on: { _ in Site.rights }, use: end)
        router.form("behorigheter/uppdrag", on: { _ in Site.rights }, use: grant)
        router.form("behorigheter/uppdrag/avsluta", on: { _ in Site.rights }, use: withdraw)
        router.form("behorigheter/patienter", on: { _ in Site.rights }, use: decide)
        router.get("behorigheter/analys", use: analysis)
        router.post("behorigheter/analys", use: sign)
    }

    private var today: Day { Day(of: clock()) }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await page(nil, context)
    }

    /// - Parameter returned: one of its forms, when it is shown again.
    private func page(_ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let day = today
        let view = try await rights.view(for: context.viewer, on: day)
        return Response(
            page: pages.page(
                .rights, title: "Behörigheter",
                lead: "Vem som har vilken roll på \(context.viewer.unit.name), och vad rollen ger.", context: context,
                content: "\(UnitRightsPage(view: view, day: day, formToken: context.formToken, returned: returned))"),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func give(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let returned = try await ReturnedForm.of(Site.giveRole, fields) { try await give(fields, context) }
        if let returned { return try await page(returned, context) }
        throw Redirection(to: Site.rights.telling(.role))
    }

    private func give(_ fields: FormFields, _ context: UnitContext) async throws {
        guard let role = fields["roll"].flatMap(Role.init(rawValue:)) else {
            throw UseCaseError.invalidAnswer(.role, "Välj en roll.")
        }
        guard let first = fields.day("fran") else {
            throw UseCaseError.invalidAnswer(.firstDay, "Ange från vilken dag, till exempel \(today).")
        }
        guard fields["till"] == nil || fields.day("till") != nil else {
            throw UseCaseError.invalidAnswer(
                .lastDay, "Ange till och med vilken dag, till exempel \(today + 365), eller lämna tomt.")
        }
        try await rights.give(
            role, to: fields["konto"] ?? "", from: first, through: fields.day("till"), by: context.viewer, context.caller,
            on: today, at: clock())
    }

    private func end(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        guard let assignment = fields.int("uppgift") else { throw UseCaseError.notFound }
        let returned = try await ReturnedForm.of(Site.endRole, fields) {
            try await rights.end(assignment, by: context.viewer, context.caller, on: today, at: clock())
        }
        if let returned { return try await page(returned, context) }
        throw Redirection(to: Site.rights.telling(.roleEnded))
    }

    private func grant(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let returned = try await ReturnedForm.of(Site.giveMandate, fields) { try await grant(fields, context) }
        if let returned { return try await page(returned, context) }
        throw Redirection(to: Site.rights.telling(.mandate))
    }

    private func grant(_ fields: FormFields, _ context: UnitContext) async throws {
        guard let account = fields.int("person") else {
            throw UseCaseError.invalidAnswer(.mandatePerson, "Välj vem uppdraget gäller.")
        }
        guard let last = fields.day("uppdrag-till") else {
            throw UseCaseError.invalidAnswer(.mandateLastDay, "Ange till och med vilken dag, till exempel \(today + 90).")
        }
        try await rights.grantMandate(
            to: account, purpose: fields.trimmed("vad"), through: last, by: context.viewer, context.caller, on: today, at: clock()
        )
    }

    private func withdraw(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        guard let account = fields.int("person") else { throw UseCaseError.notFound }
        try await rights.withdrawMandate(from: account, by: context.viewer, context.caller, on: today, at: clock())
        throw Redirection(to: Site.rights.telling(.mandateEnded))
    }

    private func decide(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let returned = try await ReturnedForm.of(Site.whosePatients, fields) {
            guard let whose = fields["ser"], ["enhetens", "egna"].contains(whose) else {
                throw UseCaseError.invalidAnswer(.whosePatients, "Välj vilka patienter läkare och vårdpersonal ser.")
            }
            try await rights.setPhysiciansSeeUnit(whose == "enhetens", by: context.viewer, context.caller, at: clock())
        }
        if let returned { return try await page(returned, context) }
        throw Redirection(to: Site.rights.telling(.whosePatients))
    }

    private func analysis(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await analysisPage(nil, context)
    }

    /// - Parameter returned: the form, when it is shown again.
    private func analysisPage(_ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let day = today
        let view = try await rights.view(for: context.viewer, on: day)
        return Response(
            page: pages.page(
                .rights, title: "Behovs- och riskanalys",
                lead:
                    "Skriv varför rollen behöver det den ser, vad som kan gå fel och vad ni gör åt det. Sedan kan du ge rollen.",
                breadcrumbs: [.init("Behörigheter", Site.rights)], width: .reading, context: context,
                content: """
                    \(RiskAnalysisPage(analyses: view.analyses, day: day, formToken: context.formToken, returned: returned))
                    """),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func sign(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let parts = Role.givenAtUnits.compactMap { role -> RiskAnalysis.Part? in
            let part = RiskAnalysis.Part(
                role: role, needs: fields.trimmed(FormAnswer.needs(role).field),
                risks: fields.trimmed(FormAnswer.risks(role).field), measures: fields.trimmed(FormAnswer.measures(role).field))
            return part.needs.isEmpty && part.risks.isEmpty && part.measures.isEmpty ? nil : part
        }
        let returned = try await ReturnedForm.of(Site.riskAnalysis, fields) {
            try await rights.sign(parts, by: context.viewer, context.caller, on: today, at: clock())
        }
        if let returned { return try await analysisPage(returned, context) }
        throw Redirection(to: Site.rights.telling(.riskAnalysis))
    }
}

extension FormFields {
    /// Without blanks at its ends; empty when it was not sent.
    func trimmed(_ name: String) -> String {
        let text = self[name] ?? ""
        guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
