import SickLeave
import UseCases

/// Rows of the log without whose data they are about.
struct LogRowTable: Component {
    let rows: [LogReview.Row]
    let note: String
    /// Whose looks they are; false for one's own.
    let showsPerson: Bool

    var html: HTML {
        DataTable(
            caption: "Åtkomster", captionNote: note, columns: columns,
            rows: rows.map { .init(id: "\($0.id)", cells: cells($0)) },
            empty: EmptyState(
                title: "Inga åtkomster än", text: "Här visas när någon har sett eller ändrat patienters uppgifter."),
            isTall: true, cards: .compact
        ).html
    }

    private var columns: [DataTable.Column] {
        var columns: [DataTable.Column] = [.init("Tid", .rowHeader)]
        if showsPerson { columns += [.init("Vem"), .init("Roll")] }
        columns += [
            .init("Enhet", .words), .init("Vad", .tight), .init("Uppgifter", .longText),
            .init("Patienter", .number, cardLabel: "Patienter"),
        ]
        // What a proof of the row asks for.
        if showsPerson { columns.append(.init("Rad", .number, cardLabel: "Rad")) }
        return columns
    }

    private func cells(_ row: LogReview.Row) -> [HTML] {
        var cells: [HTML] = [LogRowTable.time(row.at)]
        if showsPerson { cells += ["\(row.userName)", "\(row.title)"] }
        cells += [
            "\(row.unitName)", "\(row.activity)", LogRowTable.what(row), "\(SwedishNumber.integer(row.patients))",
        ]
        if showsPerson { cells.append("\(row.id)") }
        return cells
    }

    static func time(_ instant: Instant) -> HTML { "\(LocalTime(instant).day) \(LocalTime(instant).clock)" }

    static func what(_ row: LogReview.Row) -> HTML {
        """
        \(row.resource)\(if: !row.level.isEmpty, " <span class=\"soft\">\(row.level)</span>")\
        \(if: !row.arguments.isEmpty, "<br><span class=\"soft\">\(row.arguments)</span>")
        """
    }
}

/// The reviews there are, and the start of the next.
struct LogReviewListPage: Component {
    /// Rows of each rule when nothing else is chosen.
    static let sample = 5

    let reviews: [LogReview.Review]
    let month: Month
    let formToken: String
    /// The form, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(DataTable(
            caption: "Granskningar",
            columns: [
                .init("Månad", .rowHeader), .init("Rader att granska", .number, cardLabel: "Rader att granska"),
                .init("Bedömda", .number, cardLabel: "Bedömda"), .init("Påbörjad", .words, cardLabel: "Påbörjad"),
                .init("Signerad", .words, cardLabel: "Signerad"),
            ],
            rows: reviews.map { review in
                .init(id: "\(review.number)", cells: [
                    "<a href=\"\(Site.logReview(review.number))\">\(review.month.inWords)</a>",
                    "\(SwedishNumber.integer(review.picks))", "\(SwedishNumber.integer(review.decided))",
                    "\(Day(of: review.madeAt)), \(review.madeBy)",
                    signed(review),
                ])
            },
            empty: EmptyState(title: "Ingen granskning än", text: "Börja med förra månaden här nedanför."), cards: .labelled))
        \(Panel("Börja en granskning", """
            <p class="prose">Sakkunnig väljer rader på två sätt: av varje regel här nedanför, och helt slumpvis. Urvalet går att göra om: slumptalet sparas.</p>
            <ul class="prose">\(for: LogReviewListPage.rules, { rule, text in "<li><strong>\(rule.title)</strong>: \(text)</li>" })</ul>
            <form method="post" class="form" action="\(Site.logReview)">\(FormToken(formToken))
            \(returned.field("Månad", .reviewMonth, first: "\(month - 1)") { chosen in .select(months(chosen)) })
            \(returned.field("Rader av varje slag", .reviewSample, first: "\(LogReviewListPage.sample)", isShort: true) {
                .number(value: Int($0), range: LogReview.samples)
            })
            <div class="actions">\(SubmitButton("Välj rader"))</div></form>
            """))
        """
    }

    private func signed(_ review: LogReview.Review) -> HTML {
        guard let signature = review.signature else { return "Nej" }
        return "\(Day(of: signature.at)), \(signature.by)"
    }

    private func months(_ chosen: String) -> [FormField.Option] {
        (0..<12).map { back in
            let month = self.month - back
            return FormField.Option("\(month)", month.inWords, isChosen: "\(month)" == chosen)
        }
    }

    private static let rules: [(LogPickRule, String)] = [
        (.emergencyAccess, "alla"), (.ownRecord, "den som läste är patienten, eller heter som patienten"),
        (.colleague, "patienten har en roll på samma enhet, enligt det personnummer som kontot hör till"),
        (.sameSurname, "den som läste och patienten har samma efternamn"),
        (.colleagueName, "patienten heter som någon i personalen"),
        (.noActiveCase, "patienten hade inget sjukfall på enheten inom 30 dagar från dagen"),
        (.outOfHours, "lördag, söndag, eller före 07 eller från 19 en vardag"),
    ]
}

/// One review: every pick with its decision, and the signature.
struct LogReviewPage: Component {
    let view: LogReview.View
    let formToken: String
    /// One of its forms, when it is shown again.
    let returned: ReturnedForm?

    private var isSigned: Bool { view.review.signature != nil }

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(with: view.review.signature, { signature in
            Notice(.done, title: "Signerad \(Day(of: signature.at)) av \(signature.by)",
                body: signature.note.isEmpty ? HTML() : "<p>\(signature.note)</p>").html
        })
        \(if: view.picks.isEmpty, EmptyState(title: "Inga rader att granska", text: "Ingen har sett patienters uppgifter den månaden.").html)
        \(if: !view.picks.isEmpty, "<ol class=\"log-picks\">\(for: view.picks, pick)</ol>")
        \(if: !isSigned, sign)
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
        \(with: pick.decision, { "<p>\(said($0))</p>" })\(if: pick.judgements.count > 1, earlier(pick))\(if: !isSigned, "<div>\(pick.isOwn ? LogReviewPage.own : form(pick))</div>")</li>

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

    private func form(_ pick: LogReview.Pick) -> HTML {
        let row = pick.ordinal
        // The other rows have forms of their own, with what stands.
        let form = returned?.fields.int("rad") == row ? returned : nil
        return """
            <form method="post" class="actions pick-form" action="\(Site.logReview(view.review.number))">\(FormToken(formToken))\
            <input type="hidden" name="rad" value="\(row)">\
            \(form.field(
                "Bedömning", .judgement(row), first: pick.decision.map { "\($0.value.rawValue)" } ?? "", isShort: true,
                spoken: "av rad \(row)") { chosen in
                .select([.init("", "Välj")] + LogReview.Decision.allCases.map {
                    .init("\($0.rawValue)", $0.title, isChosen: "\($0.rawValue)" == chosen)
                })
            })\
            \(form.field("Anteckning", .judgementNote(row), first: pick.decision?.note ?? "", spoken: "om rad \(row)") { .text(value: $0) })\
            \(SubmitButton("Spara", .secondary))</form>
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
        return (isAsked ? "Skriv vad som har gjorts åt det som är obefogat. " : "")
            + "Det går inte att ändra något efter signeringen."
    }

    private var left: String { "\(view.review.picks - view.review.decided) av \(view.review.picks) är kvar." }
}

struct LogExtractForm: Component {
    let formToken: String
    /// Itself, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })
        <form method="post" class="form" action="\(Site.logExtract)">\(FormToken(formToken))
        \(returned.field(
            "Personnummer", .extractNumber,
            hint: "Eller samordningsnummer eller reservnummer. Kontrollera först vem som frågar. Att du gör utdraget skrivs i loggen.",
            isShort: true) { .text(value: $0, autocomplete: "off") })
        <div class="actions">\(SubmitButton("Visa utdraget"))\(SubmitButton("Spara som CSV", .secondary, name: "form", value: "csv"))</div></form>
        """
    }
}

/// The extract as the patient gets it, on paper or as a file.
struct LogExtractPage: Component {
    let extract: LogExtract.Extract
    let formToken: String

    var html: HTML {
        """
        \(Facts([(name: "Patient", value: "\(Personal(extract.name))"), (name: "Nummer", value: "\(Personal(extract.identifier.formatted))")]))
        <p class="prose">Utdraget visar varje gång dina uppgifter har visats, ändrats eller tagits ut ur Sakkunnig\(with: extract.unit, { " från \($0)" }): \
        när, från vilken enhet och vad som gjordes. \(with: extract.reach, { "\($0) " })Uppgifterna kan ha visats i en lista tillsammans med andra patienters. Har du frågor, vänd dig till verksamhetschefen på enheten.</p>
        \(DataTable(
            caption: "Åtkomster till uppgifterna", captionNote: note,
            columns: [.init("Tid", .rowHeader), .init("Enhet", .words), .init("Vad som gjordes", .tight), .init("Uppgifter", .longText), .init("Ändamål", .words)],
            rows: extract.rows.enumerated().map { index, row in
                .init(id: "\(index)", cells: [
                    LogRowTable.time(row.at), "\(row.unitName)", "\(row.activity)", "\(row.resource)", "\(row.purpose)",
                ])
            },
            empty: EmptyState(title: "Inga åtkomster", text: empty), cards: .compact))
        <form method="post" class="actions" action="\(Site.logExtract)">\(FormToken(formToken))\
        <input type="hidden" name="nummer" value="\(extract.identifier.canonical)">\(SubmitButton("Spara som CSV", .secondary, name: "form", value: "csv"))</form>
        """
    }

    private var empty: String {
        guard let unit = extract.unit else { return "Ingen har sett uppgifterna i Sakkunnig." }
        return "Ingen har sett uppgifterna från \(unit). Om andra enheter har gjort det visar logggranskarens utdrag."
    }

    private var note: String {
        extract.isCut
            ? "De \(SwedishNumber.integer(LogExtract.most)) senaste" : SwedishNumber.count(extract.rows.count, "rad", "rader")
    }
}
