import SickLeave
import Statistics
import Testing

@Suite("Disclosure across lists of units: no list tells what another keeps back")
struct ListAttackTests {
    private static let five = DisclosureLimit(5)
    private static let month = Month(iso: "2026-10")!

    /// Reads the same report of two lists, one of which has units that the other lacks, and wants a count that is hidden in either, or a
    /// small one of those units.
    ///
    /// - Parameter rest: the true counts of the units that are on one list only.
    private static func derived(whole: PublishedTable, part: PublishedTable, rest: ReportTable) -> Int {
        func triple(_ counts: PublishedCounts) -> [Int?] { [counts.total, counts.female, counts.male] }
        let tables = [whole, part].map { table in
            triple(table.sum(period: 0)) + table.groups.indices.flatMap { triple(table.count(group: $0)) }
        }
        let size = tables[0].count
        var attacker = Attacker(shown: tables[0] + tables[1] + [Int?](repeating: nil, count: size))
        for first in [0, size, 2 * size] {
            for cell in stride(from: first, to: first + size, by: 3) { attacker.learn(whole: cell, parts: [cell + 1, cell + 2]) }
            for sex in 0..<3 {
                attacker.learn(
                    whole: first + sex, parts: stride(from: first + 3 + sex, to: first + size, by: 3).map { $0 })
            }
        }
        for cell in 0..<size { attacker.learn(whole: cell, parts: [size + cell, 2 * size + cell]) }
        let truth = ([rest.sum(period: 0)] + rest.groups.indices.map { rest.count(group: $0) }).flatMap {
            [$0.total, $0.female, $0.male]
        }
        return attacker.derivedByElimination().count { $0 < 2 * size || five.hides(truth[$0 - 2 * size]) }
    }

    @Test("two lists that differ by some units, whichever way, tell no small count of these when one is taken from the other")
    func lists() {
        var dice = Dice(seed: 74)
        var (derivedWithoutCare, shown) = (0, 0)
        for round in 0..<400 {
            let world = ReportAttackTests.World(&dice)
            let isLeaving = round.isMultiple(of: 2)
            // Unit 0 is on both lists. What was seen first could not know of the other.
            func spells(_ unit: Int?, beside rest: Bool) -> PublishedSpells {
                let rests = (world.total().less(world.total(0)), world.overNinety().less(world.overNinety(0)))
                return PublishedSpells(
                    total: world.total(unit), overNinety: world.overNinety(unit), rests: rest ? [rests] : [], limit: Self.five)
            }
            let (whole, part) = (spells(nil, beside: !isLeaving), spells(0, beside: isLeaving))
            let careless = (whole: spells(nil, beside: false), part: spells(0, beside: false))
            for (all, some) in zip(world.reports(), world.reports(0)) {
                let rest = all.less(some)
                #expect(
                    Self.derived(
                        whole: whole.published(all, rests: isLeaving ? [] : [rest]),
                        part: part.published(some, rests: isLeaving ? [rest] : []), rest: rest) == 0)
                derivedWithoutCare += Self.derived(
                    whole: careless.whole.published(all, rests: []), part: careless.part.published(some, rests: []), rest: rest)
                let second = isLeaving ? part.published(some, rests: [rest]) : whole.published(all, rests: [rest])
                shown += second.groups.indices.count { (second.count(group: $0).total ?? 0) > 0 }
            }
        }
        #expect(derivedWithoutCare > 100, "\(derivedWithoutCare)")
        #expect(shown > 200, "\(shown)")
    }

    /// Certificates of some units, by form: each certificate has one unit, so that lists of units add up exactly.
    private struct Lists {
        let groups: [ReportGroup] = (0..<3).map { .certificates($0) }
        let counts: [[SexCounts]]

        init(_ dice: inout Dice) {
            counts = (0..<dice.number(3...7)).map { _ in
                (0..<3).map { _ in
                    SexCounts(
                        female: dice.chance(50) ? dice.number(0...6) : dice.number(6...30),
                        male: dice.chance(60) ? dice.number(0...6) : dice.number(5...20))
                }
            }
        }

        var all: Set<UnitIndex> { Set(counts.indices.map { UnitIndex($0) }) }

        func table(_ units: Set<UnitIndex>) -> ReportTable {
            ReportTable(
                periods: [month...month], groups: groups,
                cells: groups.indices.map { group in units.reduce(SexCounts()) { $0 + counts[Int($1.rawValue)][group] } })
        }

        /// The lists one after the other, each published beside what its reader can have left of it and those before it.
        func published(_ lists: [Set<UnitIndex>], beside rests: ([Set<UnitIndex>]) -> [Set<UnitIndex>]) -> [PublishedTable] {
            lists.indices.map { index in
                table(lists[index]).published(
                    five, beside: ReportKnowledge(rests: rests(Array(lists.prefix(index + 1))).map { ReportRest(table($0)) }))
            }
        }

        /// Small counts, of units that some lists tell apart, that follow from all that was shown of the lists.
        func derived(_ lists: [Set<UnitIndex>], _ shown: [PublishedTable]) -> Int {
            func cells(_ table: PublishedTable) -> [Int?] {
                ([table.sum(period: 0)] + groups.indices.map { table.count(group: $0) }).flatMap {
                    [$0.female, $0.male, $0.total]
                }
            }
            func truth(_ units: Set<UnitIndex>) -> [Int] {
                let table = table(units)
                return ([table.sum(period: 0)] + groups.indices.map { table.count(group: $0) }).flatMap {
                    [$0.female, $0.male, $0.total]
                }
            }
            let parts = lists.toldApart
            let size = 3 * (groups.count + 1)
            var attacker = Attacker(shown: shown.flatMap(cells) + [Int?](repeating: nil, count: size * parts.count))
            let first = size * lists.count
            for start in stride(from: 0, to: size * (lists.count + parts.count), by: size) {
                for cell in stride(from: start, to: start + size, by: 3) {
                    attacker.learn(whole: cell + 2, parts: [cell, cell + 1])
                }
                for sex in 0..<3 {
                    attacker.learn(whole: start + sex, parts: groups.indices.map { start + 3 * ($0 + 1) + sex })
                }
            }
            for (number, list) in lists.enumerated() {
                let inside = parts.indices.filter { parts[$0].isSubset(of: list) }
                for cell in 0..<size {
                    attacker.learn(whole: number * size + cell, parts: inside.map { first + $0 * size + cell })
                }
            }
            let small = parts.flatMap(truth)
            return attacker.derivedByElimination().count { $0 >= first && five.hides(small[$0 - first]) }
        }
    }

    @Test(
        "however many lists there were, nested, apart or crossing, all of them together tell no small count of units they tell apart"
    )
    func manyLists() {
        var dice = Dice(seed: 75)
        var (derivedFromPairsAlone, shown) = (0, 0)
        for _ in 0..<300 {
            let world = Lists(&dice)
            // Everything was seen before the first list.
            let lists =
                [world.all]
                + (0..<dice.number(2...4)).map { _ in Set(world.all.filter { _ in dice.chance(50) }) }.filter { !$0.isEmpty }
            func pairs(_ seen: [Set<UnitIndex>]) -> [Set<UnitIndex>] {
                let now = seen[seen.count - 1]
                return seen.dropLast().flatMap { [$0.subtracting(now), now.subtracting($0)] }.filter { !$0.isEmpty && $0 != now }
            }
            let careful = world.published(lists) { seen in pairs(seen) + seen.toldApart }
            let careless = world.published(lists, beside: pairs)
            #expect(world.derived(lists, careful) == 0)
            if world.derived(lists, careless) > 0 { derivedFromPairsAlone += 1 }
            shown += careful.dropFirst().reduce(0) { sum, table in
                sum + table.groups.indices.count { (table.count(group: $0).total ?? 0) > 0 }
            }
        }
        #expect(derivedFromPairsAlone > 30, "\(derivedFromPairsAlone)")
        #expect(shown > 200, "\(shown)")
    }
}
