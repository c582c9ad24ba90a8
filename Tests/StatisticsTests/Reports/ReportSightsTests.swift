import SickLeave
import Testing

@testable import Statistics

@Suite struct ReportSightsTests {
    @Test("units of one part have room once, or twice where one population looks for days and another does not")
    func places() {
        let world = ReportWorld(seed: 1, patients: 5)
        let scopes = [
            ReportScope(.national), ReportScope(.region([world.unit(10), world.unit(20)])),
            ReportScope(.region([world.unit(20)])),
        ]
        func places(countsWhole: Bool) -> [[Int]] {
            let sights = ReportSights(scopes, countsWhole: countsWhole, world.snapshot)
            let places = scopes.indices.map { sights.places(of: $0) }
            #expect(Set(places.joined()) == Set(0..<sights.placeCount))
            return places
        }
        // Units 10, 20 and the others, and what patients of several have in each population.
        #expect(places(countsWhole: false).map(\.count) == [4, 3, 2])
        #expect(Set(places(countsWhole: false).joined()).count == 3 + 3)
        #expect(Set(places(countsWhole: true).joined()).count == 3 + 2 + 3)
    }
}
