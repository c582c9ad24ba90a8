import Statistics
import Testing

@Suite("Intervals")
struct IntervalTests {
    static func isNear(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool { (a - b).magnitude <= tolerance }

    // scipy.stats.binomtest(x, n).proportion_ci(method="wilson"), SciPy 1.17.1
    @Test(
        "Wilson's interval agrees with SciPy",
        arguments: [
            (0, 1, 0.0, 0.7934506856227626), (1, 1, 0.20654931437723745, 1.0), (0, 10, 0.0, 0.27753279986288926),
            (3, 10, 0.10779126740630102, 0.6032218525388546), (10, 10, 0.7224672001371109, 1.0),
            (5, 14, 0.16344731753554131, 0.612355768960926), (1, 40, 0.004426831502681396, 0.1288136896347409),
            (81, 263, 0.2552885198782742, 0.36620957698280004), (199, 200, 0.972226295602107, 0.999116831284399),
            (1234, 5678, 0.20679555455958393, 0.2282467599319939), (50_000, 100_000, 0.49690108435968966, 0.5030989156403103),
        ])
    func wilson(_ count: Int, _ total: Int, _ lower: Double, _ upper: Double) throws {
        let interval = try #require(Interval.wilson(count, of: total))
        #expect(Self.isNear(interval.lower, lower))
        #expect(Self.isNear(interval.upper, upper))
    }

    @Test("nothing to count has no interval, and none or all of something ends exactly at 0 or 1")
    func wilsonEnds() {
        #expect(Interval.wilson(0, of: 0) == nil)
        #expect(Interval.wilson(0, of: 7)?.lower == 0)
        #expect(Interval.wilson(7, of: 7)?.upper == 1)
    }

    // scipy.stats.chi2.ppf(0.025, 2x) / 2 and chi2.ppf(0.975, 2x + 2) / 2; from ten Byar's published formula in Python
    @Test(
        "a count has Garwood's exact interval below ten and Byar's from ten",
        arguments: [
            (0, 0.0, 3.6888794541139354), (1, 0.025317807984289876, 5.571643390938898),
            (5, 1.6234863901184207, 11.66833207932267), (9, 4.115373097378334, 17.084803451419166),
            (10, 4.787449913967563, 18.391458605756473), (50, 37.10810040903417, 65.92015669395772),
            (137, 115.01896636754043, 161.95743030679904), (1000, 938.9724987154902, 1063.9525812714862),
        ])
    func poisson(_ count: Int, _ lower: Double, _ upper: Double) {
        let interval = Interval.poisson(count: count)
        #expect(Self.isNear(interval.lower, lower))
        #expect(Self.isNear(interval.upper, upper))
    }

    @Test("Byar's own limits for five, which the program does not use, agree with the published vector")
    func byarFive() {
        let interval = Interval.byar(count: 5)
        #expect(Self.isNear(interval.lower, 1.61135, 5e-6))
        #expect(Self.isNear(interval.upper, 11.66816, 5e-6))
        #expect(Interval.byar(count: 0).lower == 0)
    }

    @Test("fewer independent observations give a wider interval around the same share")
    func effectiveSize() {
        let many = Interval.wilson(share: 0.3, size: 300)
        let few = Interval.wilson(share: 0.3, size: 12.5)
        #expect(few.lower < many.lower && many.upper < few.upper)
    }
}

@Suite("Differences between shares")
struct ShareDifferenceTests {
    // Newcombe's method 10 in Python from the Wilson limits; the first is the worked example of his paper of 1998
    @Test(
        "the crude difference has Newcombe's interval",
        arguments: [
            (56, 70, 48, 80, 0.05243147240236498, 0.333872654036906), (9, 10, 3, 10, 0.17052272393450307, 0.8090179735354881),
            (0, 20, 3, 30, -0.2562108257918408, 0.07389218242752343), (5, 56, 0, 29, -0.03813714790353688, 0.19256001385511162),
            (81, 87, 234, 270, -0.01717086385038874, 0.1231790009888977),
        ])
    func crude(_ a: Int, _ n1: Int, _ b: Int, _ n0: Int, _ lower: Double, _ upper: Double) throws {
        let found = try #require(ShareDifference.crude(ShareCount(a, of: n1), ShareCount(b, of: n0)))
        #expect(IntervalTests.isNear(found.difference, Double(a) / Double(n1) - Double(b) / Double(n0)))
        #expect(IntervalTests.isNear(found.interval.lower, lower))
        #expect(IntervalTests.isNear(found.interval.upper, upper))
        #expect(found.mayBeNone == (lower <= 0 && upper >= 0))
    }

    private func strata(_ rows: [(Int, Int, Int, Int)]) -> [(first: ShareCount, second: ShareCount)] {
        rows.map { (first: ShareCount($0.0, of: $0.1), second: ShareCount($0.2, of: $0.3)) }
    }

    // The estimator and Sato's variance in NumPy; a simulation there found 94.7 % coverage in strata of one to three
    @Test("the stratified difference and its interval agree with an independent computation")
    func mantelHaenszel() throws {
        let some = try #require(ShareDifference.mantelHaenszel(strata([(8, 20, 5, 30), (12, 40, 10, 25), (3, 9, 2, 11)])))
        #expect(IntervalTests.isNear(some.difference, 0.0622100630427025))
        #expect(IntervalTests.isNear(some.interval.lower, -0.09882046468383335))
        #expect(IntervalTests.isNear(some.interval.upper, 0.22324059076923833))
        let sparse = try #require(
            ShareDifference.mantelHaenszel(strata([(1, 1, 0, 1), (0, 1, 1, 2), (1, 2, 0, 1), (1, 1, 1, 1), (2, 3, 0, 2)])))
        #expect(IntervalTests.isNear(sparse.difference, 0.3679245283018868))
        #expect(IntervalTests.isNear(sparse.interval.lower, -0.10584358969637264))
        #expect(IntervalTests.isNear(sparse.interval.upper, 0.8416926463001463))
    }

    @Test("the kidney stones turn: worse in all, better within both sizes")
    func simpson() throws {
        let crude = try #require(ShareDifference.crude(ShareCount(273, of: 350), ShareCount(289, of: 350)))
        let stratified = try #require(ShareDifference.mantelHaenszel(strata([(81, 87, 234, 270), (192, 263, 55, 80)])))
        #expect(crude.difference < 0)
        #expect(IntervalTests.isNear(stratified.difference, 0.05383557024347475))
        #expect(IntervalTests.isNear(stratified.interval.lower, -0.011929445217491404))
        #expect(IntervalTests.isNear(stratified.interval.upper, 0.1196005857044409))
    }

    @Test("a stratum with one group only says nothing, and without any shared stratum there is no difference")
    func emptyStrata() throws {
        let shared = [(8, 20, 5, 30), (12, 40, 10, 25)]
        let with = try #require(ShareDifference.mantelHaenszel(strata(shared + [(7, 7, 0, 0), (0, 0, 3, 9)])))
        #expect(with == ShareDifference.mantelHaenszel(strata(shared)))
        #expect(ShareDifference.mantelHaenszel(strata([(7, 7, 0, 0), (0, 0, 3, 9)])) == nil)
        #expect(ShareDifference.crude(ShareCount(0, of: 0), ShareCount(1, of: 2)) == nil)
    }
}
