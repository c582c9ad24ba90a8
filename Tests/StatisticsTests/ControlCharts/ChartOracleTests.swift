import Statistics
import Testing

@Suite("Control charts against NumPy", .enabled(if: Oracle.isAvailable))
struct ChartOracleTests {
    @Test("limits and every rule of XmR agree on random series with steps, trends and jumps")
    func xmr() throws {
        struct Question: Encodable {
            let values: [Double]
            let baseline: Int?
            let screens: Bool
        }
        struct Answer: Decodable {
            let mean: Double, upper: Double, lower: Double, nearUpper: Double, nearLower: Double
            let signals: [String]
        }
        var dice = Dice(seed: 11)
        let questions = (0..<600).map { index in
            // Every third in whole numbers, so that values meet each other and the mean.
            var level = 50.0
            let values = (0..<dice.number(2...48)).map { _ in
                if dice.chance(5) { level += Double(dice.number(-30...30)) }
                if dice.chance(25) { level += 2 }
                let value = level + (dice.fraction() - 0.5) * 20
                return index % 3 == 0 ? (value / 4).rounded() : value
            }
            return Question(
                values: values, baseline: values.count > 12 && dice.chance(30) ? 12 : nil, screens: dice.chance(70))
        }
        var seen: Set<String> = []
        for (q, a) in zip(questions, try Oracle.answers("xmr", questions, as: Answer.self)) {
            let chart = XmRChart(q.values, fixedBaseline: q.baseline, better: .none, screensOutliers: q.screens)
            let limits = try #require(chart.phases[0].limits)
            #expect(limits.mean.distance(from: a.mean) < 1e-12)
            #expect((limits.upper - a.upper).magnitude < 1e-11 && (limits.lower - a.lower).magnitude < 1e-11)
            #expect((limits.nearUpper - a.nearUpper).magnitude < 1e-11 && (limits.nearLower - a.nearLower).magnitude < 1e-11)
            #expect(chart.signals.map { $0.map { "\($0.cause) \($0.side)" } ?? "" } == a.signals, "\(q.values)")
            seen.formUnion(a.signals)
        }
        // Each rule was met in both directions, and none at all.
        #expect(seen.count == 9)
    }

    @Test("p, u and Laney's charts agree")
    func counts() throws {
        struct Question: Encodable {
            let share: Bool
            let counts: [Int]
            let sizes: [Double]
        }
        struct Answer: Decodable {
            let centre: Double, sigmaZ: Double
            let plain: [[Double]], laney: [[Double]]
        }
        var dice = Dice(seed: 12)
        let questions = (0..<300).map { index in
            let share = index.isMultiple(of: 2)
            let level = 0.05 + dice.fraction() * 0.9
            let size = dice.size(10...10_000_000)
            let sizes = (0..<dice.number(5...36)).map { _ in Double(size + dice.number(0...size)) }
            let counts = sizes.map { max(1, dice.count(of: Int($0) - 1, share: level * (0.9 + dice.fraction() * 0.1))) }
            return Question(share: share, counts: counts, sizes: sizes)
        }
        for (q, a) in zip(questions, try Oracle.answers("count_chart", questions, as: Answer.self)) {
            let observations = zip(q.counts, q.sizes).map { CountChart.Observation($0, of: $1) }
            for (laney, limits) in [(false, a.plain), (true, a.laney)] {
                let chart = CountChart(q.share ? .share : .rate, observations, laney: laney)
                #expect((chart.phases[0].centre ?? 0).distance(from: a.centre) < 1e-12)
                #expect((chart.phases[0].sigmaZ ?? 0).distance(from: a.sigmaZ) < 1e-7)
                for (point, expected) in zip(chart.points, limits) {
                    let found = try #require(point.limits)
                    #expect((found.lower - expected[0]).magnitude < 1e-9 && (found.upper - expected[1]).magnitude < 1e-9)
                    let value = try #require(point.value)
                    #expect(point.side == (value > found.upper ? .high : value < found.lower ? .low : nil))
                }
            }
        }
    }

    @Test("Anhøj's runs agree")
    func runs() throws {
        struct Question: Encodable {
            let values: [Double]
        }
        struct Answer: Decodable {
            let useful: Int, longestRun: Int, crossings: Int, longestAllowed: Int, fewestAllowed: Int
        }
        var dice = Dice(seed: 13)
        let questions = (0..<300).map { _ in
            Question(values: (0..<dice.number(10...60)).map { Double($0 / 6 + dice.number(0...9)) })
        }
        for (q, a) in zip(questions, try Oracle.answers("runs", questions, as: Answer.self)) {
            let rule = RunRule(q.values)
            #expect(
                [rule.useful, rule.longestRun, rule.crossings, rule.longestAllowed, rule.fewestAllowed]
                    == [a.useful, a.longestRun, a.crossings, a.longestAllowed, a.fewestAllowed])
        }
    }

    @Test("the running sum for alerts agrees")
    func alerts() throws {
        struct Question: Encodable {
            let values: [Double]
        }
        struct Answer: Decodable {
            let high: [Double], low: [Double]
            let alerting: [Int]
        }
        var dice = Dice(seed: 14)
        let questions = (0..<400).map { _ in
            var level = 50.0
            return Question(
                values: (0..<dice.number(13...60)).map { _ in
                    if dice.chance(5) { level = Double(dice.number(5...95)) }
                    return min(100, max(0, level + (dice.fraction() - 0.5) * 15))
                })
        }
        var alerting = 0
        for (q, a) in zip(questions, try Oracle.answers("alert_sum", questions, as: Answer.self)) {
            let sum = AlertSum(q.values)
            #expect(zip(sum.high, a.high).allSatisfy { ($0 - $1).magnitude < 1e-9 })
            #expect(zip(sum.low, a.low).allSatisfy { ($0 - $1).magnitude < 1e-9 })
            var months = [Int](repeating: 0, count: q.values.count)
            for alert in sum.alerts {
                for month in alert.months { months[month] = alert.side == .high ? 1 : -1 }
                let mean = { (months: Range<Int>) in q.values[months].reduce(0, +) / Double(months.count) }
                #expect((alert.to - mean(alert.months)).magnitude < 1e-9)
                #expect(alert.base.count == 12 && alert.base.upperBound <= alert.months.lowerBound)
                #expect((alert.from - mean(alert.base)).magnitude < 1e-9)
            }
            #expect(months == a.alerting)
            #expect((sum.current != nil) == (a.alerting.last != 0))
            alerting += sum.alerts.count
        }
        #expect(alerting > 200)
    }
}
