import SickLeave
import UseCases

/// One item of quarantine: why it could not be read, and what can be done about it.
struct QuarantinedItemPage: Component {
    let item: Imports.Item
    let text: String
    let reason: String
    /// The corrected text cannot be read either.
    var isStillRefused = false
    let formToken: String
    /// The form that sets aside, when it is shown again.
    var returned: ReturnedForm?

    var isRefused: Bool { isStillRefused || returned != nil }

    /// The row cell by cell; nil for what is none, or is no row of its header.
    private var cells: RowCells? { item.kind == .row ? RowCells(row: text, header: item.header) : nil }

    private var faultyField: String { cells.map { RowCellsForm.first($0, reason) } ?? "text" }

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\
        \(with: item.setAside, { SetAsideNotice(setAside: $0).html })\
        \(isStillRefused
            ? ErrorSummary(problems: [.init(reason, field: faultyField, isPersonal: true)]).html
            : Notice(.attention, title: "Varför det inte gick", body: "<p>\(Personal(reason))</p>").html)
        \(Facts([(name: "Källa", value: "\(item.source)"), (name: "Plats", value: "\(item.place)")] + kept))
        \(if: !item.header.isEmpty, Disclosure("Kolumnernas namn", "<p class=\"prose\"><code>\(item.header)</code></p>").html)
        \(item.setAside != nil ? setAside : item.isWithheld ? withheld : item.kind == .file ? file : correction)
        """
    }

    private var withheld: HTML {
        """
        \(withheldNotice)
        \(if: !item.isOtherUnits, settingAside)
        """
    }

    private var withheldNotice: Notice {
        Notice(
            .info, title: "Texten visas inte",
            body: item.isOtherUnits
                ? "<p>Den är en annan enhets. Enhetens rehabkoordinator kan rätta den.</p>"
                : "<p>Den nämner någon som du inte får se, eller en annan enhet. Rätta den där den kom ifrån.</p>")
    }

    /// Nothing of it is read or corrected until it waits again.
    private var setAside: HTML {
        let form: HTML = """
            <form method="post" class="form" action="\(Site.quarantined(item.id))">\(FormToken(formToken))\
            <p>Då väntar posten i karantänen igen, och kan rättas och läsas.</p>\
            <div class="actions">\(SubmitButton("Lägg tillbaka", .secondary, name: "beslut", value: "lagg-tillbaka"))</div></form>
            """
        return """
            \(item.isWithheld ? withheldNotice.html : content)
            \(if: !item.isOtherUnits, Panel("Lägg tillbaka i karantänen", form).html)
            """
    }

    private var content: HTML {
        guard !text.isEmpty else { return HTML() }
        return Disclosure("Innehållet", "<pre class=\"prose\">\(Personal(text))</pre>").html
    }

    private var settingAside: HTML {
        let form: HTML = """
            <form method="post" class="form" action="\(Site.quarantined(item.id))">\(FormToken(formToken))\
            \(returned.field(
                "Varför det inte ska läsas in", .setAsideReason,
                hint: "Högst \(Imports.longestReason) tecken, utan namn och personnummer. Skälet sparas i databasen med det som kom.") {
                .text(value: $0)
            })\
            <div class="actions">\(SubmitButton("Lägg åt sidan", .secondary, name: "beslut", value: "lagg-undan"))</div></form>
            """
        return Panel("Lägg åt sidan", form).html
    }

    /// How much there is of what is not here whole.
    private var kept: [(name: String, value: HTML)] {
        guard item.kind == .file || item.byteLength != item.keptBytes else { return [] }
        let here = "\(SwedishNumber.integer(item.keptBytes)) byte"
        var facts: [(name: String, value: HTML)] = []
        switch item.byteLength {
        case item.keptBytes: facts.append((name: "Sparat", value: "Allt, \(here)"))
        case let length?: facts.append((name: "Sparat", value: "Början, \(here) av \(SwedishNumber.integer(length))"))
        case nil:
            facts.append((name: "Sparat", value: item.keptBytes > 0 ? "Början, \(here)" : "Inget: filen gick inte att öppna"))
        }
        if !item.sha256.isEmpty { facts.append((name: "SHA-256", value: "<code>\(item.sha256)</code>")) }
        return facts
    }

    private var correction: HTML {
        """
        \(with: cells, { cells in
            RowCellsForm(
                cells: cells, corrected: text == item.text ? nil : text, reason: reason, action: Site.quarantined(item.id),
                formToken: formToken
            ).html + Disclosure("Hela raden som text", whole("Läs raden igen")).html
        }, else: whole("Läs igen"))
        \(settingAside)
        """
    }

    /// All of it in one field: the only way for a document, and for a row whose cells cannot be told apart.
    private func whole(_ button: String) -> HTML {
        """
        <form method="post" class="form" action="\(Site.quarantined(item.id))">\(FormToken(formToken))\
        \(FormField(
            item.kind == .document ? "Dokumentet" : "Raden", name: "text", .longText(value: text),
            hint: "Rätta här. Originalet sparas som det kom.", isPersonal: true))\
        <div class="actions">\(SubmitButton(button, cells == nil ? .primary : .secondary))</div></form>
        """
    }

    /// A whole file is corrected where it came from.
    private var file: HTML {
        """
        \(content)
        <p class="prose">En hel fil kan inte rättas här. Rätta den där den kom ifrån, lägg den i inkorgen, och lägg den här åt sidan.</p>
        \(settingAside)
        """
    }
}
