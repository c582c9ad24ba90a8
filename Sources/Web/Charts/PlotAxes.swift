import SickLeave

/// Months along the bottom of a plot, equally wide.
struct MonthAxis: Sendable {
    let months: [Month]

    /// Percent of the whole width.
    func x(_ index: Int) -> Double {
        PlotScale.x(months.count > 1 ? Double(index) / Double(months.count - 1) : 0.5)
    }

    /// The ends, and each January that has room for its words on a telephone.
    func labels(_ scale: PlotScale) -> HTML {
        let y = Coordinate(scale.top + scale.height + 18)
        return """
            \(for: months.indices, { index in
                let isEnd = index == months.startIndex || index == months.endIndex - 1
                let hasRoom = months[index].month == 1 && index >= 7 && index < months.count - 8
                guard isEnd || hasRoom else { return HTML() }
                let anchor: StaticString = index == 0 ? "start" : (isEnd ? "end" : "middle")
                return "<text x=\"\(Coordinate(x(index)))%\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(months[index].inShortWords)</text>"
            })
            """
    }
}

/// Values along the left of a plot: lines across it at the ends and between, or at zero when the axis goes below it.
struct ValueAxis: Sendable {
    let scale: PlotScale

    func gridlines(_ label: (Double) -> String) -> HTML {
        let (low, top) = (scale.values.lowerBound, scale.values.upperBound)
        return """
            \(for: low < 0 ? [low, 0, top] : [0, top / 2, top], { value in
                """
                <line class="\(value == 0 ? "axis" : "gridline")" x1="\(Coordinate(PlotScale.left))%" x2="100%" y1="\(Coordinate(scale.y(value)))" y2="\(Coordinate(scale.y(value)))"/>\
                <text x="\(Coordinate(PlotScale.left - 1.2))%" y="\(Coordinate(scale.y(value) + 4))" text-anchor="end">\(label(value))</text>
                """
            })
            """
    }
}

/// The stretched inner drawing of a plot, for lines: everything in it is as wide as the screen.
struct PlotBody: Component {
    let scale: PlotScale
    let content: HTML

    var html: HTML {
        """
        <svg x="\(Coordinate(PlotScale.left))%" y="\(Coordinate(scale.top))" width="\(Coordinate(100 - PlotScale.left - PlotScale.right))%" \
        height="\(Coordinate(scale.height))" viewBox="0 0 1000 \(Coordinate(scale.height))" preserveAspectRatio="none">\
        \(content)</svg>
        """
    }
}
