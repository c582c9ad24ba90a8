import Statistics
import Testing

@Suite("Functions and laws of chance at their ends")
struct NumericsTests {
    @Test("logarithm and power of e end where they should")
    func ends() {
        #expect(RealFunctions.log(1) == 0)
        #expect(RealFunctions.log(0) == -.infinity)
        #expect(RealFunctions.log(-1).isNaN)
        #expect(RealFunctions.log(.infinity) == .infinity)
        #expect(RealFunctions.exp(0) == 1)
        #expect(RealFunctions.exp(-1000) == 0)
        #expect(RealFunctions.exp(1000) == .infinity)
        #expect(RealFunctions.exp(-745) > 0)
        #expect(RealFunctions.exp(.nan).isNaN)
        #expect(RealFunctions.log1p(0) == 0)
        #expect(RealFunctions.log1p(1e-300) == 1e-300)
    }

    @Test("a share survives its way to an angle and back")
    func angles() {
        for share in [0, 1e-9, 0.1, 0.5, 0.9, 1] {
            #expect((RealFunctions.squaredSine(RealFunctions.arcsineRoot(share)) - share).magnitude < 1e-15)
        }
        #expect(RealFunctions.squaredSine(-0.2) == 0)
        #expect(RealFunctions.squaredSine(2) == 1)
    }

    @Test("the probabilities of all counts sum to one", arguments: [(1, 0.3), (7, 0.5), (40, 0.01), (1000, 0.999)])
    func whole(_ trials: Int, _ share: Double) {
        let law = CountDistribution.binomial(trials: trials, share: share)
        let sum = (0...trials).reduce(0) { $0 + law.probability($1) }
        #expect((sum - 1).magnitude < 1e-13)
        for count in 0...trials {
            // The slow, obvious twin of the two tails.
            let below = (0...count).reduce(0) { $0 + law.probability($1) }
            #expect((law.atMost(count) - below).magnitude < 1e-13)
            #expect((law.atMost(count) + law.moreThan(count) - 1).magnitude < 1e-13)
        }
        #expect(law.atMost(-1) == 0)
        #expect(law.moreThan(trials) == 0)
    }

    @Test("what is certain has one count only")
    func certain() {
        for law in [CountDistribution.binomial(trials: 9, share: 1), .binomial(trials: 0, share: 0.4), .poisson(mean: 0)] {
            let only = Int(law.mean)
            #expect(law.probability(only) == 1)
            #expect(law.atMost(only) == 1)
            #expect(law.atMost(only - 1) == 0)
            #expect(law.moreThan(only) == 0)
        }
    }

    @Test("half of a chi-square is a gamma: Garwood's limits, as the table in Interval has them")
    func garwood() {
        for count in 0..<10 {
            let interval = Interval.poisson(count: count)
            #expect((GammaDistribution(shape: Double(count + 1)).quantile(upperTail: 0.025) - interval.upper).magnitude < 1e-12)
            guard count > 0 else { continue }
            #expect((GammaDistribution(shape: Double(count)).quantile(lowerTail: 0.025) - interval.lower).magnitude < 1e-12)
        }
    }
}
