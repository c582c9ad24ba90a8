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
        view.messages.filter { stored in
            stored.message.direction == .fromAgency && !stored.isAnswered && stored.message.subject != .reminder
                && (stored.certificate.map(spell.certificates.contains) ?? false)
        }.map { stored in
            Step(
                title: stored.message.subject == .completion ? "Komplettera intyget" : "Svara Försäkringskassan",
                body: """
                    <p>\(stored.message.subject.title) kom \(stored.sentAt.day)\(with: stored.message.answerBy, { ", svar senast \($0)" }).\
                    \(with: stored.message.text.isEmpty ? nil : stored.message.text, { " ”\($0)”" })</p>
                    """,
                isPressing: true)
        }
    }

    private var late: [Step] {
        spell.late.map { deadline in
            Step(
                title: "\(deadline.limit.title) skulle ha varit gjort \(deadline.date)",
                body: "<p>\(deadline.limit.advice) <span class=\"soft\">\(deadline.reason)</span></p>", isPressing: true)
        }
    }

    /// The last certified day is near and nothing follows: assess anew, renew or end.
    private var ending: [Step] {
        guard spell.status == .ongoing, (0...7).contains(spell.days.last - day) else { return [] }
        return [
            Step(
                title: "Intyget går ut \(spell.days.last)",
                body: "<p>Gör en ny bedömning: ska sjukskrivningen avslutas, trappas ned eller förlängas?</p>", isPressing: false)
        ]
    }

    private var coming: [Step] {
        spell.deadlines
            .filter { (0...14).contains($0.daysLeft) && !(spell.hasPlan && $0.limit.id == "plan-28") }
            .map { deadline in
                Step(
                    title: "\(deadline.limit.title) \(deadline.inWords)",
                    body: "<p>\(deadline.limit.advice) <span class=\"soft\">\(deadline.reason)</span></p>",
                    isPressing: deadline.limit.nature == .task && deadline.limit.actor.isCare && deadline.daysLeft <= 7)
            }
    }
}
