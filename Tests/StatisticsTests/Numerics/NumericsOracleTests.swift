import Statistics
import Testing

@Suite("Functions and laws of chance against SciPy", .enabled(if: Oracle.isAvailable))
struct NumericsOracleTests {
    @Test("the elementary functions agree to some units in the last place")
    func elementary() throws {
        struct Question: Encodable {
            let x: Double, power: Double, small: Double, share: Double, angle: Double
        }
        struct Answer: Decodable {
            let log: Double, exp: Double, log1p: Double, arcsineRoot: Double, squaredSine: Double
        }
        var dice = Dice(seed: 1)
        let questions = (0..<2000).map { index in
            // A third far out, a third in everyday sizes, a third close to where digits are lost.
            let scale = [700.0, 3, 1e-6][index % 3]
            return Question(
                x: RealFunctions.exp((dice.fraction() - 0.5) * scale), power: (dice.fraction() - 0.5) * 2 * scale,
                small: (dice.fraction() - 0.5) * min(1.9, scale),
                share: index % 3 == 2 ? dice.fraction() * 1e-6 : dice.fraction(),
                angle: dice.fraction() * 1.57)
        }
        for (q, a) in zip(questions, try Oracle.answers("elementary", questions, as: Answer.self)) {
            #expect(relative(RealFunctions.log(q.x), a.log) < 1e-15)
            #expect(relative(RealFunctions.exp(q.power), a.exp) < 1e-15)
            #expect(relative(RealFunctions.log1p(q.small), a.log1p) < 1e-15)
            #expect(relative(RealFunctions.arcsineRoot(q.share), a.arcsineRoot) < 1e-15)
            #expect(relative(RealFunctions.squaredSine(q.angle), a.squaredSine) < 2e-15)
        }
    }

    @Test("probabilities of counts agree, for some and for ten million")
    func counts() throws {
        struct Question: Encodable {
            let trials: Int, share: Double, mean: Double, count: Int
        }
        struct Answer: Decodable {
            let probability: Double, atMost: Double, moreThan: Double
        }
        var dice = Dice(seed: 2)
        let questions = (0..<600).map { index in
            let trials = index.isMultiple(of: 2) ? dice.size(1...10_000_000) : 0
            let share = dice.chance(20) ? dice.fraction() * 1e-3 : dice.fraction()
            let mean = trials > 0 ? Double(trials) * share : Double(dice.size(1...10_000_000)) * (0.01 + dice.fraction())
            // Within some standard deviations of the mean, where limits lie.
            let count = Int(mean + (dice.fraction() - 0.5) * 12 * mean.squareRoot())
            return Question(trials: trials, share: share, mean: mean, count: max(0, trials > 0 ? min(count, trials) : count))
        }
        for (q, a) in zip(questions, try Oracle.answers("count_law", questions, as: Answer.self)) {
            let law: CountDistribution = q.trials > 0 ? .binomial(trials: q.trials, share: q.share) : .poisson(mean: q.mean)
            #expect(relative(law.probability(q.count), a.probability) < 1e-12, "\(q)")
            let tolerance = q.mean > 10_000 ? 1e-10 : 1e-11
            #expect(relative(law.atMost(q.count), a.atMost) < tolerance, "\(q)")
            #expect(relative(law.moreThan(q.count), a.moreThan) < tolerance, "\(q)")
        }
    }

    @Test("quantiles and tails of the gamma and the beta law agree")
    func quantiles() throws {
        struct Question: Encodable {
            let a: Double, b: Double, tail: Double, share: Double
        }
        struct Answer: Decodable {
            let gammaLower: Double, gammaUpper: Double, betaLower: Double, betaUpper: Double
            let gammaAtMost: Double, betaAtMost: Double
        }
        var dice = Dice(seed: 3)
        let questions = (0..<400).map { index in
            let most = index < 350 ? 1e4 : 1e7
            let a = RealFunctions.exp(dice.fraction() * RealFunctions.log(most * 10)) / 10
            let b = RealFunctions.exp(dice.fraction() * RealFunctions.log(most * 10)) / 10
            let share = min(1, a / (a + b) * (0.5 + dice.fraction()))
            return Question(a: a, b: b, tail: dice.pick([0.001, 0.025, 0.25, 0.5]), share: share)
        }
        for (q, a) in zip(questions, try Oracle.answers("quantiles", questions, as: Answer.self)) {
            let gamma = GammaDistribution(shape: q.a)
            let beta = BetaDistribution(a: q.a, b: q.b)
            #expect(relative(gamma.quantile(lowerTail: q.tail), a.gammaLower) < 1e-11, "\(q)")
            #expect(relative(gamma.quantile(upperTail: q.tail), a.gammaUpper) < 1e-11, "\(q)")
            #expect(relative(beta.quantile(lowerTail: q.tail), a.betaLower) < 1e-10, "\(q)")
            #expect(relative(beta.quantile(upperTail: q.tail), a.betaUpper) < 1e-10, "\(q)")
            #expect((gamma.atMost(q.b) - a.gammaAtMost).magnitude < 1e-12, "\(q)")
            #expect((beta.atMost(q.share) - a.betaAtMost).magnitude < 1e-9, "\(q)")
        }
    }

    private func relative(_ value: Double, _ expected: Double) -> Double {
        value == expected ? 0 : (value - expected).magnitude / max(expected.magnitude, 1e-290)
    }
}
