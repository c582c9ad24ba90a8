import Statistics
import Testing

@Suite("XmR: is the latest month more than chance?")
struct XmRChartTests {
    /// A published series (methods' own vector).
    static let vector: [Double] = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]

    @Test("one rare event among zeros gives limits around the zeros: an ordinary month is no signal")
    func rareEvent() throws {
        var values = [Double](repeating: 0, count: 24)
        values[11] = 0.1
        let limits = try #require(XmRLimits(values))
        #expect(limits.lower < 0 && limits.upper > limits.mean)
    }

    @Test("the published series has the published limits, screened and not")
    func published() throws {
        let plain = try #require(XmRLimits(Self.vector, screensOutliers: false))
        #expect((plain.mean - 1.94444).magnitude < 5e-6)
        #expect((plain.averageMovingRange - 1.88235).magnitude < 5e-6)
        #expect((plain.upper - 6.9515).magnitude < 5e-5)
        #expect((plain.lower + 3.0626).magnitude < 5e-5)
        let screened = try #require(XmRLimits(Self.vector))
        #expect(screened.averageMovingRange == 1)
        #expect((screened.upper - 4.60444).magnitude < 5e-6)
        #expect((screened.lower + 0.71556).magnitude < 5e-6)
        #expect((screened.nearUpper - screened.mean - 1.7733).magnitude < 5e-5)
        #expect(!screened.areTrial)
    }

    /// Twelve quiet values around ten with mean moving range 1, then the ones under test: limits 10 ± 2.66, near 10 ± 1.77.
    private func signals(_ tail: [Double]) -> [ChartSignal?] {
        let quiet = [9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5]
        let chart = XmRChart(quiet + tail, fixedBaseline: 12, better: .higherIsBetter)
        return Array(chart.signals.dropFirst(12))
    }

    @Test("beyond a limit is outside, on it is not")
    func outside() {
        #expect(signals([12.67]) == [ChartSignal(.outside, .high)])
        #expect(signals([7.33]) == [ChartSignal(.outside, .low)])
        #expect(signals([12.66]) == [nil])
    }

    @Test("seven rising or falling are a trend and all seven are marked; six are not, and a standstill ends it")
    func trend() {
        let rising = [9.0, 9.2, 9.4, 9.6, 10.2, 10.4, 10.6]
        #expect(signals(rising) == [ChartSignal?](repeating: ChartSignal(.trend, .high), count: 7))
        #expect(signals(rising.reversed()).allSatisfy { $0 == ChartSignal(.trend, .low) })
        #expect(signals([9.2, 9.4, 9.6, 10.2, 10.4, 10.6]).allSatisfy { $0 == nil })
        #expect(signals([9.0, 9.2, 9.4, 9.4, 9.6, 10.2, 10.4, 10.6]).allSatisfy { $0 == nil })
    }

    @Test("two of three near one limit mark the two, when all three lie on its side")
    func twoOfThree() {
        let near = ChartSignal(.twoOfThree, .high)
        #expect(signals([12, 10.2, 12.1]) == [near, nil, near])
        #expect(signals([12, 9.9, 12.1]) == [nil, nil, nil])
        #expect(signals([12, 10.2, 10.2, 12.1]) == [nil, nil, nil, nil])
        // One outside is no longer near.
        #expect(signals([12, 10.2, 13]) == [nil, nil, ChartSignal(.outside, .high)])
        #expect(signals([8, 9.9, 8]) == [ChartSignal(.twoOfThree, .low), nil, ChartSignal(.twoOfThree, .low)])
    }

    @Test("seven on one side are a shift; one on the mean breaks the run")
    func shift() {
        let above = [10.5, 10.2, 10.6, 10.1, 10.5, 10.2, 10.3]
        #expect(signals([9.5] + above).dropFirst().allSatisfy { $0 == ChartSignal(.shift, .high) })
        #expect(signals([9.5] + above.prefix(3) + [10] + above.suffix(3)).allSatisfy { $0 == nil })
    }

    @Test("where several rules hit, the first counts")
    func precedence() {
        // Seven rising, all above the mean, the last two near the limit and beyond it.
        let all = signals([9.5, 10.1, 10.4, 10.8, 11, 11.2, 12.2, 13])
        #expect(all.last == ChartSignal(.outside, .high))
        #expect(all.dropLast().suffix(6).allSatisfy { $0 == ChartSignal(.trend, .high) })
    }

    @Test("equal values vary in nothing and signal nothing", arguments: [0.1, 0.7, 1.0 / 3, 1e7, 0])
    func equal(_ value: Double) {
        let chart = XmRChart([Double](repeating: value, count: 24), better: .higherIsBetter, target: value)
        #expect(chart.signals.allSatisfy { $0 == nil })
        #expect(chart.phases[0].limits?.mean == value)
        #expect(chart.variation == .commonCause)
        #expect(chart.assurance == .hitAndMiss)
    }

    @Test("no value and one value have no limits")
    func few() {
        #expect(XmRChart([], better: .none).phases.map(\.limits) == [nil])
        let one = XmRChart([3], better: .lowerIsBetter, target: 2)
        #expect(one.signals == [nil])
        #expect(one.assurance == .none)
        #expect(XmRLimits([3, 4])?.areTrial == true)
    }

    @Test("a rebase reckons the limits anew, breaks runs and keeps its reason")
    func rebase() {
        let low = [4.0, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5]
        let values = low + low.map { $0 + 10 }
        let before = XmRChart(values, better: .higherIsBetter)
        #expect(before.signals.contains { $0 != nil })
        let chart = XmRChart(values, rebases: [Rebase(at: 12, reason: "Ny rutin")], better: .higherIsBetter)
        #expect(chart.phases.map(\.reason) == [nil, "Ny rutin"])
        #expect(chart.phases.map(\.values) == [0..<12, 12..<24])
        #expect(chart.phases.map { $0.limits?.mean } == [4.5, 14.5])
        #expect(chart.signals.allSatisfy { $0 == nil })
    }
}

@Suite("XmR: the two icons")
struct ChartIconTests {
    @Test(
        "variation follows the latest value and what is better",
        arguments: [
            (Measure.Direction.higherIsBetter, ChartSignal.Side.high, VariationIcon.improvement(.high)),
            (.higherIsBetter, .low, .concern(.low)), (.lowerIsBetter, .high, .concern(.high)),
            (.lowerIsBetter, .low, .improvement(.low)), (.none, .high, .neutral(.high)), (.none, .low, .neutral(.low)),
        ])
    func variation(_ better: Measure.Direction, _ side: ChartSignal.Side, _ icon: VariationIcon) {
        #expect(VariationIcon(ChartSignal(.shift, side), better: better) == icon)
        #expect(VariationIcon(nil, better: better) == .commonCause)
    }

    @Test("assurance is where the target lies against the limits")
    func assurance() {
        let limits = XmRLimits([9.5, 10.5, 9.5, 10.5])
        func icon(_ target: Double?, _ better: Measure.Direction) -> AssuranceIcon {
            AssuranceIcon(target: target, limits: limits, better: better)
        }
        #expect(icon(13, .higherIsBetter) == .consistentlyFails)
        #expect(icon(7, .higherIsBetter) == .consistentlyPasses)
        #expect(icon(10, .higherIsBetter) == .hitAndMiss)
        #expect(icon(13, .lowerIsBetter) == .consistentlyPasses)
        #expect(icon(7, .lowerIsBetter) == .consistentlyFails)
        #expect(icon(10, .none) == .none)
        #expect(icon(nil, .higherIsBetter) == .none)
    }
}
