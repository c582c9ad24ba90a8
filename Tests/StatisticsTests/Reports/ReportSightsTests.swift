import SickLeave
import Testing

@testable import Statistics

@Suite struct ReportSightsTests {
    private let world = ReportWorld(seed: 1, patients: 5)

    private func sights() -> ReportSights {
        ReportSights(
            [
                ReportScope(.national), ReportScope(.region([world.unit(10), world.unit(20)])),
                ReportScope(.region([world.unit(20)])),
            ], world.snapshot)
    }

    @Test("units of one part have room once, and patients of several units once in each population")
    func places() {
        let sights = sights()
        let places = (0..<3).map { sights.places(of: $0) }
        #expect(places.map(\.count) == [4, 3, 2])
        #expect(sights.placeCount == 3 + 3)
        #expect(Set(places.joined()) == Set(0..<sights.placeCount))
    }

    @Test("whose certificates a population may not all see is counted apart where a whole spell is asked about")
    func limits() throws {
        func home(_ unit: Int32) throws -> ReportSights.Places {
            try #require(sights().places(ofPatientIn: Int(world.unit(unit).rawValue)))
        }
        // All providers see the whole spell, a region's list does not.
        for unit in [10, 20] as [Int32] {
            let places = try home(unit)
            #expect(places.all.count == 1)
            #expect(places.wholly == places.all && places.partly == places.all)
        }
        let other = try home(40)
        #expect(other.wholly == other.all && other.partly.isEmpty)
    }
}
