/// Some of a group: the two counts behind a share.
package struct ShareCount: Hashable, Sendable {
    package var count: Int
    package var total: Int

    package init(_ count: Int = 0, of total: Int = 0) {
        self.count = count
        self.total = total
    }

    /// Nil when there is nothing to count.
    package var share: Double? { total > 0 ? Double(count) / Double(total) : nil }
    package var interval: Interval? { Interval.wilson(count, of: total) }

    package static func + (a: ShareCount, b: ShareCount) -> ShareCount { ShareCount(a.count + b.count, of: a.total + b.total) }
}

/// How far one group's share lies from another's, first minus second, with its 95 % interval.
package struct ShareDifference: Hashable, Sendable {
    package let difference: Double
    package let interval: Interval

    /// No difference is among the values that the observations allow.
    package var mayBeNone: Bool { interval.contains(0) }
}

extension ShareDifference {
    /// The plain difference, with Newcombe's interval built from the two Wilson intervals.
    ///
    /// - Returns: nil when either group is empty.
    package static func crude(_ first: ShareCount, _ second: ShareCount, z: Double = Interval.z95) -> ShareDifference? {
        guard let p1 = first.share, let p2 = second.share, let i1 = Interval.wilson(first.count, of: first.total, z: z),
            let i2 = Interval.wilson(second.count, of: second.total, z: z)
        else { return nil }
        return ShareDifference(p1, i1, p2, i2)
    }

    /// Of two figures that do not hang together, each with its interval: Newcombe's square and add.
    init(_ p1: Double, _ i1: Interval, _ p2: Double, _ i2: Interval) {
        let down = ((p1 - i1.lower) * (p1 - i1.lower) + (i2.upper - p2) * (i2.upper - p2)).squareRoot()
        let up = ((i1.upper - p1) * (i1.upper - p1) + (p2 - i2.lower) * (p2 - i2.lower)).squareRoot()
        difference = p1 - p2
        interval = Interval(lower: p1 - p2 - down, upper: p1 - p2 + up)
    }

    /// The order of the groups turns when like is compared with like. Both differences must be more than chance: of two that may as well be
    /// none, one is above and one below nothing every other time, and a page that tells of it has told of noise. Under one percentage
    /// point either way is no order to turn, however many were counted.
    func isTurned(by adjusted: ShareDifference) -> Bool {
        guard !mayBeNone, !adjusted.mayBeNone else { return false }
        return min(difference.magnitude, adjusted.difference.magnitude) >= 0.01 && (difference > 0) != (adjusted.difference > 0)
    }

    /// The difference within strata, weighed together after Mantel and Haenszel, with Sato's variance (1989). The more
    /// common one of Greenland and Robins is far too sure of itself when strata hold a few cases each, as a unit's
    /// diagnoses do: its 95 % intervals then hold the truth 4 times of 5. A stratum where one group is missing says
    /// nothing about the difference and is left out.
    ///
    /// - Returns: nil when no stratum holds both groups, or when their observations show no variation to judge by.
    package static func mantelHaenszel(_ strata: some Sequence<(first: ShareCount, second: ShareCount)>) -> ShareDifference? {
        var sum = 0.0
        var weight = 0.0
        var p = 0.0
        var q = 0.0
        for (first, second) in strata where first.total > 0 && second.total > 0 {
            let (a, n1) = (Double(first.count), Double(first.total))
            let (b, n0) = (Double(second.count), Double(second.total))
            let n = n1 + n0
            sum += (a * n0 - b * n1) / n
            weight += n1 * n0 / n
            p += (n1 * n1 * b - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (n * n)
            q += (a * (n0 - b) + b * (n1 - a)) / (2 * n)
        }
        guard weight > 0 else { return nil }
        let difference = sum / weight
        let variance = difference * p + q
        guard variance > 0 else { return nil }
        let spread = Interval.z95 * variance.squareRoot() / weight
        return ShareDifference(
            difference: difference, interval: Interval(lower: max(-1, difference - spread), upper: min(1, difference + spread)))
    }
}
