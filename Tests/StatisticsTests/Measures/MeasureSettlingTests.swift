import SickLeave
import Statistics
import Testing

@Suite("When nothing that happens to the patients changes a figure any more, and what holds a day without extent")
struct MeasureSettlingTests {
    private static func spell(_ first: String, _ last: String) -> SpellFact {
        SpellFact(first: day(first), last: day(last), startExtent: 100, doctor: 1, traits: .woman)
    }

    @Test(
        "a month settles when the last certificate that can change it has come, and not a day before",
        arguments: [
            (Measure.overNinety, 5), (.share(.spellReaches(day: 91), .partTime(throughDay: 90)), 5),
            (.share(.spellReaches(day: 29), .partTime(throughDay: 60)), 31),
            (.share(.spellReaches(day: 29), .diagnosisGroup(.mental)), 5),
            (.share(.spellFollowed(day: 91), .partTime(throughDay: 90)), 0),
            (.share(.spellStart, .procedure(.plan, throughDay: 60)), 64),
            (.share(.planMade, .procedureAfterPlan(.planFollowUp, withinDays: 90)), 95), (.partTimeAtStart, 0),
            (.partTimeDays, 0),
            (.share(.spellOngoing, .dayOver(90)), 0), (.completed, 60),
        ] as [(Measure, Int)])
    func settling(measure: Measure, days: Int) {
        #expect(measure.calculation.settlesAfterDays == days)
    }

    @Test("the certificate that joins on the last day that it can makes the spell last; before then the month says that it may")
    func joinedLate() {
        // Day 91 is 31 October. Certificates through 30 October, and then one that begins after five whole days.
        func result(_ last: String, on today: String) -> MeasureResult {
            Measure.overNinety.result(
                in: UnitFacts(rule: .unit, day: day(today), spells: [Self.spell("2026-08-02", last)]), month: month("2026-10"))
        }
        let before = result("2026-10-30", on: "2026-11-05")
        #expect(before.count == ShareCount(0, of: 1) && before.notes == [.preliminary(until: day("2026-11-06"))])
        let after = result("2026-11-12", on: "2026-11-06")
        #expect(after.count == ShareCount(1, of: 1) && after.isSettled)
    }

    @Test("a day between the periods of one certificate is a day of the spell, without extent; one between certificates is none")
    func gapDays() {
        func count(_ numerator: Measure.Condition, _ certificates: [(String, String)]) -> ShareCount {
            var fact = Self.spell("2026-07-01", "2026-11-20")
            fact.spans = 0..<2
            fact.starts = certificates.indices
            var facts = UnitFacts(
                rule: .unit, day: day("2026-10-12"), spells: [fact],
                spans: [
                    ExtentSpan(first: day("2026-07-01"), last: day("2026-10-10"), percent: 100),
                    ExtentSpan(first: day("2026-10-15"), last: day("2026-11-20"), percent: 50),
                ])
            facts.certificateStarts = certificates.map { day($0.0) }
            facts.certificateEnds = certificates.map { day($0.1) }
            return Measure.share(.spellOngoing, numerator).result(in: facts, month: month("2026-10")).count
        }
        let (one, two) = ([("2026-07-01", "2026-11-20")], [("2026-07-01", "2026-10-10"), ("2026-10-15", "2026-11-20")])
        #expect(count(.dayOver(90), one) == ShareCount(1, of: 1) && count(.dayOver(104), one) == ShareCount(0, of: 1))
        #expect(count(.diagnosisGroup(.mental), one) == ShareCount(1, of: 1))
        #expect(count(.extentBelow(100), one) == ShareCount())
        for numerator in [Measure.Condition.dayOver(90), .extentBelow(100)] { #expect(count(numerator, two) == ShareCount()) }
    }
}
