import SickLeave
import Statistics
import Testing

@testable import UseCases

@Suite("What a unit's patients would give at all units")
struct ExpectedShareTests {
    private func kind(_ sex: LegalSex) -> Traits {
        Traits(sex: sex, age: nil, diagnosisGroup: .withoutValidCode, category: 0)
    }

    @Test("a kind of patients of whom the other units have fewer than ten is no reference")
    func fewOthers() throws {
        let months = Month(iso: "2025-11")!...Month(iso: "2026-10")!
        let own = [kind(.female): ShareCount(6, of: 20), kind(.male): ShareCount(3, of: 10)]
        func peers(men: Int) -> GoalMeasures.Peers {
            let others = [kind(.female): ShareCount(40, of: 100), kind(.male): ShareCount(1, of: men)]
            return GoalMeasures.Peers(
                spread: PeerSpread([]), months: months, units: [UnitIndex(0): own, UnitIndex(1): others])
        }
        let few = try #require(peers(men: 9).expected(of: own))
        #expect(few.size == 20 && few.observed == 6)
        let enough = try #require(peers(men: 10).expected(of: own))
        #expect(enough.size == 30 && enough.observed == 9 && enough.coverage == 1)
    }

    @Test("a unit with other patients is as expected, one with another practice is not, whatever the crude figures say")
    func standing() throws {
        let months = Month(iso: "2025-11")!...Month(iso: "2026-10")!
        func counts(women: Int, of all: Int, men: Int, of allMen: Int) -> [Traits: ShareCount] {
            [kind(.female): ShareCount(women, of: all), kind(.male): ShareCount(men, of: allMen)]
        }
        // Women have six of ten and men two of ten, everywhere but at unit 1; unit 0 has women mostly.
        var units = Dictionary(
            uniqueKeysWithValues: (2..<14).map { (UnitIndex($0), counts(women: 60, of: 100, men: 20, of: 100)) })
        units[UnitIndex(0)] = counts(women: 180, of: 300, men: 4, of: 20)
        units[UnitIndex(1)] = counts(women: 90, of: 100, men: 60, of: 100)
        let peers = GoalMeasures.Peers(spread: PeerSpread([]), months: months, units: units)
        let caseMix = try #require(peers.expected(of: UnitIndex(0), minimum: 10))
        #expect(caseMix.unit.crude > 0.57 && caseMix.point.standing == .within)
        #expect(try #require(peers.expected(of: UnitIndex(1), minimum: 10)).point.standing == .deviates(.high))
        #expect(peers.expected(of: UnitIndex(2), minimum: 201) == nil)
    }
}
