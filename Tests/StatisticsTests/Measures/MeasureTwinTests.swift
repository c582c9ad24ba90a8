import SickLeave
import Statistics
import Testing

/// Every measure against its slow twin, month by month.
@Suite("Measures agree with a day-by-day count")
struct MeasureTwinTests {
    static let seeds: [UInt64] = [1, 2, 3]

    struct World {
        let twin: MeasureTwin
        let facts: UnitFacts
        let months: [Month]

        init(seed: UInt64) throws {
            twin = MeasureTwin(seed: seed, patients: 220)
            let snapshot = twin.snapshot()
            let unit = try #require(snapshot.unit(number: 1))
            facts = UnitFacts(snapshot: snapshot, careUnit: unit, rule: .unit, on: twin.today)
            let last = twin.today.month
            months = (0..<24).map { last - (23 - $0) }
        }

        func expect(
            _ measure: Measure, window: Int? = nil, _ slow: (ClosedRange<Month>) -> [MeasureTwin.Observed],
            _ location: SourceLocation = #_sourceLocation
        ) {
            let length = window ?? measure.calculation.windowMonths
            let trend = measure.trend(in: facts, through: twin.today.month, windowMonths: window)
            #expect(trend.count == 24, sourceLocation: location)
            var seen = 0
            for (result, month) in zip(trend, months) {
                let expected = slow((month - (length - 1))...month)
                seen += expected.count
                #expect(result.months == (month - (length - 1))...month, sourceLocation: location)
                #expect(
                    result.count == ShareCount(expected.filter(\.hit).count, of: expected.count), "\(month)",
                    sourceLocation: location)
                #expect(result.value == result.count.share, sourceLocation: location)
            }
            #expect(seen > 100, "the world is too small to prove anything", sourceLocation: location)
        }
    }

    @Test("shares of spells and certificates, for one and for twelve months", arguments: seeds)
    func shares(seed: UInt64) throws {
        let world = try World(seed: seed)
        world.expect(.partTimeAtStart, world.twin.started)
        world.expect(.partTimeAtStart, window: 12, world.twin.started)
        world.expect(.planned, world.twin.reachedDay29)
        world.expect(.planned, window: 3, world.twin.reachedDay29)
        world.expect(.overNinety, world.twin.followed91)
        world.expect(.completed, world.twin.sent)
    }

    @Test("spells of a day, plans that are followed up, part time in time, diagnosis groups, reminders", arguments: seeds)
    func furtherShares(seed: UInt64) throws {
        let world = try World(seed: seed)
        world.expect(.share(.spellOngoing, .dayOver(60))) { months in
            world.twin.ongoing(months.lowerBound, needsExtent: false) { $1 - $0.first + 1 > 60 }
        }
        world.expect(.share(.spellOngoing, .extentBelow(100))) { months in
            world.twin.ongoing(months.lowerBound, needsExtent: true) { $0.extent($1)! < 100 }
        }
        world.expect(.share(.planMade, .procedureAfterPlan(.planFollowUp, withinDays: 40)), window: 12) {
            world.twin.planned($0, followedWithin: 40)
        }
        for through in [5, 60] as [Int32] {
            world.expect(.share(.spellReaches(day: 29), .partTime(throughDay: Int(through)))) {
                world.twin.partTime($0, reaching: 29, through: through)
            }
        }
        world.expect(.share(.spellStart, .diagnosisGroup(.mental))) { world.twin.startedWith(.mental, $0) }
        world.expect(.share(.spellStart, .diagnosisGroup(.withoutValidCode))) { world.twin.startedWith(.withoutValidCode, $0) }
        world.expect(.share(.certificateSent, .reminded(settlesAfterDays: 90)), world.twin.sentAndReminded)
    }

    @Test("days, with an interval that takes the days of a spell together", arguments: seeds)
    func days(seed: UInt64) throws {
        let world = try World(seed: seed)
        for (result, month) in zip(Measure.partTimeDays.trend(in: world.facts, through: world.twin.today.month), world.months) {
            let expected = world.twin.certifiedDays(month)
            #expect(result.count == ShareCount(expected.hits, of: expected.total), "\(month)")
            #expect(result.observations == expected.perSpell.count)
            guard expected.total > 0, expected.hits > 0, expected.hits < expected.total else { continue }
            let p = Double(expected.hits) / Double(expected.total)
            let m = Double(expected.perSpell.count)
            let squares = expected.perSpell.reduce(0.0) { sum, spell in
                let residual = Double(spell.0) - p * Double(spell.1)
                return sum + residual * residual
            }
            let variance = m / (m - 1) * squares / (Double(expected.total) * Double(expected.total))
            let slow = Interval.wilson(share: p, size: min(Double(expected.total), p * (1 - p) / variance))
            let interval = try #require(result.interval)
            #expect((interval.lower - slow.lower).magnitude < 1e-9 && (interval.upper - slow.upper).magnitude < 1e-9)
        }
    }

    @Test("staff on each month's last day", arguments: seeds)
    func staff(seed: UInt64) throws {
        let world = try World(seed: seed)
        for (result, month) in zip(Measure.trained.trend(in: world.facts, through: world.twin.today.month), world.months) {
            let expected = world.twin.employed(month)
            #expect(result.count == ShareCount(expected.hits, of: expected.total), "\(month)")
        }
    }

    @Test("spread over the doctors of the first certificates", arguments: seeds)
    func spread(seed: UInt64) throws {
        let world = try World(seed: seed)
        for (result, month) in zip(Measure.spread.trend(in: world.facts, through: world.twin.today.month), world.months) {
            let counts = Dictionary(grouping: world.twin.started((month - 11)...month), by: \.row.doctor).mapValues(\.count)
            let total = counts.values.reduce(0, +)
            #expect(result.count == (counts.count < 5 ? ShareCount() : ShareCount(counts.values.max() ?? 0, of: total)))
            let spread = try #require(result.spread)
            #expect(spread.perDoctor.map(\.count).sorted() == counts.values.sorted())
            // Gini by its definition: the mean difference of all pairs over twice the mean.
            var pairs = 0
            for a in counts.values { for b in counts.values { pairs += abs(a - b) } }
            #expect((spread.gini - Double(pairs) / (2 * Double(counts.count) * Double(total))).magnitude < 1e-9)
            let squares = counts.values.reduce(0.0) { $0 + Double($1 * $1) / Double(total * total) }
            #expect((spread.effectiveDoctors - 1 / squares).magnitude < 1e-9)
        }
    }

    @Test("strata by sex and age add up, and each agrees", arguments: seeds)
    func strata(seed: UInt64) throws {
        let world = try World(seed: seed)
        let last = world.twin.today.month
        let all = world.twin.started((last - 11)...last)
        let bySex = Measure.partTimeAtStart.strata(in: world.facts, by: .sex, month: last, windowMonths: 12)
        #expect(bySex.reduce(0) { $0 + $1.result.denominator } == all.count)
        let women = all.filter { world.twin.traits($0.row, on: $0.day).sex == .female }
        #expect(bySex.first { $0.title == "Kvinnor" }?.result.count == ShareCount(women.filter(\.hit).count, of: women.count))
        let byAge = Measure.partTimeAtStart.strata(in: world.facts, by: .age, month: last, windowMonths: 12)
        for group in AgeGroup.Overview.allCases {
            let expected = all.filter { world.twin.traits($0.row, on: $0.day).age == group }
            let found = byAge.first { $0.title == group.title }?.result.count ?? ShareCount()
            #expect(found == ShareCount(expected.filter(\.hit).count, of: expected.count))
        }
        let byDiagnosis = Measure.partTimeAtStart.strata(in: world.facts, by: .diagnosisGroup, month: last, windowMonths: 12)
        #expect(byDiagnosis.reduce(0) { $0 + $1.result.denominator } == all.count)
    }

    @Test("differences, crude and within diagnoses", arguments: seeds)
    func differences(seed: UInt64) throws {
        let world = try World(seed: seed)
        let measure = Measure.difference(.spellStart, .startExtentBelow(100))
        for (result, month) in zip(measure.trend(in: world.facts, through: world.twin.today.month), world.months) {
            let all = world.twin.started((month - 11)...month).map { ($0.hit, world.twin.traits($0.row, on: $0.day)) }
            #expect(result.count.total == all.count)
            #expect(result.contrasts.count == 1 + AgeGroup.Overview.allCases.count)
            for contrast in result.contrasts {
                typealias Traits = (sex: LegalSex?, age: AgeGroup.Overview?, category: String?)
                let isFirst: (Traits) -> Bool
                let isSecond: (Traits) -> Bool
                switch contrast.groups {
                case .womenAndMen: (isFirst, isSecond) = ({ $0.sex == .female }, { $0.sex == .male })
                case .ageAndOthers(let group): (isFirst, isSecond) = ({ $0.age == group }, { $0.age != nil && $0.age != group })
                }
                func count(_ rows: [(Bool, Traits)]) -> ShareCount { ShareCount(rows.filter(\.0).count, of: rows.count) }
                let first = count(all.filter { isFirst($0.1) })
                let second = count(all.filter { isSecond($0.1) })
                #expect(contrast.first == first && contrast.second == second)
                let strata = Dictionary(grouping: all) { $0.1.category }.values.map { rows in
                    (first: count(rows.filter { isFirst($0.1) }), second: count(rows.filter { isSecond($0.1) }))
                }
                guard first.total > 0, second.total > 0 else { continue }
                #expect(contrast.crude == ShareDifference.crude(first, second))
                let adjusted = ShareDifference.mantelHaenszel(strata)
                #expect((contrast.adjusted == nil) == (adjusted == nil))
                if let found = contrast.adjusted, let adjusted {
                    #expect((found.difference - adjusted.difference).magnitude < 1e-9)
                    #expect((found.interval.lower - adjusted.interval.lower).magnitude < 1e-9)
                }
            }
        }
    }
}
