/// Where an increasing function is zero.
enum Root {
    /// Newton's steps where they stay inside the bracket, halvings where they do not: never slower than halving, and sure.
    ///
    /// - Parameter slope: the function's derivative; zero or infinite where it cannot be told.
    static func ofIncreasing(
        _ value: (Double) -> Double, slope: (Double) -> Double, in bracket: ClosedRange<Double>
    ) -> Double {
        var (low, high) = (bracket.lowerBound, bracket.upperBound)
        var x = (low + high) / 2
        // A hundred halvings leave nothing of a bracket; Newton needs six to ten.
        for _ in 0..<200 {
            let difference = value(x)
            if difference == 0 { return x }
            if difference < 0 { low = x } else { high = x }
            let step = difference / slope(x)
            var next = x - step
            if !(next > low && next < high) { next = (low + high) / 2 }
            if (next - x).magnitude <= 1e-16 * x.magnitude || next == low || next == high { return next }
            x = next
        }
        return x
    }
}

enum ContinuedFraction {
    /// b₀ + a₁/(b₁ + a₂/(b₂ + …)) by Lentz's method, until it no longer changes.
    ///
    /// - Parameter step: (aₙ, bₙ) for n from 1.
    static func value(first: Double, _ step: (Int) -> (Double, Double)) -> Double {
        // In place of a zero denominator.
        let tiny = 1e-300
        var value = first == 0 ? tiny : first
        var c = value
        var d = 0.0
        for n in 1...1_000_000 {
            let (a, b) = step(n)
            d = b + a * d
            if d == 0 { d = tiny }
            c = b + a / c
            if c == 0 { c = tiny }
            d = 1 / d
            let change = c * d
            value *= change
            if (change - 1).magnitude < 1e-16 { break }
        }
        return value
    }
}
