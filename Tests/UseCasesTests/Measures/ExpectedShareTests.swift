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
            GoalMeasures.Peers(
                spread: PeerSpread([]), months: months,
                counts: [kind(.female): ShareCount(46, of: 120), kind(.male): ShareCount(4, of: 10 + men)])
        }
        let few = try #require(peers(men: 9).expected(of: own))
        #expect(few.size == 20 && few.observed == 6)
        let enough = try #require(peers(men: 10).expected(of: own))
        #expect(enough.size == 30 && enough.observed == 9 && enough.coverage == 1)
    }
}
