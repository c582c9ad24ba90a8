import Statistics
import Testing

@Suite("Standardisation: comparing like with like")
struct StandardisationTests {
    typealias Direct = DirectStandardisation.Stratum
    typealias Indirect = IndirectStandardisation.Stratum

    static let published = [
        Direct(count: 8, size: 400, weight: 0.2), Direct(count: 30, size: 900, weight: 0.35),
        Direct(count: 45, size: 1000, weight: 0.3), Direct(count: 20, size: 300, weight: 0.15),
    ]

    @Test("direct standardisation gives the published rate and Dobson's interval")
    func direct() throws {
        let rate = try #require(DirectStandardisation.rate(Self.published))
        #expect((rate.standardised * 1000 - 39.1667).magnitude < 5e-5)
        #expect((rate.crude * 1000 - 39.6154).magnitude < 5e-5)
        let interval = rate.interval
        #expect((interval.lower * 1000 - 31.8027).magnitude < 5e-5)
        #expect((interval.upper * 1000 - 47.6933).magnitude < 5e-5)
        #expect(rate.coverage == 1)
    }

    @Test("below ten counted there is no figure: too few to carry weights")
    func few() {
        let nine = [Direct(count: 4, size: 100, weight: 1), Direct(count: 5, size: 200, weight: 1)]
        #expect(DirectStandardisation.rate(nine) == nil && DirectStandardisation.share(nine) == nil)
        let ten = [Direct(count: 5, size: 100, weight: 1), Direct(count: 5, size: 200, weight: 1)]
        #expect(DirectStandardisation.rate(ten) != nil && DirectStandardisation.share(ten) != nil)
        // One whose stratum nobody is weighed for does not help.
        let beside = nine + [Direct(count: 1, size: 50, weight: 0)]
        #expect(DirectStandardisation.rate(beside) == nil && DirectStandardisation.share(beside) == nil)
    }

    @Test("a stratum without anybody is left out and the coverage says so; without any there is no figure")
    func coverage() throws {
        let rate = try #require(
            DirectStandardisation.rate([
                Direct(count: 20, size: 100, weight: 3), Direct(count: 0, size: 0, weight: 1),
            ]))
        #expect(rate.standardised == 0.2)
        #expect(rate.coverage == 0.75)
        #expect(DirectStandardisation.rate([]) == nil)
        #expect(DirectStandardisation.rate([Direct(count: 0, size: 0, weight: 1)]) == nil)
        #expect(DirectStandardisation.share([Direct(count: 5, size: 9, weight: 0)]) == nil)
    }

    @Test("one stratum standardises to itself, with Wilson's own interval")
    func single() throws {
        let share = try #require(DirectStandardisation.share([Direct(count: 40, size: 160, weight: 7)]))
        #expect(share.standardised == share.crude)
        let interval = share.interval
        let wilson = try #require(Interval.wilson(40, of: 160))
        #expect((interval.lower - wilson.lower).magnitude < 1e-14 && (interval.upper - wilson.upper).magnitude < 1e-14)
        // All counted: no variation is seen, and the interval is still one of 20 observations.
        let all = try #require(DirectStandardisation.share([Direct(count: 20, size: 20, weight: 1)])?.interval)
        #expect((all.lower - (Interval.wilson(20, of: 20)?.lower ?? 0)).magnitude < 1e-14)
    }

    @Test("indirect standardisation of the reference itself is one, and strata that it lacks are left out")
    func indirect() throws {
        let same = try #require(
            IndirectStandardisation([
                Indirect(count: 10, size: 100, referenceCount: 10, referenceSize: 100),
                Indirect(count: 30, size: 50, referenceCount: 30, referenceSize: 50),
            ]))
        #expect(same.ratio == 1)
        #expect((same.standardised - 40.0 / 150).magnitude < 1e-15)
        let strange = try #require(
            IndirectStandardisation([
                Indirect(count: 10, size: 75, referenceCount: 20, referenceSize: 100),
                Indirect(count: 3, size: 25, referenceCount: 0, referenceSize: 0),
            ]))
        #expect(strange.observed == 10)
        #expect(strange.expected == 15)
        #expect(strange.coverage == 0.75)
        #expect(IndirectStandardisation([]) == nil)
        #expect(IndirectStandardisation([Indirect(count: 0, size: 10, referenceCount: 0, referenceSize: 10)]) == nil)
    }

    @Test("nobody counted has ratio zero with an interval up to the exact 3.69 over the expected")
    func none() throws {
        let none = try #require(
            IndirectStandardisation([Indirect(count: 0, size: 10, referenceCount: 40, referenceSize: 100)]))
        #expect(none.ratio == 0)
        #expect(none.ratioInterval.lower == 0)
        #expect((none.ratioInterval.upper - 3.6888794541139354 / 4).magnitude < 1e-12)
    }

    /// Charig and others 1986: treatment A is better for small stones and for large, and worse for all.
    static let kidneyStones = [
        (first: ShareCount(81, of: 87), second: ShareCount(234, of: 270)),
        (first: ShareCount(192, of: 263), second: ShareCount(55, of: 80)),
    ]

    @Test("the kidney stones turn: A is worse in all, better in each size, and better when like is compared with like")
    func simpson() throws {
        let a = Self.kidneyStones.reduce(ShareCount()) { $0 + $1.first }
        let b = Self.kidneyStones.reduce(ShareCount()) { $0 + $1.second }
        let crude = try #require(ShareDifference.crude(a, b))
        let adjusted = try #require(ShareDifference.mantelHaenszel(Self.kidneyStones))
        #expect(crude.difference < 0 && adjusted.difference > 0)
        #expect(try #require(MantelHaenszelRatio.risk(Self.kidneyStones)).ratio > 1)
        #expect(try #require(MantelHaenszelRatio.odds(Self.kidneyStones)).ratio > 1)
        let weights = Self.kidneyStones.map { Double($0.first.total + $0.second.total) }
        let (first, second) = try (
            #require(
                DirectStandardisation.share(
                    zip(Self.kidneyStones, weights).map {
                        Direct(count: $0.first.count, size: Double($0.first.total), weight: $1)
                    })),
            #require(
                DirectStandardisation.share(
                    zip(Self.kidneyStones, weights).map {
                        Direct(count: $0.second.count, size: Double($0.second.total), weight: $1)
                    }))
        )
        #expect(first.crude < second.crude && first.standardised > second.standardised)
        let split = try #require(
            MixAndPractice(Self.kidneyStones.map { MixAndPractice.Stratum(before: $0.second, after: $0.first) }))
        #expect(split.difference < 0 && split.practice > 0 && split.mix < -0.04)
        #expect((split.mix + split.practice - split.difference).magnitude < 1e-15)
    }

    @Test("Mantel and Haenszel's ratios leave out strata with one group, and need somebody counted in both")
    func strata() {
        let lone = (first: ShareCount(5, of: 9), second: ShareCount(0, of: 0))
        #expect(MantelHaenszelRatio.risk(Self.kidneyStones + [lone]) == MantelHaenszelRatio.risk(Self.kidneyStones))
        #expect(MantelHaenszelRatio.odds(Self.kidneyStones + [lone]) == MantelHaenszelRatio.odds(Self.kidneyStones))
        #expect(MantelHaenszelRatio.risk([lone]) == nil)
        #expect(MantelHaenszelRatio.odds([(first: ShareCount(0, of: 5), second: ShareCount(3, of: 5))]) == nil)
    }

    @Test("a pure change of mix is all mix, a pure change of practice all practice, and they always sum to the whole")
    func kitagawa() throws {
        let mix = try #require(
            MixAndPractice([
                .init(before: ShareCount(10, of: 100), after: ShareCount(5, of: 50)),
                .init(before: ShareCount(50, of: 100), after: ShareCount(75, of: 150)),
            ]))
        #expect(mix.practice.magnitude < 1e-15)
        #expect((mix.mix - 0.1).magnitude < 1e-15)
        let practice = try #require(
            MixAndPractice([
                .init(before: ShareCount(10, of: 100), after: ShareCount(20, of: 100)),
                .init(before: ShareCount(50, of: 100), after: ShareCount(60, of: 100)),
            ]))
        #expect(practice.mix.magnitude < 1e-15)
        #expect((practice.practice - 0.1).magnitude < 1e-15)
        #expect(practice.comparable == 1)
    }

    @Test("a diagnosis that only one side has is taken for mix, and counted as not comparable")
    func newStratum() throws {
        let split = try #require(
            MixAndPractice([
                .init(before: ShareCount(10, of: 100), after: ShareCount(10, of: 100)),
                .init(before: ShareCount(0, of: 0), after: ShareCount(90, of: 100)),
                .init(before: ShareCount(0, of: 0), after: ShareCount(0, of: 0)),
            ]))
        #expect(split.practice == 0)
        #expect((split.mix - 0.4).magnitude < 1e-15)
        #expect((split.comparable - 2.0 / 3).magnitude < 1e-15)
        #expect(MixAndPractice([.init(before: ShareCount(0, of: 0), after: ShareCount(1, of: 2))]) == nil)
    }

    /// Sizes, shares and weights of strata.
    static let designs: [(sizes: [Int], shares: [Double], weights: [Double])] = [
        ([4, 6, 9, 15, 30], [0.9, 0.6, 0.3, 0.2, 0.1], [30, 10, 10, 25, 25]),
        ([Int](repeating: 5, count: 20), [Double](repeating: 0.3, count: 20), [Double](repeating: 1, count: 20)),
        ([Int](repeating: 3, count: 30), (0..<30).map { $0 % 2 == 0 ? 0.1 : 0.5 }, (1...30).map(Double.init)),
    ]

    @Test("a standardised share's interval holds the truth about 95 times of 100, in small strata too", arguments: 0..<3)
    func holdsTruth(_ design: Int) throws {
        let (sizes, shares, weights) = Self.designs[design]
        var dice = Dice(seed: 32)
        let truth = zip(shares, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        var (held, all) = (0, 0)
        for _ in 0..<3000 {
            let strata = sizes.indices.map {
                Direct(count: dice.count(of: sizes[$0], share: shares[$0]), size: Double(sizes[$0]), weight: weights[$0])
            }
            guard let interval = DirectStandardisation.share(strata)?.interval else { continue }
            all += 1
            if interval.contains(truth) { held += 1 }
        }
        let share = Double(held) / Double(all)
        #expect(all > 2800 && share > 0.925 && share < 0.997, "\(share)")
    }
}
