import Statistics
import Testing

@Suite("Standardisation against SciPy and statsmodels", .enabled(if: Oracle.isAvailable))
struct StandardisationOracleTests {
    @Test("direct rates and shares and their intervals agree")
    func direct() throws {
        struct Question: Encodable {
            let counts: [Int]
            let sizes: [Double], weights: [Double]
        }
        struct Answer: Decodable {
            let standardised: Double, crude: Double
            let dobson: [Double]
            let wilson: [Double]?
        }
        var dice = Dice(seed: 31)
        let questions = (0..<400).map { _ in
            let strata = dice.number(1...30)
            let sizes = (0..<strata).map { _ in Double(dice.size(1...300_000)) }
            let level = dice.fraction()
            var counts = sizes.map { dice.count(of: Int($0), share: level * dice.fraction()) }
            // Ten at least, so that there is a figure.
            if counts.reduce(0, +) < 10 { counts[0] += 10 }
            return Question(counts: counts, sizes: sizes, weights: sizes.map { _ in Double(dice.number(1...1000)) })
        }
        for (q, a) in zip(questions, try Oracle.answers("direct", questions, as: Answer.self)) {
            let strata = q.counts.indices.map {
                DirectStandardisation.Stratum(count: q.counts[$0], size: q.sizes[$0], weight: q.weights[$0])
            }
            let rate = try #require(DirectStandardisation.rate(strata))
            #expect(rate.standardised.distance(from: a.standardised) < 1e-12)
            #expect(rate.crude.distance(from: a.crude) < 1e-12)
            let dobson = rate.interval
            #expect(dobson.lower.distance(from: a.dobson[0]) < 1e-9 && dobson.upper.distance(from: a.dobson[1]) < 1e-9)
            guard let wilson = a.wilson else { continue }
            let share = try #require(DirectStandardisation.share(strata)?.interval)
            #expect((share.lower - wilson[0]).magnitude < 1e-9 && (share.upper - wilson[1]).magnitude < 1e-9, "\(q)")
        }
    }

    @Test("indirect ratios agree")
    func indirect() throws {
        struct Question: Encodable {
            let counts: [Int]
            let sizes: [Double]
            let referenceCounts: [Int]
            let referenceSizes: [Double]
        }
        struct Answer: Decodable {
            let expected: Double, ratio: Double, standardised: Double
            let interval: [Double]
        }
        var dice = Dice(seed: 33)
        let questions = (0..<300).map { _ in
            let sizes = (0..<dice.number(1...30)).map { _ in Double(dice.size(1...100_000)) }
            let reference = sizes.map { _ in Double(dice.size(10...10_000_000)) }
            return Question(
                counts: sizes.map { dice.count(of: Int($0), share: dice.fraction() * 0.2) }, sizes: sizes,
                referenceCounts: reference.map { 1 + dice.count(of: Int($0) - 1, share: 0.1) }, referenceSizes: reference)
        }
        for (q, a) in zip(questions, try Oracle.answers("indirect", questions, as: Answer.self)) {
            let found = try #require(
                IndirectStandardisation(
                    q.counts.indices.map {
                        .init(
                            count: q.counts[$0], size: q.sizes[$0], referenceCount: q.referenceCounts[$0],
                            referenceSize: q.referenceSizes[$0])
                    }))
            #expect(found.expected.distance(from: a.expected) < 1e-12)
            #expect(found.ratio.distance(from: a.ratio) < 1e-12)
            #expect(found.standardised.distance(from: a.standardised) < 1e-12)
            #expect(found.ratioInterval.lower.distance(from: a.interval[0]) < 1e-10)
            #expect(found.ratioInterval.upper.distance(from: a.interval[1]) < 1e-10)
        }
    }

    @Test("Mantel and Haenszel's odds and risk ratios agree")
    func mantelHaenszel() throws {
        struct Question: Encodable {
            let tables: [[[Int]]]
        }
        struct Answer: Decodable {
            let odds: [Double], risk: [Double]
        }
        var dice = Dice(seed: 34)
        let questions = (0..<300).map { index in
            let most = index < 250 ? 60 : 1_000_000
            return Question(
                tables: (0..<dice.number(1...25)).map { _ in
                    // Each cell once at least, so that the library's own sums are never zero.
                    (0..<2).map { _ in (0..<2).map { _ in dice.size(1...most) } }
                })
        }
        for (q, a) in zip(questions, try Oracle.answers("mantel_haenszel", questions, as: Answer.self)) {
            let strata = q.tables.map {
                (first: ShareCount($0[0][0], of: $0[0][0] + $0[0][1]), second: ShareCount($0[1][0], of: $0[1][0] + $0[1][1]))
            }
            for (found, expected) in [(MantelHaenszelRatio.odds(strata), a.odds), (.risk(strata), a.risk)] {
                let found = try #require(found)
                #expect(found.ratio.distance(from: expected[0]) < 1e-11)
                #expect(found.interval.lower.distance(from: expected[1]) < 1e-9)
                #expect(found.interval.upper.distance(from: expected[2]) < 1e-9)
            }
        }
    }

    @Test("Kitagawa's two parts agree and sum to the difference")
    func kitagawa() throws {
        struct Question: Encodable {
            let beforeCounts: [Int], beforeTotals: [Int], afterCounts: [Int], afterTotals: [Int]
        }
        struct Answer: Decodable {
            let practice: Double, mix: Double
        }
        var dice = Dice(seed: 35)
        let questions = (0..<300).map { _ in
            let strata = dice.number(1...30)
            let totals = (0..<2).map { _ in (0..<strata).map { _ in dice.size(1...1_000_000) } }
            let counts = totals.map { $0.map { dice.count(of: $0, share: dice.fraction()) } }
            return Question(
                beforeCounts: counts[0], beforeTotals: totals[0], afterCounts: counts[1], afterTotals: totals[1])
        }
        for (q, a) in zip(questions, try Oracle.answers("kitagawa", questions, as: Answer.self)) {
            let split = try #require(
                MixAndPractice(
                    q.beforeCounts.indices.map {
                        .init(
                            before: ShareCount(q.beforeCounts[$0], of: q.beforeTotals[$0]),
                            after: ShareCount(q.afterCounts[$0], of: q.afterTotals[$0]))
                    }))
            #expect((split.practice - a.practice).magnitude < 1e-13)
            #expect((split.mix - a.mix).magnitude < 1e-13)
            #expect((split.mix + split.practice - split.difference).magnitude < 1e-13)
        }
    }
}
