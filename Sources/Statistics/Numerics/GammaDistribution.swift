/// The gamma law with a shape and scale one: half a chi-square with twice the shape as degrees of freedom, and the law
/// of what a Poisson mean may be, given its count.
package struct GammaDistribution: Hashable, Sendable {
    package let shape: Double

    package init(shape: Double) {
        precondition(shape > 0, "the shape is above zero")
        self.shape = shape
    }

    /// P(X ≤ x).
    package func atMost(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        return x < shape + 1 ? lowerSeries(x) : 1 - upperFraction(x)
    }

    /// P(X > x), with all digits also where it is tiny.
    package func moreThan(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        return x < shape + 1 ? 1 - lowerSeries(x) : upperFraction(x)
    }

    package func quantile(lowerTail tail: Double) -> Double {
        solve { atMost($0) - tail }
    }

    package func quantile(upperTail tail: Double) -> Double {
        solve { tail - moreThan($0) }
    }

    private func solve(_ difference: (Double) -> Double) -> Double {
        var high = shape + 1
        while difference(high) < 0 { high *= 2 }
        return Root.ofIncreasing(difference, slope: density, in: 0...high)
    }

    private func density(_ x: Double) -> Double { CountDistribution.poissonDensity(shape, x) * shape / x }

    /// xᵃ e⁻ˣ / Γ(a + 1) · (1 + x/(a+1) + x²/((a+1)(a+2)) + …).
    private func lowerSeries(_ x: Double) -> Double {
        var sum = 1.0
        var term = 1.0
        var denominator = shape
        while term > sum * 1e-17 {
            denominator += 1
            term *= x / denominator
            sum += term
        }
        return min(1, sum * CountDistribution.poissonDensity(shape, x))
    }

    /// The continued fraction 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))).
    private func upperFraction(_ x: Double) -> Double {
        let fraction = ContinuedFraction.value(first: x + 1 - shape) { n in
            (Double(n) * (shape - Double(n)), x + Double(2 * n + 1) - shape)
        }
        return min(1, CountDistribution.poissonDensity(shape, x) * shape / fraction)
    }
}
