import Statistics
import Testing

@Suite("p, u and Laney's charts, and runs")
struct CountChartTests {
    @Test("limits follow each month's size and stay within 0 and 1")
    func share() throws {
        let chart = CountChart(
            .share, [.init(9, of: 10), .init(10, of: 20), .init(31, of: 70)], laney: false)
        #expect(chart.phases[0].centre == 0.5)
        let first = try #require(chart.points[0].limits)
        #expect((first.lower - (0.5 - 3 * (0.25 / 10).squareRoot())).magnitude < 1e-15)
        #expect(chart.points.allSatisfy { $0.side == nil })
        let wide = try #require(CountChart(.share, [.init(1, of: 2), .init(1, of: 2)], laney: false).points[0].limits)
        #expect(wide == Interval(lower: 0, upper: 1))
    }

    @Test("a month without anybody has no value and no limits, and the others are not disturbed")
    func empty() {
        let chart = CountChart(.rate, [.init(4, of: 2), .init(0, of: 0), .init(8, of: 4)], laney: true)
        #expect(chart.points[1].value == nil && chart.points[1].limits == nil)
        #expect(chart.points[0].value == 2)
        #expect(CountChart(.share, [.init(0, of: 0)], laney: true).phases[0].centre == nil)
        #expect(CountChart(.share, [], laney: false).points == [])
    }

    @Test("nobody, and everybody, counted in every month is no signal", arguments: [0, 30])
    func certain(_ count: Int) {
        let chart = CountChart(.share, [CountChart.Observation](repeating: .init(count, of: 30), count: 12), laney: true)
        #expect(chart.phases[0].sigmaZ == nil)
        #expect(chart.points.allSatisfy { $0.side == nil })
    }

    @Test("with millions in each month the plain chart signals nearly always, Laney's does not")
    func laney() {
        var dice = Dice(seed: 5)
        let months = (0..<36).map { _ in
            CountChart.Observation(Int((0.3 + (dice.fraction() - 0.5) * 0.02) * 10_000_000), of: 10_000_000)
        }
        let plain = CountChart(.share, months, laney: false).points.count { $0.side != nil }
        let laney = CountChart(.share, months, laney: true).points.count { $0.side != nil }
        #expect(plain > 30)
        #expect(laney == 0)
    }

    @Test("limits are reckoned anew from a rebase")
    func rebase() {
        let months = [Int](repeating: 20, count: 12) + [Int](repeating: 60, count: 12)
        let chart = CountChart(
            .share, months.map { .init($0, of: 100) }, laney: false, rebases: [Rebase(at: 12, reason: "Policy")])
        #expect(chart.phases.map(\.centre) == [0.2, 0.6])
        #expect(chart.points.allSatisfy { $0.side == nil })
    }

    @Test(
        "Anhøj's limits are the published ones",
        arguments: [(10, 6, 2), (12, 7, 3), (20, 7, 6), (24, 8, 8), (36, 8, 13)])
    func anhoj(_ count: Int, _ longest: Int, _ fewest: Int) {
        let rule = RunRule((0..<count).map(Double.init))
        #expect(rule.useful == count)
        #expect(rule.longestAllowed == longest)
        #expect(rule.fewestAllowed == fewest)
    }

    @Test("a step is a long run with few crossings; to and fro is not, and equal values are no runs")
    func runs() {
        #expect(RunRule((0..<24).map { $0 < 12 ? 1 : 2 }).signals)
        #expect(!RunRule((0..<24).map { Double($0 % 2) }).signals)
        #expect(RunRule([Double](repeating: 0.3, count: 24)).useful == 0)
        #expect(!RunRule([Double](repeating: 0.3, count: 24)).signals)
        #expect(!RunRule([]).signals)
        #expect(!RunRule([1, 2, 3, 4, 5]).signals)
    }
}

@Suite("The running sum for alerts")
struct AlertSumTests {
    @Test("fewer than thirteen months never alert")
    func short() {
        #expect(AlertSum([]).alerts == [])
        #expect(AlertSum([1, 99, 1, 99, 1, 99, 1, 99, 1, 99, 1, 99]).alerts == [])
    }

    @Test("a lasting step alerts, from the mean of the first twelve to its own, and ends when the step stands still")
    func step() throws {
        let quiet = (0..<18).map { 40.0 + Double($0 % 2) }
        let sum = AlertSum(quiet + [50, 55, 60, 65])
        let alert = try #require(sum.current)
        #expect(alert.side == .high)
        #expect(alert.months == 18..<22)
        #expect((alert.from - 40.5).magnitude < 1e-12)
        // The base stands still until the alert, and then follows along.
        #expect(alert.base == 0..<12)
        #expect(alert.to == 57.5)
        #expect(sum.base == 9..<21)
        #expect(AlertSum(quiet).alerts == [])
        #expect(AlertSum(quiet).base == 0..<12)
    }

    @Test("a fall alerts downwards")
    func fall() {
        let sum = AlertSum((0..<18).map { 40.0 + Double($0 % 2) } + [20, 18, 15])
        #expect(sum.current?.side == .low)
    }

    @Test("a window of equal values does not tell what is usual")
    func equal() {
        #expect(AlertSum([Double](repeating: 0.1, count: 40)).alerts == [])
        #expect(AlertSum([Double](repeating: 0.1, count: 40)).base == nil)
        #expect(AlertSum([Double](repeating: 7, count: 13) + [8]).alerts == [])
    }
}
