/// A point in the length of spells, with its 95 % interval.
package struct LengthQuantile: Hashable, Sendable {
    /// Days; nil when fewer than that share have ended so far, which is an answer and not a fault: "fler än hälften pågår".
    package let days: Int?
    /// From the first day on which the curve's interval reaches the point.
    package let atLeast: Int?
    /// To the first day from which all of the interval is beyond it; nil when it has not come to that yet.
    package let atMost: Int?

    package init(days: Int?, atLeast: Int?, atMost: Int?) {
        self.days = days
        self.atLeast = atLeast
        self.atMost = atMost
    }
}

extension SurvivalCurve {
    /// The day by which half of the spells have ended.
    package var median: LengthQuantile { lengthQuantile(0.5) }

    /// The first day by which at least this share of spells have ended, with Brookmeyer's and Crowley's interval: the days
    /// whose own interval holds the point.
    ///
    /// - Parameter share: of spells ended, 0.25 for the lower quartile.
    package func lengthQuantile(_ share: Double) -> LengthQuantile {
        precondition(share > 0 && share < 1, "a quantile lies between none and all")
        let left = 1 - share
        // Half of an even number is a product of fractions that may miss one half by its last digit.
        let reached = left * (1 + 1e-12)
        // Late in the curve the interval may widen again, so the end is after the last day that holds the point.
        let after = (steps.lastIndex { $0.interval?.upper ?? $0.survival >= left }).map { $0 + 1 } ?? 0
        return LengthQuantile(
            days: steps.first { $0.survival <= reached }?.day,
            atLeast: steps.first { $0.interval?.lower ?? $0.survival <= reached }?.day,
            atMost: after < steps.count ? steps[after].day : nil)
    }
}
