import SickLeave

/// What the list below shows. A view is an address that can be saved and shared.
package struct FilterForm: Component {
    /// A filter that is set, and the same view without it.
    package struct Chosen: Sendable {
        package var label: String
        package var remove: Href
        /// It may name a patient, and is hidden with the personal data.
        package var isPersonal: Bool
        package init(_ label: String, remove: Href, isPersonal: Bool = false) {
            self.label = label
            self.remove = remove
            self.isPersonal = isPersonal
        }

        package var words: HTML { isPersonal ? Personal(label).html : "\(label)" }
    }

    package var action: Href
    /// What is always in view, above the fields that are folded.
    package var search: FormField?
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
        action: Href, search: FormField? = nil, fields: [FormField], chosen: [Chosen] = [], reset: Href, isOpen: Bool = false,
        title: String = "Filter",
        hidden: [(name: String, value: String)] = [], formToken: String? = nil
    ) {
        self.action = action
        self.search = search
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
        <search class="stack-tight"><form class="stack-tight" method="\(formToken == nil ? "get" : "post")" action="\(action)">\
        \(with: search, searchLine)<details class="filter"\(attribute: "open", if: isOpen)><summary>\(title)\
        \(if: !chosen.isEmpty, " (\(SwedishNumber.count(chosen.count, "vald", "valda")))")</summary>
        <div class="filter-sheet"><div class="filter-fields">\(for: fields, filterField)</div>
        <div class="actions"><button class="button primary">Visa</button>\(LinkButton("Rensa", reset, .quiet))</div></div></details>\
        \(FormToken(formToken))\(for: hidden, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })</form>
        \(if: !chosen.isEmpty, chips)</search>
        """
    }

    /// Of the same form: what is chosen in the folded fields goes with what is searched for.
    private func searchLine(_ field: FormField) -> HTML {
        "<div class=\"search-line\">\(field)\(SubmitButton("Sök", .secondary))</div>"
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
            """
            <li><a class="chip" href="\(item.remove)"><span class="visually-hidden">Ta bort: </span>\
            \(item.words)\(Icon.close)</a></li>
            """
        })</ul>
        """
    }
}
