package import SickLeave
package import Statistics

/// A measure month by month with the limits of its own usual variation (XmR), so that chance is not taken for change. Marks have shapes
/// and letters; blue and orange only underline them, and there is no red and no green.
package struct ControlChart: Component {
    package struct Value: Sendable, Hashable {
        package var month: Month
        package var value: Double
        /// Counted from: `68 av 197`.
        package var basis: String
        package init(_ month: Month, _ value: Double, basis: String) {
            self.month = month
            self.value = value
            self.basis = basis
        }
    }

    /// Unique on the page.
    package var id: String
    package var title: String
    package var unit: TrendChart.Unit
    /// Months that are settled and have a figure: the chart's own values, one by one.
    package var values: [Value]
    package var chart: XmRChart
    package var better: Measure.Direction
    package var target: (value: Double, label: String)?

    package init(
        id: String, title: String, unit: TrendChart.Unit, values: [Value], chart: XmRChart, better: Measure.Direction,
        target: (value: Double, label: String)? = nil
    ) {
        precondition(values.count == chart.values.count, "a month for each value")
        self.id = id
        self.title = title
        self.unit = unit
        self.values = values
        self.chart = chart
        self.better = better
        self.target = target
    }

    package var html: HTML {
        """
        <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
        \(if: !values.isEmpty, icons + drawing + ControlKey(better: better, centre: "medelvärde").html + Disclosure("Visa siffrorna", table).html)</figure>
        """
    }

    // MARK: Words

    package var summary: String {
        guard let last = values.last else { return "Det finns inga färdiga månader att visa än." }
        var sentences = ["\(last.month.inWords.capitalisingFirst): \(unit.text(last.value)), \(last.basis)."]
        if let limits = chart.phases.last?.limits {
            sentences.append(
                "Vanlig variation: \(unit.text(visible(limits.lower)...visible(limits.upper))), medel \(unit.text(limits.mean)).")
            if limits.areTrial { sentences.append("Gränserna är på prov, eftersom de vilar på färre än 13 månader.") }
            if visible(limits.lower) != limits.lower || visible(limits.upper) != limits.upper {
                sentences.append("Gränser utanför det möjliga är kapade i bilden.")
            }
        } else {
            sentences.append(ControlChart.tooFew(isRebased: chart.phases.last?.reason != nil))
        }
        sentences += ControlChart.words(
            chart.phases.compactMap { phase in phase.reason.map { (values[phase.values.lowerBound].month.inWords, $0) } })
        return sentences.joined(separator: " ")
    }

    /// - Parameter isRebased: the months before are judged by limits of their own.
    static func tooFew(isRebased: Bool) -> String {
        "För få månader\(isRebased ? " efter den nya starten" : "") för att säga vad som är vanlig variation."
    }

    private var starts: [Int] { chart.phases.dropFirst().map(\.values.lowerBound) }

    /// Whether the newest month is more than chance, and whether a target can be relied on; neither is known without limits.
    package var icons: HTML {
        guard let variation = chart.variation else { return HTML() }
        return """
            <p class="icons">\(VariationMark(kind(variation), words(variation)))\(with: assurance, { AssuranceMark($0).html })</p>
            """
    }

    private var assurance: AssuranceIcon? { chart.assurance == .none ? nil : chart.assurance }

    private func kind(_ variation: VariationIcon) -> VariationMark.Kind {
        switch variation {
        case .commonCause: .common
        case .concern(.high): .concernHigh
        case .concern(.low): .concernLow
        case .improvement(.high): .improvementHigh
        case .improvement(.low): .improvementLow
        case .neutral(.high): .neutralHigh
        case .neutral(.low): .neutralLow
        }
    }

    private func words(_ variation: VariationIcon) -> String {
        let cause = (chart.signals.last ?? nil)?.cause.words.lowercased() ?? ""
        return switch variation {
        case .commonCause: "Vanlig variation. Den senaste månaden tyder inte på en förändring."
        case .concern: "Mer än slump, åt fel håll: \(cause)."
        case .improvement: "Mer än slump, åt rätt håll: \(cause)."
        case .neutral(.high): "Mer än slump, uppåt: \(cause)."
        case .neutral(.low): "Mer än slump, nedåt: \(cause)."
        }
    }

    // MARK: Drawing

    private var bounds: ClosedRange<Double> {
        switch unit {
        case .share: 0...1
        case .difference: -1...1
        case .amount: 0...Double.greatestFiniteMagnitude
        }
    }

    private func visible(_ limit: Double) -> Double { min(max(limit, bounds.lowerBound), bounds.upperBound) }

    private var scale: PlotScale {
        let limits = chart.phases.compactMap(\.limits)
        let all = chart.values + limits.flatMap { [visible($0.upper), visible($0.lower)] } + [target?.value].compactMap(\.self)
        let limit: Double? = if case .amount = unit { nil } else { 1 }
        let low = all.min() ?? 0
        let top = PlotScale.niceTop(for: max(all.max() ?? 0, -low / 10), limit: limit)
        return PlotScale(top: 14, height: 196, values: (low < 0 ? -PlotScale.niceTop(for: -low, limit: limit) : 0)...top)
    }

    /// Months that are left out have no place either: the line goes from figure to figure.
    private var axis: MonthAxis { MonthAxis(months: values.map(\.month)) }

    private var drawing: HTML {
        let (scale, axis) = (scale, axis)
        let description = [summary, chart.variation.map(words)].compactMap(\.self).joined(separator: " ")
        return """
            <svg class="plot control" role="img" aria-labelledby="\(id)-title \(id)-desc" height="236">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(description)</desc>
            \(ValueAxis(scale: scale).gridlines(unit.axisLabel))
            \(for: chart.phases, { phase in limits(phase, scale, axis) })
            \(PlotBody(scale: scale, content: LinePaths(points: chart.values.map { TrendPoint($0) }, scale: scale).html))
            \(targetLine(scale))\(PhaseMarks(starts: starts, axis: axis, scale: scale))
            \(for: values.indices, { index in
                SignalMark(
                    x: Coordinate(axis.x(index)), y: Coordinate(scale.y(chart.values[index])), side: chart.signals[index]?.side,
                    better: better
                ).html
            })
            \(axis.labels(scale))</svg>
            """
    }

    private func limits(_ phase: XmRChart.Phase, _ scale: PlotScale, _ axis: MonthAxis) -> HTML {
        guard let limits = phase.limits else { return HTML() }
        let (from, through) = (axis.x(phase.values.lowerBound), axis.x(phase.values.upperBound - 1))
        func line(_ value: Double, _ tone: StaticString) -> HTML {
            let y = Coordinate(scale.y(visible(value)))
            return "<line class=\"\(tone)\" x1=\"\(Coordinate(from))%\" x2=\"\(Coordinate(through))%\" y1=\"\(y)\" y2=\"\(y)\"/>"
        }
        return line(limits.mean, "mean") + line(limits.upper, "limit") + line(limits.lower, "limit")
    }

    private func targetLine(_ scale: PlotScale) -> HTML {
        guard let target else { return HTML() }
        let y = scale.y(target.value)
        return """
            <line class="target" x1="\(Coordinate(PlotScale.left))%" x2="100%" y1="\(Coordinate(y))" y2="\(Coordinate(y))"/>\
            <text class="strong" x="100%" y="\(Coordinate(y - 5))" text-anchor="end">\(target.label)</text>
            """
    }

    private var table: HTML {
        DataTable(
            caption: title,
            columns: [
                .init("Månad", .rowHeader), .init("Värde", .number), .init("Underlag", .number), .init("Mer än slump", .words),
            ],
            rows: values.indices.reversed().map { index in
                .init(
                    id: "\(values[index].month)",
                    cells: [
                        "\(values[index].month.inWords)", "\(unit.text(values[index].value))", "\(values[index].basis)",
                        "\(chart.signals[index]?.cause.words ?? "–")",
                    ])
            }, isTall: false
        ).html
    }
}

/// Whether a target can be relied on as things vary now.
package struct AssuranceMark: Component {
    private let icon: AssuranceIcon
    init(_ icon: AssuranceIcon) { self.icon = icon }

    package var html: HTML {
        let (tone, letter, words): (StaticString, StaticString, StaticString) =
            switch icon {
            case .consistentlyPasses: ("mark-blue", "P", "Målet nås varje månad, som det varierar nu.")
            case .consistentlyFails: ("mark-orange", "F", "Målet nås inte utan att något i arbetssättet ändras.")
            case .hitAndMiss: ("mark-grey", "?", "Målet nås vissa månader, av slump.")
            case .none: ("mark-grey", "–", "Inget mål är valt.")
            }
        return """
            <span class="variation"><svg class="\(tone)" viewBox="0 0 32 32" aria-hidden="true"><rect class="disc" x="2" y="2" width="28" height="28" rx="4"/>\
            <text x="16" y="21">\(letter)</text></svg><span>\(words)</span></span>
            """
    }
}
