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
        spell.deadlines.filter { $0.date > day && $0.date <= spell.days.last && !spell.fulfilled.contains($0.limit.id) }.map {
            Timeline.Event(
                day: $0.date, letter: "\($0.limit.day)", title: $0.limit.title, body: "<p>\($0.reason)</p>",
                by: $0.limit.actor.title, isFuture: true)
        }
    }

    private var certificates: [Timeline.Event] {
        spell.certificates.map { view.certificates[$0] }.map {
            Timeline.Event(
                day: $0.certificate.signedAt.day, letter: "I", title: "\($0.certificate.kind.title) signerades",
                body: "<p><a href=\"\(Site.certificate($0.number, of: view.patient))\">Läs intyget</a></p>",
                by: $0.certificate.issuer.name)
        }
    }

    private var messages: [Timeline.Event] {
        view.messages(in: spell).map { stored in
            Timeline.Event(
                day: stored.sentAt.day, letter: "M", title: stored.message.title,
                body: """
                    \(SpellMessageText(message: stored.message))\(with: stored.message.answerBy, { "<p>Svar senast \($0)</p>" })
                    """,
                needsAttention: stored.awaitsAnswer)
        }
    }

    private var procedures: [Timeline.Event] {
        view.procedures(in: spell).map {
            Timeline.Event(
                day: $0.day, letter: "K", title: "\(KnownProcedure.title($0.code) ?? "Åtgärd") (\($0.code))",
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
