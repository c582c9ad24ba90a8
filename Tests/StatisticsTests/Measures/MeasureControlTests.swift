import SickLeave
import Testing

@testable import Statistics

@Suite("A measure's control chart: which limits, where they are reckoned anew, and small steps")
struct MeasureControlTests {
    private static let today = day("2026-11-21")

    /// One month for each pair, the last one October 2026.
    private static func trend(_ months: [(hits: Int, of: Int)]) -> [MeasureResult] {
        months.enumerated().map { index, pair in
            let own = month("2026-10") - (months.count - 1 - index)
            let count = ShareCount(pair.hits, of: pair.of)
            return MeasureResult(
                months: own...own, count: count, observations: pair.of, value: count.share, interval: nil, notes: [],
                rule: .unit, spread: nil, contrasts: [])
        }
    }

    private static func counts(_ measure: Measure, _ months: [(hits: Int, of: Int)]) -> MeasureCounts? {
        MeasureControl(measure, trend: trend(months))?.counts
    }

    @Test("months that vary as chance makes them have the plain limits; more and less than that have Laney's")
    func choice() throws {
        var dice = Dice(seed: 7)
        let chance = (0..<24).map { _ in (hits: (0..<60).count { _ in dice.chance(40) }, of: 60) }
        let plain = try #require(Self.counts(.partTimeAtStart, chance))
        #expect(plain.choice == .asChance && !plain.isLaney)
        let wild = (0..<24).map { (hits: $0 % 2 == 0 ? 12 : 36, of: 60) }
        let wide = try #require(Self.counts(.partTimeAtStart, wild))
        #expect(wide.choice == .wider && wide.isLaney && wide.variation! > 3)
        #expect(wide.chart.points.allSatisfy { $0.side == nil }, "what varies so every month is the usual")
        let still = try #require(Self.counts(.partTimeAtStart, (0..<24).map { (hits: 24 + $0 % 2, of: 60) }))
        #expect(still.choice == .narrower)
    }

    @Test(
        "few months keep the plain limits, days are always Laney's, and what counts the same persons again has no limits at all")
    func forms() throws {
        let wild = (0..<12).map { (hits: $0 % 2 == 0 ? 12 : 36, of: 60) }
        #expect(try #require(Self.counts(.partTimeAtStart, wild)).choice == .asChance)
        #expect(try #require(Self.counts(.partTimeDays, wild)).choice == .clustered)
        #expect(MeasureControl(.trained, trend: Self.trend(wild)) == nil)
        #expect(MeasureControl(.share(.spellOngoing, .dayOver(90)), trend: Self.trend(wild)) == nil)
        #expect(Self.counts(.counting(.medianLength(windowMonths: 1)), wild) == nil)
        let rate = try #require(
            Self.counts(.counting(.certificatesPerSpell(throughDay: 91, windowMonths: 1)), (0..<20).map { (60 + $0 % 3, 20) }))
        #expect(rate.chart.kind == .rate && rate.choice == .narrower)
    }

    @Test("of two changes with no month between the later counts; one before the first month moves nothing")
    func rebases() throws {
        // July and August have no figure.
        let months = Self.trend((0..<24).map { _ in (hits: 10, of: 40) }).filter {
            ![month("2026-07"), month("2026-08")].contains($0.months.upperBound)
        }
        let control = try #require(
            MeasureControl(
                .partTimeAtStart, trend: months,
                rebases: [
                    (month("2026-08"), "andra"), (month("2026-07"), "första"), (month("2020-01"), "för länge sedan"),
                    (month("2026-12"), "ännu inte"),
                ]))
        #expect(control.chart.phases.map(\.reason) == [nil, "andra"])
        #expect(control.counts?.chart.phases.map(\.reason) == [nil, "andra"])
        #expect(control.chart.phases.last?.values.lowerBound == 20)
    }

    @Test("small steps the same way alert, and a known change begins the sums anew")
    func drift() throws {
        let quiet = (0..<14).map { (hits: 80 + $0 % 2 * 4, of: 200) }
        let rising = (0..<8).map { (hits: 88 + $0 * 3, of: 200) }
        let trend = Self.trend(quiet + rising)
        let control = try #require(MeasureControl(.partTimeAtStart, trend: trend))
        #expect(control.drift.current?.side == .high)
        #expect(control.drift.thresholds.count == trend.count && control.drift.thresholds[..<12].allSatisfy { $0 == nil })
        let known = try #require(
            MeasureControl(.partTimeAtStart, trend: trend, rebases: [(month: month("2026-03"), reason: "ny rutin")]))
        #expect(known.driftFrom == 14 && known.drift.alerts.isEmpty && !known.drift.isKnown)
    }
}
