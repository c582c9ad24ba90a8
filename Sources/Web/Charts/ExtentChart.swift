package import SickLeave

/// One spell over time: how many percent, day by day, as steps; today; and the days in the spell that the rules name.
package struct ExtentChart: Component {
    package struct Step: Sendable, Hashable {
        package var days: DayRange
        package var extent: Extent
        package init(_ days: DayRange, _ extent: Extent) {
            self.days = days
            self.extent = extent
        }
    }

    /// A day of the spell with a meaning: (90, "dag 90").
    package struct Limit: Sendable, Hashable {
        package var dayOfSpell: Int
        package var label: String
        package init(_ dayOfSpell: Int, _ label: String) {
            self.dayOfSpell = dayOfSpell
            self.label = label
        }
    }

    /// Unique on the page.
    package var id: String
    package var title: String
    /// In order and without overlap; gap days are simply not there.
    package var steps: [Step]
    package var today: Day
    package var limits: [Limit]

    package init(id: String, title: String, steps: [Step], today: Day, limits: [Limit]) {
        self.id = id
        self.title = title
        self.steps = steps
        self.today = today
        self.limits = limits
    }

    package var html: HTML {
        guard let first = steps.first?.days.first, let last = steps.map(\.days.last).max() else {
            return "<p class=\"soft\">Det finns inga perioder att rita.</p>"
        }
        let frame = Frame(first: first, last: max(last, min(today, last + 30)))
        return """
            <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(spokenSummary(first))</p>
            \(drawing(frame))
            \(Disclosure("Visa perioderna", table(first)))</figure>
            """
    }

    /// Places of days; the right edge is the end of the last day.
    private struct Frame {
        let first: Day
        let last: Day
        var count: Double { Double(last - first + 1) }
        func share(_ day: Day) -> Double { Double(day - first) / count }
        func x(_ day: Day) -> Double { PlotScale.x(share(day)) }
        func inner(_ day: Day) -> Double { share(day) * PlotScale.innerWidth }
    }

    private func summary(_ first: Day) -> String {
        let parts = steps.map { "\($0.extent)\(SwedishNumber.space)% från \($0.days.first) till \($0.days.last)" }
        let now = day(first).map { " I dag, \(today), är dag \(SwedishNumber.integer($0))." } ?? ""
        return "\(parts.joined(separator: ", ")).\(now)"
    }

    /// The same words, with days that do not break.
    private func spokenSummary(_ first: Day) -> HTML {
        let parts = steps.map {
            "\($0.extent.percent)\(SwedishNumber.space)% från \($0.days.first) till \($0.days.last)" as HTML
        }
        let now: HTML = day(first).map { " I dag, \(today), är dag \(SwedishNumber.integer($0))." } ?? HTML()
        return "\(parts.joined(separator: ", ")).\(now)"
    }

    /// Of the spell, today; nil before the first and after the last.
    private func day(_ first: Day) -> Int? {
        guard today >= first, let last = steps.map(\.days.last).max(), today <= last else { return nil }
        return today - first + 1
    }

    private func drawing(_ frame: Frame) -> HTML {
        let marks = lanes(frame)
        let laneCount = (marks.map(\.lane).max() ?? -1) + 1
        let scale = PlotScale(top: 22 + Double(laneCount) * 16, height: 128, values: 0...100)
        return """
            <svg class="plot" role="img" aria-labelledby="\(id)-title \(id)-desc" height="\(Coordinate(scale.top + scale.height + 26))">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(summary(frame.first))</desc>
            \(for: [0, 25, 50, 75, 100], { gridline($0, scale) })
            <svg x="\(Coordinate(PlotScale.left))%" y="\(Coordinate(scale.top))" width="\(Coordinate(100 - PlotScale.left - PlotScale.right))%" \
            height="\(Coordinate(scale.height))" viewBox="0 0 1000 \(Coordinate(scale.height))" preserveAspectRatio="none">\
            \(for: steps, { area($0, frame, scale) })\(for: steps.indices, { edge($0, frame, scale) })</svg>
            \(for: marks, { limit($0, frame, scale) })\(todayLine(frame, scale))\(dayLabels(frame, scale))</svg>
            """
    }

    private func gridline(_ percent: Int, _ scale: PlotScale) -> HTML {
        let y = scale.y(Double(percent))
        return """
            <line class="\(percent == 0 ? "axis" : "gridline")" x1="\(Coordinate(PlotScale.left))%" x2="\(Coordinate(PlotScale.x(1)))%" y1="\(Coordinate(y))" y2="\(Coordinate(y))"/>\
            \(if: percent % 50 == 0, "<text x=\"\(Coordinate(PlotScale.left - 1.2))%\" y=\"\(Coordinate(y + 4))\" text-anchor=\"end\">\(percent)\(SwedishNumber.space)%</text>")
            """
    }

    private func area(_ step: Step, _ frame: Frame, _ scale: PlotScale) -> HTML {
        let x = frame.inner(step.days.first)
        let y = scale.inner(Double(step.extent.percent))
        return """
            <rect class="area\(if: step.days.first > today, " future")" x="\(Coordinate(x))" y="\(Coordinate(y))" \
            width="\(Coordinate(frame.inner(step.days.last + 1) - x))" height="\(Coordinate(scale.height - y))"/>
            """
    }

    /// The top of a step, with its riser when the step before it ends the day before.
    private func edge(_ index: Int, _ frame: Frame, _ scale: PlotScale) -> HTML {
        let step = steps[index]
        let x = Coordinate(frame.inner(step.days.first))
        let y = Coordinate(scale.inner(Double(step.extent.percent)))
        let from: HTML =
            index > 0 && steps[index - 1].days.last + 1 == step.days.first
            ? "M\(x) \(Coordinate(scale.inner(Double(steps[index - 1].extent.percent))))V\(y)" : "M\(x) \(y)"
        return
            "<path class=\"line\(if: step.days.first > today, " future")\" d=\"\(from)H\(Coordinate(frame.inner(step.days.last + 1)))\"/>"
    }

    private func limit(_ mark: Mark, _ frame: Frame, _ scale: PlotScale) -> HTML {
        let x = Coordinate(frame.x(mark.day))
        let y = 12 + Double(mark.lane) * 16
        return """
            <line class="limit" x1="\(x)%" x2="\(x)%" y1="\(Coordinate(y + 4))" y2="\(Coordinate(scale.top + scale.height))"/>\
            <text x="\(x)%" y="\(Coordinate(y))" text-anchor="\(mark.endsHere ? "end" : "middle")">\(mark.label)</text>
            """
    }

    private func todayLine(_ frame: Frame, _ scale: PlotScale) -> HTML {
        guard today >= frame.first, today <= frame.last else { return HTML() }
        let x = frame.x(today)
        let anchor: StaticString = x > 88 ? "end" : (x < 20 ? "start" : "middle")
        return """
            <line class="today" x1="\(Coordinate(x))%" x2="\(Coordinate(x))%" y1="\(Coordinate(scale.top - 6))" y2="\(Coordinate(scale.top + scale.height + 5))"/>\
            <text class="strong" x="\(Coordinate(x))%" y="\(Coordinate(scale.top + scale.height + 18))" text-anchor="\(anchor)">i dag</text>
            """
    }

    /// The ends of the spell, unless today's mark stands in their way.
    private func dayLabels(_ frame: Frame, _ scale: PlotScale) -> HTML {
        let place = today >= frame.first && today <= frame.last ? frame.share(today) : -1
        let y = Coordinate(scale.top + scale.height + 18)
        return """
            \(if: place < 0 || place > 0.4, "<text x=\"\(Coordinate(PlotScale.left))%\" y=\"\(y)\">\(frame.first.description)</text>")\
            \(if: place < 0.6, "<text x=\"\(Coordinate(PlotScale.x(1)))%\" y=\"\(y)\" text-anchor=\"end\">\(frame.last.description)</text>")
            """
    }

    private struct Mark {
        let day: Day
        let label: String
        let lane: Int
        let endsHere: Bool
    }

    /// Labels share a line when they have room on a telephone; otherwise the next one stands a line lower.
    private func lanes(_ frame: Frame) -> [Mark] {
        var ends: [Double] = []
        return limits.sorted { $0.dayOfSpell < $1.dayOfSpell }.compactMap { limit in
            let day = frame.first + (limit.dayOfSpell - 1)
            guard day <= frame.last else { return nil }
            let x = frame.x(day)
            let width = Double(limit.label.count) * 2.4
            let endsHere = x + width / 2 > 100
            let start = x - (endsHere ? width : width / 2)
            let lane = ends.firstIndex { $0 + 1.5 <= start } ?? ends.count
            if lane == ends.count { ends.append(0) }
            ends[lane] = endsHere ? x : x + width / 2
            return Mark(day: day, label: limit.label, lane: lane, endsHere: endsHere)
        }
    }

    private func table(_ first: Day) -> HTML {
        DataTable(
            caption: "Perioder i sjukfallet",
            columns: [
                .init("Från och med", .rowHeader), .init("Till och med", .tight), .init("Dagar", .number),
                .init("Dag i sjukfallet", .number),
                .init("Omfattning", .number),
            ],
            rows: steps.map { step in
                .init(
                    id: "\(step.days.first)",
                    cells: [
                        "\(step.days.first)", "\(step.days.last)", "\(SwedishNumber.integer(step.days.count))",
                        "\(SwedishNumber.integer(step.days.first - first + 1))–\(SwedishNumber.integer(step.days.last - first + 1))",
                        "\(step.extent.percent)\(SwedishNumber.space)%",
                    ])
            },
            isTall: false
        ).html
    }
}
