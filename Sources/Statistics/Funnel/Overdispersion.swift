/// How much more units differ from each other than chance makes them: patients, lists and habits differ between all units,
/// and limits that know of chance only would call half of them deviating. Additive model: every unit's own level varies
/// around the common one with variance τ² (Spiegelhalter 2005; moment estimate of DerSimonian and Laird).
package struct Overdispersion: Hashable, Sendable {
    /// Mean of the squared z-scores, the extreme tenths drawn in: about 1 when there is chance only.
    package let phi: Double
    /// Variance between units, on the scale of the z-scores.
    package let tauSquared: Double
    package let units: Int

    /// Fewer units cannot tell how units differ.
    package static let leastUnits = 10
    /// Up to here the plain limits do.
    package static let phiOfNote = 1.5
    private static let winsorised = 0.1

    /// Wider limits are called for, and there are units enough to reckon them; the page then says so.
    package var isUsed: Bool { units >= Overdispersion.leastUnits && phi > Overdispersion.phiOfNote && tauSquared > 0 }

    /// - Parameter scores: each unit's distance from the target in its own standard error, and that error.
    /// - Returns: nil without units.
    package init?(_ scores: [(z: Double, error: Double)]) {
        guard !scores.isEmpty else { return nil }
        let sorted = scores.map(\.z).sorted()
        let low = Overdispersion.quantile(Overdispersion.winsorised, of: sorted)
        let high = Overdispersion.quantile(1 - Overdispersion.winsorised, of: sorted)
        let count = Double(scores.count)
        phi = sorted.reduce(0) { $0 + min(max($1, low), high) * min(max($1, low), high) } / count
        units = scores.count
        let weights = scores.map { 1 / ($0.error * $0.error) }
        let sum = weights.reduce(0, +)
        let weight = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
        tauSquared = weight > 0 ? max(0, (count * phi - (count - 1)) / weight) : 0
    }

    /// Between the two nearest, in proportion (type 7 of Hyndman and Fan).
    static func quantile(_ probability: Double, of sorted: [Double]) -> Double {
        let place = probability * Double(sorted.count - 1)
        let index = min(Int(place), sorted.count - 1)
        guard index + 1 < sorted.count else { return sorted[index] }
        return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
    }

    /// Limits on the transformed scale: the target and z standard deviations to each side, chance and τ² together.
    func limits(around target: Double, variance: Double, back: (Double) -> Double) -> FunnelLimits {
        func interval(_ z: Double) -> Interval {
            let distance = z * (variance + tauSquared).squareRoot()
            return Interval(lower: back(target - distance), upper: back(target + distance))
        }
        return FunnelLimits(look: interval(Interval.z95), deviates: interval(FunnelLimits.z998))
    }
}
