/// The beta law: what a share may be, given how many were seen with and without.
package struct BetaDistribution: Hashable, Sendable {
    package let a: Double
    package let b: Double

    package init(a: Double, b: Double) {
        precondition(a > 0 && b > 0, "both shapes are above zero")
        self.a = a
        self.b = b
    }

    package var mean: Double { a / (a + b) }

    /// P(X ≤ x).
    package func atMost(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        guard x <= (a + 1) / (a + b + 2) else { return 1 - mirrored.fraction(1 - x, complement: x) }
        return fraction(x, complement: 1 - x)
    }

    package func quantile(lowerTail tail: Double) -> Double {
        Root.ofIncreasing({ atMost($0) - tail }, slope: density, in: 0...1)
    }

    /// Through its mirror image, so that a tiny tail is not taken from one.
    package func quantile(upperTail tail: Double) -> Double { 1 - mirrored.quantile(lowerTail: tail) }

    private var mirrored: BetaDistribution { BetaDistribution(a: b, b: a) }

    private func density(_ x: Double) -> Double {
        CountDistribution.binomialDensity(a, of: a + b, share: x, complement: 1 - x) * a * b / ((a + b) * x * (1 - x))
    }

    /// The incomplete beta function's continued fraction (Abramowitz and Stegun 26.5.8).
    private func fraction(_ x: Double, complement: Double) -> Double {
        let value = ContinuedFraction.value(first: 1) { n in
            let m = Double(n / 2)
            let numerator =
                n.isMultiple(of: 2)
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            return (numerator, 1)
        }
        let density = CountDistribution.binomialDensity(a, of: a + b, share: x, complement: complement)
        return min(1, density * b / (a + b) / value)
    }
}
