import Hummingbird
import SickLeave
import UseCases

struct PatientProtectionRoutes {
    let protection: PatientProtection
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<PatientContext>) {
        router.get("patient/:patient/skydd", use: show)
        router.post("patient/:patient/skydd", use: block)
        router.form(
            "patient/:patient/samtycke", on: { Site.protection(of: try $0.parameters.require("patient")) }, use: consent)
        router.get("patient/:patient/enhet/:unit", use: otherUnit)
        router.post("patient/:patient/enhet/:unit", use: openInEmergency)
    }

    private func show(_ request: Request, _ context: PatientContext) async throws -> Response {
        try await page(nil, context)
    }

    /// - Parameter returned: one of its forms, when it is shown again.
    private func page(_ returned: ReturnedForm?, _ context: PatientContext) async throws -> Response {
        let view = try await protection.view(patient: try patient(context), for: context.viewer, at: clock())
        let body = PatientProtectionPage(
            view: view, viewer: context.viewer, day: Day(of: clock()), formToken: context.unit.formToken, returned: returned)
        return page("Spärrar och samtycken", view.name, view.identifier, body.html, view.patient, returned, context)
    }

    private func otherUnit(_ request: Request, _ context: PatientContext) async throws -> Response {
        try await otherUnit(nil, context)
    }

    /// - Parameter returned: the form, when it is shown again.
    private func otherUnit(_ returned: ReturnedForm?, _ context: PatientContext) async throws -> Response {
        let patient = try patient(context)
        let view = try await protection.otherUnit(try unit(context), of: patient, for: context.viewer, at: clock())
        let body = OtherUnitPage(
            view: view, patient: patient, viewer: context.viewer, day: Day(of: clock()), formToken: context.unit.formToken,
            returned: returned)
        return page(view.unit.name, view.name, view.identifier, body.html, patient, returned, context)
    }

    private func page(
        _ title: String, _ name: String, _ identifier: PersonIdentifier, _ content: HTML, _ patient: String,
        _ returned: ReturnedForm?, _ context: PatientContext
    ) -> Response {
        Response(
            page: pages.page(
                .ongoingSpells, title: title, windowTitle: "Spärrar och samtycken",
                lead: "\(Personal(name.isEmpty ? "Namn saknas" : name)) · \(Personal(identifier.formatted))",
                actions: "\(HidePersonalButton())",
                breadcrumbs: [.init("Pågående sjukfall", Site.ongoingSpells), .init("Sjukfallet", Site.patient(patient))],
                width: .reading, context: context.unit, content: content),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func openInEmergency(_ request: Request, _ context: PatientContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.unit.formToken)
        let (patient, unit) = (try patient(context), try unit(context))
        let returned = try await ReturnedForm.of(Site.otherUnit(unit, of: patient), fields) {
            try await protection.openInEmergency(
                unit: unit, of: patient, reason: fields.trimmed("skal"), by: context.viewer, at: clock())
        }
        if let returned { return try await otherUnit(returned, context) }
        throw Redirection(to: Site.otherUnit(unit, of: patient))
    }

    private func block(_ request: Request, _ context: PatientContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.unit.formToken)
        let patient = try patient(context)
        try context.viewer.require(.blockPatients)
        let returned = try await ReturnedForm.of(Site.protection(of: patient), fields) {
            switch fields["beslut"] {
            case "sparra": try await protection.block(patient: patient, by: context.viewer, at: clock())
            case "hav": try await protection.lift(patient: patient, by: context.viewer, at: clock())
            case .some, nil: throw UseCaseError.invalid("Välj om uppgifterna ska spärras eller om spärren ska hävas.")
            }
        }
        if let returned { return try await page(returned, context) }
        throw Redirection(to: Site.protection(of: patient).telling(fields["beslut"] == "hav" ? .blockLifted : .block))
    }

    private func consent(_ request: Request, _ context: PatientContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.unit.formToken)
        let patient = try patient(context)
        try context.viewer.require(.recordConsent)
        let isWithdrawn = fields["beslut"] == "aterta"
        let returned = try await ReturnedForm.of(Site.consent(of: patient), fields) {
            guard let party = fields["part"].flatMap(Consent.Party.init(rawValue:)) else {
                throw UseCaseError.invalidAnswer(.consentParty, "Välj vem samtycket gäller.")
            }
            if isWithdrawn {
                try await protection.withdrawConsent(of: patient, to: party, by: context.viewer, at: clock())
            } else {
                try await give(fields, to: party, patient, context)
            }
        }
        if let returned { return try await page(returned, context) }
        throw Redirection(to: Site.protection(of: patient).telling(isWithdrawn ? .consentWithdrawn : .consent))
    }

    private func give(
        _ fields: FormFields, to party: Consent.Party, _ patient: String, _ context: PatientContext
    ) async throws {
        guard let day = fields.day("dag") else {
            throw UseCaseError.invalidAnswer(.consentDay, "Ange vilken dag samtycket lämnades, till exempel \(Day(of: clock())).")
        }
        let last = fields.trimmed("till")
        guard last.isEmpty || Day(iso: last) != nil else {
            throw UseCaseError.invalidAnswer(.lastDay, "Ange till och med vilken dag samtycket gäller, eller lämna tomt.")
        }
        try await protection.giveConsent(
            of: patient, to: party, about: fields.trimmed("vad"), isWritten: fields["sätt"] == "skriftligt", on: day,
            through: Day(iso: last), by: context.viewer, at: clock())
    }

    private func patient(_ context: PatientContext) throws -> String { try context.parameters.require("patient") }

    private func unit(_ context: PatientContext) throws -> Int {
        guard let unit = context.parameters.get("unit", as: Int.self) else { throw UseCaseError.notFound }
        return unit
    }
}
