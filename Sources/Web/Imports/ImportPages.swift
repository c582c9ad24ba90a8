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
        var rows: [(name: String, value: HTML)] = [
            ("Gick inte att läsa", link(view.waiting, "post i karantän", "poster i karantän", Site.quarantine)),
            ("Samma intyg, olika innehåll", link(view.conflicts, "intyg", "intyg", Site.conflicts)),
        ]
        if let ownerless = view.ownerless {
            let text = SwedishNumber.count(ownerless, "post", "poster")
            rows.append(
                (
                    name: "Gick inte att läsa, utan ägare",
                    value: ownerless > 0 ? "<a href=\"\(Site.ownerless)\">\(text)</a>" : "\(text)"
                ))
        }
        let setAside = link(view.setAside, "post", "poster", Site.setAside)
        if view.waiting == 0, view.conflicts == 0, view.ownerless ?? 0 == 0 {
            let body: HTML =
                view.setAside > 0
                ? "<p>Det som inte gick att läsa är rättat eller lagt åt sidan: \(setAside).</p>"
                : "<p>Allt som har lästs in gick att läsa.</p>"
            return Notice(.done, title: "Inget väntar", body: body).html
        }
        if view.setAside > 0 { rows.append(("Lagt åt sidan", setAside)) }
        let facts = Facts(rows)
        let who: HTML =
            viewer.may(.importData)
            ? "<p class=\"soft\">Ingenting är borta. Det som ligger i karantän räknas inte förrän det är rättat och läst igen.</p>"
            : "<p class=\"soft\">Rehabkoordinatorn kan rätta och läsa igen.</p>"
        return Panel(viewer.may(.importData) ? "Väntar på dig" : "Väntar på åtgärd", facts.html + who).html
    }
}
