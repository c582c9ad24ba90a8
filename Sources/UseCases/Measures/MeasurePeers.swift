import SickLeave
import Statistics
import Synchronization

extension GoalMeasures {
    /// The unit's peers: the provider's care units with certificates, the unit itself among them.
    func peers(_ measure: Measure, of viewer: Viewer, _ snapshot: Snapshot, on day: Day) -> PeerSpread? {
        guard case .share = measure.calculation, let provider = snapshot.providerIndex(number: Int32(viewer.provider)) else {
            return nil
        }
        let key = PeerCache.Key(snapshot: snapshot.id, provider: provider, measure: measure.id, day: day)
        if let known = peerCache[key] { return known }
        let units = (0..<snapshot.units.count).filter { unit in
            snapshot.units.provider[unit] == provider && snapshot.units.careUnit[unit] == Int32(unit)
                && !snapshot.certificateRows(careUnit: UnitIndex(unit)).isEmpty
        }
        let spread = PeerSpread(
            units.map { unit in
                Statistics.UnitMeasures(snapshot: snapshot, careUnit: UnitIndex(unit), on: day, measures: [measure]).trend(
                    measure)
            })
        peerCache[key] = spread
        return spread
    }
}

/// Spreads that have been reckoned: each costs a reading of all the provider's units.
final class PeerCache: Sendable {
    struct Key: Hashable {
        let snapshot: Int64
        let provider: Int32
        let measure: Measure.ID
        let day: Day
    }

    private static let capacity = 2_000
    private let spreads = Mutex<[Key: PeerSpread]>([:])

    subscript(key: Key) -> PeerSpread? {
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
