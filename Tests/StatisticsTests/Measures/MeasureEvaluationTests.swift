import SickLeave
import Statistics
import Testing

@Suite("What a measure counts, and when")
struct MeasureEvaluationTests {
    private func spell(
        _ first: String, _ last: String, extent: UInt8 = 100, doctor: Int32 = 1, traits: Traits = .woman, plan: String? = nil
    ) -> SpellFact {
        SpellFact(
            first: day(first), last: day(last), startExtent: extent, doctor: doctor, traits: traits, plan: plan.map { day($0) })
    }

    @Test("a spell belongs to the month in which it starts")
    func starts() {
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"),
            spells: [
                spell("2026-09-30", "2026-10-20", extent: 50), spell("2026-10-01", "2026-10-02", extent: 75),
                spell("2026-10-31", "2026-12-01"),
            ])
        let result = Measure.partTimeAtStart.result(in: facts, month: month("2026-10"))
        #expect(result.count == ShareCount(1, of: 2))
        #expect(result.value == 0.5)
        #expect(result.interval == Interval.wilson(1, of: 2))
        #expect(result.rule == .unit)
        #expect(result.isSettled && result.notes.isEmpty)
    }

    @Test("a spell of 28 days is not over 28 days; one of 29 belongs to the month of its day 29")
    func reachesDay29() {
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"),
            spells: [spell("2026-08-01", "2026-08-28"), spell("2026-08-05", "2026-09-02"), spell("2026-08-03", "2026-09-30")])
        // Day 29 is 2 September for the second and 31 August for the third.
        #expect(Measure.planned.result(in: facts, month: month("2026-08")).denominator == 1)
        #expect(Measure.planned.result(in: facts, month: month("2026-09")).denominator == 1)
    }

    @Test(
        "a plan counts through day 60 and no longer, and only inside the spell",
        arguments: [
            ("2026-07-01", "2026-08-29", 1), ("2026-07-01", "2026-08-30", 0), ("2026-07-01", "2026-07-01", 1),
        ])
    func planInTime(_ first: String, _ plan: String, _ hits: Int) {
        let facts = UnitFacts(rule: .unit, day: day("2026-11-21"), spells: [spell(first, "2026-10-31", plan: plan)])
        #expect(Measure.planned.result(in: facts, month: month("2026-07")).count == ShareCount(hits, of: 1))
    }

    @Test("a plan that is registered after the day asked about is not known yet")
    func planInFuture() {
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"), spells: [spell("2026-10-10", "2026-12-31", plan: "2026-11-25")])
        #expect(Measure.planned.result(in: facts, month: month("2026-11")).count == ShareCount(0, of: 1))
    }

    @Test("a month is preliminary until everybody has been followed to day 60, and no certificate can join the spell any more")
    func preliminary() {
        func notes(on text: String) -> [MeasureResult.Note] {
            let facts = UnitFacts(rule: .unit, day: day(text), spells: [spell("2026-09-10", "2026-12-31")])
            return Measure.planned.result(in: facts, month: month("2026-10")).notes
        }
        // Day 60 of the spell whose day 29 is the month's last is 1 December. If it seems to have ended the day before, a certificate may
        // still join it through 6 December, and that day's come during the day.
        #expect(notes(on: "2026-11-01") == [.preliminary(until: day("2026-12-07"))])
        #expect(notes(on: "2026-12-06") == [.preliminary(until: day("2026-12-07"))])
        #expect(notes(on: "2026-12-07") == [])
        for today in ["2026-10-20", "2026-10-31"] { #expect(notes(on: today) == [.periodNotOver(through: day(today))]) }
    }

    @Test("ongoing and ended spells are followed equally long: nobody is asked before day 91")
    func followed() {
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"),
            spells: [
                spell("2026-07-03", "2026-07-10"), spell("2026-07-03", "2026-10-01"), spell("2026-07-03", "2026-09-30"),
                spell("2026-09-01", "2027-03-01"),
            ])
        // 3 July + 90 days is 1 October; the last has not had its day 91 yet, however long its certificate.
        #expect(Measure.overNinety.result(in: facts, month: month("2026-10")).count == ShareCount(1, of: 3))
        #expect(Measure.overNinety.result(in: facts, month: month("2026-11")).denominator == 0)
    }

    @Test("days after the day asked about are not counted, and the month says that it is not over")
    func currentMonthDays() {
        var fact = spell("2026-10-25", "2026-12-31")
        fact.spans = 0..<2
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-10"), spells: [fact],
            spans: [
                ExtentSpan(first: day("2026-10-25"), last: day("2026-11-04"), percent: 100),
                ExtentSpan(first: day("2026-11-05"), last: day("2026-12-31"), percent: 50),
            ])
        let trend = Measure.partTimeDays.trend(in: facts, through: month("2026-11"), months: 2)
        #expect(trend[0].count == ShareCount(0, of: 7))
        #expect(trend[1].count == ShareCount(6, of: 10))
        #expect(trend[1].notes == [.periodNotOver(through: day("2026-11-10"))])
        #expect(trend[1].observations == 1)
    }

    @Test("where certificates overlap each day is told once, by the one that comes last in the list")
    func flattened() {
        let spans = ExtentSpan.flattened([
            ExtentSpan(first: day("2026-01-01"), last: day("2026-01-20"), percent: 100),
            ExtentSpan(first: day("2026-01-11"), last: day("2026-01-25"), percent: 50),
            ExtentSpan(first: day("2026-02-01"), last: day("2026-02-02"), percent: 25),
        ])
        #expect(
            spans.map { "\($0.first) \($0.last) \($0.percent)" } == [
                "2026-01-01 2026-01-10 100", "2026-01-11 2026-01-20 50", "2026-01-21 2026-01-25 50", "2026-02-01 2026-02-02 25",
            ])
    }

    @Test("below the minimum group there are counts and a note, but no share")
    func minimum() {
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"), spells: (1...4).map { spell("2026-10-0\($0)", "2026-10-20", extent: 50) })
        let measure = Measure.share(.spellStart, .startExtentBelow(100), minimum: 5)
        let result = measure.result(in: facts, month: month("2026-10"))
        #expect(result.count == ShareCount(4, of: 4))
        #expect(result.value == nil && result.interval == nil)
        #expect(result.notes == [.belowMinimum(5)])
        #expect(result.notes[0].words == "Färre än 5 att räkna på, därför ingen siffra.")
        #expect(measure.result(in: facts, month: month("2026-09")).notes == [.empty])
    }

    @Test("staff count on the month's last day, or today in the month that runs")
    func staff() {
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"),
            staff: [
                StaffFact([.init()], trained: day("2026-11-21")),
                // In two sub-units one after the other, and once in both.
                StaffFact([.init(from: day("2026-11-01")), .init(from: day("2026-11-10"))], trained: nil),
                StaffFact([.init(through: day("2026-10-30"))], trained: day("2020-01-01")),
            ])
        let trend = Measure.trained.trend(in: facts, through: month("2026-11"), months: 2)
        #expect(trend.map(\.count) == [ShareCount(0, of: 1), ShareCount(1, of: 2)])
    }

    @Test("five doctors with 4, 3, 2, 1 and 1 spells")
    func spread() throws {
        let doctors: [Int32] = [7, 7, 7, 7, 2, 2, 2, 5, 5, 9, 3]
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"), spells: doctors.map { spell("2026-03-01", "2026-03-20", doctor: $0) })
        let result = Measure.spread.result(in: facts, month: month("2026-10"))
        #expect(result.count == ShareCount(4, of: 11))
        let spread = try #require(result.spread)
        #expect(spread.perDoctor.map(\.doctor) == [2, 3, 5, 7, 9], "in order of doctor, not of count")
        #expect((spread.gini - 16.0 / 55).magnitude < 1e-12)
        #expect((spread.effectiveDoctors - 121.0 / 31).magnitude < 1e-12)
        // The twelve months that end in February hold no start.
        #expect(Measure.spread.result(in: facts, month: month("2026-02")).spread == nil)
    }

    @Test("a spread over few doctors tells nobody the others' numbers", arguments: [2, 4])
    func fewDoctors(doctors: Int) throws {
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"),
            spells: (0..<40).map { spell("2026-03-01", "2026-03-20", doctor: Int32($0 % 3 % doctors)) })
        let result = Measure.spread.result(in: facts, month: month("2026-10"))
        #expect(result.value == nil && result.interval == nil && result.count == ShareCount())
        #expect(result.notes == [.fewDoctors(5)])
    }

    @Test("where there are too few spells, or none, that alone is the reason why a spread has no figure")
    func fewSpells() {
        let measure = Measure.counting(.spread(windowMonths: 12), minimum: 10)
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"),
            spells: (0..<9).map { spell("2026-03-01", "2026-03-20", doctor: Int32($0 % 2)) })
        let result = measure.result(in: facts, month: month("2026-10"))
        #expect(result.notes == [.belowMinimum(10)] && result.count == ShareCount())
        #expect(measure.result(in: facts, month: month("2026-02")).notes == [.empty])
    }

    @Test("two groups of which one is too small are not compared, and the note says which it is about")
    func smallGroup() {
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"),
            spells: (0..<20).map { spell("2026-05-05", "2026-05-30", traits: $0 < 17 ? .woman : .man) })
        let result = Measure.difference(.spellStart, .startExtentBelow(100), minimum: 5).result(
            in: facts, month: month("2026-10"))
        #expect(result.value == nil && result.notes == [.groupBelowMinimum(5)])
    }

    @Test(
        "the newest settled month is over, and everybody in it has been followed",
        arguments: [
            "2026-11-21", "2026-11-30", "2026-12-01", "2026-12-02", "2027-02-28", "2027-03-01", "2028-02-28", "2028-02-29",
            "2028-03-01",
        ])
    func lastSettled(today: String) {
        for measure in [Measure.partTimeAtStart, .planned, .completed, .overNinety] {
            let last = measure.calculation.lastSettledMonth(on: day(today))
            let facts = UnitFacts(rule: .unit, day: day(today), spells: [])
            let trend = measure.trend(in: facts, through: day(today).month)
            #expect(trend.last { $0.isSettled }?.months.upperBound == last)
        }
    }

    @Test(
        "a month is finished when its last day is over, and not on it",
        arguments: [
            ("2026-11-30", "2026-10"), ("2026-12-01", "2026-11"), ("2027-02-28", "2027-01"), ("2027-03-01", "2027-02"),
            ("2028-02-28", "2028-01"), ("2028-02-29", "2028-01"), ("2028-03-01", "2028-02"),
        ])
    func lastDay(today: String, last: String) {
        #expect(Measure.partTimeAtStart.calculation.lastSettledMonth(on: day(today)) == month(last))
        #expect(Measure.partTimeAtStart.calculation.year(on: day(today)) == (month(last) - 11)...month(last))
    }

    @Test("what is followed for n days is finished on day n + 1 after the month, and not on day n")
    func lastFollowedDay() {
        for measure in [Measure.planned, .completed, .overNinety] {
            let (calculation, days) = (measure.calculation, measure.calculation.settlesAfterDays)
            #expect(days > 0)
            let october = month("2026-10")
            #expect(calculation.lastSettledMonth(on: october.lastDay + days) == month("2026-09"))
            #expect(calculation.lastSettledMonth(on: october.lastDay + (days + 1)) == october)
        }
    }

    @Test("equal practice and different diagnoses: the crude difference turns or vanishes within diagnoses")
    func caseMix() throws {
        // Within each diagnosis women and men have the same share (50 % and 10 %), but women have more of the first.
        func people(_ sex: LegalSex, _ category: UInt16, _ count: Int, partTime: Int) -> [SpellFact] {
            (0..<count).map { index in
                spell(
                    "2026-05-05", "2026-05-30", extent: index < partTime ? 50 : 100,
                    traits: Traits(sex: sex, age: .from31, diagnosisGroup: .mental, category: category))
            }
        }
        let facts = UnitFacts(
            rule: .unit, day: day("2026-11-21"),
            spells: people(.female, 544, 80, partTime: 40) + people(.female, 1255, 20, partTime: 2)
                + people(.male, 544, 20, partTime: 10) + people(.male, 1255, 80, partTime: 8))
        let result = Measure.difference(.spellStart, .startExtentBelow(100)).result(in: facts, month: month("2026-10"))
        let contrast = try #require(result.contrasts.first)
        let crude = try #require(contrast.crude)
        let adjusted = try #require(contrast.adjusted)
        #expect((crude.difference - 0.24).magnitude < 1e-12)
        #expect(!crude.mayBeNone)
        #expect(adjusted.difference.magnitude < 1e-12)
        #expect(adjusted.mayBeNone)
        #expect(!contrast.turns, "no difference is no turn")
        #expect(contrast.comparableStrata == 2 && contrast.comparableObservations == 200)
        #expect(result.value == crude.difference)
    }

    @Test("a turn is told when both differences are a percentage point or more")
    func turns() {
        func contrast(_ crude: Double, _ adjusted: Double) -> GroupContrast {
            func difference(_ value: Double) -> ShareDifference? {
                let base = ShareCount(5000, of: 10_000)
                return ShareDifference.crude(ShareCount(5000 + Int((value * 10_000).rounded()), of: 10_000), base)
            }
            return GroupContrast(
                groups: .womenAndMen, first: ShareCount(), second: ShareCount(), crude: difference(crude),
                adjusted: difference(adjusted), comparableStrata: 1, comparableObservations: 1)
        }
        #expect(contrast(-0.05, 0.03).turns)
        #expect(!contrast(-0.05, 0.005).turns)
        #expect(!contrast(0.05, 0.03).turns)
    }
}
