import SickLeave
import UseCases

/// What to do next in a spell, the most pressing first, each with its reason.
struct SpellNextSteps {
    struct Step {
        let title: String
        let body: HTML
        let isPressing: Bool
    }

    let view: PatientSpell.View
    let spell: PatientSpell.SpellView
    let day: Day

    var steps: [Step] {
        guard spell.status != .ended else { return unanswered }
        return unanswered + late + ending + coming
    }

    private var unanswered: [Step] {
        view.messages(in: spell)
            .filter(\.awaitsAnswer)
            .map { stored in
                let what = stored.message.subject == .completion ? "Komplettera intyget" : "Svara Försäkringskassan"
                return Step(
                    title: stored.message.answerBy.map { titled(what, by: $0) } ?? what,
                    body: """
                        \(SpellMessageText(message: stored.message))<p class="soft">\(stored.message.subject.title) från Försäkringskassan \
                        \(stored.sentAt.day)\(with: stored.certificate, { about(stored.message.questions, view.certificates[$0]) }). \
                        Svaret skrivs i journalsystemet.</p>
                        """,
                    isPressing: true)
            }
    }

    /// The fields by the names that stand on the form, and the certificate to read before it is answered.
    private func about(_ questions: [CaseMessage.Question], _ certificate: PatientSpell.CertificateView) -> HTML {
        let form = FormLayout.layout(for: certificate.certificate)
        var fields: [String] = []
        for number in questions.map(\.question) {
            guard let label = form.question(number)?.label else { continue }
            let field = "\(label) (fråga \(number))"
            if !fields.contains(field) { fields.append(field) }
        }
        let link: HTML = """
            <a href="\(Site.certificate(certificate.number, of: view.patient))">intyget från \
            \(certificate.certificate.signedAt.day.description)</a>
            """
        return " om \(if: !fields.isEmpty, "\(fields.joined(separator: ", ")) i ")\(link)"
    }

    private func titled(_ what: String, by last: Day) -> String {
        last < day
            ? "Försenat: \(what.prefix(1).lowercased())\(what.dropFirst()). Svaret skulle ha kommit \(last)"
            : "\(what) senast \(last), \(Deadline.inWords(daysLeft: last - day))"
    }

    private var late: [Step] {
        spell.late.map { deadline in
            Step(title: "Försenat: \(deadline.limit.title)", body: body(deadline), isPressing: true)
        }
    }

    /// The last certified day is near and nothing follows: assess anew, renew or end.
    private var ending: [Step] {
        guard spell.status == .ongoing, (0...7).contains(spell.days.last - day) else { return [] }
        return [
            Step(
                title: "Intyget går ut \(spell.days.last), \(Deadline.inWords(daysLeft: spell.days.last - day))",
                body: "<p>Gör en ny bedömning: ska sjukskrivningen avslutas, trappas ned eller förlängas?</p>", isPressing: false)
        ]
    }

    private var coming: [Step] {
        spell.deadlines
            .filter { (0...14).contains($0.daysLeft) && !spell.fulfilled.contains($0.limit.id) }
            .map { deadline in
                Step(
                    title: "\(deadline.limit.title) \(deadline.inWords)", body: body(deadline),
                    isPressing: deadline.limit.nature == .task && deadline.limit.actor.isCare && deadline.daysLeft <= 7)
            }
    }

    /// What to do; why, when somebody asks.
    private func body(_ deadline: Deadline) -> HTML {
        """
        <p>\(deadline.limit.advice)</p>
        <details class="why"><summary>Varför?</summary><p>\(deadline.limit.happens) \(deadline.reason)</p></details>
        """
    }
}
