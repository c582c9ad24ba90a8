import SickLeave
import UseCases

/// One account of the provider's: what it is, and what the administrator may do with it.
struct ProviderAccountPage: Component {
    let row: ProviderAccounts.Row
    let asksForPassword: Bool
    let formToken: String
    /// The form of a link, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(Panel("Kontot", Facts([
            ("Användarnamn", "\(row.userName)"), ("HSA-id", row.hsaID.isEmpty ? "–" : "\(row.hsaID)"),
            ("Läge", ProviderAccountState(row: row).html), ("Loggar in med", "\(way)"),
            ("Pågående inloggningar", "\(SwedishNumber.integer(row.sessions))"),
        ]).html))
        \(roles)
        \(with: row.hindrance, { Notice(.info, title: $0.sentence).html })
        \(if: row.hindrance == nil, deeds)
        """
    }

    private var way: String {
        guard row.hasPassword else { return "Inget lösenord här" }
        return row.hasSecondFactor ? "Lösenord och kod ur en app" : "Lösenord"
    }

    private var roles: HTML {
        DataTable(
            caption: "Roller",
            columns: [
                .init("Roll", .rowHeader), .init("Var", .words, cardLabel: "Var"), .init("Från", .tight, cardLabel: "Från"),
                .init("Till och med", .tight, cardLabel: "Till och med"), .init("Gavs av", .words, cardLabel: "Gavs av"),
            ],
            rows: row.roles.enumerated().map { index, held in
                .init(
                    id: "\(index)",
                    cells: [
                        "\(held.role.title)", "\(held.place)", "\(held.firstDay)",
                        "\(held.lastDay?.description ?? "Tills vidare")",
                        "\(held.isByIdentityProvider ? "Identitetstjänsten" : held.givenBy ?? "Driften")",
                    ])
            }, empty: EmptyState(title: "Ingen roll", text: "Verksamhetschefen ger roller på sin enhet, under Behörigheter."),
            cards: .labelled
        ).html
    }

    private var deeds: HTML {
        """
        \(if: !row.isDisabled, Panel("Länk för att välja lösenord", row.linkHindrance.map { "<p>\($0.sentence)</p>" } ?? link).html)
        \(Panel("Inloggningar och avstängning", """
            <p>\(row.isDisabled ? "Kontot är avstängt: ingen kommer in med det." : "Avslutar du inloggningarna får personen logga in igen. Stänger du av kontot kommer ingen in med det, och rollerna finns kvar tills chefen avslutar dem.")</p>
            <div class="actions">\(if: row.sessions > 0, button("Avsluta inloggningarna", "avsluta"))\
            \(row.isDisabled ? button("Öppna kontot igen", "oppna") : button("Stäng av kontot", "stang-av"))</div>
            """))
        """
    }

    private var link: HTML {
        """
        <p>\(row.hasPassword
            ? "Har personen glömt sitt lösenord kan det bytas genom en länk. Kontrollera först vem som frågar. Ett andra steg finns kvar\(row.hasSecondFactor ? " om du inte tar bort det" : "")."
            : "Personen väljer själv sitt lösenord genom länken.") Länken gäller en gång, i två dygn, och ersätter den förra.\(if: asksForPassword, " Skriv ditt eget lösenord, så att det är säkert att det är du.")</p>
        <form method="post" action="\(Site.providerAccount(row.id))" class="form">\(FormToken(formToken))\
        <input type="hidden" name="gor" value="lank">\(if: row.hasSecondFactor, FormField(
            "Ta bort andra steget också", name: "andra-steg", .checkbox(isChecked: returned?.fields["andra-steg"] != nil),
            hint: "För den som har förlorat både kodappen och återställningskoderna. Lösenordet tas bort och alla inloggningar avslutas genast.").html)\
        \(if: asksForPassword, PasswordField(error: returned.error(.password)).html)\
        \(SubmitButton(row.invitedUntil == nil ? "Gör en länk" : "Gör en ny länk"))</form>
        \(if: row.invitedUntil != nil, "<div class=\"actions\">\(button("Dra tillbaka inbjudan", "dra-tillbaka"))</div>")
        """
    }

    private func button(_ title: String, _ deed: String) -> HTML {
        """
        <form method="post" action="\(Site.providerAccount(row.id))">\(FormToken(formToken))\
        <input type="hidden" name="gor" value="\(deed)">\(SubmitButton(title, .secondary))</form>
        """
    }
}

/// The link, this once: only its hash is kept.
struct InvitationLinkPage: Component {
    let address: String
    let account: Int

    var html: HTML {
        """
        \(Notice(.attention, title: "Länken visas bara nu", body: """
            <p>Ge den till personen på ett sätt som ingen annan kan läsa. Den som har länken väljer kontots lösenord. Den gäller en gång, i två dygn.</p>
            """))
        <p><code class="invitation">\(address)</code></p>
        <p class="actions">\(LinkButton("Till kontot", Site.providerAccount(account), .primary)) \(LinkButton("Alla konton", Site.providerAccounts))</p>
        """
    }
}
