import SickLeave
import TestKit
import Testing

@testable import Statistics
@testable import UseCases

@Suite("A measure's figure in words")
struct MeasureTextTests {
    private func line(
        _ id: String, _ count: ShareCount, _ value: Double?, _ interval: Interval?, notes: [MeasureResult.Note] = []
    ) throws -> String {
        let measure = try #require(try TestSite.measures.get().first { $0.id.rawValue == id })
        let month = Month(iso: "2026-10")!
        let result = MeasureResult(
            months: month...month, count: count, observations: count.total, value: value, interval: interval, notes: notes,
            rule: .unit, spread: nil, contrasts: [])
        // A no-break space looks the same as a space in a terminal.
        return GoalMeasures.Trend(measure: measure, months: [result]).line.replacing(SwedishNumber.space, with: " ")
    }

    @Test("a share in percent, with its interval")
    func share() throws {
        #expect(
            try line("deltid-vid-start", ShareCount(44, of: 128), 0.34375, Interval(lower: 0.267, upper: 0.4294)).hasSuffix(
                ": 34,4 %. Oktober 2026: 44 av 128 sjukfall, intervall 26,7–42,9 %."))
    }

    @Test("a length in days, never in percent")
    func length() throws {
        #expect(
            try line("mittersta-langd", ShareCount(18, of: 25), 49, Interval(lower: 31, upper: 70))
                == "Mittersta längden på sjukfallen: 49 dagar. Oktober 2026: 18 av 25 avslutade, intervall 31–70 dagar.")
    }

    @Test("certificates of each spell as a number with a decimal comma")
    func perSpell() throws {
        #expect(
            try line("intyg-per-sjukfall", ShareCount(44, of: 20), 2.2, Interval(lower: 1.8, upper: 2.7))
                == "Intyg per sjukfall: 2,2 intyg. Oktober 2026: 44 intyg i 20 sjukfall, intervall 1,8–2,7.")
    }

    @Test("a difference in percentage points with its sign")
    func difference() throws {
        #expect(
            try line("skillnad-deltid", ShareCount(116, of: 290), 0.181, Interval(lower: -0.021, upper: 0.2)).hasSuffix(
                ": +18,1 procentenheter. Oktober 2026: 290 sjukfall, kvinnor jämfört med män, intervall −2,1 till 20,0."))
    }

    @Test("without a figure the line says why")
    func none() throws {
        #expect(
            try line("deltid-vid-start", ShareCount(1, of: 3), nil, nil, notes: [.belowMinimum(10)]).hasSuffix(
                ": –. Oktober 2026: 1 av 3 sjukfall. Färre än 10 att räkna på, därför ingen siffra."))
    }
}
