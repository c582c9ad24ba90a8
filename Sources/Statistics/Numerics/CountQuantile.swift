extension CountDistribution {
    /// The point below which the count falls with this probability, between whole numbers by linear interpolation: with
    /// r the smallest count that has P(R ≤ r) ≥ p, the point r − (P(R ≤ r) − p) / P(R = r). Without it the limits of a
    /// funnel are a staircase, and which step a small unit stands on is chance (Spiegelhalter 2005, appendix A).
    ///
    /// - Parameter tail: the probability of falling outside, below 0.5.
    package func interpolatedQuantile(lowerTail tail: Double) -> Double {
        precondition(tail > 0 && tail < 0.5, "a tail is smaller than half")
        let count = smallest { atMost($0) >= tail }
        return Double(count) - (atMost(count) - tail) / probability(count)
    }

    /// The same at the other end, the point above which the count falls with probability `tail`. Computed from the upper
    /// tail, which 1 − 0.001 would round.
    package func interpolatedQuantile(upperTail tail: Double) -> Double {
        precondition(tail > 0 && tail < 0.5, "a tail is smaller than half")
        let count = smallest { moreThan($0) <= tail }
        return Double(count) - (tail - moreThan(count)) / probability(count)
    }

    /// The smallest count for which `holds` is true; once true, it stays so.
    private func smallest(where holds: (Int) -> Bool) -> Int {
        var low = -1
        var high =
            switch self {
            case .binomial(let trials, _): trials
            // Ten standard deviations and more beyond the mean.
            case .poisson(let mean): Int(mean + 10 * mean.squareRoot()) + 40
            }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
