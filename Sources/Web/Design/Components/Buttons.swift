/// How much a button asks for attention. One primary in a view.
package enum ButtonStyle: String, Sendable {
    case primary, secondary, quiet
}

/// A link that looks like a button: it goes somewhere and changes nothing.
package struct LinkButton: Component {
    package var title: String
    package var href: Href
    package var style: ButtonStyle
    package var isSmall: Bool

    package init(_ title: String, _ href: Href, _ style: ButtonStyle = .secondary, isSmall: Bool = false) {
        self.title = title
        self.href = href
        self.style = style
        self.isSmall = isSmall
    }

    package var html: HTML {
        "<a class=\"button \(style.rawValue)\(if: isSmall, " small")\" href=\"\(href)\">\(title)</a>"
    }
}

/// A button that submits its form; `name` and `value` tell which of several.
package struct SubmitButton: Component {
    package var title: String
    package var style: ButtonStyle
    package var name: String?
    package var value: String?
    package var isSmall: Bool

    package init(
        _ title: String, _ style: ButtonStyle = .primary, name: String? = nil, value: String? = nil, isSmall: Bool = false
    ) {
        self.title = title
        self.style = style
        self.name = name
        self.value = value
        self.isSmall = isSmall
    }

    package var html: HTML {
        "<button class=\"button \(style.rawValue)\(if: isSmall, " small")\"\(attribute: "name", name)\(attribute: "value", value)>\(title)</button>"
    }
}

/// Prints the page. Shown only where it can work; the browser's own command does the same.
package struct PrintButton: Component {
    package init() {}
    package var html: HTML {
        "<button type=\"button\" class=\"button secondary small needs-script\" data-print>\(Icon.printer)Skriv ut</button>"
    }
}

/// Hides names and personal numbers on the screen at once, and on the pages that follow for as long as the session (cookie `personal`),
/// or shows them again. Both names are there, and the one that holds is seen and read.
package struct HidePersonalButton: Component {
    package init() {}
    package var html: HTML {
        """
        <button type="button" class="button secondary small needs-script" data-toggle-personal>\(Icon.eye)\
        <span class="toggle-names"><span>Dölj personuppgifter</span><span>Visa personuppgifter</span></span></button>
        """
    }
}
