/// A month in a row: the value, and the interval that it may lie in. Nil where nothing was counted, and for what cannot be drawn
/// (a division by zero, an infinite interval).
package struct TrendPoint: Sendable, Hashable {
    package let value: Double?
    package let interval: ClosedRange<Double>?

    package init(_ value: Double?, interval: ClosedRange<Double>? = nil) {
        func canBeDrawn(_ number: Double) -> Bool { number.magnitude < 1e12 }
        self.value = value.flatMap { canBeDrawn($0) ? $0 : nil }
        self.interval = interval.flatMap { canBeDrawn($0.lowerBound) && canBeDrawn($0.upperBound) ? $0 : nil }
    }
}

/// A word-sized line for a card: shape only, the figures stand beside it. `summary` says the same in words.
package struct Sparkline: Component {
    package var points: [TrendPoint]
    package var summary: String
    /// Under the line: `24 månader`.
    package var span: String

    package init(points: [TrendPoint], summary: String, span: String) {
        self.points = points
        self.summary = summary
        self.span = span
    }

    package var html: HTML {
        let scale = PlotScale(top: 0, height: 40, values: range)
        let last = points.lastIndex { $0.value != nil }
        return """
            <svg class="spark" role="img" aria-label="\(summary)" height="40"><title>\(summary)</title>\
            <svg viewBox="0 0 1000 40" preserveAspectRatio="none" width="97%" height="40">\(LinePaths(points: points, scale: scale))</svg>\
            \(with: last, { index in
                "<circle class=\"last\" cx=\"\(Coordinate(97 * place(index)))%\" cy=\"\(Coordinate(scale.inner(points[index].value ?? 0)))\" r=\"3.5\"/>"
            })</svg>
            """
    }

    private func place(_ index: Int) -> Double { points.count > 1 ? Double(index) / Double(points.count - 1) : 0.5 }

    /// The values and their intervals with a little air, and never so tight that noise looks like a journey.
    private var range: ClosedRange<Double> {
        let values = points.flatMap { [$0.value, $0.interval?.lowerBound, $0.interval?.upperBound].compactMap { $0 } }
        guard let low = values.min(), let high = values.max() else { return 0...1 }
        let air = max((high - low) * 0.15, high.magnitude * 0.1, 1e-9)
        return (low - air)...(high + air)
    }
}

/// Band and line over equally wide steps, in the stretched inner drawing; both are broken where a value is missing, and what stands alone
/// between two breaks is a short stroke.
struct LinePaths: Component {
    let points: [TrendPoint]
    let scale: PlotScale
    var lineClass: StaticString = "line"

    var html: HTML {
        """
        \(for: runs { $0.interval != nil }, { run in "<path class=\"band\" d=\"\(band(run))\"/>" })\
        \(for: runs { $0.value != nil }, { run in "<path class=\"\(lineClass)\" d=\"\(line(run))\"/>" })
        """
    }

    private func runs(where isPart: (TrendPoint) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for index in points.indices where isPart(points[index]) {
            if let last = runs.last, last.upperBound == index {
                runs[runs.count - 1] = last.lowerBound..<index + 1
            } else {
                runs.append(index..<index + 1)
            }
        }
        return runs
    }

    private func line(_ run: Range<Int>) -> HTML {
        "M\(places(run).map { place($0.x, points[$0.index].value ?? 0) }.joined(separator: "L"))"
    }

    private func band(_ run: Range<Int>) -> HTML {
        let places = places(run)
        let upper = places.map { place($0.x, points[$0.index].interval?.upperBound ?? 0) }
        let lower = places.reversed().map { place($0.x, points[$0.index].interval?.lowerBound ?? 0) }
        return "M\((upper + lower).joined(separator: "L"))Z"
    }

    private func places(_ run: Range<Int>) -> [(index: Int, x: Double)] {
        let step = PlotScale.innerWidth / Double(max(1, points.count - 1))
        func x(_ index: Int) -> Double { points.count > 1 ? Double(index) * step : PlotScale.innerWidth / 2 }
        guard run.count == 1 else { return run.map { ($0, x($0)) } }
        let half = min(LinePaths.halfStroke, step / 3)
        return [(run.lowerBound, x(run.lowerBound) - half), (run.lowerBound, x(run.lowerBound) + half)]
    }

    /// Wide enough to be seen on a telephone.
    private static let halfStroke = 9.0

    private func place(_ x: Double, _ value: Double) -> HTML { "\(Coordinate(x)) \(Coordinate(scale.inner(value)))" }
}
