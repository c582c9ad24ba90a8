import SickLeave
import UseCases

/// The spell in figures, and how it was counted.
struct SpellFacts: Component {
    let spell: PatientSpell.SpellView
    let view: PatientSpell.View

    var html: HTML {
        Panel("Sjukfallet", facts.html + note).html
    }

    private var facts: Facts {
        Facts(
            [
                ("Första dagen", "\(spell.days.first)"), ("Sista dagen", "\(spell.days.last)"),
                ("Dagar med intyg", "\(SwedishNumber.integer(spell.netDays))"), ("Intyg", "\(spell.certificates.count)"),
                (
                    "Sysselsättning",
                    "\(spell.occupations.isEmpty ? "Inte angiven" : spell.occupations.map(\.title).joined(separator: ", "))"
                ),
                (
                    "Skriftlig plan",
                    "\(spell.hasPlan ? StatusMark("Finns", .done) : StatusMark("Saknas", spell.lacksPlan ? .attention : .none))"
                ),
                ("Ansvarig", "\(view.responsible?.name ?? "Ingen")"),
            ], isStacked: true)
    }

    private var note: HTML {
        """
        <p class="soft small">Intyg med högst \(SwedishNumber.count(view.rule.gap, "dags", "dagars")) mellanrum på enheten räknas som samma \
        sjukfall. Dagen i sjukfallet är en uppskattning: Försäkringskassan avgör hur dagarna räknas. Planen räknas som skriven när åtgärden \
        DV077 är registrerad.</p>
        """
    }

    static func words(_ diagnosis: Diagnosis) -> String {
        let text = diagnosis.text.isEmpty ? diagnosis.code.shortName ?? "" : diagnosis.text
        return text.isEmpty ? diagnosis.code.description : "\(diagnosis.code.description) \(text)"
    }
}

/// What the agency and care have written to each other about the spell's certificates.
struct SpellMessages: Component {
    let view: PatientSpell.View
    let spell: PatientSpell.SpellView

    var html: HTML {
        let messages = view.messages(in: spell)
        guard !messages.isEmpty else { return HTML() }
        return Panel("Meddelanden med Försäkringskassan", "<ul class=\"letters\">\(for: messages.reversed(), letter)</ul>").html
    }

    private func letter(_ stored: PatientSpell.MessageView) -> HTML {
        let message = stored.message
        return """
            <li><p><strong>\(message.title)</strong> \
            <span class="soft">\(stored.sentAt.day)</span> \(state(stored))</p>
            \(SpellMessageText(message: message))\
            \(with: stored.certificate.map { view.certificates[$0] }, { certificate in
                """
                <p class="small"><a href="\(Site.certificate(certificate.number, of: view.patient))">Intyget från \
                \(certificate.certificate.signedAt.day.description)</a></p>
                """
            })</li>
            """
    }

    private func state(_ stored: PatientSpell.MessageView) -> StatusMark? {
        guard stored.message.answers == nil, stored.message.subject != .reminder else { return nil }
        if stored.isAnswered { return StatusMark("Besvarat", .done) }
        guard stored.message.awaitsAnswerFromCare else { return nil }
        guard stored.awaitsAnswer else { return StatusMark("Intyget är makulerat", .info) }
        return StatusMark(stored.message.answerBy.map { "Obesvarat, svar senast \($0)" } ?? "Obesvarat", .attention)
    }
}

extension CaseMessage {
    /// Who writes to whom, and about what.
    var title: String {
        let (what, way) = (answers == nil ? subject.title : "Svar", direction == .fromAgency ? "från" : "till")
        return "\(what) \(way) Försäkringskassan"
    }
}

/// A message's own words, with what it asks about each question and how its sender is reached.
struct SpellMessageText: Component {
    let message: CaseMessage

    /// Nil when it says only what the subject says.
    private var heading: String? {
        message.heading.isEmpty || message.heading.lowercased() == message.subject.title.lowercased() ? nil : message.heading
    }

    private var reach: String {
        (message.contact.split(separator: "\n").map(String.init)
            + (message.reference.isEmpty ? [] : ["Referens: \(message.reference)"]))
            .joined(separator: ", ")
    }

    var html: HTML {
        """
        \(with: heading, { "<p class=\"prose\"><strong>\($0)</strong></p>" })\
        \(with: message.text.isEmpty ? nil : message.text, { "<p class=\"prose\">\($0)</p>" })\
        \(for: message.questions, { "<p class=\"prose\">Fråga \($0.question): \($0.text)</p>" })\
        \(with: reach.isEmpty ? nil : reach, { "<p class=\"prose soft\">\($0)</p>" })
        """
    }
}

/// Registered measures (KVÅ) of the spell.
struct SpellProcedures: Component {
    let procedures: [PatientSpell.ProcedureView]

    var html: HTML {
        guard !procedures.isEmpty else { return HTML() }
        return DataTable(
            caption: "Registrerade åtgärder (KVÅ)",
            columns: [
                .init("Åtgärd", .rowHeader), .init("Kod", .tight), .init("Dag", .tight), .init("Enhet"), .init("Utförd av"),
            ],
            rows: procedures.enumerated().map { index, procedure in
                .init(
                    id: "\(index)",
                    cells: [
                        "\(KnownProcedure.title(procedure.code) ?? "Annan åtgärd")", "\(procedure.code)", "\(procedure.day)",
                        "\(procedure.unitName)",
                        "\(procedure.performedBy.isEmpty ? "–" : procedure.performedBy)",
                    ])
            }, isTall: false
        ).html
    }
}

extension PatientSpell.View {
    /// About the spell's certificates and those that they have taken the place of, oldest first; and about those on the spell's days
    /// that are in no spell, as a revoked one.
    func messages(in spell: PatientSpell.SpellView) -> [PatientSpell.MessageView] {
        messages.filter { message in
            guard let carrier = message.carrier else { return false }
            return spell.certificates.contains(carrier)
                || !spells.contains { $0.certificates.contains(carrier) }
                    && certificates[carrier].certificate.periods.contains { $0.days.overlaps(spell.days) }
        }
    }

    /// Within two weeks of the spell: a plan may be written the week before the certificate.
    func procedures(in spell: PatientSpell.SpellView) -> [PatientSpell.ProcedureView] {
        procedures.filter { $0.day >= spell.days.first - 14 && $0.day <= spell.days.last + 14 }
    }
}

/// Own words for the codes that the program gives a meaning; official titles come with the classification's file.
enum KnownProcedure {
    static func title(_ code: String) -> String? {
        switch code {
        case ProcedureRegistration.Known.plan: "Sjukskrivnings- och rehabiliteringsplan"
        case ProcedureRegistration.Known.planFollowUp: "Uppföljning av planen"
        case ProcedureRegistration.Known.coordination: "Koordineringsinsats"
        default: nil
        }
    }
}
