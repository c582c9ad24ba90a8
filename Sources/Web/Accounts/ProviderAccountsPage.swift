import SickLeave
import UseCases

/// The provider's accounts, and the start of a new one.
struct ProviderAccountsPage: Component {
    let rows: [ProviderAccounts.Row]
    let asksForPassword: Bool
    let formToken: String
    /// The form of a new account, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(DataTable(
            caption: "Konton", captionNote: SwedishNumber.count(rows.count, "konto", "konton"),
            columns: [
                .init("Namn", .rowHeader), .init("Användarnamn", cardLabel: "Användarnamn"), .init("Roller", .longText, cardLabel: "Roller"),
                .init("Läge", .words, cardLabel: "Läge"), .init("Inloggningar", .number, cardLabel: "Inloggningar"),
            ],
            rows: rows.map { row in
                .init(id: "\(row.id)", cells: [
                    "<a href=\"\(Site.providerAccount(row.id))\">\(row.name)</a>", "\(row.userName)", roles(row),
                    ProviderAccountState(row: row).html, "\(SwedishNumber.integer(row.sessions))",
                ])
            },
            empty: EmptyState(title: "Inga konton", text: "Lägg till det första här nedanför."), cards: .labelled))
        \(Panel("Lägg till ett konto", adding))
        """
    }

    private func roles(_ row: ProviderAccounts.Row) -> HTML {
        guard !row.roles.isEmpty else { return "<span class=\"soft\">Ingen roll</span>" }
        return "\(row.roles.map { "\($0.role.title), \($0.place)" }.joined(separator: "; "))"
    }

    private var adding: HTML {
        """
        <p>Personen väljer själv sitt lösenord genom en länk. Rollen ger verksamhetschefen på enheten.\(if: asksForPassword, " Skriv ditt eget lösenord sist, så att det är säkert att det är du.")</p>
        <form method="post" action="\(Site.providerAccounts)" class="form">\(FormToken(formToken))\
        \(returned.field("Namn", .name, text))\(returned.field("Användarnamn", .userName, hint: "Till exempel eva.lind.", text))\
        \(returned.field("HSA-id", .hsaID, hint: "För läkare och annan personal i HSA-katalogen. Annars tomt.", text))\
        \(returned.field(
            "Personnummer", .identityNumber,
            hint: "Frivilligt. Då öppnas inte den egna journalen med kontot, och granskningen av loggen vet när någon har öppnat en kollegas.",
            text))\
        \(if: asksForPassword, PasswordField(error: returned.error(.password)).html)\
        \(SubmitButton("Lägg till och gör en länk"))</form>
        """
    }

    /// Of somebody else than who fills it in.
    private func text(_ value: String) -> FormField.Control { .text(value: value, autocomplete: "off") }
}

/// How far an account's person has come in.
struct ProviderAccountState: Component {
    let row: ProviderAccounts.Row

    var html: HTML {
        if row.isDisabled { return "Avstängt" }
        guard let until = row.invitedUntil.map({ LocalTime($0) }) else { return row.hasPassword ? "Aktivt" : "Utan lösenord" }
        return row.hasPassword
            ? "Aktivt, med en öppen länk till \(until.day) \(until.clock)" : "Inbjuden till \(until.day) \(until.clock)"
    }
}
