import SickLeave
import UseCases

struct SetAsideListPage: Component {
    let listing: Imports.Listing<Imports.ListedSetAside>

    var html: HTML {
        """
        \(QuarantineTabs(waiting: listing.waiting, setAside: listing.setAside, current: Site.setAside))
        \(DataTable(
            caption: "Undanlagda", captionNote: SwedishNumber.count(listing.setAside, "post", "poster"),
            columns: [
                .init("Fil och plats", .rowHeader), .init("Källa", .longText, cardLabel: "Källa"), .init("Skäl", .longText, cardLabel: "Skäl"),
                .init("Lades åt sidan av", .words, cardLabel: "Lades åt sidan av"), .init("När", .tight, cardLabel: "När"),
            ],
            rows: listing.items.map { row($0.item, $0.setAside) },
            empty: EmptyState(
                title: "Inget är lagt åt sidan",
                text: "Här visas det i karantänen som någon har bestämt inte ska läsas in, med skälet."),
            cards: .labelled))
        \(Pagination(
            current: listing.page, last: Imports.pageCount(of: listing.setAside), href: { Site.setAside.query("sida", "\($0)") }))
        """
    }

    private func row(_ item: Imports.ListedItem, _ setAside: Imports.SetAside) -> DataTable.Row {
        DataTable.Row(
            id: "\(item.id)",
            cells: [
                "<a href=\"\(Site.quarantined(item.id))\">\(item.file), \(item.place)</a>", "\(item.source)",
                SetAsideReason(setAside: setAside).html, "\(setAside.by)", "\(LocalTime(setAside.at).day)",
            ])
    }
}

/// On the item's own page: that somebody has decided, and why.
struct SetAsideNotice: Component {
    let setAside: Imports.SetAside

    var html: HTML {
        let time = LocalTime(setAside.at)
        return Notice(
            .info, title: "Lagd åt sidan \(time.day) \(time.clock)\(setAside.by.map { " av \($0)" } ?? "")",
            body: "<p>Skäl: \(SetAsideReason(setAside: setAside))</p>"
        ).html
    }
}

/// Hidden from whoever may not see what it is about.
struct SetAsideReason: Component {
    let setAside: Imports.SetAside

    var html: HTML { "\(with: setAside.reason, { "\($0)" }, else: "<span class=\"soft\">Visas inte</span>")" }
}
