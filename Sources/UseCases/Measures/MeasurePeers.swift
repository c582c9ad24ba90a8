package import SickLeave
package import Statistics

extension GoalMeasures {
    /// The provider's care units with certificates, the unit itself among them.
    package struct Peers: Sendable {
        package let spread: PeerSpread
        /// Those that the expected figures are of.
        package let months: ClosedRange<Month>
        private let figures: [UnitIndex: ExpectedFigure]

        /// Fewer patients of a kind at the other units are no reference, and could be told from the figure.
        private static let leastOthers = 10
        /// With fewer patients a unit's distance from what is expected follows no law that the limits know: many such units would widen
        /// everybody's.
        private static let leastPatients = 10

        /// - Parameters:
        ///   - units: each unit's counts in the months, by kind of patient.
        ///   - minimum: of fewer patients nothing is expected.
        init(spread: PeerSpread, months: ClosedRange<Month>, units: [UnitIndex: [Traits: ShareCount]], minimum: Int) {
            self.spread = spread
            self.months = months
            let all = units.values.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
            let least = Double(max(minimum, Peers.leastPatients))
            let own = units.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { unit, counts in
                Peers.expected(of: counts, among: all).flatMap { $0.size >= least ? (unit: unit, figure: $0) : nil }
            }
            let funnel = RatioFunnel(
                own.map {
                    .init(observed: $0.figure.observed, expected: $0.figure.expected, trials: Int($0.figure.size))
                })
            figures = zip(own, funnel?.points ?? []).reduce(into: [:]) { figures, next in
                figures[next.0.unit] = next.1.map {
                    ExpectedFigure(unit: next.0.figure, point: $0, isWidened: funnel?.overdispersion.isUsed ?? false)
                }
            }
        }

        /// The unit's figure beside what is expected of it, within the limits of how far units usually are from that; nil where too few of
        /// its patients have their like at the others.
        func expected(of unit: UnitIndex) -> ExpectedFigure? { figures[unit] }

        /// A unit's figure beside what all units together would have with its patients.
        static func expected(of own: [Traits: ShareCount], among all: [Traits: ShareCount]) -> IndirectStandardisation? {
            // In a fixed order, so that sums of fractions come out the same every time.
            IndirectStandardisation(
                own.sorted { $0.key.order < $1.key.order }.map { traits, count in
                    let alike = all[traits] ?? ShareCount()
                    let reference = alike.total - count.total >= leastOthers ? alike : ShareCount()
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
        // Of others only what is over: a figure of today would tell, from one day to the next, who came to them.
        let settled = measure.calculation.lastSettledMonth(on: day)
        let months = measure.calculation.span == .day ? settled...settled : measure.calculation.year(on: day)
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
        let peers = Peers(spread: PeerSpread(trends), months: months, units: units, minimum: measure.minimumGroup)
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
