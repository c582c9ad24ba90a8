package import SickLeave
package import Statistics
import Synchronization

extension GoalMeasures {
    /// The provider's care units with certificates, the unit itself among them.
    package struct Peers: Sendable {
        package let spread: PeerSpread
        /// The last twelve months that have settled.
        package let months: ClosedRange<Month>
        /// All units' counts in those, by kind of patient.
        let counts: [Traits: ShareCount]

        /// Fewer patients of a kind at the other units are no reference, and could be told from the figure.
        private static let leastOthers = 10

        /// A unit's figure beside what all units together would have with its patients.
        func expected(of own: [Traits: ShareCount]) -> IndirectStandardisation? {
            // In a fixed order, so that sums of fractions come out the same every time.
            IndirectStandardisation(
                own.sorted { $0.key.order < $1.key.order }.map { traits, count in
                    let all = counts[traits] ?? ShareCount()
                    let reference = all.total - count.total >= Peers.leastOthers ? all : ShareCount()
                    return .init(
                        count: count.count, size: Double(count.total), referenceCount: reference.count,
                        referenceSize: Double(reference.total))
                })
        }
    }

    func peers(_ measure: Measure, of viewer: Viewer, _ snapshot: Snapshot, on day: Day) -> Peers? {
        guard case .share = measure.calculation, let provider = snapshot.providerIndex(number: Int32(viewer.provider)) else {
            return nil
        }
        let key = PeerCache.Key(snapshot: snapshot.id, provider: provider, measure: measure.id, day: day)
        if let known = peerCache[key] { return known }
        let last = measure.calculation.lastSettledMonth(on: day)
        let months = last - 11...last
        var counts: [Traits: ShareCount] = [:]
        var trends: [[MeasureResult]] = []
        for unit in 0..<snapshot.units.count {
            guard snapshot.units.provider[unit] == provider, snapshot.units.careUnit[unit] == Int32(unit),
                !snapshot.certificateRows(careUnit: UnitIndex(unit)).isEmpty
            else { continue }
            let measures = Statistics.UnitMeasures(
                snapshot: snapshot, careUnit: UnitIndex(unit), on: day, measures: [measure])
            trends.append(measures.trend(measure))
            counts.merge(measure.countsByTraits(in: measures.facts(for: measure), months: months)) { $0 + $1 }
        }
        let peers = Peers(spread: PeerSpread(trends), months: months, counts: counts)
        peerCache[key] = peers
        return peers
    }
}

/// What has been reckoned: each costs a reading of all the provider's units.
final class PeerCache: Sendable {
    struct Key: Hashable {
        let snapshot: Int64
        let provider: Int32
        let measure: Measure.ID
        let day: Day
    }

    private static let capacity = 2_000
    private let spreads = Mutex<[Key: GoalMeasures.Peers]>([:])

    subscript(key: Key) -> GoalMeasures.Peers? {
        get { spreads.withLock { $0[key] } }
        set {
            spreads.withLock { spreads in
                if spreads.count >= PeerCache.capacity { spreads = spreads.filter { $0.key.snapshot == key.snapshot } }
                if spreads.count >= PeerCache.capacity { spreads.removeAll() }
                spreads[key] = newValue
            }
        }
    }
}
