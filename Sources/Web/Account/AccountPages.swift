import SickLeave
import UseCases

/// The person's own account: how one gets in, and where one is signed in.
struct AccountPage: Component {
    let name: String
    let overview: OwnAccount.Overview
    /// Who came in through an identity provider is not asked, also when the account has a password.
    let asksForPassword: Bool
    let refusal: OwnAccount.Refusal?
    let formToken: String

    var html: HTML {
        """
        \(RefusalSummary(refusal))
        \(Panel("Så loggar du in", """
            \(Facts([("Namn", "\(name)"), ("Användarnamn", "\(overview.userName)"), ("Sätt", way)]))
            \(if: overview.hasPassword, """
                <p class="actions">\(LinkButton("Byt lösenord", Site.password)) \
                \(LinkButton(overview.hasSecondFactor ? "Ändra andra steget" : "Lägg till ett andra steg", Site.secondFactor))</p>
                """)
            """))
        \(Panel("Här är du inloggad", sessions))
        """
    }

    private var way: HTML {
        guard overview.hasPassword else { return "E-tjänstekort eller annan legitimation genom din organisation" }
        guard overview.hasSecondFactor else { return "Lösenord" }
        return "Lösenord och kod ur en app. \(RecoveryCodesLeft(count: overview.recoveryCodesLeft))"
    }

    private var sessions: HTML {
        let others = overview.sessions.filter { !$0.isThisOne }
        return """
            \(DataTable(
                caption: "Inloggningar",
                columns: [.init("Webbläsare", .rowHeader), .init("Började", cardLabel: "Började"), .init("Senast använd", cardLabel: "Senast använd")],
                rows: overview.sessions.map { session in
                    .init(
                        id: session.id,
                        cells: [
                            "\(session.browser)\(if: session.isThisOne, " (den här)")", "\(time(session.began))",
                            "\(time(session.lastSeen))",
                        ])
                }, cards: .labelled))
            \(if: !others.isEmpty, """
                <form class="form" method="post" action="\(Site.sessions)">\(FormToken(formToken))
                \(FormField("Avsluta", name: "session", .select(
                    [.init("", "Alla andra inloggningar")]
                        + others.map { .init($0.id, "\($0.browser), började \(time($0.began))") })))
                \(if: asksForPassword, PasswordField(refusal: refusal).html)
                <p>\(SubmitButton("Avsluta", .secondary))</p></form>
                """)
            """
    }

    private func time(_ instant: Instant) -> String { "\(LocalTime(instant).day) \(LocalTime(instant).clock)" }
}

struct ChangePasswordPage: Component {
    let userName: String
    let refusal: OwnAccount.Refusal?
    let formToken: String

    var html: HTML {
        """
        \(RefusalSummary(refusal))
        <form class="sheet form" method="post" action="\(Site.password)">\(FormToken(formToken))
        <input type="hidden" autocomplete="username" name="anvandarnamn" value="\(userName)">
        \(PasswordField(refusal: refusal))
        \(NewPasswordFields(refusal: refusal))
        \(SubmitButton("Byt lösenord"))
        </form>
        """
    }
}

/// Adding a code app.
struct AddSecondFactorPage: Component {
    let proposal: OwnAccount.Proposal
    let isRequired: Bool
    let refusal: OwnAccount.Refusal?
    let formToken: String

    var html: HTML {
        """
        \(RefusalSummary(refusal))
        \(if: isRequired, Notice(.info, title: "Du behöver ett andra steg", body: """
            <p>Sakkunnig visar uppgifter om patienter. Därför räcker inte ett lösenord.</p>
            """).html)
        <form class="sheet form" method="post" action="\(Site.secondFactor)">\(FormToken(formToken))
        <input type="hidden" name="forslag" value="\(proposal.sealed)">
        <ol class="steps"><li><p>Öppna en app för engångskoder i telefonen, till exempel den som din arbetsplats har valt.</p></li>
        <li><p>Läs av bilden med appen.</p>\(with: proposal.code, { QRDrawing(code: $0).html })
        \(Disclosure("Går det inte att läsa av bilden?", "<p>Skriv den här nyckeln i appen: <code class=\"secret\">\(proposal.secret)</code></p>"))</li>
        <li><p>Skriv koden som appen visar, och ditt lösenord.</p></li></ol>
        \(CodeField(hint: "Sex siffror.", refusal: refusal))
        \(PasswordField(refusal: refusal))
        \(SubmitButton("Lägg till", name: "gor", value: "lagg-till"))
        </form>
        """
    }
}

/// Changing or removing it.
struct SecondFactorPage: Component {
    let codesLeft: Int
    let isRequired: Bool
    let refusal: OwnAccount.Refusal?
    let formToken: String

    var html: HTML {
        """
        \(RefusalSummary(refusal))
        <p>Du loggar in med lösenord och en kod ur en app. \(RecoveryCodesLeft(count: codesLeft))</p>
        <form class="sheet form" method="post" action="\(Site.secondFactor)">\(FormToken(formToken))
        \(PasswordField(refusal: refusal))
        \(CodeField(hint: "Sex siffror ur appen, eller en återställningskod.", refusal: refusal))
        <p class="actions">\(SubmitButton("Gör nya återställningskoder", .secondary, name: "gor", value: "nya-koder")) \
        \(SubmitButton(isRequired ? "Ta bort, och lägg till en ny app" : "Ta bort andra steget", .secondary, name: "gor", value: "ta-bort"))</p>
        </form>
        """
    }
}

private struct RecoveryCodesLeft: Component {
    let count: Int

    var html: HTML { "\(SwedishNumber.count(count, "återställningskod", "återställningskoder")) finns kvar." }
}

/// The recovery codes, this once.
struct RecoveryCodesPage: Component {
    let codes: [String]

    var html: HTML {
        """
        \(Notice(.attention, title: "Koderna visas bara nu", body: "<p>Skriv ut dem, eller spara dem där bara du kommer åt dem. Var och en fungerar en gång, om du inte har appen till hands.</p>"))
        <ul class="codes">\(for: codes, { "<li><code class=\"recovery\">\($0)</code></li>" })</ul>
        <p class="actions">\(PrintButton()) \(LinkButton("Jag har sparat dem", Site.home, .primary))</p>
        """
    }
}
