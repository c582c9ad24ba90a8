/// The two corrections that make the probabilities of counts exact for counts of ten million as well as of ten (Loader
/// 2000, "Fast and accurate computation of binomial probabilities"). Differences of log-factorials lose half of their
/// digits there, because the logarithms themselves are so large.
enum SaddlePoint {
    /// How much ln n! exceeds Stirling's ln √(2πn) + n ln n − n; n need not be whole.
    static func stirlingError(_ n: Double) -> Double {
        precondition(n > 0, "Stirling's formula starts above zero")
        guard n >= 12 else {
            // One step up in the factorial, and what that changes in Stirling's formula.
            return stirlingError(n + 1) + ((n + 0.5) * RealFunctions.log1p(1 / n) - 1)
        }
        let inverse = 1 / n
        let square = inverse * inverse
        // Bernoulli's numbers over 2k(2k − 1).
        var sum = 0.0
        for coefficient in [1.0 / 156, -691.0 / 360_360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12] {
            sum = sum * square + coefficient
        }
        return sum * inverse
    }

    /// x ln(x/m) + m − x: how unlikely x is where m is expected.
    static func deviance(_ x: Double, expected m: Double) -> Double {
        guard x > 0 else { return m }
        guard (x - m).magnitude < 0.1 * (x + m) else { return x * RealFunctions.log(x / m) + m - x }
        // x and m are so close that the terms cancel; the same as a series in v = (x − m)/(x + m).
        let v = (x - m) / (x + m)
        var sum = (x - m) * v
        var term = 2 * x * v
        var odd = 1.0
        while true {
            term *= v * v
            odd += 2
            let next = sum + term / odd
            if next == sum { return sum }
            sum = next
        }
    }
}
