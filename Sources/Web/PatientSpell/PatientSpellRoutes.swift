import Hummingbird
import SickLeave
import UseCases

struct PatientSpellRoutes {
    let spell: PatientSpell
    let ongoing: OngoingSpells
    let preferences: Preferences
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<PatientContext>) {
        router.get("patient/:patient", use: show)
        router.get("patient/:patient/intyg/:number", use: certificate)
        router.form(
            "patient/:patient/ansvarig", on: { Site.patient(try $0.parameters.require("patient")) }, use: assign)
    }

    private func show(_ request: Request, _ context: PatientContext) async throws -> Response {
        try await show(spellFrom: request.queryFields.day("sjukfall"), nil, context)
    }

    /// - Parameter returned: the form, when it is shown again.
    private func show(
        spellFrom first: Day?, _ returned: ReturnedForm?, _ context: PatientContext
    ) async throws -> Response {
        let now = clock()
        let view = try await spell.view(
            patient: try context.parameters.require("patient"), spellStart: first,
            settings: try await preferences.listSettings(of: context.viewer), for: context.viewer, on: Day(of: now), at: now)
        let body = PatientSpellPage(
            view: view, viewer: context.viewer, day: Day(of: now), formToken: context.unit.formToken, returned: returned)
        return Response(
            page: pages.page(
                .ongoingSpells, title: "Sjukfallet", lead: body.lead,
                actions: "\(HidePersonalButton()) \(PrintButton())",
                breadcrumbs: [.init("Pågående sjukfall", Site.ongoingSpells)],
                context: context.unit, content: body.html), status: returned == nil ? .ok : .unprocessableContent)
    }

    private func certificate(_ request: Request, _ context: PatientContext) async throws -> Response {
        let patient = try context.parameters.require("patient")
        guard let number = context.parameters.get("number", as: Int.self) else { throw UseCaseError.notFound }
        let (view, identifier, name) = try await spell.certificate(
            number: number, patient: patient, for: context.viewer, at: clock())
        let body = CertificatePage(view: view, identifier: identifier, name: name)
        return Response(
            page: pages.page(
                .ongoingSpells, title: body.title, windowTitle: "Intyg", lead: body.lead,
                actions: "\(HidePersonalButton()) \(PrintButton())",
                breadcrumbs: [.init("Pågående sjukfall", Site.ongoingSpells), .init("Sjukfallet", Site.patient(patient))],
                width: .reading,
                context: context.unit, content: body.html))
    }

    private func assign(_ request: Request, _ context: PatientContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.unit.formToken)
        let patient = try context.parameters.require("patient")
        var (isSeen, receipt) = (true, Receipt.responsible)
        let returned = try await ReturnedForm.of(Site.responsible(for: patient), fields) {
            let account = try ResponsibleChoice.account(fields)
            isSeen = try await ongoing.assign(patients: [patient], to: account, by: context.viewer, at: clock())
            receipt = ResponsibleChoice.receipt(for: account, cases: 1)
        }
        if let returned { return try await show(spellFrom: nil, returned, context) }
        throw Redirection(to: (isSeen ? Site.patient(patient) : Site.ongoingSpells).telling(receipt))
    }
}
