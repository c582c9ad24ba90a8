import Statistics
import Testing

@Suite("Shares of small groups drawn towards everybody's")
struct ShrunkenSharesTests {
    @Test("a small group keeps little of its own share, a large one most")
    func weights() throws {
        let shrunken = try #require(
            ShrunkenShares([ShareCount(4, of: 4), ShareCount(300, of: 400), ShareCount(40, of: 200), ShareCount(120, of: 400)]))
        #expect(shrunken.correlation > 0)
        let (small, large) = (shrunken.groups[0], shrunken.groups[1])
        #expect(small.weight < 0.7 && large.weight > 0.98)
        for group in shrunken.groups {
            let own = try #require(group.count.share)
            #expect((group.share - (group.weight * own + (1 - group.weight) * shrunken.common)).magnitude < 1e-12)
            #expect(group.interval.contains(group.share))
        }
    }

    @Test("groups that differ no more than by chance all have the common share")
    func alike() throws {
        let shrunken = try #require(ShrunkenShares([ShareCount](repeating: ShareCount(30, of: 100), count: 8)))
        #expect(shrunken.correlation == 0)
        #expect(shrunken.groups.allSatisfy { $0.share == 0.3 && $0.weight == 0 })
    }

    @Test("a group without anybody has the common share with what groups may be; nobody at all has nothing")
    func empty() throws {
        let shrunken = try #require(ShrunkenShares([ShareCount(10, of: 100), ShareCount(90, of: 100), ShareCount(0, of: 0)]))
        #expect((shrunken.groups[2].share - shrunken.common).magnitude < 1e-12)
        #expect(shrunken.groups[2].interval.upper - shrunken.groups[2].interval.lower > 0.5)
        #expect(ShrunkenShares([]) == nil)
        #expect(ShrunkenShares([ShareCount(0, of: 0)]) == nil)
    }

    @Test("nobody counted, everybody counted, one group and groups of one show no difference between groups")
    func ends() throws {
        for counts in [
            [ShareCount(0, of: 9), ShareCount(0, of: 5)], [ShareCount(9, of: 9), ShareCount(5, of: 5)], [ShareCount(3, of: 9)],
            [ShareCount(0, of: 1), ShareCount(1, of: 1), ShareCount(1, of: 1)],
        ] {
            let shrunken = try #require(ShrunkenShares(counts))
            #expect(shrunken.correlation == 0)
            #expect(shrunken.groups.allSatisfy { $0.share == shrunken.common })
        }
    }

    @Test("shrinking comes closer to the truth than each doctor's own share, and the intervals hold it")
    func closer() throws {
        var dice = Dice(seed: 51)
        var (own, shrunk) = (0.0, 0.0)
        var (held, all) = (0, 0)
        for _ in 0..<200 {
            let truths = (0..<30).map { _ in 0.2 + 0.4 * dice.fraction() }
            let counts = truths.map { truth in
                let total = dice.number(4...80)
                return ShareCount(dice.count(of: total, share: truth), of: total)
            }
            let shrunken = try #require(ShrunkenShares(counts))
            for (truth, group) in zip(truths, shrunken.groups) {
                let share = try #require(group.count.share)
                own += (share - truth) * (share - truth)
                shrunk += (group.share - truth) * (group.share - truth)
                all += 1
                if group.interval.contains(truth) { held += 1 }
            }
        }
        #expect(shrunk < 0.7 * own)
        #expect(Double(held) / Double(all) > 0.92)
    }
}

@Suite("Shrinkage against SciPy", .enabled(if: Oracle.isAvailable))
struct ShrunkenSharesOracleTests {
    @Test("correlation, shares and intervals agree")
    func shrunken() throws {
        struct Question: Encodable {
            let counts: [Int], totals: [Int]
        }
        struct Answer: Decodable {
            let correlation: Double
            let shares: [Double]
            let intervals: [[Double]]?
        }
        var dice = Dice(seed: 52)
        let questions = (0..<200).map { index in
            let totals = (0..<dice.number(2...40)).map { _ in dice.size(2...(index < 150 ? 500 : 1_000_000)) }
            let level = 0.2 + dice.fraction() * 0.6
            var counts = totals.map { dice.count(of: $0, share: level + (dice.fraction() - 0.5) * 0.3) }
            // Somebody and not everybody.
            counts[0] = 1
            return Question(counts: counts, totals: totals)
        }
        var differing = 0
        for (q, a) in zip(questions, try Oracle.answers("shrunken", questions, as: Answer.self)) {
            let shrunken = try #require(ShrunkenShares(zip(q.counts, q.totals).map { ShareCount($0, of: $1) }))
            #expect((shrunken.correlation - a.correlation).magnitude < 1e-11)
            #expect(zip(shrunken.groups, a.shares).allSatisfy { ($0.share - $1).magnitude < 1e-9 })
            guard let intervals = a.intervals, a.correlation > 1e-6 else { continue }
            differing += 1
            for (group, expected) in zip(shrunken.groups, intervals) {
                #expect(group.interval.lower.distance(from: expected[0]) < 1e-7)
                #expect(group.interval.upper.distance(from: expected[1]) < 1e-7)
            }
        }
        #expect(differing > 100)
    }
}
