package import SickLeave
package import Statistics

extension GoalMeasures {
    /// The provider's care units with certificates, the unit itself among them.
    package struct Peers: Sendable {
        package let spread: PeerSpread
        /// The last twelve months that have settled.
        package let months: ClosedRange<Month>
        /// Each unit's counts in those, by kind of patient.
        let units: [UnitIndex: [Traits: ShareCount]]
        private let counts: [Traits: ShareCount]

        init(spread: PeerSpread, months: ClosedRange<Month>, units: [UnitIndex: [Traits: ShareCount]]) {
            self.spread = spread
            self.months = months
            self.units = units
            counts = units.values.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
        }

        /// Fewer patients of a kind at the other units are no reference, and could be told from the figure.
        private static let leastOthers = 10

        /// The unit's figure beside what is expected of it, within the limits of how far units usually are from that.
        ///
        /// - Parameter minimum: of fewer patients nothing is expected.
        func expected(of unit: UnitIndex, minimum: Int) -> ExpectedFigure? {
            guard let own = units[unit], own.values.reduce(0, { $0 + $1.total }) >= max(1, minimum),
                let figure = expected(of: own)
            else { return nil }
            let inOrder = units.keys.sorted { $0.rawValue < $1.rawValue }
            let funnel = RatioFunnel(
                inOrder.map { unit in
                    guard let other = expected(of: units[unit]!) else { return .init(observed: 0, expected: 0) }
                    return .init(observed: other.observed, expected: other.expected, trials: Int(other.size))
                })
            guard let funnel, let place = inOrder.firstIndex(of: unit), let point = funnel.points[place] else { return nil }
            return ExpectedFigure(unit: figure, point: point, isWidened: funnel.overdispersion.isUsed)
        }

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

    /// A unit's figure where its own patients are taken into account. The other units' places are theirs and are not told.
    package struct ExpectedFigure: Sendable {
        package let unit: IndirectStandardisation
        package let point: RatioFunnel.Point
        /// The units differ more than by chance, and the limits are as much wider.
        package let isWidened: Bool
    }

    func peers(_ measure: Measure, of viewer: Viewer, _ snapshot: Snapshot, on day: Day) -> Peers? {
        guard case .share = measure.calculation, let provider = snapshot.providerIndex(number: Int32(viewer.provider)) else {
            return nil
        }
        let key = PeersKey(snapshot: snapshot.id, provider: provider, measure: measure.id, day: day)
        if let known = knownPeers[key] { return known }
        let last = measure.calculation.lastSettledMonth(on: day)
        let months = last - 11...last
        var units: [UnitIndex: [Traits: ShareCount]] = [:]
        var trends: [[MeasureResult]] = []
        for unit in 0..<snapshot.units.count {
            guard snapshot.units.provider[unit] == provider, snapshot.units.careUnit[unit] == Int32(unit),
                !snapshot.certificateRows(careUnit: UnitIndex(unit)).isEmpty
            else { continue }
            let measures = Statistics.UnitMeasures(
                snapshot: snapshot, careUnit: UnitIndex(unit), on: day, measures: [measure])
            trends.append(measures.trend(measure))
            units[UnitIndex(unit)] = measure.countsByTraits(in: measures.facts(for: measure), months: months)
        }
        let peers = Peers(spread: PeerSpread(trends), months: months, units: units)
        knownPeers[key] = peers
        return peers
    }
}

struct PeersKey: SnapshotKey {
    let snapshot: Int64
    let provider: Int32
    let measure: Measure.ID
    let day: Day
}
