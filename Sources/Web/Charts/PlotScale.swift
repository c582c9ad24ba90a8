/// From values to places in a plot. Horizontal places are percent of the width, so that a chart fills any screen while its text keeps its
/// size; vertical ones are pixels. Everything is printed with a fixed number of decimals: the same data gives the same bytes.
struct PlotScale: Sendable {
    /// Percent of the width left free for the labels of the vertical axis, and for half a point at the right.
    static let left = 11.0
    static let right = 3.0
    /// The inner drawing's own width; it is stretched to the plot.
    static let innerWidth = 1000.0

    let top: Double
    let height: Double
    let values: ClosedRange<Double>

    /// Pixels from the top of the inner drawing.
    func inner(_ value: Double) -> Double {
        let span = values.upperBound - values.lowerBound
        guard span > 0, value.isFinite else { return height }
        let clipped = min(max(value, values.lowerBound), values.upperBound)
        return height - (clipped - values.lowerBound) / span * height
    }

    func y(_ value: Double) -> Double { top + inner(value) }

    /// Percent of the whole width, for a place between 0 and 1.
    static func x(_ place: Double) -> Double { left + place * (100 - left - right) }

    /// The end of an axis from zero that shares well: 1, 2, 2.5, 3, 4, 5, 6, 8 or 10 times a power of ten, and at most `limit`.
    static func niceTop(for value: Double, limit: Double? = nil) -> Double {
        guard value > 0, value.isFinite else { return limit ?? 1 }
        var power = 1.0
        while power * 10 < value { power *= 10 }
        while power > value { power /= 10 }
        let top = [1, 2, 2.5, 3, 4, 5, 6, 8, 10].map { $0 * power }.first { $0 >= value - 1e-12 } ?? 10 * power
        return limit.map { min(top, $0) } ?? top
    }
}

/// A coordinate with at most two decimals, without Foundation and without `-0`.
struct Coordinate: Sendable {
    let hundredths: Int

    init(_ value: Double) {
        let canBeDrawn = value.isFinite && value.magnitude < 1e9
        hundredths = canBeDrawn ? Int((value * 100).rounded(.toNearestOrAwayFromZero)) : 0
    }
}

extension HTML.StringInterpolation {
    /// Straight into the buffer: a chart has hundreds of them.
    mutating func appendInterpolation(_ coordinate: Coordinate) {
        let (whole, rest) = coordinate.hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        if coordinate.hundredths < 0 { appendLiteral("-") }
        appendInterpolation(whole)
        guard rest > 0 else { return }
        appendLiteral(rest < 10 ? ".0" : ".")
        appendInterpolation(rest % 10 == 0 ? rest / 10 : rest)
    }
}
