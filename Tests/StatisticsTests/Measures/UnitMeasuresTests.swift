import SickLeave
import Statistics
import Testing

@Suite("A unit's measures read together")
struct UnitMeasuresTests {
    private let measures: [Measure] = [.partTimeAtStart, .partTimeDays, .planned, .overNinety, .completed, .trained, .spread]

    @Test("each gives what it gives alone, and the trend ends with the month of the day asked about")
    func together() throws {
        let twin = MeasureTwin(seed: 4, patients: 150)
        let snapshot = twin.snapshot()
        let unit = try #require(snapshot.unit(number: 1))
        let all = UnitMeasures(snapshot: snapshot, careUnit: unit, on: twin.today, measures: measures)
        for measure in measures {
            let trend = all.trend(measure)
            #expect(trend.count == 24)
            #expect(trend[23].months.upperBound == month("2026-11"))
            let alone = measure.evaluate(in: snapshot, careUnit: unit, month: month("2026-08"), on: twin.today)
            #expect(trend[20] == alone)
            #expect(all.result(measure, month: month("2026-08")) == alone)
            #expect(alone.rule == measure.spellRule)
        }
        #expect(all.changes().sentences.count <= 3)
    }

    @Test("measures under different gaps are each counted under their own")
    func differentRules() throws {
        let twin = MeasureTwin(seed: 5, patients: 300)
        let snapshot = twin.snapshot()
        let unit = try #require(snapshot.unit(number: 1))
        var wide = Measure.partTimeAtStart
        wide.id = Measure.ID(rawValue: "vid-glapp")
        wide.spellRule = SpellRule(gap: 90, scope: .unit)
        let all = UnitMeasures(snapshot: snapshot, careUnit: unit, on: twin.today, measures: [.partTimeAtStart, wide, .trained])
        let narrowSpells = all.trend(.partTimeAtStart, windowMonths: 12)[23].denominator
        let wideSpells = all.trend(wide, windowMonths: 12)[23].denominator
        #expect(wideSpells < narrowSpells, "a wider gap joins more certificates into fewer spells")
        #expect(all.trend(wide)[0].rule == wide.spellRule)
        #expect(all.trend(.trained)[23].denominator > 0)
    }

    @Test("a unit without anything has empty figures and no crash")
    func empty() throws {
        var builder = SnapshotBuilder()
        builder.addUnit(number: 1, careUnit: 1, provider: 1)
        let snapshot = builder.build(id: 1)
        let unit = try #require(snapshot.unit(number: 1))
        let all = UnitMeasures(snapshot: snapshot, careUnit: unit, on: day("2026-11-21"), measures: measures)
        for measure in measures {
            #expect(all.trend(measure).allSatisfy { $0.value == nil && $0.notes.contains(.empty) })
            #expect(all.strata(measure, by: .sex, month: month("2026-10")).isEmpty)
        }
        #expect(all.changes().sentences.count == 1)
        let difference = Measure.difference(.spellStart, .startExtentBelow(100), minimum: 10)
        let result = difference.evaluate(in: snapshot, careUnit: unit, month: month("2026-10"), on: day("2026-11-21"))
        #expect(result.value == nil && result.contrasts.allSatisfy { $0.crude == nil && $0.adjusted == nil })
        let overview = UnitOverview(snapshot: snapshot, careUnit: unit, on: day("2026-11-21"), rule: .unit)
        #expect(overview.total.total == 0 && overview.byLength.count == 8)
    }
}
