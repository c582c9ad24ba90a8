package import SickLeave

/// A measure month by month: line, points, interval as a band, and the target if there is one. Zero is always on the axis, so that
/// small changes look small; differences may go below it.
package struct TrendChart: Component {
    package struct MonthValue: Sendable, Hashable {
        package var month: Month
        package var point: TrendPoint
        /// Counted from: `68 av 197`.
        package var basis: String
        /// False while the figure may still change: drawn hollow and said so.
        package var isSettled: Bool
        package init(_ month: Month, _ point: TrendPoint, basis: String = "", isSettled: Bool = true) {
            self.month = month
            self.point = point
            self.basis = basis
            self.isSettled = isSettled
        }
    }

    package enum Unit: Sendable {
        /// Values are shares 0–1, printed as percent.
        case share
        /// Values are differences between shares, printed in percentage points.
        case difference
        /// Values are counts or days, with this word after them.
        case amount(String)
    }

    /// Unique on the page.
    package var id: String
    package var title: String
    package var unit: Unit
    package var months: [MonthValue]
    package var target: (value: Double, label: String)?

    package init(id: String, title: String, unit: Unit, months: [MonthValue], target: (value: Double, label: String)? = nil) {
        self.id = id
        self.title = title
        self.unit = unit
        self.months = months
        self.target = target
    }

    package var html: HTML {
        """
        <figure class="chart"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
        \(if: months.contains { $0.point.value != nil }, drawing + Disclosure("Visa siffrorna", table).html)</figure>
        """
    }

    /// What the line shows, for those who do not see it and for those who are in a hurry.
    package var summary: String {
        let known = months.filter { $0.point.value != nil }
        guard let last = known.last(where: \.isSettled) ?? known.last, let value = last.point.value else {
            return "Det finns inga värden att visa för perioden."
        }
        let sorted = known.sorted { ($0.point.value ?? 0, $0.month) < ($1.point.value ?? 0, $1.month) }
        var text = "\(last.month.inWords): \(unit.text(value))"
        if let interval = last.point.interval { text += " (intervall \(unit.text(interval)))" }
        if !last.basis.isEmpty { text += ", \(last.basis)" }
        text += "."
        if let low = sorted.first, let high = sorted.last, known.count > 1, let lowest = low.point.value,
            let highest = high.point.value
        {
            text += " Lägst \(unit.text(lowest)) i \(low.month.inWords), högst \(unit.text(highest)) i \(high.month.inWords)."
        }
        if let newest = known.last, !newest.isSettled, newest.month != last.month {
            text += " Öppna ringar visar månader som inte är klara."
        }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private var scale: PlotScale {
        let all = months.flatMap {
            [$0.point.value, $0.point.interval?.lowerBound, $0.point.interval?.upperBound].compactMap { $0 }
        }
        let low = all.min() ?? 0
        // Where all is below zero a little of what is above shows which side that is.
        let top = PlotScale.niceTop(for: max(all.max() ?? 0, target?.value ?? 0, -low / 10), limit: unit.limit)
        return PlotScale(top: 14, height: 176, values: (low < 0 ? -PlotScale.niceTop(for: -low, limit: unit.limit) : 0)...top)
    }

    private var drawing: HTML {
        let scale = scale
        return """
            <svg class="plot" role="img" aria-labelledby="\(id)-title \(id)-desc" height="216">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(summary)</desc>
            \(ValueAxis(scale: scale).gridlines(unit.axisLabel))
            \(PlotBody(scale: scale, content: LinePaths(points: months.map(\.point), scale: scale).html))
            \(targetLine(scale))\(for: months.indices, { dot($0, scale) })
            \(axis.labels(scale))</svg>
            """
    }

    private func dot(_ index: Int, _ scale: PlotScale) -> HTML {
        guard let value = months[index].point.value else { return HTML() }
        let isLast = index == months.lastIndex { $0.point.value != nil && $0.isSettled }
        return """
            <circle class="point\(if: isLast, " last")\(if: !months[index].isSettled, " open")" cx="\(Coordinate(axis.x(index)))%" cy="\(Coordinate(scale.y(value)))" r="\(isLast ? 4 : 3)"/>
            """
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
                .init("Månad", .rowHeader), .init("Värde", .number), .init("Intervall", .number), .init("Underlag", .number),
            ],
            rows: months.reversed().map { item in
                .init(
                    id: "\(item.month)",
                    cells: [
                        "\(item.month.inWords)", "\(item.point.value.map(unit.text) ?? "–")",
                        "\(item.point.interval.map(unit.text) ?? "–")", "\(item.basis)\(if: !item.isSettled, " (inte klar)")",
                    ])
            },
            isTall: false
        ).html
    }

    private var axis: MonthAxis { MonthAxis(months: months.map(\.month)) }
}
