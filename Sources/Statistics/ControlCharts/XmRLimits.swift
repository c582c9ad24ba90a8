/// The limits of a chart of single values, from the moving range: how much one value usually differs from the next.
package struct XmRLimits: Hashable, Sendable {
    package let mean: Double
    /// Mean of the differences between neighbours, without the extreme ones when these were screened.
    package let averageMovingRange: Double
    /// Values that the limits rest on.
    package let baseline: Int

    /// 3 / 1.128, rounded as it is by those whose rules these are: a mean moving range in standard deviations, three of
    /// them.
    private static let limitFactor = 2.66
    /// A moving range this many times the mean one belongs to a jump, not to the usual variation.
    private static let screenFactor = 3.267

    package var upper: Double { mean + XmRLimits.limitFactor * averageMovingRange }
    package var lower: Double { mean - XmRLimits.limitFactor * averageMovingRange }
    /// Two thirds of the way to the limits.
    package var nearUpper: Double { mean + XmRLimits.limitFactor * averageMovingRange * 2 / 3 }
    package var nearLower: Double { mean - XmRLimits.limitFactor * averageMovingRange * 2 / 3 }

    /// With fewer the limits are on trial and the page says so.
    package var areTrial: Bool { baseline < 13 }

    /// - Returns: nil for fewer than two values: one has no neighbour to differ from.
    package init?(_ values: some Collection<Double>, screensOutliers: Bool = true) {
        guard values.count >= 2 else { return nil }
        let ranges = zip(values.dropFirst(), values).map { ($0 - $1).magnitude }
        var average = Average.of(ranges)
        if screensOutliers && average > 0 {
            let screened = Average.of(ranges.filter { $0 < XmRLimits.screenFactor * average })
            // Where a rare event is all that ever varies it is no jump: limits without width would call every ordinary value extreme.
            if screened > 0 { average = screened }
        }
        mean = Average.of(values)
        averageMovingRange = average
        baseline = values.count
    }
}

enum Average {
    /// The arithmetic mean, never outside its values: rounding must not lay equal values above or below their own mean.
    static func of(_ values: some Collection<Double>) -> Double {
        guard let least = values.min(), let most = values.max() else { preconditionFailure("nothing has no mean") }
        return min(most, max(least, values.reduce(0, +) / Double(values.count)))
    }
}
