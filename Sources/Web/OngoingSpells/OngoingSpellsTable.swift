import SickLeave
import UseCases

/// The lines of the list, with what can be done to several at once.
struct OngoingSpellsTable: Component {
    let page: OngoingSpells.Page
    let address: OngoingSpellsAddress
    let viewer: Viewer
    let today: Day
    let formToken: String
    /// What is done to several at once, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        let shape = shape
        let entries = OngoingSpellsColumns.of(shape)
        let place = OngoingSpellsColumns.placeOfNote(in: entries)
        var columns = entries.map(column)
        columns.insert(OngoingSpellsColumns.note, at: place)
        let line = DataTable.Line(columns: columns, canBeChosen: shape.contains(.choice), cards: .compact)
        let chosen = Set(returned?.fields.all("rad") ?? [])
        let rows = page.rows.map { row in
            func markup(isChosen: Bool) -> HTML {
                let contents = OngoingSpellsCells(row: row)
                var cells = entries.map { contents.html(of: $0.sort) }
                cells.insert(contents.note, at: place)
                // A patient may have an ended spell beside the ongoing one.
                return line.html(
                    id: "\(row.patient)-\(row.days.first)", value: row.patient, cells: cells, isChosen: isChosen)
            }
            // What is kept has no tick.
            return DataTable.Row(
                markup: chosen.contains(row.patient)
                    ? markup(isChosen: true) : row.kept(shape.rawValue) { markup(isChosen: false) })
        }
        return DataTable(
            caption: "Pågående sjukfall", captionNote: note, columns: columns, rows: rows,
            selection: shape.contains(.choice) ? selection : nil,
            empty: EmptyList(page: page, address: address, viewer: viewer, today: today).state, isTall: true, cards: .compact
        ).html
    }

    private var note: String {
        let shown =
            page.matching == page.total
            ? "Alla \(SwedishNumber.integer(page.total))"
            : "\(SwedishNumber.integer(page.matching)) av \(SwedishNumber.integer(page.total)) visas med filtret"
        return "\(shown). \(order)."
    }

    /// The list's own order is by no column, so that it stands in words alone.
    private var order: String {
        let filter = address.filter
        guard let sort = filter.sort else {
            return filter.isDescending ? "Minst brådskande först" : OngoingSpellsColumns.title(of: nil)
        }
        return "Ordnade efter \(OngoingSpellsColumns.title(of: sort).lowercased())\(filter.isDescending ? ", omvänt" : "")"
    }

    /// A physician who looks at the own patients knows who the physician is.
    private var shape: OngoingSpellsColumns.Shape {
        var shape: OngoingSpellsColumns.Shape = address.filter.whose == .unit ? .doctor : []
        if viewer.may(.assignCases) { shape.insert(.choice) }
        return shape
    }

    /// A click sorts rising, the next falling, the third goes back to the list's own order.
    private func column(_ entry: OngoingSpellsColumns.Entry) -> DataTable.Column {
        let isCurrent = address.filter.sort == entry.sort
        let order: DataTable.Sort.Order = isCurrent ? (address.filter.isDescending ? .descending : .ascending) : .none
        let next = address.changing { filter in
            switch order {
            case .none:
                filter.sort = entry.sort
                filter.isDescending = false
            case .ascending: filter.isDescending = true
            case .descending:
                filter.sort = nil
                filter.isDescending = false
            }
        }
        return DataTable.Column(
            entry.title, entry.kind, sort: .init(next.href(for: viewer), order), cardLabel: entry.cardLabel,
            weight: entry.weight)
    }

    private var selection: DataTable.Selection {
        let responsible = returned.field("Ansvarig", .responsible, first: "\(viewer.account)") {
            ResponsibleChoice.control(page.people, chosen: $0)
        }
        return DataTable.Selection(
            action: Site.assignCases,
            controls: """
                \(responsible)\
                <input type="hidden" name="vy" value="\(address.queryText(for: viewer))">\(SubmitButton("Ge ansvar", .secondary, isSmall: true))
                """,
            formToken: formToken)
    }
}
