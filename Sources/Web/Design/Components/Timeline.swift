package import SickLeave

/// Everything that happened to one thing, merged, in the order that it is given.
package struct Timeline: Component {
    package struct Event: Sendable {
        package var day: Day
        /// One or two letters in the knot: I (intyg), M (meddelande), K (KVÅ), P (plan), U (uppföljning).
        package var letter: String
        package var title: String
        package var body: HTML
        /// Who did it.
        package var by: String?
        package var needsAttention: Bool
        package var isFuture: Bool

        package init(
            day: Day, letter: String, title: String, body: HTML = HTML(), by: String? = nil, needsAttention: Bool = false,
            isFuture: Bool = false
        ) {
            self.day = day
            self.letter = letter
            self.title = title
            self.body = body
            self.by = by
            self.needsAttention = needsAttention
            self.isFuture = isFuture
        }
    }

    package var events: [Event]
    package init(_ events: [Event]) { self.events = events }

    package var html: HTML { "<ol class=\"timeline\">\(for: events, item)</ol>" }

    private func item(_ event: Event) -> HTML {
        let tone = (event.needsAttention ? "attention" : "plain") + (event.isFuture ? " future" : "")
        return """
            <li class="\(tone)">\(event.day)<span class="knot" aria-hidden="true">\(event.letter)</span>\
            <div class="event"><p class="what">\(event.title)\(if: event.needsAttention, " \(StatusMark("Behöver svar", .attention))")</p>\
            \(event.body)\(with: event.by, { "<p class=\"by\">\($0)</p>" })</div></li>

            """
    }
}
