import SickLeave
import UseCases

/// The lines of the list, with what can be done to several at once.
struct OngoingSpellsTable: Component {
    let page: OngoingSpells.Page
    let address: OngoingSpellsAddress
    let viewer: Viewer
    let formToken: String
    /// What is done to several at once, when it is shown again.
    let returned: ReturnedForm?

    var html: HTML {
        let shape = shape
        let entries = OngoingSpellsColumns.of(shape)
        let columns = entries.map(column)
        let line = DataTable.Line(columns: columns, canBeChosen: shape.contains(.choice), cards: .compact)
        let chosen = Set(returned?.fields.all("rad") ?? [])
        let rows = page.rows.map { row in
            func markup(isChosen: Bool) -> HTML {
                let cells = OngoingSpellsCells(row: row)
                // A patient may have an ended spell beside the ongoing one.
                return line.html(
                    id: "\(row.patient)-\(row.days.first)", value: row.patient, cells: entries.map { cells.html(of: $0.sort) },
                    isChosen: isChosen)
            }
            // What is kept has no tick.
            return DataTable.Row(
                markup: chosen.contains(row.patient)
                    ? markup(isChosen: true) : row.kept(shape.rawValue) { markup(isChosen: false) })
        }
        return DataTable(
            caption: "Pågående sjukfall", captionNote: note, columns: columns, rows: rows,
            selection: shape.contains(.choice) ? selection : nil,
            empty: empty, isTall: true, cards: .compact
        ).html
    }

    private var note: String {
        let shown =
            page.matching == page.total
            ? "Alla \(SwedishNumber.integer(page.total))"
            : "\(SwedishNumber.integer(page.matching)) av \(SwedishNumber.integer(page.total)) visas med filtret"
        let order = OngoingSpellsColumns.title(of: address.filter.sort).lowercased()
        return address.filter.sort == .deadline && !address.filter.isDescending
            ? "\(shown). Det som är mest bråttom står först."
            : "\(shown). Ordnade efter \(order)\(address.filter.isDescending ? ", omvänt" : "")."
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
                filter.sort = .deadline
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

    private var empty: EmptyState {
        let whole = OngoingSpellsAddress(OngoingSpellsFilter()).changing { $0.whose = .unit }.href(for: viewer)
        if page.total == 0 {
            return EmptyState(
                title: "Ingen är sjukskriven just nu",
                text:
                    "Här visas enhetens pågående sjukfall när intyg har lästs in. Intyg till arbetsgivaren (AG7804, AG1-14) räknas inte som sjukfall. Saknas någon? Kontrollera att de senaste intygen är inlästa.",
                action: viewer.may(.seeImports) ? LinkButton("Se inläsningar", Site.imports) : nil)
        }
        var mine = OngoingSpellsFilter()
        mine.whose = .mine
        if address.filter.settingAside(orderOf: mine) == mine {
            return EmptyState(
                title: "Du har inga pågående sjukfall", text: "Här visas patienter vars intyg du har utfärdat.",
                action: LinkButton("Visa hela enheten", whole))
        }
        return EmptyState(
            title: "Inga sjukfall passar filtret", text: "Ta bort ett filter, eller visa alla.",
            action: LinkButton("Visa alla", whole))
    }
}

extension OngoingSpellsFilter {
    /// The same choice of lines in the other's order.
    fileprivate func settingAside(orderOf other: OngoingSpellsFilter) -> OngoingSpellsFilter {
        var copy = self
        copy.sort = other.sort
        copy.isDescending = other.isDescending
        return copy
    }
}
