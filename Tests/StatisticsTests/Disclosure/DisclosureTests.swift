import Statistics
import Testing

@Suite("Disclosure: hidden counts stay hidden")
struct DisclosureTests {
    static let five = DisclosureLimit(5)

    @Test("all small counts are hidden, zeros are shown, and what is shown is true")
    func primary() {
        var dice = Dice(seed: 61)
        for _ in 0..<500 {
            let random = RandomTable(&dice, axes: RandomTable.axes(&dice))
            let protected = random.table.protected(limit: Self.five)
            for cell in random.cells {
                let count = random.table[cell]
                if Self.five.hides(count) { #expect(protected[cell] == nil) }
                if count == 0 { #expect(protected[cell] == 0) }
                if let shown = protected[cell] { #expect(shown == count) }
            }
        }
    }

    @Test("a table without small counts is shown whole, and so is one of zeros")
    func nothingToHide() {
        let axes = [TableAxis.flat(6), .flat(3)]
        #expect(CountTable(axes: axes) { _ in 7 }.protected(limit: Self.five).hiddenCells == 0)
        #expect(CountTable(axes: axes) { _ in 0 }.protected(limit: Self.five).hiddenCells == 0)
    }

    @Test("one small count in a row hides one more and not the total; in a table it hides a rectangle")
    func secondary() {
        let row = CountTable(axes: [.flat(4)]) { [2, 90, 40, 12][$0[0] - 1] }.protected(limit: Self.five)
        // The cheapest: the smallest neighbour.
        #expect((0...4).map { row[[$0]] } == [144, nil, 90, 40, nil])
        let grid = CountTable(axes: [.flat(3), .flat(3)]) { $0 == [2, 2] ? 3 : 20 + $0[0] + $0[1] }.protected(limit: Self.five)
        #expect(grid.hiddenCells == 4)
        #expect(grid[[0, 0]] != nil && grid[[2, 0]] != nil && grid[[0, 2]] != nil)
    }

    @Test("a lone small count hides its total, all hidden is possible, and huge neighbours do no harm")
    func ends() {
        let lone = CountTable(axes: [.flat(3)]) { $0[0] == 2 ? 3 : 0 }.protected(limit: Self.five)
        #expect((0...3).map { lone[[$0]] } == [nil, 0, nil, 0])
        let single = CountTable(axes: [.flat(1)]) { _ in 1 }.protected(limit: Self.five)
        #expect(single.hiddenCells == 2)
        let ones = CountTable(axes: [.flat(2), .flat(2)]) { _ in 1 }.protected(limit: Self.five)
        #expect(ones.hiddenCells == 9)
        let huge = CountTable(axes: [.flat(3)]) { [4, 10_000_000, 20_000_000][$0[0] - 1] }.protected(limit: Self.five)
        #expect((0...3).map { huge[[$0]] } == [30_000_004, nil, nil, 20_000_000])
        #expect(DisclosureLimit.usual(.careUnit) == nil)
        #expect(DisclosureLimit.usual(.region)?.least == 5)
    }

    @Test("the attacker derives no hidden count from any of two thousand tables, nor bounds it within the limit")
    func attack() {
        var dice = Dice(seed: 62)
        var derivedFromPrimaryOnly = 0
        for round in 0..<2000 {
            let random = RandomTable(&dice, axes: RandomTable.axes(&dice))
            let limit = DisclosureLimit(dice.pick([3, 5, 5, 10]))
            let protected = random.table.protected(limit: limit)
            let attacker = random.attacker { protected[$0] }
            #expect(attacker.derivedByElimination() == [])
            let bounds = attacker.bounds()
            for (number, cell) in random.cells.enumerated() where limit.hides(random.table[cell]) {
                let range = bounds[number]!
                #expect(range.lowerBound <= random.leavesNotZero(cell) && range.upperBound >= limit.least - 1)
            }
            #expect(bounds.values.allSatisfy { $0.count > 1 })
            guard round.isMultiple(of: 3) else { continue }
            let naive = random.attacker { limit.hides(random.table[$0]) ? nil : random.table[$0] }
            if !naive.derivedByElimination().isEmpty { derivedFromPrimaryOnly += 1 }
        }
        // The same attacker against hiding the small counts only: he is no weakling.
        #expect(derivedFromPrimaryOnly > 300, "\(derivedFromPrimaryOnly)")
    }
}

@Suite("Disclosure against whole-number programming", .enabled(if: Oracle.isAvailable))
struct DisclosureOracleTests {
    @Test("the exact bounds of every small hidden count reach from its least to the limit, and no hidden cell is exact")
    func exact() throws {
        struct Sum: Encodable {
            let whole: Int, parts: [Int]
            func encode(to encoder: any Encoder) throws {
                var pair = encoder.unkeyedContainer()
                try pair.encode(whole)
                try pair.encode(parts)
            }
        }
        struct Question: Encodable {
            let shown: [Int?]
            let sums: [Sum]
            let targets: [Int]
        }
        var dice = Dice(seed: 64)
        var asked: [(random: RandomTable, question: Question)] = []
        while asked.count < 150 {
            let random = RandomTable(&dice, axes: RandomTable.axes(&dice))
            let protected = random.table.protected(limit: DisclosureTests.five)
            let shown = random.cells.map { protected[$0] }
            guard protected.hiddenCells > 0 else { continue }
            let targets = shown.indices.filter { shown[$0] == nil }
            let question = Question(
                shown: shown, sums: random.sums.map { Sum(whole: $0.whole, parts: $0.parts) },
                targets: Array(targets.shuffled(using: &dice).prefix(12)))
            asked.append((random, question))
        }
        let answers = try Oracle.answers("attack", asked.map(\.question), as: [[Int?]].self)
        for ((random, question), answer) in zip(asked, answers) {
            for (target, bounds) in zip(question.targets, answer) {
                let cell = random.cells[target]
                let least = try #require(bounds[0])
                // No most: it can grow with the totals that are hidden too.
                let most = bounds[1] ?? .max
                #expect(least < most)
                if DisclosureTests.five.hides(random.table[cell]) {
                    #expect(least <= random.leavesNotZero(cell) && most >= 4)
                }
            }
        }
    }
}

extension Dice: RandomNumberGenerator {
    mutating func next() -> UInt64 { roll() }
}
