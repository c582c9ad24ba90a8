import SickLeave

/// What the list below shows. A view is an address that can be saved and shared.
package struct FilterForm: Component {
    /// A filter that is set, and the same view without it.
    package struct Chosen: Sendable {
        package var label: String
        package var remove: Href
        package init(_ label: String, remove: Href) {
            self.label = label
            self.remove = remove
        }
    }

    package var action: Href
    package var fields: [FormField]
    package var chosen: [Chosen]
    package var reset: Href
    package var isOpen: Bool
    package var title: String
    /// Kept in the address though no field shows them: sort order and the like.
    package var hidden: [(name: String, value: String)]
    /// With it the form is posted, for filters that may hold what must not stand in an address; the route then leads to the view.
    package var formToken: String?

    package init(
        action: Href, fields: [FormField], chosen: [Chosen] = [], reset: Href, isOpen: Bool = false,
        title: String = "Filtrera och sök",
        hidden: [(name: String, value: String)] = [], formToken: String? = nil
    ) {
        self.action = action
        self.fields = fields
        self.chosen = chosen
        self.reset = reset
        self.isOpen = isOpen
        self.title = title
        self.hidden = hidden
        self.formToken = formToken
    }

    package var html: HTML {
        """
        <search class="stack-tight"><details class="filter"\(attribute: "open", if: isOpen)><summary>\(title)\
        \(if: !chosen.isEmpty, " (\(SwedishNumber.count(chosen.count, "vald", "valda")))")</summary>
        <form method="\(formToken == nil ? "get" : "post")" action="\(action)">\(FormToken(formToken))\(for: hidden, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })
        <div class="filter-fields">\(for: fields, filterField)</div>
        <div class="actions"><button class="button primary">Visa</button>\(LinkButton("Rensa", reset, .quiet))</div></form></details>\
        \(if: !chosen.isEmpty, chips)</search>
        """
    }

    private func filterField(_ field: FormField) -> HTML {
        switch field.control {
        case .checkboxes, .radios: "<div class=\"field broad\">\(field)</div>"
        case .text, .suggested, .search, .number, .date, .password, .longText, .select, .checkbox, .numberRange, .dateRange,
            .monthRange:
            field.html
        }
    }

    private var chips: HTML {
        """
        <ul class="chips" aria-label="Valda filter">\(for: chosen, { item in
            "<li><a class=\"chip\" href=\"\(item.remove)\"><span class=\"visually-hidden\">Ta bort: </span>\(item.label)\(Icon.close)</a></li>"
        })</ul>
        """
    }
}
