import SickLeave
import Statistics
import Testing

@Suite("Measures compared: doctors, peers, groups and the months before")
struct MeasureComparisonTests {
    private static let today = day("2026-11-21")

    /// Spells of one month: so many, so many of them part-time, with these traits.
    private static func spells(_ count: Int, partTime: Int, _ traits: Traits, doctor: Int32 = 1, first: Day = day("2026-10-05"))
        -> [SpellFact]
    {
        (0..<count).map { index in
            var spell = SpellFact(
                first: first, last: first + 20, startExtent: index < partTime ? 50 : 100, doctor: doctor, traits: traits)
            spell.person = Int32(index)
            return spell
        }
    }

    private static func traits(_ sex: LegalSex, _ group: DiagnosisGroup, _ age: AgeGroup.Overview = .from31) -> Traits {
        Traits(sex: sex, age: age, diagnosisGroup: group, category: group == .mental ? 544 : 1255)
    }

    @Test("the kidney-stone table turns: the crude order is the mix's, and the split says so")
    func simpson() throws {
        let sexes = try Self.kidneyStones(times: 10)
        #expect(sexes.groups == .womenAndMen && sexes.turns && !sexes.isUnsure)
        #expect((sexes.crude!.difference - (273.0 / 350 - 289.0 / 350)).magnitude < 1e-12)
        // Weighed by 357 small and 343 large stones of both groups.
        let women = (81.0 / 87 * 357 + 192.0 / 263 * 343) / 700
        let men = (234.0 / 270 * 357 + 55.0 / 80 * 343) / 700
        #expect((sexes.standardised! - (women - men)).magnitude < 1e-12)
        #expect(sexes.standardised! > 0)
        let split = try #require(sexes.split)
        #expect((split.mix + split.practice - sexes.crude!.difference).magnitude < 1e-12)
        #expect(split.mix < 0 && split.practice > 0)
    }

    /// Women are given treatment A: 81 of 87 small stones, 192 of 263 large ones; men B: 234 of 270 and 55 of 80.
    private static func facts(times: Int) -> UnitFacts {
        UnitFacts(
            rule: .unit, day: Self.today,
            spells: Self.spells(87 * times, partTime: 81 * times, Self.traits(.female, .mental))
                + Self.spells(263 * times, partTime: 192 * times, Self.traits(.female, .musculoskeletal))
                + Self.spells(270 * times, partTime: 234 * times, Self.traits(.male, .mental))
                + Self.spells(80 * times, partTime: 55 * times, Self.traits(.male, .musculoskeletal)))
    }

    private static func kidneyStones(times: Int) throws -> EquityComparison {
        let months = month("2026-10")...month("2026-10")
        return try #require(Measure.partTimeAtStart.equity(in: facts(times: times), months: months).first)
    }

    @Test(
        "two figures that turn within what chance gives are no turn: neither the equity page nor the measure of differences says so"
    )
    func noTurnOfNoise() throws {
        func contrast(times: Int) throws -> GroupContrast {
            let measure = Measure.difference(.spellStart, .startExtentBelow(100), window: 1)
            return try #require(
                measure.result(in: Self.facts(times: times), month: month("2026-10"), windowMonths: 1).contrasts.first)
        }
        // With 700 patients treatment B is ahead by 4,6 points as it is, which chance alone gives often; A is ahead by 5,3 among equals.
        let few = try Self.kidneyStones(times: 1)
        #expect(few.crude!.difference < -0.01 && few.crude!.mayBeNone && few.standardised! > 0.01)
        #expect(!few.turns)
        #expect(try !contrast(times: 1).turns)
        // Ten times as many say the same with certainty.
        let many = try Self.kidneyStones(times: 10)
        #expect(try !many.crude!.mayBeNone && !#require(many.standardisedDifference).mayBeNone && many.turns)
        #expect(try contrast(times: 10).turns)
    }

    @Test("the difference with equal patients has the interval of its two figures; where one has few counted there is none")
    func standardisedInterval() throws {
        let sexes = try Self.kidneyStones(times: 1)
        let (women, men) = (try #require(sexes.firstStandardised), try #require(sexes.secondStandardised))
        let difference = try #require(sexes.standardisedDifference)
        #expect(difference.difference == sexes.standardised)
        #expect(difference.interval.contains(difference.difference))
        let widths = [women.interval, men.interval].map { $0.upper - $0.lower }
        let width = difference.interval.upper - difference.interval.lower
        #expect(width > widths.max()! && width < widths[0] + widths[1])
        let few = UnitFacts(
            rule: .unit, day: Self.today,
            spells: Self.spells(30, partTime: 20, Self.traits(.female, .mental))
                + Self.spells(30, partTime: 4, Self.traits(.male, .mental)))
        let months = month("2026-10")...month("2026-10")
        let four = try #require(Measure.partTimeAtStart.equity(in: few, months: months).first)
        #expect(four.firstStandardised != nil && four.secondStandardised == nil && four.hasAlike)
        #expect(four.standardised == nil && four.standardisedDifference == nil && !four.turns)
    }

    @Test("those of unknown age are women and men all the same, as on the measure's page")
    func unknownAge() throws {
        let ageless = Traits(sex: .female, age: nil, diagnosisGroup: .mental, category: 544)
        let facts = UnitFacts(
            rule: .unit, day: Self.today,
            spells: Self.spells(20, partTime: 10, Self.traits(.female, .mental)) + Self.spells(7, partTime: 7, ageless)
                + Self.spells(20, partTime: 10, Self.traits(.male, .mental)))
        let months = month("2026-10")...month("2026-10")
        let found = Measure.partTimeAtStart.equity(in: facts, months: months)
        #expect(found.first?.first == ShareCount(17, of: 27))
        #expect(
            found.first?.first == Measure.partTimeAtStart.strata(in: facts, by: .sex, month: month("2026-10")).first?.result.count
        )
        #expect(found.dropFirst().allSatisfy { $0.first.total + $0.second.total == 40 })
    }

    @Test("equal treatment of unlike patients is all mix; groups that share no stratum are called unsure; small ones are left")
    func mixOnly() throws {
        let months = month("2026-10")...month("2026-10")
        let alike = UnitFacts(
            rule: .unit, day: Self.today,
            spells: Self.spells(80, partTime: 40, Self.traits(.female, .mental))
                + Self.spells(20, partTime: 4, Self.traits(.female, .musculoskeletal))
                + Self.spells(20, partTime: 10, Self.traits(.male, .mental))
                + Self.spells(80, partTime: 16, Self.traits(.male, .musculoskeletal)))
        let sexes = try #require(Measure.partTimeAtStart.equity(in: alike, months: months).first)
        #expect(sexes.standardised!.magnitude < 1e-12 && sexes.split!.practice.magnitude < 1e-12)
        #expect((sexes.split!.mix - 0.18).magnitude < 1e-12 && !sexes.turns)
        let apart = UnitFacts(
            rule: .unit, day: Self.today,
            spells: Self.spells(30, partTime: 10, Self.traits(.female, .mental))
                + Self.spells(30, partTime: 10, Self.traits(.male, .musculoskeletal)))
        let unlike = try #require(Measure.partTimeAtStart.equity(in: apart, months: months).first)
        #expect(unlike.isUnsure && !unlike.hasAlike && unlike.standardised == nil)
        let few = Measure.share(.spellStart, .startExtentBelow(100), minimum: 31).equity(in: apart, months: months)
        #expect(few.allSatisfy { $0.crude == nil && $0.split == nil })
    }

    @Test("each doctor's part adds up to the measure, and so do the patients behind it")
    func parts() {
        let facts = UnitFacts(
            rule: .unit, day: Self.today,
            spells: Self.spells(12, partTime: 3, .woman, doctor: 7) + Self.spells(5, partTime: 5, .man, doctor: 2))
        let measure = Measure.partTimeAtStart
        let shares = measure.byDoctor(in: facts, month: month("2026-11"), windowMonths: 12)
        #expect(
            Set(shares) == [
                DoctorShare(doctor: 7, count: ShareCount(3, of: 12)), DoctorShare(doctor: 2, count: ShareCount(5, of: 5)),
            ])
        let cases = measure.cases(in: facts, months: month("2025-12")...month("2026-11"))
        #expect(cases.count == 17 && cases.count(where: \.isHit) == 8)
        #expect(measure.cases(in: facts, months: month("2025-12")...month("2026-09")).isEmpty)
        #expect(Measure.partTimeDays.cases(in: facts, months: month("2026-10")...month("2026-10")).isEmpty)
        #expect(Measure.trained.byDoctor(in: facts, month: month("2026-10"), windowMonths: 1).isEmpty)
    }

    @Test("only settled months are charted, a known change breaks the limits, and overlapping months have no chart")
    func control() throws {
        let facts = UnitFacts(
            rule: .unit, day: Self.today,
            spells: (0..<24).flatMap { back in
                Self.spells(20, partTime: back < 8 ? 15 : 4 + back % 3, .woman, first: (month("2026-11") - back).firstDay)
            })
        let measure = Measure.partTimeAtStart
        let trend = measure.trend(in: facts, through: month("2026-11"))
        let control = try #require(MeasureControl(measure, trend: trend))
        #expect(control.months.count == 23, "November is not over")
        #expect(control.chart.variation != .commonCause)
        let rebased = try #require(
            MeasureControl(measure, trend: trend, rebases: [(month: month("2026-04"), reason: "ny rutin")]))
        #expect(rebased.chart.phases.map(\.reason) == [nil, "ny rutin"])
        #expect(rebased.chart.variation == .commonCause)
        #expect(MeasureControl(.spread, trend: Measure.spread.trend(in: facts, through: month("2026-11"))) == nil)
    }

    @Test("lengths count ongoing spells for as long as they have been seen, and one that may go on has not ended")
    func lengths() throws {
        func spell(_ first: String, _ last: String) -> SpellFact {
            SpellFact(first: day(first), last: day(last), startExtent: 100, doctor: 1, traits: .woman)
        }
        // Ten days and over; ten days that ended so lately that a certificate may still join; planned into the future; and one that
        // began before the months.
        let facts = UnitFacts(
            rule: .unit, day: Self.today,
            spells: [
                spell("2026-10-01", "2026-10-10"), spell("2026-11-10", "2026-11-19"), spell("2026-11-12", "2026-12-31"),
                spell("2026-08-01", "2026-08-30"),
            ])
        let curve = try #require(facts.lengths(of: month("2026-09")...month("2026-11")))
        #expect(curve.spells == 3)
        // All three were followed ten days, and one of them ended then.
        #expect(curve.steps.map(\.day) == [10] && curve.steps[0].atRisk == 3 && curve.steps[0].ended == 1)
        #expect(facts.lengths(of: month("2026-09")...month("2026-09")) == nil)
        #expect(facts.lengths(of: month("2026-08")...month("2026-11")) { $0.sex == .male } == nil)
    }

    @Test("peers are a band when there are ten, and nothing when there are nine: the middle of few is one unit's own")
    func peers() {
        func unit(_ partTime: Int) -> [MeasureResult] {
            let facts = UnitFacts(rule: .unit, day: Self.today, spells: Self.spells(10, partTime: partTime, .woman))
            return Measure.partTimeAtStart.trend(in: facts, through: month("2026-10"), months: 1)
        }
        let ten = PeerSpread([0, 1, 2, 3, 4, 5, 6, 7, 8, 10].map(unit)).levels[0].spread
        #expect(ten?.units == 10 && (ten!.median - 0.45).magnitude < 1e-12)
        // Type 7: a tenth of nine steps is 0.9 of the way from the first to the second.
        #expect((ten!.lowest - 0.09).magnitude < 1e-12 && (ten!.highest - 0.82).magnitude < 1e-12)
        #expect(PeerSpread((1...9).map(unit)).levels[0].spread == nil)
        #expect(PeerSpread([]).levels.isEmpty)
    }
}
