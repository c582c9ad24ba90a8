import SickLeave
import Statistics

/// Small steps the same way, added up month by month (CUSUM): how full the sums are, in parts of what makes an alert.
struct DriftChart: Component {
    /// Unique on the page.
    let id: String
    let title: String
    let unit: TrendChart.Unit
    /// One for each of the sums' months.
    let months: [Month]
    let drift: AlertSum

    var html: HTML {
        let scale = PlotScale(top: 14, height: 136, values: -extent...extent)
        let axis = MonthAxis(months: months)
        return """
            <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
            <svg class="plot control" role="img" aria-labelledby="\(id)-title \(id)-desc" height="176">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(summary)</desc>
            \(for: [1, 0, -1], { level(Double($0), scale) })
            \(PlotBody(scale: scale, content: line(drift.high, scale, "line") + line(drift.low, scale, "line second")))
            \(axis.labels(scale))</svg>
            <ul class="key small"><li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><line class="line" x1="0" x2="36" y1="6" y2="6"/></svg>steg uppåt</li>\
            <li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><line class="line second" x1="0" x2="36" y1="6" y2="6"/></svg>steg nedåt</li>\
            <li><svg class="key-line" viewBox="0 0 36 12" aria-hidden="true"><line class="limit" x1="0" x2="36" y1="6" y2="6"/></svg>larmgräns</li></ul>
            \(Disclosure("Visa siffrorna", table))</figure>
            """
    }

    var summary: String {
        let what =
            drift.alerts.last.map { DriftChart.words($0, months: months, unit: unit) } ?? "Ingen summa har nått larmgränsen."
        return "\(what) \(how) Det minsta avståndet räknas inte: det är bara slump. Vid 100 procent är summan mer än slump."
    }

    /// What the latest sums are held against.
    private var how: String {
        if let alert = drift.current {
            let base = DriftChart.span(alert.base, months).inWords
            return
                "Månadernas avstånd från medelvärdet för \(base) lades ihop tills summan blev mer än slump. Sedan dess jämförs varje månad med de tolv före."
        }
        guard let base = drift.base else { return "Just nu varierar månaderna för lite för att säga vad som är slump." }
        return "Varje månads avstånd från medelvärdet för \(DriftChart.span(base, months).inWords) läggs ihop."
    }

    private static func span(_ places: Range<Int>, _ months: [Month]) -> ClosedRange<Month> {
        months[places.lowerBound]...months[places.upperBound - 1]
    }

    /// `Från mars till maj 2026 …`; nothing of blame, and both levels with their months.
    static func words(_ alert: AlertSum.Alert, months: [Month], unit: TrendChart.Unit) -> String {
        let (first, last) = (span(alert.months, months).lowerBound, span(alert.months, months).upperBound)
        let isOngoing = alert.months.upperBound == months.count
        let when =
            isOngoing
            ? "Sedan \(first.inWords)" : first == last ? "I \(first.inWords)" : "Från \(first.inWords) till \(last.inWords)"
        let steps = "\(isOngoing ? "är" : "var") stegen \(alert.side == .high ? "uppåt" : "nedåt") tillsammans mer än slump"
        let level =
            first == last ? "\(unit.text(alert.to)) i \(first.inWords)" : "i medel \(unit.text(alert.to)) under de månaderna"
        let before = "i medel \(unit.text(alert.from)) under \(span(alert.base, months).inWords)"
        return "\(when) \(steps): \(level), mot \(before)."
    }

    private func part(_ sum: Double, _ index: Int) -> Double? {
        drift.thresholds[index].flatMap { $0 > 0 ? sum / $0 : nil }
    }

    /// At least the alert's own level, with air above it; sums far beyond are cut there.
    private var extent: Double {
        let parts = drift.high.indices.flatMap { [part(drift.high[$0], $0), part(drift.low[$0], $0)].compactMap(\.self) }
        return min(3, max(1.25, parts.map(\.magnitude).max() ?? 0))
    }

    private func level(_ value: Double, _ scale: PlotScale) -> HTML {
        let y = Coordinate(scale.y(value))
        let label = value == 0 ? "0" : SwedishNumber.percent(1, places: 0)
        return """
            <line class="\(value == 0 ? "axis" : "limit")" x1="\(Coordinate(PlotScale.left))%" x2="100%" y1="\(y)" y2="\(y)"/>\
            <text x="\(Coordinate(PlotScale.left - 1.2))%" y="\(Coordinate(scale.y(value) + 4))" text-anchor="end">\(label)</text>
            """
    }

    private func line(_ sums: [Double], _ scale: PlotScale, _ tone: StaticString) -> HTML {
        LinePaths(points: sums.indices.map { TrendPoint(part(sums[$0], $0)) }, scale: scale, lineClass: tone).html
    }

    private var table: HTML {
        DataTable(
            caption: title,
            columns: [
                .init("Månad", .rowHeader), .init("Steg uppåt", .number), .init("Steg nedåt", .number), .init("Larm", .words),
            ],
            rows: months.indices.reversed().map { index in
                func cell(_ sum: Double) -> HTML {
                    "\(part(sum, index).map { SwedishNumber.percent($0.magnitude, places: 0) } ?? "–")"
                }
                let isAlert = drift.alerts.contains { $0.months.contains(index) }
                return .init(
                    id: "\(months[index])",
                    cells: [
                        "\(months[index].inWords)", cell(drift.high[index]), cell(drift.low[index]),
                        isAlert ? "Mer än slump" : "–",
                    ])
            }, isTall: false
        ).html
    }
}
