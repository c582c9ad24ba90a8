import SickLeave
import UseCases

/// Everything that happened in one spell, merged, newest first.
struct SpellHistory {
    let view: PatientSpell.View
    let spell: PatientSpell.SpellView
    let day: Day

    var events: [Timeline.Event] {
        (coming + certificates + messages + procedures + responsibility).sorted { $0.day > $1.day }
    }

    private var coming: [Timeline.Event] {
        spell.deadlines.filter { $0.date > day && $0.date <= spell.days.last + 60 }.map {
            Timeline.Event(
                day: $0.date, letter: "\($0.limit.day)", title: $0.limit.title, body: "<p>\($0.reason)</p>",
                by: $0.limit.actor.title, isFuture: true)
        }
    }

    private var certificates: [Timeline.Event] {
        spell.certificates.map { view.certificates[$0] }.map {
            Timeline.Event(
                day: $0.certificate.signedAt.day, letter: "I", title: "\($0.certificate.kind.title) signerades",
                body: "<p><a href=\"\(Site.certificate($0.number, of: view.patient))\">Läs intyget</a></p>", by: $0.certificate.issuer.name)
        }
    }

    private var messages: [Timeline.Event] {
        view.messages.filter { message in message.certificate.map(spell.certificates.contains) ?? false }.map { stored in
            let fromAgency = stored.message.direction == .fromAgency
            return Timeline.Event(
                day: stored.sentAt.day, letter: "M",
                title: "\(stored.message.subject.title) \(fromAgency ? "från" : "till") Försäkringskassan",
                body: """
                    \(with: stored.message.text.isEmpty ? nil : stored.message.text, { "<p class=\"prose\">\($0)</p>" })\
                    \(for: stored.message.questions, { "<p>Fråga \($0.question): \($0.text)</p>" })\
                    \(with: stored.message.answerBy, { "<p>Svar senast \($0)</p>" })
                    """,
                needsAttention: fromAgency && !stored.isAnswered && stored.message.subject != .reminder)
        }
    }

    private var procedures: [Timeline.Event] {
        view.procedures.filter { $0.day >= spell.days.first - 14 && $0.day <= spell.days.last + 14 }.map {
            Timeline.Event(
                day: $0.day, letter: "K", title: "\($0.code) \(KnownProcedure.title($0.code) ?? "")",
                body: "<p class=\"soft\">\($0.unitName)</p>", by: $0.performedBy.isEmpty ? nil : $0.performedBy)
        }
    }

    private var responsibility: [Timeline.Event] {
        view.responsibleHistory.map {
            Timeline.Event(
                day: Day(of: $0.at), letter: "A",
                title: $0.responsible.map { "\($0) fick ansvaret" } ?? "Ansvaret togs bort", by: $0.by)
        }
    }
}

/// Own words for the codes that the program gives a meaning; official titles come with the classification's file.
enum KnownProcedure {
    static func title(_ code: String) -> String? {
        switch code {
        case ProcedureRegistration.Known.plan: "sjukskrivnings- och rehabiliteringsplan"
        case ProcedureRegistration.Known.planFollowUp: "uppföljning av planen"
        case ProcedureRegistration.Known.coordination: "koordineringsinsats"
        default: nil
        }
    }
}
