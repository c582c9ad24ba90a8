import SickLeave

/// A state in words, with a shape of its own before them.
package struct StatusMark: Component {
    package enum Kind: String, Sendable {
        /// Filled disc with a check: done, in order.
        case done
        /// Half disc: waits for somebody.
        case waiting
        /// Square with an i: worth knowing.
        case info
        /// Triangle: needs attention soon.
        case attention
        /// Diamond: the day has passed.
        case late
        /// Empty ring: nothing.
        case none
    }

    package var text: String
    package var kind: Kind
    package init(_ text: String, _ kind: Kind) {
        self.text = text
        self.kind = kind
    }

    package var html: HTML {
        let icon: Icon =
            switch kind {
            case .done: .done
            case .waiting: .waiting
            case .info: .information
            case .attention: .attention
            case .late: .late
            case .none: .none
            }
        return "<span class=\"status \(kind.rawValue)\">\(icon)<span>\(text)</span></span>"
    }
}

/// A short label: a kind of document, a role.
package struct Tag: Component {
    package enum Tone: String, Sendable { case plain, blue, orange }
    package var text: String
    package var tone: Tone
    package init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }
    package var html: HTML { "<span class=\"tag \(tone.rawValue)\">\(text)</span>" }
}

/// Short on the screen, whole to those who listen; explain it in words on the page too. There is no tooltip: a finger cannot hover.
package struct Abbreviation: Component {
    package var short: String
    package var long: String
    package init(_ short: String, _ long: String) {
        self.short = short
        self.long = long
    }
    package var html: HTML { "<span aria-hidden=\"true\">\(short)</span><span class=\"visually-hidden\">\(long)</span>" }
}

/// What a control chart says of the latest month: shape and letter first, then the words; blue and orange only underline it.
package struct VariationMark: Component {
    package enum Kind: Sendable, CaseIterable {
        case common, improvementHigh, improvementLow, concernHigh, concernLow
        /// More than chance where no way is the better one.
        case neutralHigh, neutralLow
    }

    package var kind: Kind
    package var text: String
    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    package var html: HTML { "<span class=\"variation\">\(picture)<span>\(text)</span></span>" }

    private var picture: HTML {
        switch kind {
        case .common:
            """
            <svg class="mark-grey" viewBox="0 0 32 32" aria-hidden="true"><circle class="disc" cx="16" cy="16" r="14"/>\
            <path class="wave" d="M7 17c3-6 6-6 9 0s6 6 9 0"/></svg>
            """
        case .improvementHigh: VariationMark.disc("H")
        case .improvementLow: VariationMark.disc("L")
        case .concernHigh: VariationMark.diamond("H")
        case .concernLow: VariationMark.diamond("L")
        case .neutralHigh: VariationMark.square("H")
        case .neutralLow: VariationMark.square("L")
        }
    }

    private static func disc(_ letter: StaticString) -> HTML {
        """
        <svg class="mark-blue" viewBox="0 0 32 32" aria-hidden="true"><circle class="disc" cx="16" cy="16" r="14"/>\
        <text x="16" y="21">\(letter)</text></svg>
        """
    }

    private static func square(_ letter: StaticString) -> HTML {
        """
        <svg class="mark-grey" viewBox="0 0 32 32" aria-hidden="true"><rect class="disc" x="3" y="3" width="26" height="26"/>\
        <text x="16" y="21">\(letter)</text></svg>
        """
    }

    private static func diamond(_ letter: StaticString) -> HTML {
        """
        <svg class="mark-orange" viewBox="0 0 32 32" aria-hidden="true"><path class="disc" d="M16 1.5 30.5 16 16 30.5 1.5 16Z"/>\
        <text x="16" y="21">\(letter)</text></svg>
        """
    }
}

/// How much of something is done, in words and as a bar.
package struct ProgressBar: Component {
    package var label: String
    package var done: Int
    package var total: Int
    package init(_ label: String, done: Int, of total: Int) {
        self.label = label
        self.done = done
        self.total = total
    }

    package var html: HTML {
        let share = total > 0 ? max(0, min(100, done * 100 / total)) : 0
        return """
            <div class="progress"><span>\(label): \(SwedishNumber.integer(done)) av \(SwedishNumber.integer(total))</span>\
            <svg aria-hidden="true"><rect class="track" width="100%" height="100%"/><rect class="fill" width="\(share)%" height="100%"/></svg></div>
            """
    }
}
