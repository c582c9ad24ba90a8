import Interchange
import SickLeave
import Statistics
import Testing

/// What is built into the region is found by the methods that the pages use, from its certificates; what is only case mix is
/// not blamed.
@Suite("The methods find the true effects and blame nobody for case mix")
struct SyntheticMethodTests {
    private typealias Strata = [SyntheticSnapshot.Stratum: ShareCount]
    private let demo = SyntheticCast.demo
    private let centres = SyntheticSnapshot.careCentres

    /// Month by month, for the spells that a question concerns.
    private func months(
        _ unit: Int, where counts: (SpellFact) -> Bool, day: (SpellFact) -> Day, concerns: (SpellFact) -> Bool = { _ in true }
    ) -> (values: [Double], policy: Int) {
        let first = demo.firstDay.month + 1
        var months = [ShareCount](repeating: ShareCount(), count: demo.endDay.month - first)
        for spell in SyntheticSnapshot.facts[unit].spells where concerns(spell) {
            let index = day(spell).month - first
            guard months.indices.contains(index) else { continue }
            months[index] = months[index] + ShareCount(counts(spell) ? 1 : 0, of: 1)
        }
        return (months.map { $0.share ?? 0 }, demo.effects.policyDay(endDay: demo.endDay).month - first)
    }

    private func partTime(_ unit: Int) -> (values: [Double], policy: Int) {
        months(unit, where: { $0.startExtent < 100 }, day: \.first)
    }

    private func plans(_ unit: Int) -> (values: [Double], policy: Int) {
        months(unit, where: { $0.plan != nil }, day: { $0.first + 28 }, concerns: { $0.last >= $0.first + 28 })
    }

    @Test("A: the improvement after the policy is found by the chart's rules, in both figures, and not before it")
    func improvement() {
        let unit = SyntheticCast.unit(.improves)
        for (values, policy) in [partTime(unit), plans(unit)] {
            let chart = XmRChart(values, fixedBaseline: policy, better: .higherIsBetter)
            // One false alarm of two near the limit is what eighteen months of chance may hold.
            #expect(chart.signals.prefix(policy).count { $0?.side == .high } <= 2, "\(values)")
            #expect(chart.signals.dropFirst(policy).count { $0?.side == .high } >= 7, "\(values)")
            #expect(chart.signals.dropFirst(policy).allSatisfy { $0?.side != .low }, "\(values)")
            // The change is known and has held: the limits are reckoned anew, and the level is higher.
            let rebased = XmRChart(values, rebases: [Rebase(at: policy, reason: "Ny policy")], better: .higherIsBetter)
            let levels = rebased.phases.compactMap { $0.limits?.mean }
            #expect(levels.count == 2 && levels[1] > levels[0] + 0.1)
        }
    }

    @Test("the others' charts signal an improvement seldom")
    func others() {
        let plain = centres.filter { demo.units[$0].role == .none }
        var signals = 0
        var all = 0
        for unit in plain {
            let (values, policy) = partTime(unit)
            let chart = XmRChart(values, fixedBaseline: policy, better: .higherIsBetter)
            signals += chart.signals.dropFirst(policy).count { $0 != nil }
            all += values.count - policy
        }
        #expect(Double(signals) < 0.15 * Double(all), "\(signals) of \(all)")
    }

    /// Each care centre's spells against what all of them together do with such patients.
    private func standardised(
        _ holds: (SpellFact) -> Bool, where concerns: (SpellFact) -> Bool = { _ in true }
    ) -> (crude: ShareFunnel?, ratios: RatioFunnel?) {
        let strata = centres.map { SyntheticSnapshot.count($0, holds, where: concerns) }
        let reference = strata.reduce(into: Strata()) { $0.merge($1, uniquingKeysWith: +) }
        let groups = strata.compactMap { unit in
            IndirectStandardisation(
                unit.map { stratum, count in
                    IndirectStandardisation.Stratum(
                        count: count.count, size: Double(count.total), referenceCount: reference[stratum]!.count,
                        referenceSize: Double(reference[stratum]!.total))
                })
        }.map { RatioFunnel.Group(observed: $0.observed, expected: $0.expected, trials: Int($0.size)) }
        return (ShareFunnel(strata.map { $0.values.reduce(ShareCount(), +) }), RatioFunnel(groups))
    }

    private func place(_ role: TrueEffects.Role) -> Int { centres.firstIndex { demo.units[$0].role == role }! }

    @Test("B: stands out as it is in long spells, and not when like patients are compared; nor in part time")
    func caseMix() throws {
        let (crude, ratios) = standardised(SyntheticSnapshot.isLong, where: SyntheticSnapshot.isFollowed)
        let place = place(.caseMixOnly)
        let plain = try #require(crude?.points[place])
        let adjusted = try #require(ratios?.points[place])
        #expect(plain.standing == .look(.low), "\(plain)")
        #expect(adjusted.standing == .within, "\(adjusted)")
        #expect(standardised(SyntheticSnapshot.startsPartTime).ratios?.points[place]?.standing == .within)
    }

    @Test("B: nearly all of its difference from the others is case mix")
    func split() throws {
        let unit = SyntheticSnapshot.count(SyntheticCast.unit(.caseMixOnly), SyntheticSnapshot.startsPartTime)
        let others = centres.filter { demo.units[$0].role == .none }.map {
            SyntheticSnapshot.count($0, SyntheticSnapshot.startsPartTime)
        }
        .reduce(into: Strata()) { $0.merge($1, uniquingKeysWith: +) }
        let strata = Set(unit.keys).union(others.keys).map {
            MixAndPractice.Stratum(before: others[$0] ?? ShareCount(), after: unit[$0] ?? ShareCount())
        }
        let split = try #require(MixAndPractice(strata))
        #expect(
            split.mix.magnitude > 0.03 && split.practice.magnitude < 0.4 * split.mix.magnitude, "\(split.mix) \(split.practice)")
        #expect((split.mix + split.practice - split.difference).magnitude < 1e-12)
    }

    @Test("C: the women of the unit with an unwarranted difference start part-time less often than like women elsewhere")
    func unwarranted() throws {
        let women = standardised(SyntheticSnapshot.startsPartTime, where: { $0.traits.sex == .female }).ratios
        let point = try #require(women?.points[place(.sexDifference)])
        #expect(point.standing == .deviates(.low), "\(point)")
        let men = try #require(
            standardised(SyntheticSnapshot.startsPartTime, where: { $0.traits.sex == .male }).ratios?.points[
                place(.sexDifference)])
        #expect(men.standing != .deviates(.low) && men.standing != .deviates(.high), "\(men)")
        // Nobody else is below for its women.
        for (place, point) in zip(centres.indices, women?.points ?? []) where place != self.place(.sexDifference) {
            #expect(point?.standing != .deviates(.low), "\(place)")
        }
    }

    @Test("C: within like diagnoses women have less part time than men there, and not less in the other centres")
    func withinDiagnoses() throws {
        func difference(_ unit: Int) throws -> ShareDifference {
            let strata = SyntheticSnapshot.count(unit, SyntheticSnapshot.startsPartTime)
            let categories = Set(strata.keys.map(\.category))
            return try #require(
                ShareDifference.mantelHaenszel(
                    categories.map { category in
                        (
                            first: strata[.init(sex: .female, category: category)] ?? ShareCount(),
                            second: strata[.init(sex: .male, category: category)] ?? ShareCount()
                        )
                    }))
        }
        #expect(try difference(SyntheticCast.unit(.sexDifference)).interval.upper < 0)
        for unit in centres where demo.units[unit].role == .none {
            #expect(try difference(unit).interval.upper > 0, "\(unit)")
        }
    }

    @Test("B: spells are shorter by the curve, and the mean of the ended ones would be too short for all")
    func lengths() throws {
        func curve(_ units: [Int]) -> (curve: SurvivalCurve, meanOfEnded: Double, mean: Double) {
            let day = demo.endDay
            let spells = units.flatMap { SyntheticSnapshot.facts[$0].spells }.filter { $0.first > day - 180 && $0.first <= day }
            let followed = spells.map {
                SurvivalCurve.FollowedSpell(days: Int(min($0.last, day) - $0.first) + 1, ended: $0.last < day)
            }
            let ended = followed.filter(\.ended).map(\.days)
            let curve = SurvivalCurve(followed)
            // The area under the curve, as far as it has been followed.
            let mean = (0..<180).reduce(0.0) { $0 + curve.survival(beyond: $1) }
            return (curve, Double(ended.reduce(0, +)) / Double(ended.count), mean)
        }
        let unit = curve([SyntheticCast.unit(.caseMixOnly)])
        let others = curve(centres.filter { demo.units[$0].role == .none })
        #expect(unit.mean < others.mean)
        #expect(unit.meanOfEnded < unit.mean && others.meanOfEnded < others.mean)
        #expect(try #require(others.curve.median.days) > 0)
    }
}
