/// The law of a count: so many of n (binomial), or so many where this many are expected (Poisson).
package enum CountDistribution: Hashable, Sendable {
    case binomial(trials: Int, share: Double)
    case poisson(mean: Double)

    package var mean: Double {
        switch self {
        case .binomial(let trials, let share): Double(trials) * share
        case .poisson(let mean): mean
        }
    }

    /// P(R = count).
    package func probability(_ count: Int) -> Double {
        switch self {
        case .binomial(let trials, let share): CountDistribution.binomial(count, trials, share)
        case .poisson(let mean): CountDistribution.poisson(count, mean)
        }
    }

    /// P(R ≤ count), summed from `count` downwards, so that small tails keep all their digits.
    package func atMost(_ count: Int) -> Double {
        if isCertain { return Double(count) >= mean ? 1 : 0 }
        guard Double(count) <= mean else { return 1 - tail(from: count + 1, step: 1) }
        return tail(from: count, step: -1)
    }

    /// P(R > count), by the same care.
    package func moreThan(_ count: Int) -> Double {
        if isCertain { return Double(count) >= mean ? 0 : 1 }
        guard Double(count) >= mean else { return 1 - tail(from: count, step: -1) }
        return tail(from: count + 1, step: 1)
    }

    /// Only one count is possible.
    var isCertain: Bool {
        switch self {
        case .binomial(let trials, let share): trials == 0 || share <= 0 || share >= 1
        case .poisson(let mean): mean <= 0
        }
    }

    /// The sum of the probabilities from one count outwards, each from its neighbour by their ratio.
    private func tail(from start: Int, step: Int) -> Double {
        let largest: Int =
            switch self {
            case .binomial(let trials, _): trials
            case .poisson: .max
            }
        guard (0...largest).contains(start) else { return 0 }
        var sum = 1.0
        var term = 1.0
        var count = start
        while step > 0 ? count < largest : count > 0 {
            term *= step > 0 ? ratioUp(from: count) : 1 / ratioUp(from: count - 1)
            count += step
            sum += term
            // Terms fall ever faster outwards of the mean.
            if term < sum * 1e-18 { break }
        }
        return min(1, sum * probability(start))
    }

    /// P(R = count + 1) / P(R = count).
    private func ratioUp(from count: Int) -> Double {
        switch self {
        case .binomial(let trials, let share): Double(trials - count) * share / (Double(count + 1) * (1 - share))
        case .poisson(let mean): mean / Double(count + 1)
        }
    }

    private static func binomial(_ count: Int, _ trials: Int, _ share: Double) -> Double {
        guard (0...trials).contains(count) else { return 0 }
        guard share > 0 else { return count == 0 ? 1 : 0 }
        guard share < 1 else { return count == trials ? 1 : 0 }
        let (n, k) = (Double(trials), Double(count))
        if count == 0 { return RealFunctions.exp(n * RealFunctions.log1p(-share)) }
        if count == trials { return RealFunctions.exp(n * RealFunctions.log(share)) }
        return binomialDensity(k, of: n, share: share, complement: 1 - share)
    }

    /// Γ(n + 1) / (Γ(k + 1) Γ(n − k + 1)) pᵏ qⁿ⁻ᵏ, also for k and n that are not whole; 0 < k < n.
    static func binomialDensity(_ k: Double, of n: Double, share p: Double, complement q: Double) -> Double {
        let exponent =
            SaddlePoint.stirlingError(n) - SaddlePoint.stirlingError(k) - SaddlePoint.stirlingError(n - k)
            - SaddlePoint.deviance(k, expected: n * p) - SaddlePoint.deviance(n - k, expected: n * q)
        return RealFunctions.exp(exponent) * (n / (2 * .pi * k * (n - k))).squareRoot()
    }

    private static func poisson(_ count: Int, _ mean: Double) -> Double {
        guard count >= 0 else { return 0 }
        guard count > 0, mean > 0 else { return count == 0 ? RealFunctions.exp(-mean) : 0 }
        return poissonDensity(Double(count), mean)
    }

    /// mᵏ e⁻ᵐ / Γ(k + 1), also for k that is not whole; k > 0.
    static func poissonDensity(_ k: Double, _ mean: Double) -> Double {
        let exponent = SaddlePoint.stirlingError(k) + SaddlePoint.deviance(k, expected: mean)
        return RealFunctions.exp(-exponent) / (2 * .pi * k).squareRoot()
    }
}
