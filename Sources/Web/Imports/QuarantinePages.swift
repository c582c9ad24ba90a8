import SickLeave
import UseCases

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

    var html: HTML {
        """
        \(with: returned, { ErrorSummary(problems: [.init($0.sentence, field: "skal")]).html })\
        \(isStillRefused
            ? ErrorSummary(problems: [.init(reason, field: "text")]).html
            : Notice(.attention, title: "Varför det inte gick", body: "<p>\(reason)</p>").html)
        \(Facts([(name: "Källa", value: "\(item.source)"), (name: "Plats", value: "\(item.place)")] + kept))
        \(if: !item.header.isEmpty, Disclosure("Kolumnernas namn", "<p class=\"prose\"><code>\(item.header)</code></p>").html)
        \(item.isWithheld ? withheld : item.kind == .file ? file : correction)
        """
    }

    private var withheld: HTML {
        """
        \(Notice(.info, title: "Texten visas inte", body: whyWithheld))
        \(if: !item.isOtherUnits, settingAside)
        """
    }

    private var whyWithheld: HTML {
        item.isOtherUnits
            ? "<p>Den är en annan enhets. Enhetens rehabkoordinator kan rätta den.</p>"
            : "<p>Den nämner någon som du inte får se, eller en annan enhet. Rätta den där den kom ifrån.</p>"
    }

    private var settingAside: HTML {
        let form: HTML = """
            <form method="post" class="form" action="\(Site.quarantined(item.id))">\(FormToken(formToken))\
            \(FormField(
                "Varför det inte ska läsas in", name: "skal", .text(value: returned?.fields["skal"] ?? ""),
                hint: "Högst \(Imports.longestReason) tecken, utan namn och personnummer. Skälet sparas i databasen med det som kom.", error: returned?.sentence))\
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
        <form method="post" class="form" action="\(Site.quarantined(item.id))">\(FormToken(formToken))\
        <div class="field"><label for="text">\(item.kind == .document ? "Dokumentet" : "Raden")</label>\
        <p class="hint" id="text-hint">Rätta här. Originalet sparas som det kom.</p>\(Personal(markup: textArea))</div>\
        <div class="actions">\(SubmitButton("Läs igen"))</div></form>
        \(settingAside)
        """
    }

    /// As `FormField` writes it, by itself: the text may name a patient and is hidden with the personal data, its label is not.
    private var textArea: HTML {
        "<textarea id=\"text\" name=\"text\" rows=\"4\" aria-describedby=\"text-hint\">\n\(text)</textarea>"
    }

    /// A whole file is corrected where it came from.
    private var file: HTML {
        """
        \(if: !text.isEmpty, Disclosure("Innehållet", "<pre class=\"prose\">\(Personal(text))</pre>").html)
        <p class="prose">En hel fil kan inte rättas här. Rätta den där den kom ifrån, lägg den i inkorgen, och lägg den här åt sidan.</p>
        \(settingAside)
        """
    }
}

/// What is nobody's yet: each row is given to a unit, unread.
struct OwnerlessPage: Component {
    let found: Imports.Ownerless
    let formToken: String
    /// A row's form, when it cannot be taken.
    let returned: ReturnedForm?

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\
        \(DataTable(
            caption: "Utan ägare", captionNote: SwedishNumber.count(found.count, "post", "poster"),
            columns: [
                .init("Var", .rowHeader), .init("Källa", .longText), .init("Varför det inte gick", .longText), .init("Ge till", .longText),
            ],
            rows: found.items.map { item in
                .init(id: "\(item.id)", cells: ["\(item.place)", "\(item.source)", "\(item.reason)", form(item)])
            },
            empty: EmptyState(title: "Allt har en ägare", text: "Det som inte gick att läsa ligger hos sin vårdgivare.")))
        \(Pagination(
            current: found.page, last: max(1, (found.count + Imports.pageSize - 1) / Imports.pageSize),
            href: { Site.ownerless.query("sida", "\($0)") }))
        """
    }

    private func form(_ item: Imports.ListedItem) -> HTML {
        guard !found.units.isEmpty else { return "Det finns ingen enhet än." }
        let field = "enhet-\(item.id)"
        return """
            <form method="post" class="actions" action="\(Site.ownerless)">\(FormToken(formToken))\
            <input type="hidden" name="post" value="\(item.id)">\
            <label class="visually-hidden" for="\(field)">Enhet för \(item.place)</label>\
            <select id="\(field)" name="enhet">\(for: found.units, option)</select>\
            \(SubmitButton("Ge till enheten", .secondary))</form>
            """
    }

    private func option(_ unit: (number: Int, name: String)) -> HTML {
        "<option value=\"\(unit.number)\">\(unit.name)</option>"
    }
}
