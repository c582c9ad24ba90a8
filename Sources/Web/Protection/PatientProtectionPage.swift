import SickLeave
import UseCases

/// A patient's blocks, what other units have, and consents to collaboration.
struct PatientProtectionPage: Component {
    let view: PatientProtection.View
    let viewer: Viewer
    let day: Day
    let formToken: String
    /// One of its forms, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(if: view.isProtected, Notice(
            .attention, title: "Skyddade personuppgifter",
            body: "<p>Namnet visas inte. Bara den som behandlar patienten ser att patienten finns. Lämna inte ut var patienten vårdas.</p>").html)
        \(Panel("Andra enheter hos \(viewer.unit.providerName)", otherUnits))
        \(Panel("Spärr", block))
        \(consents)
        \(history)
        """
    }

    private var otherUnits: HTML {
        guard !view.otherUnits.isEmpty else {
            return "<p class=\"soft\">Ingen annan enhet har intyg för patienten.</p>"
        }
        return """
            <p>Öppna bara det du behöver för patientens vård. Varje gång syns i åtkomstloggen.</p>
            <ul class="plain-list">\(for: view.otherUnits, { unit in
                "<li><a href=\"\(Site.otherUnit(unit.number, of: view.patient))\">\(unit.name)</a> \(mark(unit.access))</li>"
            })</ul>
            """
    }

    private func mark(_ access: PatientProtection.OtherUnit.Access) -> StatusMark {
        switch access {
        case .open: StatusMark("Har intyg", .info)
        case .blocked: StatusMark("Har spärrade intyg", .attention)
        case .emergency(let until): StatusMark("Öppnade i en nödsituation, till klockan \(LocalTime(until).clock)", .late)
        }
    }

    private var block: HTML {
        """
        \(blockState)\(if: viewer.may(.blockPatients), """
            \(if: !view.isBlocked, blocking)\(if: view.isBlocked || view.blockedFrom != nil, lifting)
            """)
        """
    }

    private var patient: HTML { view.name.isEmpty ? "patienten" : Personal(view.name).html }

    private var blocking: HTML {
        let title = view.blockedFrom == nil ? "Spärra för andra enheter" : "Spärra redan nu"
        return deed(
            title, "sparra",
            """
            <p>Gör det bara när \(patient) har begärt det. Vårdgivarens andra enheter ser genast bara att det finns intyg på \
            \(viewer.unit.name), inte vad som står i dem.</p>
            """)
    }

    private var lifting: HTML {
        deed(
            "Häv spärren", "hav",
            """
            <p>Gör det bara när \(patient) har begärt det. Vårdgivarens andra enheter som får se patienten kan genast läsa det som \
            är skrivet på \(viewer.unit.name).</p>
            """)
    }

    private func deed(_ title: String, _ decision: String, _ effect: HTML) -> HTML {
        SecondStep(
            summary: "\(title)", effect: effect, action: Site.protection(of: view.patient), formToken: formToken,
            field: ("beslut", decision), button: "\(title)"
        ).html
    }

    private var blockState: HTML {
        if view.isBlocked {
            return Notice(
                .attention, title: "Spärrat för andra enheter",
                body: "<p>Andra enheter ser att det finns intyg här, men inte vad som står i dem.</p>"
            ).html
        }
        if let day = view.blockedFrom {
            return Notice(.attention, title: "Spärras för andra enheter från \(day)").html
        }
        return """
            <p>Patienten kan begära att det som är skrivet på \(viewer.unit.name) spärras för vårdgivarens andra enheter. \
            Enheten själv ser det fortfarande.</p>
            """
    }

    private var consents: HTML {
        let table = DataTable(
            caption: "Samtycken till samverkan",
            columns: [
                .init("Med vem", .rowHeader), .init("Vad det gäller", .longText), .init("Lämnat", .tight, cardLabel: "Lämnat"),
                .init("Gäller till", .tight, cardLabel: "Gäller till"), .init("Återta"),
            ],
            rows: view.consents.map { consent in
                .init(
                    id: consent.party.rawValue,
                    cells: [
                        "\(consent.party.title)", "\(consent.about)",
                        "\(consent.day)<br><span class=\"soft\">\(consent.isWritten ? "Skriftligt" : "Muntligt")</span>",
                        "\(consent.lastDay?.description ?? "Tills vidare")", withdrawal(consent.party),
                    ])
            },
            empty: EmptyState(
                title: "Inget samtycke finns",
                text: "Fråga patienten innan du kontaktar någon utanför vården, och skriv in svaret här."),
            cards: .labelled)
        guard viewer.may(.recordConsent) else { return table.html }
        return "\(table)\(Panel("Skriv in ett samtycke", form))"
    }

    private func withdrawal(_ party: Consent.Party) -> HTML {
        guard viewer.may(.recordConsent) else { return HTML() }
        return """
            <form method="post" action="\(Site.consent(of: view.patient))">\(FormToken(formToken))\
            <input type="hidden" name="part" value="\(party.rawValue)">\
            <button class="button quiet small" name="beslut" value="aterta" aria-label="Återta samtycket: \(party.title)">Återta</button></form>
            """
    }

    private var form: HTML {
        // What takes a consent back is another form with the same address.
        let form = returned.at(Site.consent(of: view.patient)).flatMap { $0.fields["beslut"] == "aterta" ? nil : $0 }
        let isWritten = form?.fields["sätt"] == "skriftligt"
        return """
            <form method="post" action="\(Site.consent(of: view.patient))" class="form">\(FormToken(formToken))\
            \(form.field("Med vem", .consentParty) { chosen in
                .select(Consent.Party.allCases.map { .init($0.rawValue, $0.title, isChosen: $0.rawValue == chosen) })
            })\
            \(form.field(
                "Vad samtycket gäller", .consentAbout,
                hint: "Vad som får sägas och till vem, till exempel: anpassningar på arbetet, med närmaste chef.") { .text(value: $0) })\
            \(FormField("Sätt", name: "sätt", .radios([
                .init("muntligt", "Muntligt", isChosen: !isWritten), .init("skriftligt", "Skriftligt", isChosen: isWritten),
            ])))\
            \(form.field("Lämnat", .consentDay, first: "\(day)", isShort: true) { .date(value: $0) })\
            \(form.field("Gäller till och med", .lastDay, hint: "Lämna tomt om det gäller tills vidare.", isShort: true) { .date(value: $0) })\
            \(SubmitButton("Spara samtycket", name: "beslut", value: "lamna"))</form>
            """
    }

    private func period(of change: PatientProtection.Change) -> String {
        guard let last = change.lastDay else { return "från \(change.firstDay)" }
        guard last < change.firstDay else { return "från \(change.firstDay) till och med \(last)" }
        return change.firstDay > Day(of: change.recordedAt)
            ? "hävd innan den började \(change.firstDay)" : "från \(change.firstDay), hävd samma dag"
    }

    private var history: HTML {
        let blocks = view.history.map { change in
            (
                at: change.recordedAt,
                text: "\(change.what == .block ? "Spärr" : "Skyddade personuppgifter"), \(change.unit), \(period(of: change))",
                by: change.recordedBy ?? "Inläst från fil"
            )
        }
        let consents = view.consentHistory.map { consent in
            (
                at: consent.recordedAt,
                text: consent.isGiven
                    ? "Samtycke, \(consent.party.title): \(consent.about)" : "Samtycket återtaget, \(consent.party.title)",
                by: consent.recordedBy
            )
        }
        let events = (blocks + consents).sorted { $0.at.rawValue > $1.at.rawValue }
        guard !events.isEmpty else { return HTML() }
        let lines: HTML = "\(for: events, { "<li>\(LocalTime($0.at).day) \($0.text) <span class=\"soft\">\($0.by)</span></li>" })"
        return Disclosure("Historik", "<ul class=\"plain-list\">\(lines)</ul>").html
    }
}

/// What another unit of the provider has of the patient, or that it is blocked.
struct OtherUnitPage: Component {
    let view: PatientProtection.OtherUnitView
    let patient: String
    let viewer: Viewer
    let day: Day
    let formToken: String
    /// The form, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML { "\(with: returned, { $0.summary.html })\(content)" }

    private var content: HTML {
        switch view.unit.access {
        case .open: certificates
        case .emergency(let until):
            """
            \(Notice(
                .attention, title: "Öppnat i en nödsituation",
                body: "<p>Öppet för dig till klockan \(LocalTime(until).clock). Skälet står i åtkomstloggen och granskas.</p>"))
            \(certificates)
            """
        case .blocked:
            """
            \(Notice(
                .attention, title: "Uppgifterna är spärrade",
                body: "<p>Patienten har spärrat det som är skrivet på \(view.unit.name). Be patienten häva spärren om du behöver det.</p>"))
            \(if: viewer.may(.openBlocked), Panel("Om det inte kan vänta", emergency).html)
            """
        }
    }

    private var emergency: HTML {
        """
        <form method="post" action="\(Site.otherUnit(view.unit.number, of: patient))" class="form">\(FormToken(formToken))\
        \(returned.field(
            "Varför det inte kan vänta", .emergencyReason,
            hint: "Bara vid fara för patientens liv eller hälsa, när patienten inte kan svara. Varje nödöppning granskas.") {
            .longText(value: $0)
        })\
        \(SubmitButton("Öppna i en timme", .secondary))</form>
        """
    }

    private var certificates: HTML {
        DataTable(
            caption: "Intyg på \(view.unit.name)",
            columns: [
                .init("Intyg", .rowHeader), .init("Signerat", .tight, cardLabel: "Signerat"),
                .init("Diagnos", cardLabel: "Diagnos"),
                .init("Perioder", .longText, cardLabel: "Perioder"), .init("Läkare", cardLabel: "Läkare"),
                .init("Status", .longText),
            ],
            rows: view.certificates.map { stored in
                let certificate = stored.certificate
                return .init(
                    id: "\(stored.number)",
                    cells: [
                        "\(certificate.kind.title)", "\(certificate.signedAt.day)",
                        "\(certificate.diagnoses.map { "\($0.code)" }.joined(separator: ", "))",
                        "\(CertificateList.periods(certificate))",
                        "\(certificate.issuer.name)", "\(CertificateFateMark(view: stored, day: day))",
                    ])
            }, cards: .labelled
        ).html
    }
}
