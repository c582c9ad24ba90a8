import SickLeave

/// Something that the person should know before going on.
package struct Notice: Component {
    package enum Kind: String, Sendable { case info, attention, done, plain }
    package var kind: Kind
    package var title: String
    package var body: HTML

    package init(_ kind: Kind, title: String, body: HTML = HTML()) {
        self.kind = kind
        self.title = title
        self.body = body
    }

    package var html: HTML {
        let (icon, prefix): (Icon, StaticString) =
            switch kind {
            case .info: (.information, "Information: ")
            case .attention: (.attention, "Observera: ")
            case .done: (.done, "Klart: ")
            case .plain: (.none, "")
            }
        return """
            <div class="notice \(kind == .done ? "info" : kind.rawValue)">\(icon)<div><p class="title"><span class="visually-hidden">\(prefix)</span>\(title)</p>\(body)</div></div>
            """
    }
}

/// A part of the page with a heading, on a surface of its own.
package struct Panel: Component {
    package var heading: String
    package var aside: HTML?
    package var content: HTML
    package init(_ heading: String, aside: HTML? = nil, _ content: HTML) {
        self.heading = heading
        self.aside = aside
        self.content = content
    }
    package var html: HTML {
        "<section class=\"panel\"><div class=\"section-head\"><h2>\(heading)</h2>\(with: aside, { "<div>\($0)</div>" })</div>\(content)</section>"
    }
}

/// Names and values.
package struct Facts: Component {
    package var items: [(name: String, value: HTML)]
    /// Side by side in a row, for a few short ones.
    package var isStacked: Bool
    package init(_ items: [(name: String, value: HTML)], isStacked: Bool = false) {
        self.items = items
        self.isStacked = isStacked
    }
    package var html: HTML {
        if isStacked {
            return "<dl class=\"facts stacked\">\(for: items, { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" })</dl>"
        }
        return "<dl class=\"facts\">\(for: items, { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" })</dl>"
    }
}

/// What can be opened when it is wanted.
package struct Disclosure: Component {
    package var summary: String
    package var content: HTML
    package var isOpen: Bool
    package init(_ summary: String, isOpen: Bool = false, _ content: HTML) {
        self.summary = summary
        self.content = content
        self.isOpen = isOpen
    }
    package var html: HTML {
        "<details class=\"disclosure\"\(attribute: "open", if: isOpen)><summary>\(summary)</summary><div>\(content)</div></details>"
    }
}

/// The same thing seen from several sides, each an address of its own.
package struct Tabs: Component {
    package struct Item: Sendable {
        package var title: String
        package var href: Href
        package var isCurrent: Bool
        package var count: Int?
        package init(_ title: String, _ href: Href, isCurrent: Bool = false, count: Int? = nil) {
            self.title = title
            self.href = href
            self.isCurrent = isCurrent
            self.count = count
        }
    }

    package var label: String
    package var items: [Item]
    package init(label: String, _ items: [Item]) {
        self.label = label
        self.items = items
    }

    package var html: HTML {
        """
        <nav class="tabs" aria-label="\(label)"><ul>\(for: items, { item in
            """
            <li><a href="\(item.href)"\(attribute: "aria-current", item.isCurrent ? "page" : nil)>\(item.title)\
            \(with: item.count, { " <span class=\"count\">\(SwedishNumber.integer($0))</span>" })</a></li>
            """
        })</ul></nav>
        """
    }
}

/// Pages of a long list: first, last, and the neighbours of the one that is shown.
package struct Pagination: Component {
    package var current: Int
    package var last: Int
    package var href: @Sendable (Int) -> Href

    package init(current: Int, last: Int, href: @escaping @Sendable (Int) -> Href) {
        self.current = current
        self.last = last
        self.href = href
    }

    package var html: HTML {
        guard last > 1 else { return HTML() }
        return """
            <nav class="pages" aria-label="Sidor"><ul>\(if: current > 1, step(current - 1, "Föregående"))\(for: shown, page)\
            \(if: current < last, step(current + 1, "Nästa"))</ul></nav>
            """
    }

    /// Nil is a gap.
    private var shown: [Int?] {
        var pages: [Int?] = []
        for page in 1...last where page == 1 || page == last || abs(page - current) <= 1 {
            if let before = pages.last ?? nil, page - before > 1 { pages.append(nil) }
            pages.append(page)
        }
        return pages
    }

    private func step(_ page: Int, _ title: StaticString) -> HTML { "<li><a href=\"\(href(page))\">\(title)</a></li>" }

    private func page(_ number: Int?) -> HTML {
        guard let number else { return "<li><span aria-hidden=\"true\">…</span></li>" }
        return """
            <li><a href="\(href(number))" aria-label="Sida \(number)"\(attribute: "aria-current", number == current ? "page" : nil)>\
            \(SwedishNumber.integer(number))</a></li>
            """
    }
}
