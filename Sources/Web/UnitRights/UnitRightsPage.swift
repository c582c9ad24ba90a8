import SickLeave
import UseCases

/// Who holds which role at the unit, who follows up by mandate, and whose patients physicians see.
struct UnitRightsPage: Component {
    let view: UnitRights.View
    let day: Day
    let formToken: String
    /// One of its forms, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(analysis)
        \(roles)
        \(Panel("Ge en roll", giving))
        \(mandates)
        \(Panel("Läkares och vårdpersonals patienter", whose))
        \(Disclosure("Vad varje roll får", RightsTableView().html))
        """
    }

    private var analysis: HTML {
        let link = LinkButton(view.analyses.isEmpty ? "Fyll i analysen" : "Öppna analysen", Site.riskAnalysis, isSmall: true)
        guard let newest = view.analyses.first else {
            return Notice(
                .attention, title: "Enheten har ingen behovs- och riskanalys",
                body: "<p>Roller kan ges när du har fyllt i den och signerat den.</p><div class=\"actions\">\(link)</div>"
            ).html
        }
        let signed: HTML =
            "<p>Signerad \(LocalTime(newest.signedAt).day) av \(newest.signedBy).</p><div class=\"actions\">\(link)</div>"
        guard newest.holds(on: day) else {
            return Notice(.attention, title: "Behovs- och riskanalysen gick ut \(newest.validThrough)", body: signed).html
        }
        return Notice(.done, title: "Behovs- och riskanalysen gäller till och med \(newest.validThrough)", body: signed).html
    }

    private var roles: HTML {
        DataTable(
            caption: "Roller på enheten",
            columns: [
                .init("Namn", .rowHeader), .init("Roll", .longText), .init("Från", .tight, cardLabel: "Från"),
                .init("Till och med", .tight, cardLabel: "Till och med"), .init("Gavs av", cardLabel: "Gavs av"),
                .init("Avsluta"),
            ],
            rows: view.held.map { held in
                .init(
                    id: "\(held.assignment)",
                    cells: [
                        "\(held.name) <span class=\"soft\">\(held.userName)</span>", "\(held.role.title)", "\(held.firstDay)",
                        "\(held.lastDay?.description ?? "Tills vidare")",
                        "\(held.isByIdentityProvider ? "Identitetstjänsten" : held.givenBy ?? "Driften")",
                        Role.givenAtUnits.contains(held.role)
                            ? button("Avsluta", "Avsluta rollen för \(held.name)", Site.endRole, "uppgift", held.assignment) : "",
                    ])
            }, empty: EmptyState(title: "Ingen har en roll på enheten", text: "Ge en roll här nedanför."), cards: .labelled
        ).html
    }

    /// One button that ends one thing; who it is about is said to those who listen.
    private func button(_ title: String, _ whole: String, _ action: Href, _ name: String, _ value: Int) -> HTML {
        """
        <form method="post" action="\(action)">\(FormToken(formToken))<input type="hidden" name="\(name)" value="\(value)">\
        <button class="button quiet small" aria-label="\(whole)">\(title)</button></form>
        """
    }

    private var giving: HTML {
        guard !view.roles.isEmpty else {
            return "<p class=\"soft\">Inga roller kan ges förrän behovs- och riskanalysen är signerad.</p>"
        }
        let form = returned.at(Site.giveRole)
        return """
            <form method="post" action="\(Site.giveRole)" class="form">\(FormToken(formToken))\
            \(form.field("Användarnamn", .account, hint: "Kontot läggs till av systemadministratören, under Konton.") { .text(value: $0) })\
            \(form.field("Roll", .role) { chosen in
                .select(view.roles.map { .init($0.rawValue, $0.title, isChosen: $0.rawValue == chosen) })
            })\
            \(form.field("Från och med", .firstDay, first: "\(day)", isShort: true) { .date(value: $0) })\
            \(form.field("Till och med", .lastDay, hint: "Lämna tomt om rollen gäller tills vidare.", isShort: true) { .date(value: $0) })\
            \(SubmitButton("Ge rollen"))</form>
            """
    }

    private var mandates: HTML {
        let table = DataTable(
            caption: "Uppdrag att följa upp verksamheten",
            captionNote: "Den som har ett uppdrag ser enhetens patienter med namn. Varje gång syns i åtkomstloggen.",
            columns: [
                .init("Namn", .rowHeader), .init("Vad som följs upp", .longText), .init("Från", .tight, cardLabel: "Från"),
                .init("Till och med", .tight, cardLabel: "Till och med"), .init("Beslutat av", cardLabel: "Beslutat av"),
                .init("Avsluta"),
            ],
            rows: view.mandates.map { mandate in
                .init(
                    id: "\(mandate.account)",
                    cells: [
                        "\(mandate.name)", "\(mandate.purpose)", "\(mandate.firstDay)", "\(mandate.lastDay)",
                        "\(mandate.decidedBy)",
                        button("Avsluta", "Avsluta uppdraget för \(mandate.name)", Site.endMandate, "person", mandate.account),
                    ])
            },
            empty: EmptyState(
                title: "Ingen har ett uppdrag", text: "Utan uppdrag visas bara siffror, aldrig patienter, för den som följer upp."
            ),
            cards: .labelled)
        guard !view.candidates.isEmpty else { return table.html }
        return "\(table)\(Panel("Ge ett uppdrag", granting))"
    }

    private var granting: HTML {
        let form = returned.at(Site.giveMandate)
        return """
            <form method="post" action="\(Site.giveMandate)" class="form">\(FormToken(formToken))\
            \(form.field("Person", .mandatePerson) { chosen in
                .select(view.candidates.map { .init("\($0.account)", $0.name, isChosen: "\($0.account)" == chosen) })
            })\
            \(form.field("Vad som ska följas upp", .mandatePurpose, hint: "Till exempel: planer i sjukfall över 28 dagar.") { .text(value: $0) })\
            \(form.field("Till och med", .mandateLastDay, first: "\(day + 90)", hint: "Högst ett år.", isShort: true) { .date(value: $0) })\
            \(SubmitButton("Ge uppdraget", .secondary))</form>
            """
    }

    private var whose: HTML {
        """
        <form method="post" action="\(Site.whosePatients)" class="form">\(FormToken(formToken))\
        \(returned.at(Site.whosePatients).field("De ser", .whosePatients, first: view.physiciansSeeUnit ? "enhetens" : "egna") { chosen in
            .radios([
                .init("egna", "Bara de patienter som de själva behandlar", isChosen: chosen == "egna"),
                .init("enhetens", "Alla enhetens patienter", isChosen: chosen == "enhetens"),
            ])
        })\(SubmitButton("Spara", .secondary))</form>
        """
    }
}

/// What each role may do and how far, as the handbook has it.
struct RightsTableView: Component {
    var roles = Role.allCases

    var html: HTML {
        DataTable(
            caption: "Vad varje roll får",
            columns: [.init("Får", .rowHeader)] + roles.map { .init($0.title, .words, cardLabel: $0.title) },
            rows: Permission.allCases.map { permission in
                .init(
                    id: "\(permission)",
                    cells: ["\(permission.deed)"] + roles.map { "\($0.reach(of: permission)?.words ?? "–")" })
            }, isTall: false, cards: .labelled
        ).html
    }
}
