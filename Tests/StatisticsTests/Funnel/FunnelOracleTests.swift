import Statistics
import Testing

@Suite("Funnels against SciPy", .enabled(if: Oracle.isAvailable))
struct FunnelOracleTests {
    struct Law: Encodable {
        let trials: Int, share: Double, mean: Double
    }

    @Test("exact limits agree, for groups of one to ten million")
    func exact() throws {
        var dice = Dice(seed: 21)
        let questions = (0..<400).map { index in
            let trials = index.isMultiple(of: 2) ? dice.size(1...10_000_000) : 0
            let share = 0.001 + dice.fraction() * 0.998
            return Law(trials: trials, share: share, mean: 0.05 + Double(dice.size(1...10_000_000)) * dice.fraction())
        }
        for (q, expected) in zip(questions, try Oracle.answers("exact_limits", questions, as: [Double].self)) {
            let limits: FunnelLimits = q.trials > 0 ? .exact(share: q.share, size: q.trials) : .exact(expected: q.mean)
            for (found, bound) in zip(limits.all, expected) { #expect(found.distance(from: bound) < 1e-9, "\(q)") }
        }
    }

    @Test("the chi-square form agrees")
    func chiSquare() throws {
        var dice = Dice(seed: 22)
        let questions = (0..<200).map { _ in
            Law(trials: 0, share: 0, mean: 0.05 + Double(dice.size(1...1_000_000)) * dice.fraction())
        }
        for (q, expected) in zip(questions, try Oracle.answers("chi_square_limits", questions, as: [Double].self)) {
            for (found, bound) in zip(FunnelLimits.chiSquare(expected: q.mean).all, expected) {
                #expect(found.distance(from: bound) < 1e-10, "\(q)")
            }
        }
    }

    struct Dispersion: Decodable {
        let phi: Double, tauSquared: Double
        let limits: [[Double]]
    }

    @Test("over-dispersion of shares and its limits agree")
    func shares() throws {
        struct Question: Encodable {
            let counts: [Int], totals: [Int]
        }
        var dice = Dice(seed: 23)
        let questions = (0..<200).map { _ in
            let level = 0.05 + dice.fraction() * 0.9
            let between = dice.fraction() * 0.2
            let totals = (0..<dice.number(2...60)).map { _ in dice.size(1...1_000_000) }
            return Question(
                counts: totals.map { total in
                    dice.count(of: total, share: min(1, max(0, level + (dice.fraction() - 0.5) * between)))
                }, totals: totals)
        }
        for (q, a) in zip(questions, try Oracle.answers("share_funnel", questions, as: Dispersion.self)) {
            let funnel = try #require(ShareFunnel(zip(q.counts, q.totals).map { ShareCount($0, of: $1) }))
            #expect(funnel.overdispersion.phi.distance(from: a.phi) < 1e-9)
            #expect(funnel.overdispersion.tauSquared.distance(from: a.tauSquared) < 1e-9)
            for (total, expected) in zip(q.totals, a.limits) {
                let limits = ShareFunnel.adjusted(target: funnel.target, size: total, funnel.overdispersion)
                #expect(zip(limits.all, expected).allSatisfy { ($0 - $1).magnitude < 1e-10 })
                if funnel.overdispersion.isUsed { #expect(funnel.limits(size: total) == limits) }
            }
        }
    }

    @Test("over-dispersion of ratios and its limits agree, with and without a bound on the count")
    func ratios() throws {
        struct Question: Encodable {
            let observed: [Int]
            let expected: [Double]
            let trials: [Int]?
        }
        var dice = Dice(seed: 24)
        let questions = (0..<200).map { index in
            let trials = (0..<dice.number(2...60)).map { _ in dice.size(5...100_000) }
            let expected = trials.map { Double($0) * (0.1 + dice.fraction() * 0.5) }
            let observed = zip(trials, expected).map { trials, expected in
                dice.count(of: trials, share: min(1, expected / Double(trials) * (0.7 + dice.fraction() * 0.6)))
            }
            return Question(observed: observed, expected: expected, trials: index.isMultiple(of: 2) ? trials : nil)
        }
        for (q, a) in zip(questions, try Oracle.answers("ratio_funnel", questions, as: Dispersion.self)) {
            let groups = q.observed.indices.map {
                RatioFunnel.Group(observed: q.observed[$0], expected: q.expected[$0], trials: q.trials?[$0])
            }
            let funnel = try #require(RatioFunnel(groups))
            #expect(funnel.overdispersion.phi.distance(from: a.phi) < 1e-9)
            #expect(funnel.overdispersion.tauSquared.distance(from: a.tauSquared) < 1e-9)
            for (group, expected) in zip(groups, a.limits) {
                let limits = RatioFunnel.adjusted(group, funnel.overdispersion)
                #expect(zip(limits.all, expected).allSatisfy { ($0 - $1).magnitude < 1e-9 })
            }
        }
    }
}
