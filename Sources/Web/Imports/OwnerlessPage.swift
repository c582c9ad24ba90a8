import SickLeave
import UseCases

/// What is nobody's yet: each row is given to a unit, unread, or a file that is none laid aside.
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
                .init("Fil och plats", .rowHeader), .init("Varför det inte gick", .longText),
                .init("Källa", .longText, cardLabel: "Källa"), .init("Ge till", .longText),
            ],
            rows: found.items.map { item in
                .init(id: "\(item.id)", cells: [
                    "\(item.file), \(item.place)", "\(item.reason)", "\(item.source)",
                    "\(handing(item))\(if: item.isUnknownFile, settingAside(item))",
                ])
            },
            empty: EmptyState(title: "Allt har en ägare", text: "Det som inte gick att läsa ligger hos sin vårdgivare."),
            cards: .labelled))
        \(Pagination(
            current: found.page, last: Imports.pageCount(of: found.count),
            href: { Site.ownerless.query("sida", "\($0)") }))
        \(if: !found.setAside.isEmpty, setAside)
        """
    }

    private func handing(_ item: Imports.ListedItem) -> HTML {
        guard !found.units.isEmpty else { return "Det finns ingen enhet än." }
        let field = "enhet-\(item.id)"
        return """
            <form method="post" class="actions" action="\(Site.ownerless)">\(FormToken(formToken))\
            <input type="hidden" name="post" value="\(item.id)">\
            <label class="visually-hidden" for="\(field)">Enhet för \(item.file), \(item.place)</label>\
            <select id="\(field)" name="enhet">\(for: found.units, option)</select>\
            \(SubmitButton("Ge till enheten", .secondary))</form>
            """
    }

    private func option(_ unit: (number: Int, name: String)) -> HTML {
        "<option value=\"\(unit.number)\">\(unit.name)</option>"
    }

    private func settingAside(_ item: Imports.ListedItem) -> HTML {
        let reason = FormAnswer.ownerlessReason(item.id)
        let field = returned.field(
            "Varför den inte hör till någon enhet", reason,
            hint: "Högst \(Imports.longestReason) tecken, utan namn och personnummer."
        ) {
            .text(value: $0)
        }
        return """
            <details class="why"\(attribute: "open", if: returned.error(reason) != nil)><summary>Lägg åt sidan<span class="visually-hidden"> \(item.file)</span></summary>\
            <div class="stack-tight"><form method="post" class="form" action="\(Site.ownerless)">\(FormToken(formToken))\
            <input type="hidden" name="post" value="\(item.id)"><input type="hidden" name="sida" value="\(found.page)">\
            \(field)\(SubmitButton("Lägg åt sidan", .secondary, name: "beslut", value: "lagg-undan", isSmall: true))</form></div></details>
            """
    }

    private var setAside: HTML {
        DataTable(
            caption: "Undanlagda", captionNote: "De \(SwedishNumber.integer(Imports.pageSize)) senaste",
            columns: [
                .init("Källa", .rowHeader), .init("Skäl", .longText, cardLabel: "Skäl"),
                .init("Lades åt sidan av", .words, cardLabel: "Lades åt sidan av"), .init("När", .tight, cardLabel: "När"),
                .init("Ångra"),
            ],
            rows: found.setAside.map { entry in
                .init(
                    id: "\(entry.item.id)",
                    cells: [
                        "\(entry.item.source)", SetAsideReason(setAside: entry.setAside).html, "\(entry.setAside.by)",
                        "\(LocalTime(entry.setAside.at).day)", puttingBack(entry.item),
                    ])
            }, cards: .labelled
        ).html
    }

    private func puttingBack(_ item: Imports.ListedItem) -> HTML {
        """
        <form method="post" action="\(Site.ownerless)">\(FormToken(formToken))<input type="hidden" name="post" value="\(item.id)">\
        <button class="button quiet small" name="beslut" value="lagg-tillbaka" aria-label="Lägg tillbaka \(item.file)">Lägg tillbaka</button></form>
        """
    }
}
