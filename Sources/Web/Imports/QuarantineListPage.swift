import SickLeave
import UseCases

struct QuarantineListPage: Component {
    let listing: Imports.Listing<Imports.ListedItem>

    var html: HTML {
        """
        \(QuarantineTabs(waiting: listing.waiting, setAside: listing.setAside, current: Site.quarantine))
        \(DataTable(
            caption: "Karantän", captionNote: SwedishNumber.count(listing.waiting, "post", "poster"),
            columns: [
                .init("Fil och plats", .rowHeader), .init("Fält", .words, cardLabel: "Fält"),
                .init("Varför det inte gick", .longText), .init("Källa", .longText, cardLabel: "Källa"),
            ],
            rows: listing.items.map { item in
                .init(id: "\(item.id)", cells: [
                    "<a href=\"\(Site.quarantined(item.id))\">\(item.file), \(item.place)</a>", "\(item.column ?? "–")", "\(item.reason)",
                    "\(item.source)",
                ])
            },
            empty: EmptyState(
                title: "Karantänen är tom",
                text: listing.setAside > 0 ? "Inget väntar på att rättas." : "Allt som har lästs in gick att läsa."),
            cards: .labelled))
        \(Pagination(
            current: listing.page, last: Imports.pageCount(of: listing.waiting), href: { Site.quarantine.query("sida", "\($0)") }))
        """
    }
}

/// What waits in quarantine and what is set aside, each a list of its own.
struct QuarantineTabs: Component {
    let waiting: Int
    let setAside: Int
    let current: Href

    var html: HTML {
        Tabs(
            label: "Karantänens listor",
            [
                .init("Väntar", Site.quarantine, isCurrent: current == Site.quarantine, count: waiting),
                .init("Undanlagda", Site.setAside, isCurrent: current == Site.setAside, count: setAside),
            ]
        ).html
    }
}
