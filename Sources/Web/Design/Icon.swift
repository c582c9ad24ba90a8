/// The few pictures of the design language. Each is a shape of its own, so that it is told apart without colour, and it always stands
/// beside a word. The page carries them once (``sprite``); a use costs some sixty bytes.
package enum Icon: String, Sendable, CaseIterable, Component {
    case done, waiting, attention, late, information, none
    case sort, ascending, descending
    case close, next, external, printer, eye

    package var html: HTML {
        "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#icon-\(rawValue)\"/></svg>"
    }

    /// Hidden symbols; the first thing in `body`.
    package static let sprite: HTML = """
        <svg class="sprite" aria-hidden="true" focusable="false">\(for: allCases, { icon in
            "<symbol id=\"icon-\(icon.rawValue)\" viewBox=\"0 0 16 16\">\(icon.shape)</symbol>"
        })</svg>
        """

    private var shape: HTML {
        switch self {
        case .done:
            "<path d=\"M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm4.4 4.9-5.3 5.4-2.6-2.5L3.1 9.2l4 3.9 6.7-6.8Z\" fill-rule=\"evenodd\"/>"
        case .waiting: "<path d=\"M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm0 2a6 6 0 0 0 0 12Z\" fill-rule=\"evenodd\"/>"
        case .attention: "<path d=\"M8 .8 16 15H0ZM7 5.8l.3 4.6h1.4L9 5.8Zm0 5.8v1.7h2v-1.7Z\" fill-rule=\"evenodd\"/>"
        case .late: "<path d=\"M8 0l8 8-8 8-8-8ZM7 3.6l.3 5.4h1.4L9 3.6Zm0 6.6V12h2v-1.8Z\" fill-rule=\"evenodd\"/>"
        case .information:
            "<path d=\"M2 0h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2Zm5 3v2h2V3Zm0 3.5V13h2V6.5Z\" fill-rule=\"evenodd\"/>"
        case .none: "<path d=\"M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z\" fill-rule=\"evenodd\"/>"
        case .sort: "<path d=\"m8 1 4.5 5.5h-9ZM8 15 3.5 9.500h9Z\"/>"
        case .ascending: "<path d=\"m8 3 6 8H2Z\"/>"
        case .descending: "<path d=\"m8 13 6-8H2Z\"/>"
        case .close:
            "<path d=\"M2.7 1.3 8 6.600l5.3-5.3 1.4 1.400L9.4 8l5.3 5.3-1.4 1.400L8 9.400l-5.3 5.3-1.4-1.400L6.6 8 1.3 2.700Z\"/>"
        case .next: "<path d=\"m5.7 1.3 6.7 6.7-6.7 6.7-1.4-1.400L9.6 8 4.3 2.700Z\"/>"
        case .external: "<path d=\"M9 1h6v6h-2V4.400l-6.3 6.3-1.4-1.400L11.6 3H9ZM2 3h4v2H3v8h8v-3h2v5H1V3Z\"/>"
        case .printer: "<path d=\"M4 1h8v3H4ZM1 5h14v7h-3v3H4v-3H1Zm5 5v3h4v-3Z\" fill-rule=\"evenodd\"/>"
        case .eye:
            "<path d=\"M8 3c3.5 0 6.3 2 8 5-1.7 3-4.5 5-8 5S1.7 11 0 8c1.7-3 4.5-5 8-5Zm0 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z\" fill-rule=\"evenodd\"/>"
        }
    }
}

/// The mark of Sakkunnig: the steps of a sick leave whose extent goes down until the person is back.
enum Logo {
    static let inline: HTML = """
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path class="brand-step" d="M2 3h5v18H2Z"/>\
        <path class="brand-step" d="M8.5 8h5v13h-5Z"/><path class="brand-last" d="M15 14h7v7h-7Z"/></svg>
        """

    static let file = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="4" fill="#0b3f4b"/>\
        <path fill="#c9e0e3" d="M4 5h4v14H4ZM9.5 9h4v10h-4Z"/><path fill="#fff" d="M15 14h5v5h-5Z"/></svg>
        """
}
