import SickLeave
package import Statistics

/// How many spells are left after each day, as a falling stair with its interval; ongoing ones count for as long as they have been seen.
package struct SurvivalChart: Component {
    /// Unique on the page.
    package var id: String
    package var title: String
    package var curve: SurvivalCurve

    package init(id: String, title: String, curve: SurvivalCurve) {
        self.id = id
        self.title = title
        self.curve = curve
    }

    package var html: HTML {
        let scale = PlotScale(top: 14, height: 176, values: 0...1)
        return """
            <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
            <svg class="plot" role="img" aria-labelledby="\(id)-title \(id)-desc" height="216">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(summary)</desc>
            \(ValueAxis(scale: scale).gridlines { SwedishNumber.percent($0, places: 0) })
            \(for: SurvivalChart.marks.filter { $0 < end }, { mark($0, scale) })
            \(PlotBody(scale: scale, content: "<path class=\"band\" d=\"\(band(scale))\"/><path class=\"line\" d=\"\(stair(scale))\"/>"))
            \(if: isEndNamed, endName(scale))</svg>
            \(Disclosure("Visa siffrorna", table))</figure>
            """
    }

    package var summary: String {
        let median = curve.median
        let spells = "\(SwedishNumber.integer(curve.spells)) sjukfall"
        guard let days = median.days else {
            return "Av \(spells) pågår fler än hälften, så mittersta längden är inte känd än."
        }
        let interval =
            switch (median.atLeast, median.atMost) {
            case (let low?, let high?): " (intervall \(low)–\(high))"
            case (let low?, nil): " (minst \(low))"
            default: ""
            }
        return
            "Hälften av \(spells) var slut efter \(SwedishNumber.count(days, "dag", "dagar"))\(interval). Pågående är medräknade så länge de har följts."
    }

    /// Days at which something happens in law or in the unit's own routines.
    private static let marks = [28, 90, 180, 365]

    /// A year and a little, or the last day when that comes before.
    private var end: Int { max(30, min(400, curve.steps.last?.day ?? 30)) }

    /// The end has room for its words only when no mark stands close to it; then the last mark says that these are days.
    private var isEndNamed: Bool { (SurvivalChart.marks.last { $0 < end } ?? 0) * 4 < end * 3 }

    private func endName(_ scale: PlotScale) -> HTML {
        """
        <text x="\(Coordinate(100 - PlotScale.right))%" y="\(Coordinate(scale.top + scale.height + 18))" text-anchor="end">dag \(end)</text>
        """
    }

    private func x(_ day: Int) -> Double { PlotScale.innerWidth * Double(day) / Double(end) }

    private func mark(_ day: Int, _ scale: PlotScale) -> HTML {
        let x = Coordinate(PlotScale.x(Double(day) / Double(end)))
        let isLast = !isEndNamed && day == SurvivalChart.marks.last { $0 < end }
        return """
            <line class="gridline" x1="\(x)%" x2="\(x)%" y1="\(Coordinate(scale.top))" y2="\(Coordinate(scale.top + scale.height))"/>\
            <text x="\(x)%" y="\(Coordinate(scale.top + scale.height + 18))" text-anchor="middle">\(if: isLast, "dag ")\(day)</text>
            """
    }

    private var steps: ArraySlice<SurvivalCurve.Step> { curve.steps.prefix { $0.day <= end } }

    /// Level until a day on which spells end, then down; no further than somebody has been followed.
    private func stair(_ scale: PlotScale) -> HTML {
        var path: HTML = "M0 \(Coordinate(scale.inner(1)))"
        for step in steps { path += "H\(Coordinate(x(step.day)))V\(Coordinate(scale.inner(step.survival)))" }
        return path + "H\(Coordinate(x(curve.isKnown(beyond: end) ? end : curve.longestFollowed)))"
    }

    private func band(_ scale: PlotScale) -> HTML {
        let known = steps.filter { $0.interval != nil }
        guard let first = known.first else { return "M0 0" }
        var upper: HTML = "M\(Coordinate(x(first.day))) \(Coordinate(scale.inner(first.interval?.upper ?? 1)))"
        for step in known.dropFirst() {
            upper += "H\(Coordinate(x(step.day)))V\(Coordinate(scale.inner(step.interval?.upper ?? step.survival)))"
        }
        for (step, next) in zip(known.dropLast(), known.dropFirst()).reversed() {
            upper += "L\(Coordinate(x(next.day))) \(Coordinate(scale.inner(step.interval?.lower ?? step.survival)))"
            upper += "H\(Coordinate(x(step.day)))"
        }
        return upper + "Z"
    }

    private var table: HTML {
        DataTable(
            caption: title, columns: [.init("Dag", .rowHeader), .init("Pågår längre", .number), .init("Intervall", .number)],
            rows: [14, 28, 60, 90, 180, 365].map { day in
                let isKnown = curve.isKnown(beyond: day)
                let interval = isKnown ? curve.interval(beyond: day) : nil
                return .init(
                    id: "\(day)",
                    cells: [
                        "Dag \(day)", "\(isKnown ? SwedishNumber.percent(curve.survival(beyond: day)) : "–")",
                        "\(interval.map { SwedishNumber.percentRange($0.lower, $0.upper) } ?? "–")",
                    ])
            }, isTall: false
        ).html
    }
}
