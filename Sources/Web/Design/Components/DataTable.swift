/// A calm, dense table: caption, sticky head, row headers that stay at the left when there is no room, sorting by links, rows that can
/// be chosen for a common action, and an empty state that says what to do.
///
/// ```swift
/// DataTable(
///     caption: "Pågående sjukfall",
///     columns: [.init("Namn", .rowHeader, sort: .init(href, .ascending)), .init("Dag", .number)],
///     rows: spells.map { .init(id: $0.id, cells: ["<a href=\"\($0.href)\">\(Personal($0.name))</a>", "\($0.day)"]) },
///     empty: EmptyState(title: "Inga pågående sjukfall", text: "…"))
/// ```
/// Personal data in a cell is wrapped in ``Personal``, so that one click hides it.
package struct DataTable: Component {
    package var caption: String
    package var captionNote: String?
    package var columns: [Column]
    package var rows: [Row]
    package var selection: Selection?
    package var empty: EmptyState?
    /// Long tables get a head that follows when the page is scrolled.
    package var isTall: Bool
    /// On a telephone each row is a card: for tables of many columns.
    package var cards: Cards?

    package init(
        caption: String, captionNote: String? = nil, columns: [Column], rows: [Row], selection: Selection? = nil,
        empty: EmptyState? = nil, isTall: Bool? = nil, cards: Cards? = nil
    ) {
        self.caption = caption
        self.captionNote = captionNote
        self.columns = columns
        self.rows = rows
        self.selection = selection
        self.empty = empty
        self.isTall = isTall ?? (rows.count > 12)
        self.cards = cards
    }

    package enum Cards: String, Sendable {
        /// Every value has its column's name above it: for a few rows, each read whole.
        case labelled
        /// A few lines, the names before the values: for many rows, where one is looked for.
        case compact
    }

    package struct Column: Sendable {
        package var title: HTML
        package var kind: Kind
        package var sort: Sort?
        /// Names the value in a card; nil where the value speaks for itself.
        package var cardLabel: String?
        package var weight: Weight

        package init(
            _ title: String, _ kind: Kind = .text, sort: Sort? = nil, cardLabel: String? = nil, weight: Weight = .main
        ) {
            self.init(markup: "\(title)", kind, sort: sort, cardLabel: cardLabel, weight: weight)
        }

        /// For a title with an ``Abbreviation``.
        package init(
            markup title: HTML, _ kind: Kind = .text, sort: Sort? = nil, cardLabel: String? = nil, weight: Weight = .main
        ) {
            self.title = title
            self.kind = kind
            self.sort = sort
            self.cardLabel = cardLabel
            self.weight = weight
        }
    }

    /// Where a column of a table with cards is shown.
    package enum Weight: Sendable {
        case main
        /// Not on the card of a telephone.
        case aside
        /// Neither there nor on paper.
        case minor
        /// Nowhere but on the card: what columns that it leaves out say there in a line.
        case cardOnly

        var cellClass: String? {
            switch self {
            case .main: nil
            case .aside: "aside"
            case .minor: "minor"
            case .cardOnly: "card-only"
            }
        }
    }

    package enum Kind: Sendable {
        case text
        /// Running text that needs width; a line of its own in a card.
        case longText
        /// A few words that may break.
        case words
        /// Never broken: days, codes.
        case tight
        /// Right-aligned figures of equal width.
        case number
        /// Names the row; one column at most.
        case rowHeader

        var cellClass: String? {
            switch self {
            case .text, .rowHeader: nil
            case .longText: "long"
            case .words: "words"
            case .tight: "tight"
            case .number: "number"
            }
        }
    }

    /// A link in the head. `href` leads to the next order: ascending, descending, and then none.
    package struct Sort: Sendable {
        package enum Order: String, Sendable { case none, ascending, descending }
        package var href: Href
        package var order: Order
        package init(_ href: Href, _ order: Order = .none) {
            self.href = href
            self.order = order
        }
    }

    package struct Row: Sendable {
        enum Content: Sendable {
            case cells(id: String, [HTML])
            case markup(HTML)
        }

        let content: Content

        /// - Parameters:
        ///   - id: opaque; the value of the row's checkbox.
        ///   - cells: one for each column.
        package init(id: String, cells: [HTML]) { content = .cells(id: id, cells) }

        /// A row that a ``Line`` for the same columns has made before.
        package init(markup: HTML) { content = .markup(markup) }
    }

    /// Rows can be chosen; `controls` (a select, a button) act on the chosen ones, sent as repeated `rad`.
    package struct Selection: Sendable {
        package var action: Href
        package var controls: HTML
        package var formToken: String?
        package init(action: Href, controls: HTML, formToken: String?) {
            self.action = action
            self.controls = controls
            self.formToken = formToken
        }
    }

    package var html: HTML {
        if rows.isEmpty, let empty { return empty.html }
        guard let selection else { return "<div class=\"table-block\">\(scroller)</div>" }
        return """
            <form class="table-block" method="post" action="\(selection.action)" data-select-rows>\(FormToken(selection.formToken))
            <div class="bulk" role="group" aria-label="Med valda rader"><span class="bulk-count" data-row-count aria-live="polite">Välj rader</span>\
            \(selection.controls)</div>
            \(scroller)</form>
            """
    }

    /// The region can be reached with the keyboard, since it may scroll.
    private var scroller: HTML {
        """
        <div class="table-scroll\(if: isTall, " tall")\(with: cards, { " cards \($0.rawValue)" })" role="region" aria-label="\(caption)" tabindex="0">\
        <table\(attribute: "role", cards == nil ? nil : "table")>
        <caption>\(caption)\(with: captionNote, { " <span class=\"soft\">\($0)</span>" })</caption>
        <thead><tr>\(if: selection != nil, DataTable.allRows)\(for: columns, head)</tr></thead>
        <tbody\(attribute: "role", cards == nil ? nil : "rowgroup")>
        \(body)</tbody></table></div>
        """
    }

    private static let allRows: HTML = """
        <th scope="col" class="pick"><span class="visually-hidden">Välj</span>\
        <label class="needs-script"><input type="checkbox" data-all-rows aria-label="Välj alla rader"></label></th>
        """

    private func head(_ column: Column) -> HTML {
        let kind = column.kind == .rowHeader ? "corner" : column.cellClass(in: cards)
        guard let sort = column.sort else { return "<th scope=\"col\"\(attribute: "class", kind)>\(column.title)</th>" }
        let icon: Icon =
            switch sort.order {
            case .none: .sort
            case .ascending: .ascending
            case .descending: .descending
            }
        return """
            <th scope="col"\(attribute: "class", kind)\(attribute: "aria-sort", sort.order == .none ? nil : sort.order.rawValue)>\
            <a href="\(sort.href)">\(column.title)\(icon)</a></th>
            """
    }

    private var body: HTML {
        let line = Line(columns: columns, canBeChosen: selection != nil, cards: cards)
        var html = HTML()
        for row in rows {
            switch row.content {
            case .cells(let id, let cells): html += line.html(id: id, cells: cells)
            case .markup(let markup): html += markup
            }
        }
        return html
    }
}

/// Instead of an empty table: what it means, and what to do next.
package struct EmptyState: Component {
    package var title: String
    package var text: String
    package var action: LinkButton?

    package init(title: String, text: String, action: LinkButton? = nil) {
        self.title = title
        self.text = text
        self.action = action
    }

    package var html: HTML {
        """
        <div class="empty"><svg class="empty-mark" viewBox="0 0 48 48" aria-hidden="true"><g class="icon-line"><path d="M5 9h10v30H5Z"/>\
        <path d="M19 20h10v19H19Z"/><path d="M33 30h10v9H33Z"/></g></svg>
        <h2>\(title)</h2><p>\(text)</p>\(with: action, { "<div class=\"actions\">\($0)</div>" })</div>
        """
    }
}

/// Words that tell who a person is. Hidden together (class `hide-personal` on the root) without moving anything. Stands inside a link,
/// never around it, so that the link can be followed when the name is hidden.
package struct Personal: Component {
    package var text: String
    package init(_ text: String) { self.text = text }
    package var html: HTML { "<span class=\"personal\"><span>\(text)</span></span>" }
}
