import Statistics

/// A value of a control chart: a disc for the usual, a bigger disc for the right way, a diamond for the wrong one, a square where there is no
/// right way.
struct SignalMark: Component {
    let x: Coordinate
    let y: Coordinate
    /// Nil for the usual.
    let side: ChartSignal.Side?
    let better: Measure.Direction

    var html: HTML {
        guard let side else { return "<circle class=\"point\" cx=\"\(x)%\" cy=\"\(y)\" r=\"3\"/>" }
        switch (better, side) {
        case (.higherIsBetter, .high), (.lowerIsBetter, .low):
            return "<circle class=\"signal improvement\" cx=\"\(x)%\" cy=\"\(y)\" r=\"5\"/>"
        case (.higherIsBetter, .low), (.lowerIsBetter, .high):
            return """
                <svg x="\(x)%" y="\(y)" overflow="visible"><path class="signal concern" d="M0 -6.5 6.5 0 0 6.5 -6.5 0Z"/></svg>
                """
        case (.none, _):
            return """
                <svg x="\(x)%" y="\(y)" overflow="visible"><rect class="signal neutral" x="-4.5" y="-4.5" width="9" height="9"/></svg>
                """
        }
    }
}

/// What lines and marks of a control chart mean.
struct ControlKey: Component {
    let better: Measure.Direction
    /// What the line through the middle is.
    let centre: String

    var html: HTML {
        """
        <ul class="key small"><li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><line class="mean" x1="0" x2="36" y1="6" y2="6"/></svg>\(centre)</li>\
        <li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><line class="limit" x1="0" x2="36" y1="6" y2="6"/></svg>gränser för vanlig variation</li>\
        \(if: better == .none, "<li><svg class=\"key-line\" viewBox=\"0 0 36 12\" aria-hidden=\"true\"><rect class=\"signal neutral\" x=\"13\" y=\"1\" width=\"10\" height=\"10\"/></svg>mer än slump</li>", else: """
            <li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><circle class="signal improvement" cx="18" cy="6" r="5"/></svg>mer än slump, rätt håll</li>\
            <li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><path class="signal concern" d="M18 0 24 6 18 12 12 6Z"/></svg>mer än slump, fel håll</li>
            """)</ul>
        """
    }
}

/// Where a chart's limits are reckoned anew: a line between two months with a letter at its top, told below and in the summary.
struct PhaseMarks: Component {
    /// Index of each later phase's first value.
    let starts: [Int]
    let axis: MonthAxis
    let scale: PlotScale

    var html: HTML {
        """
        \(for: starts.enumerated(), { number, index in
            let x = Coordinate((axis.x(index - 1) + axis.x(index)) / 2)
            return """
                <line class="phase" x1="\(x)%" x2="\(x)%" y1="\(Coordinate(scale.top))" y2="\(Coordinate(scale.top + scale.height))"/>\
                <text class="strong" x="\(x)%" y="\(Coordinate(scale.top - 3))" text-anchor="middle">\(PhaseMarks.letter(number))</text>
                """
        })
        """
    }

    /// A, B, C …
    static func letter(_ number: Int) -> String { String(UnicodeScalar(UInt8(ascii: "A") + UInt8(min(number, 25)))) }
}

extension ControlChart {
    /// `A: gränserna räknas om från mars 2026, eftersom …` for the summary.
    static func words(_ phases: [(month: String, reason: String)]) -> [String] {
        phases.enumerated().map { number, phase in
            let stop = phase.reason.hasSuffix(".") ? "" : "."
            return "\(PhaseMarks.letter(number)): gränserna räknas om från \(phase.month). \(phase.reason)\(stop)"
        }
    }
}
