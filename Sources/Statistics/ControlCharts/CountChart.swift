/// The p and u charts: shares, or counts per so much, where chance alone decides the limits from the size of each
/// month's group. Laney's variant widens (or narrows) them by how much the months really vary: with thousands in each
/// month nearly every point of the plain chart "signals".
package struct CountChart: Hashable, Sendable {
    package enum Kind: Sendable {
        /// p: `count` of `size`, a share.
        case share
        /// u: `count` for each unit of `size` (thousand listed, visits, working days).
        case rate
    }

    package struct Observation: Hashable, Sendable {
        package let count: Int
        package let size: Double

        package init(_ count: Int, of size: Double) {
            precondition(count >= 0 && size >= 0, "counts and sizes are not negative")
            self.count = count
            self.size = size
        }
    }

    package struct Point: Hashable, Sendable {
        /// Nil when there is nothing to divide by.
        package let value: Double?
        /// Nil likewise, and in a phase of one month: its limits would lie around its own value.
        package let limits: Interval?
        package let centre: Double
        package let side: ChartSignal.Side?
    }

    package struct Phase: Hashable, Sendable {
        package let values: Range<Int>
        package let reason: String?
        /// All counted over all sizes; nil when all sizes are zero.
        package let centre: Double?
        /// The months' variation in units of chance: 1 when there is chance only. Nil with fewer than two months, or
        /// when nobody or everybody was counted.
        package let sigmaZ: Double?
        /// Months with something to divide by.
        package let known: Int

        package var hasLimits: Bool { known >= 2 }
        /// As for the chart of single values: with fewer months the limits are on trial and the page says so.
        package var areTrial: Bool { known < 13 }
    }

    package let kind: Kind
    package let phases: [Phase]
    package let points: [Point]

    /// Mean distance between neighbours of a standard normal series.
    private static let meanMovingRange = 1.128

    /// - Parameter laney: p′ and u′ instead of p and u.
    package init(_ kind: Kind, _ observations: [Observation], laney: Bool, rebases: [Rebase] = []) {
        precondition(
            kind == .rate || observations.allSatisfy { Double($0.count) <= $0.size }, "a share counts some of its whole")
        self.kind = kind
        phases = ChartPhase.phases(of: observations.count, rebases: rebases).map { phase in
            CountChart.phase(kind, observations[phase.values], phase)
        }
        points = phases.flatMap { phase in
            observations[phase.values].map { CountChart.point(kind, $0, phase, spread: laney ? phase.sigmaZ ?? 1 : 1) }
        }
    }

    private static func phase(_ kind: Kind, _ observations: ArraySlice<Observation>, _ phase: ChartPhase) -> Phase {
        let size = observations.reduce(0) { $0 + $1.size }
        let count = observations.reduce(0) { $0 + $1.count }
        let known = observations.count { $0.size > 0 }
        guard size > 0 else {
            return Phase(values: phase.values, reason: phase.reason, centre: nil, sigmaZ: nil, known: known)
        }
        let centre = Double(count) / size
        var sigmaZ: Double?
        if count > 0, kind == .rate || centre < 1 {
            let z = observations.filter { $0.size > 0 }.map {
                (Double($0.count) / $0.size - centre) / sigma(kind, centre, $0.size)
            }
            if z.count >= 2 { sigmaZ = Average.of(zip(z.dropFirst(), z).map { ($0 - $1).magnitude }) / meanMovingRange }
        }
        return Phase(values: phase.values, reason: phase.reason, centre: centre, sigmaZ: sigmaZ, known: known)
    }

    private static func point(_ kind: Kind, _ observation: Observation, _ phase: Phase, spread: Double) -> Point {
        guard let centre = phase.centre, observation.size > 0 else {
            return Point(value: nil, limits: nil, centre: phase.centre ?? 0, side: nil)
        }
        let value = Double(observation.count) / observation.size
        guard phase.hasLimits else { return Point(value: value, limits: nil, centre: centre, side: nil) }
        let distance = 3 * sigma(kind, centre, observation.size) * spread
        let top = kind == .share ? 1 : Double.infinity
        let limits = Interval(lower: max(0, centre - distance), upper: min(top, centre + distance))
        // Not by comparison with limits that equal the centre: everybody, or nobody, is no signal.
        let side: ChartSignal.Side? =
            distance == 0 ? nil : value > limits.upper ? .high : value < limits.lower ? .low : nil
        return Point(value: value, limits: limits, centre: centre, side: side)
    }

    private static func sigma(_ kind: Kind, _ centre: Double, _ size: Double) -> Double {
        switch kind {
        case .share: (centre * (1 - centre) / size).squareRoot()
        case .rate: (centre / size).squareRoot()
        }
    }
}
