import SickLeave
import UseCases

/// One review: every pick with its decision, and the signature.
struct LogReviewPage: Component {
    let view: LogReview.View
    let formToken: String
    /// One of its forms, when it is shown again.
    let returned: ReturnedForm?

    private var isSigned: Bool { view.review.signature != nil }
    /// Rows that the viewer can judge: all but the own looks, until the review is signed.
    private var isJudged: Bool { !isSigned && view.picks.contains { !$0.isOwn } }

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(with: view.review.signature, { signature in
            Notice(.done, title: "Signerad \(Day(of: signature.at)) av \(signature.by)",
                body: signature.note.isEmpty ? HTML() : "<p>\(signature.note)</p>").html
        })
        \(if: view.picks.isEmpty, EmptyState(title: "Inga rader att granska", text: "Ingen har sett patienters uppgifter den månaden.").html)
        \(isJudged ? judging : picks)
        \(if: !isSigned, "<div id=\"signera\">\(sign)</div>")
        \(Disclosure("Så gjordes urvalet", draw.html))
        """
    }

    private var draw: Facts {
        Facts([
            (name: "Rader att välja bland", value: "\(SwedishNumber.integer(view.review.candidates))"),
            (name: "Rader av varje slag", value: "\(view.review.sample)"),
            (name: "Slumptal", value: "<code>\(String(view.review.seed))</code>"),
            (name: "Gjordes", value: "\(Day(of: view.review.madeAt)) av \(view.review.madeBy)"),
        ])
    }

    private func pick(_ pick: LogReview.Pick) -> HTML {
        """
        <li class="panel" id="rad-\(pick.ordinal)"><h2>\(pick.row.userName) <span class="soft">\(pick.row.title), \(pick.row.unitName)</span></h2>
        \(Facts([
            (name: "Tid", value: LogRowTable.time(pick.row.at)), (name: "Vad", value: "\(pick.row.activity)"),
            (name: "Uppgifter", value: LogRowTable.what(pick.row)), (name: "Patient", value: patient(pick)),
            (name: "Rad i loggen", value: "\(pick.row.id)"),
            (name: "Vald för", value: "\(pick.reasons.joined(separator: ", "))"),
        ], isStacked: true))
        \(with: pick.decision, { "<p>\(said($0))</p>" })\(if: pick.judgements.count > 1, earlier(pick))\(if: !isSigned, "<div>\(pick.isOwn ? LogReviewPage.own : judgement(pick))</div>")</li>

        """
    }

    private func said(_ judgement: LogReview.Judgement) -> HTML {
        """
        <strong>\(judgement.value.title)</strong>\(if: !judgement.note.isEmpty, ": \(judgement.note)") \
        <span class="soft">\(judgement.by), \(Day(of: judgement.at))</span>
        """
    }

    /// A judgement that was changed still stands, newest first.
    private func earlier(_ pick: LogReview.Pick) -> HTML {
        "<p class=\"soft\">Tidigare bedömning</p><ul>\(for: pick.judgements.dropLast().reversed(), { "<li>\(said($0))</li>" })</ul>"
    }

    private func patient(_ pick: LogReview.Pick) -> HTML {
        guard !pick.patients.isEmpty else { return "\(SwedishNumber.count(pick.row.patients, "patient", "patienter"))" }
        return "\(for: pick.patients.enumerated(), { index, name in "\(if: index > 0, ", ")\(Personal(name))" })"
    }

    private static let own: HTML = "<p>Din egen åtkomst bedöms av någon annan som granskar loggen.</p>"

    private var picks: HTML { view.picks.isEmpty ? HTML() : "<ol class=\"log-picks\">\(for: view.picks, pick)</ol>" }

    /// One form of all rows: nothing that is filled in is lost by saving at another row.
    private var judging: HTML {
        """
        <form method="post" class="stack" action="\(Site.logReview(view.review.number))">\(FormToken(formToken))
        <p class="prose">Varje knapp Spara sparar allt som du har fyllt i på raderna, och leder till nästa rad som väntar.</p>
        \(picks)
        <div class="actions">\(SubmitButton("Spara alla bedömningar", view.isDecided ? .secondary : .primary))</div></form>
        """
    }

    private func judgement(_ pick: LogReview.Pick) -> HTML {
        let row = pick.ordinal
        let form = returned?.fields.all("rad").isEmpty == false ? returned : nil
        // What another has said since the form was made is seen where the row's own fault tells of it, and nowhere else.
        let seen = form.error(.judgement(row)) == nil ? form?.fields.int("sedda-\(row)") : nil
        return """
            <input type="hidden" name="rad" value="\(row)"><input type="hidden" name="sedda-\(row)" value="\(seen ?? pick.judgements.count)">\
            <div class="actions pick-form">\(form.field(
                "Bedömning", .judgement(row), first: pick.decision.map { "\($0.value.rawValue)" } ?? "", isShort: true,
                spoken: "av rad \(row)") { chosen in
                .select([.init("", "Välj")] + LogReview.Decision.allCases.map {
                    .init("\($0.rawValue)", $0.title, isChosen: "\($0.rawValue)" == chosen)
                })
            })\
            \(form.field("Anteckning", .judgementNote(row), first: pick.decision?.note ?? "", spoken: "om rad \(row)") { .text(value: $0) })\
            \(SubmitButton("Spara", .secondary, name: "efter", value: "\(row)"))</div>
            """
    }

    private var sign: HTML {
        Panel(
            "Signera granskningen",
            view.isDecided
                ? """
                <form method="post" class="form" action="\(Site.logReview(view.review.number))">\(FormToken(formToken))
                \(returned.field("Sammanfattning och åtgärder", .reviewNote, hint: signingHint) { .longText(value: $0) })
                <div class="actions">\(SubmitButton("Signera"))</div></form>
                """
                : "<p>\(view.waitsForAnother ? LogReviewPage.another : "Bedöm varje rad först.") \(left)</p>"
        ).html
    }

    private static let another = """
        Det som är kvar är dina egna åtkomster. Be vårdgivarens logggranskare, eller någon annan som granskar loggen, att bedöma dem. \
        Sedan kan ni signera.
        """

    private var signingHint: String {
        let isAsked = view.picks.contains { $0.decision?.value == .unjustified }
        let wanted =
            isAsked
            ? "Skriv vad som har gjorts åt det som är obefogat."
            : "Skriv kort vad granskningen visade, till exempel: Inget att åtgärda."
        return wanted + " Det går inte att ändra något efter signeringen."
    }

    private var left: String { "\(view.review.picks - view.review.decided) av \(view.review.picks) är kvar." }
}
