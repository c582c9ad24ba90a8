import SickLeave
import Statistics
import Testing

@Suite("Measures of amounts: the median length, and certificates per spell")
struct SpellQuantityTests {
    private static let today = day("2026-11-21")
    private static let median = Measure.counting(.medianLength(windowMonths: 1), minimum: 3)
    private static let perSpell = Measure.counting(.certificatesPerSpell(throughDay: 31, windowMonths: 1), minimum: 2)

    private static func spell(_ first: String, days: Int, _ traits: Traits = .woman) -> SpellFact {
        SpellFact(first: day(first), last: day(first) + (days - 1), startExtent: 100, doctor: 1, traits: traits)
    }

    private static func result(_ measure: Measure, _ spells: [SpellFact], _ own: String, starts: [Day] = []) -> MeasureResult {
        var facts = UnitFacts(rule: .unit, day: today, spells: spells)
        facts.certificateStarts = starts
        return measure.result(in: facts, month: month(own))
    }

    @Test("ended spells have the plain median, and the month has settled")
    func ended() {
        let found = Self.result(
            Self.median, [10, 20, 30, 40, 50].map { Self.spell("2026-03-02", days: $0) } + [Self.spell("2026-04-02", days: 3)],
            "2026-03")
        #expect(found.value == 30 && found.count == ShareCount(5, of: 5) && found.isSettled && found.notes == [])
    }

    @Test("an ongoing spell counts for as long as it has been followed; the figure settles when none can end before it")
    func ongoing() throws {
        let short = [10, 20, 30].map { Self.spell("2026-09-01", days: $0) }
        let long = Self.spell("2026-09-01", days: 90)
        let settled = Self.result(Self.median, short + [long], "2026-09")
        #expect(settled.value == 20 && settled.count == ShareCount(3, of: 4) && settled.isSettled)
        // Followed for 22 days only, and a spell of 30 days is the median.
        let fresh = Self.result(
            Self.median,
            [10, 30, 30, 31].map { Self.spell("2026-09-01", days: $0) } + [Self.spell("2026-10-31", days: 60)], "2026-10")
        #expect(fresh.value == nil && fresh.notes == [.belowMinimum(3)])
        let mixed = Self.result(
            Self.median,
            [25, 26, 27, 28].map { Self.spell("2026-10-01", days: $0) } + [Self.spell("2026-10-31", days: 60)], "2026-10")
        #expect(mixed.value == 26 || mixed.value == 27)
        #expect(!mixed.isSettled, "the one that began last may still end first")
    }

    @Test("a spell has ended when the day is over on which a certificate could still join it, and the median settles with it")
    func lastDayToJoin() {
        func result(on today: String) -> MeasureResult {
            let spells = [10, 30, 30, 30].map { Self.spell("2026-09-01", days: $0) } + [Self.spell("2026-09-30", days: 29)]
            return Self.median.result(in: UnitFacts(rule: .unit, day: day(today), spells: spells), month: month("2026-09"))
        }
        // The last ends on 28 October: a certificate of 3 November still joins it.
        let before = result(on: "2026-11-03")
        #expect(before.count == ShareCount(4, of: 5) && before.notes == [.preliminary(until: day("2026-11-05"))])
        let after = result(on: "2026-11-04")
        #expect(after.count == ShareCount(5, of: 5) && after.value == 30 && after.isSettled)
    }

    @Test("when more than half go on there is no median yet, and it is said")
    func unknown() {
        let found = Self.result(
            Self.median, [10, 90, 90, 90].map { Self.spell("2026-09-01", days: $0) }, "2026-09")
        #expect(found.value == nil && found.notes == [.halfOngoing] && !found.isSettled)
    }

    @Test("certificates through the day are counted, later ones and other months' spells are not")
    func certificates() throws {
        var first = Self.spell("2026-08-03", days: 60)
        first.starts = 0..<3
        var second = Self.spell("2026-08-10", days: 10)
        second.starts = 3..<4
        var other = Self.spell("2026-09-10", days: 10)
        other.starts = 4..<5
        let starts = ["2026-08-03", "2026-09-02", "2026-09-03", "2026-08-10", "2026-09-10"].map(day)
        // Day 31 of the first is 2026-09-02, of the second 2026-09-09; the third's is in October.
        let found = Self.result(Self.perSpell, [first, second, other], "2026-09", starts: starts)
        #expect(found.count == ShareCount(3, of: 2) && found.value == 1.5 && found.isSettled)
        // Variance 0.5 of 2 and 1; twice its standard error reaches below one, where no spell is.
        let interval = try #require(found.interval)
        #expect(interval.lower == 1 && (interval.upper - (1.5 + 1.959963984540054 * 0.5)).magnitude < 1e-12)
        #expect(Self.result(Self.perSpell, [first, second, other], "2026-10", starts: starts).notes == [.belowMinimum(2)])
    }

    @Test("both are divided by sex, age and diagnosis, and the parts are those of the whole")
    func strata() {
        let spells =
            [10, 20, 30].map { Self.spell("2026-03-02", days: $0) }
            + [40, 50, 60].map { Self.spell("2026-03-02", days: $0, .man) }
        let facts = UnitFacts(rule: .unit, day: Self.today, spells: spells)
        let sexes = Self.median.strata(in: facts, by: .sex, month: month("2026-03"))
        #expect(sexes.map(\.result.value) == [20, 50] && sexes.map(\.title) == ["Kvinnor", "Män"])
    }
}
