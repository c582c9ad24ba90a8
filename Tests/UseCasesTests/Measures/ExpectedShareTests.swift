import SickLeave
import Statistics
import Testing

@testable import UseCases

@Suite("What a unit's patients would give at all units")
struct ExpectedShareTests {
    private static func peers(_ units: [UnitIndex: [Traits: ShareCount]], minimum: Int = 10) -> GoalMeasures.Peers {
        GoalMeasures.Peers(
            spread: PeerSpread([]), months: Month(iso: "2025-11")!...Month(iso: "2026-10")!, units: units, minimum: minimum)
    }

    private func kind(_ sex: LegalSex) -> Traits {
        Traits(sex: sex, age: nil, diagnosisGroup: .withoutValidCode, category: 0)
    }

    @Test("a kind of patients of whom the other units have fewer than ten is no reference")
    func fewOthers() throws {
        let own = [kind(.female): ShareCount(6, of: 20), kind(.male): ShareCount(3, of: 10)]
        func expected(men: Int) -> IndirectStandardisation? {
            let all = [kind(.female): ShareCount(46, of: 120), kind(.male): ShareCount(4, of: 10 + men)]
            return GoalMeasures.Peers.expected(of: own, among: all)
        }
        let few = try #require(expected(men: 9))
        #expect(few.size == 20 && few.observed == 6)
        let enough = try #require(expected(men: 10))
        #expect(enough.size == 30 && enough.observed == 9 && enough.coverage == 1)
    }

    @Test("a unit with other patients is as expected, one with another practice is not, whatever the crude figures say")
    func standing() throws {
        func counts(women: Int, of all: Int, men: Int, of allMen: Int) -> [Traits: ShareCount] {
            [kind(.female): ShareCount(women, of: all), kind(.male): ShareCount(men, of: allMen)]
        }
        // Women have six of ten and men two of ten, everywhere but at unit 1; unit 0 has women mostly.
        var units = Dictionary(
            uniqueKeysWithValues: (2..<14).map { (UnitIndex($0), counts(women: 60, of: 100, men: 20, of: 100)) })
        units[UnitIndex(0)] = counts(women: 180, of: 300, men: 4, of: 20)
        units[UnitIndex(1)] = counts(women: 90, of: 100, men: 60, of: 100)
        let peers = Self.peers(units)
        let caseMix = try #require(peers.expected(of: UnitIndex(0)))
        #expect(caseMix.unit.crude > 0.57 && caseMix.point.standing == .within)
        #expect(try #require(peers.expected(of: UnitIndex(1))).point.standing == .deviates(.high))
        #expect(Self.peers(units, minimum: 201).expected(of: UnitIndex(2)) == nil)
    }

    @Test("many units with a patient or two do not widen the limits of the others, and have none themselves")
    func tinyUnits() throws {
        var units = Dictionary(
            uniqueKeysWithValues: (0..<12).map { (UnitIndex($0), [kind(.female): ShareCount(80, of: 100)]) })
        units[UnitIndex(12)] = [kind(.female): ShareCount(90, of: 100)]
        // Of sixty with one patient each as many are counted as of all.
        for unit in 20..<80 { units[UnitIndex(unit)] = [kind(.female): ShareCount(unit % 5 == 0 ? 0 : 1, of: 1)] }
        // Twelve patients, of whom four have their like at the other units.
        units[UnitIndex(80)] = [kind(.female): ShareCount(3, of: 4), kind(.male): ShareCount(1, of: 8)]
        let peers = Self.peers(units, minimum: 1)
        let found = try #require(peers.expected(of: UnitIndex(12)))
        #expect(!found.isWidened && found.point.standing == .look(.high))
        #expect(peers.expected(of: UnitIndex(20)) == nil)
        #expect(peers.expected(of: UnitIndex(80)) == nil)
    }

    @Test("where most are counted the ratio's interval says what the limits say")
    func interval() throws {
        let unit = try #require(
            IndirectStandardisation([.init(count: 90, size: 100, referenceCount: 800, referenceSize: 1_000)]))
        let point = try #require(RatioFunnel([.init(observed: 90, expected: 80, trials: 100)])?.points[0])
        let figure = GoalMeasures.ExpectedFigure(unit: unit, point: point, isWidened: false)
        #expect(point.standing == .look(.high))
        #expect(figure.unit.shareRatioInterval.lower > 1 && figure.unit.shareRatioInterval.upper <= 100 / 80)
    }
}
