package import SickLeave

/// Up to three series month by month on one axis from zero: told apart by line, mark and words, so that they are in grey too.
package struct SeriesChart: Component {
    package struct Series: Sendable, Hashable {
        package var name: String
        /// Nil where a count is kept back.
        package var values: [Double?]
        package init(_ name: String, _ values: [Double?]) {
            self.name = name
            self.values = values
        }
    }

    /// Unique on the page.
    package var id: String
    package var title: String
    package var summary: String
    package var months: [Month]
    package var series: [Series]
    /// Months from this place on are not over yet and drawn open.
    package var openFrom: Int
    package var label: @Sendable (Double) -> String

    package init(
        id: String, title: String, summary: String, months: [Month], series: [Series], openFrom: Int,
        label: @escaping @Sendable (Double) -> String = { SwedishNumber.decimal($0, places: $0 == $0.rounded() ? 0 : 1) }
    ) {
        precondition(series.count <= Mark.allCases.count, "no more series than there are marks")
        self.id = id
        self.title = title
        self.summary = summary
        self.months = months
        self.series = series
        self.openFrom = openFrom
        self.label = label
    }

    /// Shape and line of the first, second and third series.
    private enum Mark: Int, CaseIterable {
        case disc, square, triangle

        var lineClass: StaticString {
            switch self {
            case .disc: "line"
            case .square: "line second"
            case .triangle: "line third"
            }
        }
    }

    package var html: HTML {
        let scale = PlotScale(
            top: 14, height: 196, values: 0...PlotScale.niceTop(for: series.flatMap(\.values).compactMap(\.self).max() ?? 0))
        let axis = MonthAxis(months: months)
        return """
            <figure class="chart wide"><figcaption>\(title)</figcaption><p class="summary">\(summary)</p>
            \(if: series.count > 1, key)
            <svg class="plot" role="img" aria-labelledby="\(id)-title \(id)-desc" height="236">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(summary)</desc>
            \(ValueAxis(scale: scale).gridlines(label))
            \(PlotBody(scale: scale, content: "\(for: series.indices, { line($0, scale) })"))
            \(for: series.indices, { marks($0, scale, axis) })
            \(axis.labels(scale))</svg></figure>
            """
    }

    private var key: HTML {
        """
        <ul class="key" aria-hidden="true">\(for: series.indices, { index in
            """
            <li><svg class="key-line" viewBox="0 0 36 12"><line class="\(mark(index).lineClass)" x1="1" x2="35" y1="6" y2="6"/>\
            \(shape(index, x: "18", y: 6, isOpen: false))</svg>\(series[index].name)</li>
            """
        })</ul>
        """
    }

    private func mark(_ index: Int) -> Mark { Mark(rawValue: index) ?? .disc }

    private func line(_ index: Int, _ scale: PlotScale) -> HTML {
        LinePaths(points: series[index].values.map { TrendPoint($0) }, scale: scale, lineClass: mark(index).lineClass).html
    }

    private func marks(_ index: Int, _ scale: PlotScale, _ axis: MonthAxis) -> HTML {
        """
        \(for: series[index].values.indices, { place in
            guard let value = series[index].values[place] else { return HTML() }
            return shape(index, x: "\(Coordinate(axis.x(place)))%", y: scale.y(value), isOpen: place >= openFrom)
        })
        """
    }

    /// A nested drawing of no size of its own, so that a shape of fixed size stands at a place in percent.
    private func shape(_ index: Int, x: HTML, y: Double, isOpen: Bool) -> HTML {
        let tone: StaticString = isOpen ? "point open" : "point"
        switch mark(index) {
        case .disc: return "<circle class=\"\(tone)\" cx=\"\(x)\" cy=\"\(Coordinate(y))\" r=\"3\"/>"
        case .square:
            return """
                <svg x="\(x)" y="\(Coordinate(y))" overflow="visible"><rect class="\(tone)" x="-3" y="-3" width="6" height="6"/></svg>
                """
        case .triangle:
            return """
                <svg x="\(x)" y="\(Coordinate(y))" overflow="visible"><path class="\(tone)" d="M0 -4 4 3 -4 3Z"/></svg>
                """
        }
    }
}
