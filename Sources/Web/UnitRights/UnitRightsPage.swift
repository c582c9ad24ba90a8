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
                .init("Avsluta", .longText),
            ],
            rows: view.held.map { held in
                .init(
                    id: "\(held.assignment)",
                    cells: [
                        "\(held.name) <span class=\"soft\">\(held.userName)</span>", "\(held.role.title)", "\(held.firstDay)",
                        "\(held.lastDay?.description ?? "Tills vidare")",
                        "\(held.isByIdentityProvider ? "Identitetstjänsten" : held.givenBy ?? "Driften")",
                        ending(held),
                    ])
            }, empty: EmptyState(title: "Ingen har en roll på enheten", text: "Ge en roll här nedanför."), cards: .labelled
        ).html
    }

    private func ending(_ held: UnitRights.Held) -> HTML {
        guard Role.givenAtUnits.contains(held.role) else { return HTML() }
        return ending(
            "rollen", of: held.name,
            """
            <p>\(held.name) förlorar rollen \(held.role.title) på enheten genast, och loggas ut där den är vald.\
             Ett uppdrag att följa upp som bygger på rollen tar också slut.</p>
            """,
            Site.endRole, "uppgift", held.assignment)
    }

    private func ending(_ mandate: UnitRights.Mandate) -> HTML {
        ending(
            "uppdraget", of: mandate.name,
            "<p>\(mandate.name) ser genast bara siffror i uppföljningen, inga patienter.</p>", Site.endMandate, "person",
            mandate.account)
    }

    private func ending(
        _ what: String, of person: String, _ effect: HTML, _ action: Href, _ name: String, _ value: Int
    ) -> HTML {
        SecondStep(
            summary: "Avsluta<span class=\"visually-hidden\"> \(what) för \(person)</span>", effect: effect, action: action,
            formToken: formToken, field: (name, "\(value)"),
            button: "Avsluta \(what)<span class=\"visually-hidden\"> för \(person)</span>"
        ).html
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
                .init("Avsluta", .longText),
            ],
            rows: view.mandates.map { mandate in
                .init(
                    id: "\(mandate.account)",
                    cells: [
                        "\(mandate.name)", "\(mandate.purpose)", "\(mandate.firstDay)", "\(mandate.lastDay)",
                        "\(mandate.decidedBy)",
                        ending(mandate),
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
