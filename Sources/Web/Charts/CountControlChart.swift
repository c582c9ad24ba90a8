import SickLeave
import Statistics

/// A measure month by month with limits that follow from how many were counted in each month (p, u, p′, u′): wide where they are few.
struct CountControlChart: Component {
    /// Unique on the page.
    let id: String
    let title: String
    let unit: TrendChart.Unit
    let better: Measure.Direction
    /// One for each of the chart's points.
    let months: [Month]
    /// Counted from: `68 av 197`.
    let bases: [String]
    let counts: MeasureCounts

    private var points: [CountChart.Point] { counts.chart.points }
    private var axis: MonthAxis { MonthAxis(months: months) }

    var html: HTML {
        """
        <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
        \(drawing)\(ControlKey(better: better, centre: "alla månader tillsammans"))\(Disclosure("Visa siffrorna", table))</figure>
        """
    }

    // MARK: Words

    var summary: String {
        guard let index = points.lastIndex(where: { $0.value != nil }), let value = points[index].value,
            let phase = counts.chart.phases.last
        else { return "Det finns inga färdiga månader att visa än." }
        var sentences = ["\(months[index].inWords.capitalisingFirst): \(unit.text(value)), \(bases[index])."]
        if let limits = points[index].limits {
            sentences.append("Vanlig variation för en så stor månad: \(unit.text(limits.lower...limits.upper)).")
            if phase.areTrial { sentences.append("Gränserna är på prov, eftersom de vilar på färre än 13 månader.") }
        } else {
            sentences.append(ControlChart.tooFew(isRebased: phase.reason != nil))
        }
        sentences.append(outsideWords)
        sentences.append(runWords)
        sentences += ControlChart.words(
            counts.chart.phases.compactMap { phase in phase.reason.map { (months[phase.values.lowerBound].inWords, $0) } })
        return sentences.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var outsideWords: String {
        // A month without limits is neither inside nor outside.
        let judged = points.indices.filter { points[$0].limits != nil }
        guard !judged.isEmpty else { return "" }
        let isAll = counts.chart.phases.last?.hasLimits ?? false
        let outside = judged.filter { points[$0].side != nil }
        guard let last = outside.last else {
            return isAll ? "Alla månader ligger inom gränserna." : "Alla månader dessförinnan ligger inom sina gränser."
        }
        let number = SwedishNumber.count(outside.count, "månad", "månader")
        return
            "\(number) av \(judged.count)\(isAll ? "" : " dessförinnan") ligger utanför gränserna, senast \(months[last].inWords)."
    }

    /// The rules for runs that need no limits; the four of the other chart are not made for this one.
    private var runWords: String {
        guard let phase = counts.chart.phases.last else { return "" }
        let rule = RunRule(points[phase.values].compactMap(\.value))
        guard rule.useful >= RunRule.least else { return "" }
        if rule.longestRun > rule.longestAllowed {
            return
                "\(rule.longestRun) månader i rad ligger på samma sida av mitten, fler än slumpen brukar ge (\(rule.longestAllowed))."
        }
        if rule.crossings < rule.fewestAllowed {
            return "Månaderna byter sida om mitten \(rule.crossings) gånger, färre än slumpen brukar ge (\(rule.fewestAllowed))."
        }
        return "Månaderna växlar runt mitten så som slumpen brukar ge."
    }

    // MARK: Drawing

    private var scale: PlotScale {
        let all = points.flatMap { [$0.value, $0.limits?.upper].compactMap(\.self) }
        return PlotScale(top: 14, height: 196, values: 0...PlotScale.niceTop(for: all.max() ?? 0, limit: unit.limit))
    }

    private var drawing: HTML {
        let (scale, axis) = (scale, axis)
        return """
            <svg class="plot control" role="img" aria-labelledby="\(id)-title \(id)-desc" height="236">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(summary)</desc>
            \(ValueAxis(scale: scale).gridlines(unit.axisLabel))
            \(for: counts.chart.phases, { centre($0, scale, axis) })
            \(PlotBody(scale: scale, content: "\(for: counts.chart.phases, { limits($0, scale) })\(line(scale))"))
            \(PhaseMarks(starts: counts.chart.phases.dropFirst().map(\.values.lowerBound), axis: axis, scale: scale))
            \(for: points.indices, { index in
                guard let value = points[index].value else { return HTML() }
                return SignalMark(
                    x: Coordinate(axis.x(index)), y: Coordinate(scale.y(value)), side: points[index].side, better: better).html
            })
            \(axis.labels(scale))</svg>
            """
    }

    private func line(_ scale: PlotScale) -> HTML {
        LinePaths(points: points.map { TrendPoint($0.value) }, scale: scale).html
    }

    private func centre(_ phase: CountChart.Phase, _ scale: PlotScale, _ axis: MonthAxis) -> HTML {
        guard let centre = phase.centre else { return HTML() }
        let y = Coordinate(scale.y(centre))
        let (from, through) = (axis.x(phase.values.lowerBound), axis.x(phase.values.upperBound - 1))
        return """
            <line class="mean" x1="\(Coordinate(from))%" x2="\(Coordinate(through))%" y1="\(y)" y2="\(y)"/>
            """
    }

    /// A stair: each month has limits of its own, half a month to each side.
    private func limits(_ phase: CountChart.Phase, _ scale: PlotScale) -> HTML {
        func stair(_ value: (Interval) -> Double) -> HTML {
            var path: HTML = ""
            var isDrawing = false
            for index in phase.values {
                guard let limits = points[index].limits else {
                    isDrawing = false
                    continue
                }
                let (from, to) = (x(Double(index) - 0.5), x(Double(index) + 0.5))
                let y = Coordinate(scale.inner(value(limits)))
                path += isDrawing ? "V\(y)H\(Coordinate(to))" : "M\(Coordinate(from)) \(y)H\(Coordinate(to))"
                isDrawing = true
            }
            return "<path class=\"limit-step\" d=\"\(path)\"/>"
        }
        return stair(\.lower) + stair(\.upper)
    }

    private func x(_ place: Double) -> Double {
        min(PlotScale.innerWidth, max(0, PlotScale.innerWidth * place / Double(max(1, points.count - 1))))
    }

    private var table: HTML {
        DataTable(
            caption: title,
            columns: [
                .init("Månad", .rowHeader), .init("Värde", .number), .init("Underlag", .number), .init("Gränser", .number),
                .init("Mer än slump", .words),
            ],
            rows: points.indices.reversed().map { index in
                let point = points[index]
                return .init(
                    id: "\(months[index])",
                    cells: [
                        "\(months[index].inWords)", "\(point.value.map(unit.text) ?? "–")", "\(bases[index])",
                        "\(point.limits.map { unit.text($0.lower...$0.upper) } ?? "–")",
                        "\(point.side == nil ? "–" : SpecialCause.outside.words)",
                    ])
            }, isTall: false
        ).html
    }
}
