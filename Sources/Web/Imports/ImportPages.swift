import SickLeave
import UseCases

struct ImportOverviewPage: Component {
    let view: Imports.Overview
    let viewer: Viewer

    var html: HTML {
        """
        \(waiting)
        \(DataTable(
            caption: "Inläsningar", captionNote: "De 20 senaste",
            columns: [
                .init("Källa", .rowHeader), .init("Började", .tight, cardLabel: "Började"), .init("Status", .longText),
                .init("Inlästa", .number, cardLabel: "Inlästa"), .init("Fanns redan", .number, cardLabel: "Fanns redan"),
                .init("Olika innehåll", .number, cardLabel: "Olika innehåll"), .init("I karantän", .number, cardLabel: "I karantän"),
            ],
            rows: view.runs.map { run in
                .init(id: "\(run.id)", cells: [
                    "\(run.source)", "\(LocalTime(run.startedAt).day) \(LocalTime(run.startedAt).clock)",
                    "\(run.finishedAt == nil ? StatusMark("Inte avslutad: läs in igen, så fortsätter den", .attention) : StatusMark("Klar", .done))",
                    "\(SwedishNumber.integer(run.accepted))", "\(SwedishNumber.integer(run.alreadyKnown))", "\(SwedishNumber.integer(run.conflicts))",
                    "\(SwedishNumber.integer(run.quarantined))",
                ])
            },
            empty: EmptyState(
                title: "Inget är inläst än",
                text: "Lägg filer i inkorgen på servern, eller kör ”sakkunnig import” med filer, mappar eller zip-arkiv."),
            cards: .labelled))
        """
    }

    private var waiting: HTML {
        func link(_ count: Int, _ one: String, _ many: String, _ href: Href) -> HTML {
            let text = SwedishNumber.count(count, one, many)
            return count > 0 && viewer.may(.importData) ? "<a href=\"\(href)\">\(text)</a>" : "\(text)"
        }
        let facts = Facts([
            ("Gick inte att läsa", link(view.waiting, "post i karantän", "poster i karantän", Site.quarantine)),
            ("Samma intyg, olika innehåll", link(view.conflicts, "intyg", "intyg", Site.conflicts)),
        ])
        if view.waiting == 0, view.conflicts == 0 {
            return Notice(.done, title: "Inget väntar", body: "<p>Allt som har lästs in gick att läsa.</p>").html
        }
        let who: HTML =
            viewer.may(.importData)
            ? "<p class=\"soft\">Ingenting är borta. Det som ligger i karantän räknas inte förrän det är rättat och läst igen.</p>"
            : "<p class=\"soft\">Rehabkoordinatorn kan rätta och läsa igen.</p>"
        return Panel(viewer.may(.importData) ? "Väntar på dig" : "Väntar på åtgärd", facts.html + who).html
    }
}

struct QuarantineListPage: Component {
    let items: [Imports.Item]
    let count: Int
    let page: Int

    var html: HTML {
        """
        \(DataTable(
            caption: "Karantän", captionNote: SwedishNumber.count(count, "post", "poster"),
            columns: [.init("Var", .rowHeader), .init("Källa", .longText, cardLabel: "Källa"), .init("Varför det inte gick", .longText)],
            rows: items.map { item in
                .init(id: "\(item.id)", cells: ["<a href=\"\(Site.quarantined(item.id))\">\(item.place)</a>", "\(item.source)", "\(item.reason)"])
            },
            empty: EmptyState(title: "Karantänen är tom", text: "Allt som har lästs in gick att läsa."), cards: .labelled))
        \(Pagination(current: page, last: max(1, (count + Imports.pageSize - 1) / Imports.pageSize), href: { Site.quarantine.query("sida", "\($0)") }))
        """
    }
}

struct QuarantinedItemPage: Component {
    let item: Imports.Item
    let text: String
    let reason: String
    let isStillRefused: Bool
    let formToken: String

    var html: HTML {
        """
        \(isStillRefused
            ? ErrorSummary(problems: [.init(reason, field: "text")]).html
            : Notice(.attention, title: "Varför det inte gick", body: "<p>\(reason)</p>").html)
        \(Facts([("Källa", "\(item.source)"), ("Plats", "\(item.place)")]))
        \(if: !item.header.isEmpty, Disclosure("Kolumnernas namn", "<p class=\"prose\"><code>\(item.header)</code></p>").html)
        <form method="post" class="form" action="\(Site.quarantined(item.id))">\(FormToken(formToken))\
        \(FormField(item.isXML ? "Dokumentet" : "Raden", name: "text", .longText(value: text),
            hint: "Rätta här. Originalet sparas som det kom."))\
        <div class="actions">\(SubmitButton("Läs igen"))\(SubmitButton("Lägg åt sidan", .quiet, name: "beslut", value: "lagg-undan"))</div></form>
        """
    }
}

struct ConflictListPage: Component {
    let conflicts: [Imports.Conflict]
    let formToken: String

    var html: HTML {
        if conflicts.isEmpty {
            return EmptyState(title: "Inget att jämföra", text: "Inget intyg har kommit två gånger med olika innehåll.").html
        }
        return "\(for: conflicts, conflict)"
    }

    private func conflict(_ conflict: Imports.Conflict) -> HTML {
        let table = DataTable(
            caption: "Skillnader",
            columns: [.init("Fält", .rowHeader), .init("Finns här och gäller", .longText), .init("Kom sedan", .longText)],
            rows: conflict.differences.enumerated().map { index, difference in
                .init(id: "\(index)", cells: ["\(difference.field)", "\(difference.stored)", "\(difference.newcomer)"])
            })
        let form: HTML = """
            <form method="post" action="\(Site.conflicts)">\(FormToken(formToken))\
            <input type="hidden" name="intyg" value="\(conflict.number)"><input type="hidden" name="ordning" value="\(conflict.ordinal)">\
            \(SubmitButton("Behåll det som finns", .secondary))</form>
            """
        return Panel("\(conflict.kind.title) \(conflict.certificate.rawValue)", table.html + form).html
    }
}
