import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("Limits reckoned anew: by whoever leads the unit, with a reason, and only where there are limits")
struct ChartRebaseTests {
    private let site: TestSite
    private let measure = Measure.ID(rawValue: TestSite.rebasedMeasure)

    init() async throws {
        site = try TestSite()
        try await site.addRisingMonths()
    }

    private func add(_ month: String, _ reason: String, as person: Cast = .bo, _ measure: Measure.ID? = nil) async throws {
        try await site.rebases.add(
            measure ?? self.measure, month: month, reason: reason, for: site.viewer(person), at: site.clock.now)
    }

    private func reasons(of person: Cast) async throws -> [String] {
        try await site.rebases.history(measure, for: site.viewer(person)).map(\.reason)
    }

    @Test("it stands at the chart for all at the unit, with who and when, and at no other unit")
    func added() async throws {
        try await add("2026-06", "Ny rutin", as: .mats)
        let history = try await site.rebases.history(measure, for: site.viewer(.anna))
        let found = try #require(history.first { $0.month == Month(iso: "2026-06") })
        #expect(found.reason == "Ny rutin" && found.by == Cast.mats.name && found.at == site.clock.now)
        let detail = try await site.measures.detail(measure, rebases: history, for: site.viewer(.anna), on: Fixture.today)
        #expect(detail.control?.chart.phases.map(\.reason) == [nil, "Ny rutin", "Alla nya går kursen"])
        #expect(!detail.mayRebase)
        #expect(try await reasons(of: .olle).isEmpty)
    }

    @Test("taken back it moves nothing, and stays to be read with why")
    func removed() async throws {
        let standing = try await site.rebases.history(measure, for: site.viewer(.bo)).first { $0.removal == nil }
        let number = try #require(standing?.number)
        try await site.rebases.remove(number, of: measure, reason: "För tidigt", for: site.viewer(.mats), at: site.clock.now)
        let history = try await site.rebases.history(measure, for: site.viewer(.bo))
        #expect(history.first { $0.number == number }?.removal?.by == Cast.mats.name)
        let detail = try await site.measures.detail(measure, rebases: history, for: site.viewer(.bo), on: Fixture.today)
        #expect(detail.control?.chart.phases.count == 1)
        // Twice is once.
        try await site.rebases.remove(number, of: measure, reason: "Igen", for: site.viewer(.bo), at: site.clock.now)
        #expect(try await site.rebases.history(measure, for: site.viewer(.bo)) == history)
    }

    @Test("without a reason, outside the chart, at its first month, twice, or where there are no limits it is refused")
    func refused() async throws {
        let before = try await site.rebases.history(measure, for: site.viewer(.bo))
        for (month, reason) in [
            ("2026-06", " "), ("2026-06", String(repeating: "å", count: 201)), ("2026-11", "Inte färdig"), ("2024-12", "Första"),
            ("2026-08", "Finns redan"), ("2019-01", "För länge sedan"), ("x", "Nej"),
        ] {
            await #expect(throws: UseCaseError.self, "\(month) \(reason)") { try await add(month, reason) }
        }
        await #expect(throws: UseCaseError.self) {
            try await add("2026-06", "Överlappande månader", .init(rawValue: "fordelning-mellan-lakare"))
        }
        await #expect(throws: UseCaseError.notFound) { try await add("2026-06", "Finns inte", .init(rawValue: "x")) }
        #expect(try await site.rebases.history(measure, for: site.viewer(.bo)) == before)
    }

    @Test(
        "those who do not lead the unit change nothing, and nobody reaches another unit's", arguments: [Cast.anna, .karin, .rita])
    func rights(person: Cast) async throws {
        await #expect(throws: UseCaseError.notAllowed(.setGoals)) { try await add("2026-06", "Ny rutin", as: person) }
        await #expect(throws: UseCaseError.notAllowed(.setGoals)) {
            try await site.rebases.remove(1, of: measure, reason: "x", for: site.viewer(person), at: site.clock.now)
        }
    }
}
