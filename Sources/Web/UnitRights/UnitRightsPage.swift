import SickLeave
import UseCases

/// Who holds which role at the unit, who follows up by mandate, and whose patients physicians see.
struct UnitRightsPage: Component {
    let view: UnitRights.View
    let day: Day
    let formToken: String
    /// One of its forms, when it is shown again.
    let returned: ReturnedForm?

    private func returned(_ action: Href) -> ReturnedForm? { returned?.action == action ? returned : nil }

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
        let form = returned(Site.giveRole)
        return """
            <form method="post" action="\(Site.giveRole)" class="form">\(FormToken(formToken))\
            \(FormField(
                "Användarnamn", name: "konto", .text(value: form?.fields["konto"] ?? ""),
                hint: "Kontot läggs till av systemadministratören, under Konton.", error: form?.error(.account)))\
            \(FormField(
                "Roll", name: "roll",
                .select(view.roles.map { .init($0.rawValue, $0.title, isChosen: form?.fields["roll"] == $0.rawValue) }),
                error: form?.error(.role)))\
            \(FormField(
                "Från och med", name: "fran", .date(value: form.map { $0.fields["fran"] ?? "" } ?? "\(day)"),
                error: form?.error(.firstDay), isShort: true))\
            \(FormField(
                "Till och med", name: "till", .date(value: form?.fields["till"] ?? ""),
                hint: "Lämna tomt om rollen gäller tills vidare.", error: form?.error(.lastDay), isShort: true))\
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
        let form = returned(Site.giveMandate)
        return """
            <form method="post" action="\(Site.giveMandate)" class="form">\(FormToken(formToken))\
            \(FormField(
                "Person", name: "person",
                .select(view.candidates.map { .init("\($0.account)", $0.name, isChosen: form?.fields.int("person") == $0.account) }),
                error: form?.error(.mandatePerson)))\
            \(FormField(
                "Vad som ska följas upp", name: "vad", .text(value: form?.fields["vad"] ?? ""),
                hint: "Till exempel: planer i sjukfall över 28 dagar.", error: form?.error(.mandatePurpose)))\
            \(FormField(
                "Till och med", name: "uppdrag-till", .date(value: form.map { $0.fields["uppdrag-till"] ?? "" } ?? "\(day + 90)"),
                hint: "Högst ett år.", error: form?.error(.mandateLastDay), isShort: true))\
            \(SubmitButton("Ge uppdraget", .secondary))</form>
            """
    }

    private var whose: HTML {
        """
        <form method="post" action="\(Site.whosePatients)" class="form">\(FormToken(formToken))\
        \(FormField("De ser", name: "ser", .radios([
            .init("egna", "Bara de patienter som de själva behandlar", isChosen: !view.physiciansSeeUnit),
            .init("enhetens", "Alla enhetens patienter", isChosen: view.physiciansSeeUnit),
        ])))\(SubmitButton("Spara", .secondary))</form>
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
