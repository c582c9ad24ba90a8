/// Whole numbers (days) in order, for the figures that describe how they lie. Nil where there are none.
package struct Distribution: Hashable, Sendable {
    package let values: [Int]

    package init(_ values: [Int]) { self.values = values.sorted() }

    package var count: Int { values.count }
    package var mean: Double? { values.isEmpty ? nil : Double(values.reduce(0, +)) / Double(count) }

    /// The middle one; the mean of the two middle ones when they are even in number.
    package var median: Double? { quantile(0.5) }

    /// Linear between ranks: rank p · (n − 1).
    package func quantile(_ p: Double) -> Double? {
        guard let last = values.last else { return nil }
        let rank = p * Double(count - 1)
        let below = Int(rank)
        guard below + 1 < count else { return Double(last) }
        return Double(values[below]) + (rank - Double(below)) * Double(values[below + 1] - values[below])
    }

    /// Of the values as a whole population: divided by n.
    package var standardDeviation: Double? {
        mean.map { mean in
            (values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(count)).squareRoot()
        }
    }
}
