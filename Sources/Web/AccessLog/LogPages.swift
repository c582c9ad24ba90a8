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
