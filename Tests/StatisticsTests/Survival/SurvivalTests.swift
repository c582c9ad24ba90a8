import Statistics
import Testing

@Suite("Length of spells after Kaplan and Meier")
struct SurvivalTests {
    typealias Followed = SurvivalCurve.FollowedSpell

    @Test("without ongoing spells the curve is the plain share that lasts longer")
    func plain() {
        var dice = Dice(seed: 41)
        let days = (0..<200).map { _ in dice.number(1...90) }
        let curve = SurvivalCurve(days.map { Followed(days: $0, ended: true) })
        for day in 0...91 {
            let longer = Double(days.count { $0 > day }) / 200
            #expect((curve.survival(beyond: day) - longer).magnitude < 1e-12)
        }
        #expect(curve.median.days == days.sorted()[99])
    }

    @Test("ongoing spells count for as long as they have been followed")
    func ongoing() {
        let curve = SurvivalCurve([
            Followed(days: 10, ended: true), Followed(days: 10, ended: false), Followed(days: 20, ended: true),
            Followed(days: 30, ended: false),
        ])
        #expect(curve.steps.map(\.day) == [10, 20])
        // Who is followed for ten days was there on the tenth.
        #expect(curve.steps.map(\.atRisk) == [4, 2])
        #expect(curve.steps.map(\.survival) == [0.75, 0.375])
        #expect(curve.median.days == 20)
        // The mean of the ended ones, 15, would be below every reading of the curve.
        #expect(curve.survival(beyond: 15) == 0.75)
    }

    @Test("beyond the longest follow-up nothing is known of those who were still going on; where all ended none is left")
    func known() {
        let open = SurvivalCurve([Followed(days: 10, ended: true), Followed(days: 30, ended: false)])
        #expect(open.isKnown(beyond: 30) && !open.isKnown(beyond: 31))
        // Of two that are followed equally long one ended: the other's length is as unknown.
        let half = SurvivalCurve([Followed(days: 30, ended: true), Followed(days: 30, ended: false)])
        #expect(half.isKnown(beyond: 30) && !half.isKnown(beyond: 31))
        let closed = SurvivalCurve([Followed(days: 10, ended: false), Followed(days: 30, ended: true)])
        #expect(closed.isKnown(beyond: 400) && closed.survival(beyond: 400) == 0)
        #expect(SurvivalCurve([]).isKnown(beyond: 0) && !SurvivalCurve([]).isKnown(beyond: 1))
    }

    @Test("a spell seen only after some days is at risk only then")
    func truncated() {
        let curve = SurvivalCurve([
            Followed(days: 5, ended: true), Followed(days: 8, ended: true), Followed(seenAfter: 5, days: 9, ended: true),
            Followed(seenAfter: 6, days: 30, ended: false),
        ])
        #expect(curve.steps.map(\.atRisk) == [2, 3, 2])
    }

    @Test("when fewer than half have ended there is no median, only from when it may be")
    func noMedian() {
        let curve = SurvivalCurve(
            (1...20).map { Followed(days: $0, ended: $0 <= 8) })
        #expect(curve.median.days == nil)
        #expect(curve.median.atLeast != nil)
        #expect(curve.median.atMost == nil)
        #expect(curve.lengthQuantile(0.25).days == 5)
    }

    @Test("no spells, and spells that all go on, have no steps and no median")
    func empty() {
        for curve in [SurvivalCurve([]), SurvivalCurve([Followed(days: 9, ended: false), Followed(days: 3, ended: false)])] {
            #expect(curve.steps == [])
            #expect(curve.survival(beyond: 100) == 1)
            #expect(curve.interval(beyond: 100) == nil)
            #expect(curve.median == LengthQuantile(days: nil, atLeast: nil, atMost: nil))
        }
    }

    @Test("one spell, and equal spells, end at once")
    func equal() {
        for count in [1, 40] {
            let curve = SurvivalCurve([Followed](repeating: Followed(days: 7, ended: true), count: count))
            #expect(curve.steps.map(\.survival) == [0])
            #expect(curve.median == LengthQuantile(days: 7, atLeast: 7, atMost: 7))
        }
    }

    @Test("exactly half is the median, also when rounding misses one half")
    func half() {
        for count in stride(from: 2, through: 60, by: 2) {
            let curve = SurvivalCurve((1...count).map { Followed(days: $0, ended: true) })
            #expect(curve.median.days == count / 2)
        }
    }

    @Test("the median's interval holds the true median about 95 times of 100")
    func holdsTruth() {
        var dice = Dice(seed: 42)
        var held = 0
        for _ in 0..<1000 {
            let spells = (0..<60).map { _ in
                // Even odds to last beyond day 30; followed 10 to 80 days.
                let length = max(1, Int((-30 * RealFunctions.log(1 - dice.fraction()) / RealFunctions.ln2).rounded(.up)))
                let followed = dice.number(10...80)
                return Followed(days: min(length, followed), ended: length <= followed)
            }
            let median = SurvivalCurve(spells).median
            if (median.atLeast ?? .max) <= 30 && 30 <= (median.atMost ?? .max) { held += 1 }
        }
        #expect(held > 930 && held < 985, "\(held)")
    }
}

@Suite("Kaplan and Meier against statsmodels and SciPy", .enabled(if: Oracle.isAvailable))
struct SurvivalOracleTests {
    struct Question: Encodable {
        let days: [Int]
        let ended: [Int]
        let seenAfter: [Int]
        let truncated: Bool
    }
    struct Answer: Decodable {
        let days: [Int], atRisk: [Int]
        let survival: [Double], lower: [Double?], upper: [Double?]
        let median: Int?
        let medianLower: Double?, medianUpper: Double?
        let scipy: [Double]?
    }

    @Test("curve, interval, median and its interval agree, with ongoing spells and late entries")
    func curve() throws {
        var dice = Dice(seed: 43)
        let questions = (0..<300).map { index in
            let truncated = index.isMultiple(of: 2)
            let seen = (0..<dice.number(5...400)).map { _ in truncated && dice.chance(40) ? dice.number(0...60) : 0 }
            return Question(
                days: seen.map { $0 + dice.size(1...400) }, ended: seen.map { _ in dice.chance(70) ? 1 : 0 } + [],
                seenAfter: seen, truncated: truncated)
        }.filter { $0.ended.contains(1) }
        for (q, a) in zip(questions, try Oracle.answers("survival", questions, as: Answer.self)) {
            let curve = SurvivalCurve(
                q.days.indices.map {
                    SurvivalCurve.FollowedSpell(seenAfter: q.seenAfter[$0], days: q.days[$0], ended: q.ended[$0] == 1)
                })
            #expect(curve.steps.map(\.day) == a.days)
            #expect(curve.steps.map(\.atRisk) == a.atRisk)
            for (index, step) in curve.steps.enumerated() {
                #expect((step.survival - a.survival[index]).magnitude < 1e-12)
                if let reference = a.scipy { #expect((step.survival - reference[index]).magnitude < 1e-12) }
                guard let interval = step.interval, let lower = a.lower[index], let upper = a.upper[index] else { continue }
                #expect((interval.lower - lower).magnitude < 1e-9 && (interval.upper - upper).magnitude < 1e-9)
            }
            #expect(curve.median.days == a.median)
            // Where no step's interval holds one half the library has no answer, and after the last step it says infinity.
            guard let lower = a.medianLower, a.survival.last.map({ $0 > 0 }) == true else { continue }
            #expect(curve.median.atLeast == Int(lower))
            #expect(curve.median.atMost == a.medianUpper.map { Int($0) })
        }
    }
}
