import SickLeave
import Statistics
import Testing

@Suite("Disclosure of a half-year beside its months: what is left when a month is taken off tells nothing small")
struct MonthAttackTests {
    private static let five = DisclosureLimit(5)
    private static let halfYear = Month(iso: "2026-01")!...Month(iso: "2026-06")!
    private static let extents = [25, 50, 75, 100].map { ReportGroup.extent($0) }
    private static let ages = [AgeGroup.Report.from31, .from36, .from41, .from46, .from51, .from56].map { ReportGroup.age($0) }

    /// Spells that last some of six months, part of the leave for some of these, long from some month on, and of people with birthdays.
    private struct World {
        struct Spell {
            let sex: Int, months: ClosedRange<Int>, extents: [Int], longFrom: Int
            /// The place among `ages` and the month from which it is the next.
            let age: Int, olderFrom: Int

            func age(in month: Int) -> Int { month < olderFrom ? age : age + 1 }
        }
        let spells: [Spell]

        init(_ dice: inout Dice, people: ClosedRange<Int>) {
            let steady = dice.number(20...95)
            spells = (0..<dice.number(people)).map { _ in
                // Most come and go; some are there all along, as in a month when nobody is left.
                let first = dice.chance(steady) ? 0 : dice.number(0...5)
                let last = dice.chance(steady) ? 5 : dice.number(first...5)
                var extent = dice.chance(80) ? 100 : 25 * dice.number(1...3)
                let extents = (0...5).map { _ in
                    if dice.chance(5) { extent = 25 * dice.number(1...4) }
                    return extent
                }
                let longFrom = dice.chance(60) ? 0 : dice.chance(50) ? dice.number(1...5) : 9
                return Spell(
                    sex: dice.chance(65) ? 1 : 2, months: first...last, extents: extents, longFrom: longFrom,
                    age: dice.number(0...4), olderFrom: dice.chance(85) ? 9 : dice.number(0...5))
            }
        }

        private func table(_ months: ClosedRange<Month>, _ groups: [ReportGroup], _ isIn: (Spell, ReportGroup) -> Bool)
            -> ReportTable
        {
            ReportTable(
                periods: [months], groups: groups,
                cells: groups.map { group in
                    let here = spells.filter { isIn($0, group) }
                    return SexCounts(female: here.count { $0.sex == 1 }, male: here.count { $0.sex == 2 })
                })
        }

        /// The total, those over 90 days, and by each extent or by the highest age: of a month, or of the whole half-year.
        func reports(_ groups: [ReportGroup], _ month: Int? = nil) -> [ReportTable] {
            let asked = month.map { $0...$0 } ?? 0...5
            // The whole period counts a spell once for each extent, a month by the last.
            let months = month == nil ? halfYear : halfYear.lowerBound...halfYear.lowerBound
            return [
                table(months, [.total]) { spell, _ in spell.months.overlaps(asked) },
                table(months, [.longerThan(90)]) { spell, _ in
                    spell.months.overlaps(asked) && spell.longFrom <= min(spell.months.upperBound, asked.upperBound)
                },
                table(months, groups) { spell, group in
                    guard spell.months.overlaps(asked) else { return false }
                    let here = spell.months.clamped(to: asked)
                    return here.contains { .extent(spell.extents[$0]) == group } || ages[spell.age(in: here.upperBound)] == group
                },
            ]
        }
    }

    private enum Care: CaseIterable { case none, butForOverNinety, full }

    private static func published(_ world: World, _ groups: [ReportGroup], months: Int, _ care: Care) -> [PublishedTable] {
        let whole = world.reports(groups)
        let rests = (0..<months).map { month in zip(whole, world.reports(groups, month)).map { $0.less($1) } }
        let empty = whole[1].less(whole[1])
        let spells = PublishedSpells(
            total: whole[0], overNinety: whole[1],
            rests: care == .none ? [] : rests.map { ($0[0], care == .full ? $0[1] : empty) }, limit: five)
        return [spells.total, spells.overNinety, spells.published(whole[2], rests: care == .none ? [] : rests.map { $0[2] })]
    }

    /// Small counts of the half-year, or of what is left of it without a month, that follow from it and all of its months together.
    private static func derived(_ world: World, _ groups: [ReportGroup], months count: Int, _ published: [PublishedTable]) -> Int
    {
        let size = 3 * (2 + groups.count)
        func cells(_ tables: [ReportTable]) -> [Int] {
            tables.flatMap { table in
                table.groups.indices.flatMap { group in
                    let count = table.count(group: group)
                    return [count.total, count.female, count.male]
                }
            }
        }
        func cells(_ tables: [PublishedTable]) -> [Int?] {
            tables.flatMap { table in
                table.groups.indices.flatMap { group in
                    let count = table.count(group: group)
                    return [count.total, count.female, count.male]
                }
            }
        }
        let whole = world.reports(groups)
        let months = (0..<count).map { world.reports(groups, $0) }
        let rests = months.map { month in zip(whole, month).map { $0.less($1) } }
        let shownMonths = months.map { month in
            let spells = PublishedSpells(total: month[0], overNinety: month[1], rests: [], limit: five)
            return [spells.total, spells.overNinety, spells.published(month[2], rests: [])]
        }
        var attacker = Attacker(
            shown: cells(published) + shownMonths.flatMap { cells($0) } + [Int?](repeating: nil, count: count * size))
        let all: [Int] = cells(whole)
        // He subtracts as it is; where more left a group than came to it, what he gets is nobody's number.
        let left: [Int] = months.flatMap { month in zip(all, cells(month) as [Int]).map { $0 - $1 } }
        let truth = all + months.flatMap { cells($0) as [Int] } + left
        let numbers = all + months.flatMap { cells($0) as [Int] } + rests.flatMap { cells($0) as [Int] }
        for first in stride(from: 0, to: truth.count, by: size) {
            for cell in stride(from: first, to: first + size, by: 3) { attacker.learn(whole: cell, parts: [cell + 1, cell + 2]) }
            for sex in 0..<3 {
                let parts = groups.indices.map { first + 6 + 3 * $0 + sex }
                // Everybody has one age; where no spell has had two extents he is taken to know it.
                if parts.reduce(0, { $0 + truth[$1] }) == truth[first + sex] { attacker.learn(whole: first + sex, parts: parts) }
            }
        }
        for month in 0..<count {
            for cell in 0..<size {
                attacker.learn(whole: cell, parts: [(1 + month) * size + cell, (1 + count + month) * size + cell])
            }
        }
        return attacker.derivedByElimination().count { cell in
            five.hides(truth[cell]) && truth[cell] == numbers[cell] && !(size..<(1 + count) * size).contains(cell)
        }
    }

    private struct Found {
        var derived: [Care: Int] = [:]
        var (shown, blank) = (0, 0)
    }

    private static func attacked(_ groups: [ReportGroup], people: ClosedRange<Int>, months: Int, worlds: Int) -> Found {
        var dice = Dice(seed: 77)
        var found = Found()
        for _ in 0..<worlds {
            let world = World(&dice, people: people)
            for care in Care.allCases {
                found.derived[care, default: 0] += derived(
                    world, groups, months: months, published(world, groups, months: months, care))
            }
            let table = published(world, groups, months: months, .full)[2]
            let counts = table.groups.indices.map { table.count(group: $0) }
            found.shown += counts.count { $0.total ?? 0 > 0 }
            if counts.allSatisfy({ $0.total == nil }) { found.blank += 1 }
        }
        return found
    }

    @Test("a half-year and its months, with spells that change extent and grow long, tell no small count")
    func movers() {
        let found = Self.attacked(Self.extents, people: 40...400, months: 6, worlds: 30)
        #expect(found.derived[.full] == 0)
        // The same attacker where the months are left out of account, or only for those over 90 days: he is no weakling.
        #expect(found.derived[.none]! > 100, "\(found)")
        #expect(found.derived[.butForOverNinety]! > 5, "\(found)")
        #expect(found.shown > 60, "\(found)")
        #expect(found.blank < 6, "\(found)")
    }

    @Test("nor do they by age, of people who have birthdays meanwhile", arguments: [(1, 400), (6, 20)])
    func agers(months: Int, worlds: Int) {
        let found = Self.attacked(Self.ages, people: 40...600, months: months, worlds: worlds)
        #expect(found.derived[.full] == 0)
        #expect(found.derived[.none]! > 100, "\(found)")
        #expect(found.shown > worlds, "\(found)")
        #expect(found.blank < worlds / 3, "\(found)")
    }

    @Test("where nobody of one sex is left without a month, but some had another extent before, only these are kept back")
    func nobodyLeft() {
        func table(_ cells: [SexCounts]) -> ReportTable {
            let groups: [ReportGroup] = cells.count == 1 ? [.total] : [.extent(50), .extent(100)]
            return ReportTable(periods: [Self.halfYear], groups: groups, cells: cells)
        }
        // All eight men are on leave in March, two of them at half before it.
        let total = table([SexCounts(female: 24, male: 8)])
        let overNinety = table([SexCounts()])
        let extents = table([SexCounts(female: 10, male: 2), SexCounts(female: 20, male: 8)])
        let march = table([SexCounts(female: 4, male: 0), SexCounts(female: 12, male: 8)])
        let spells = PublishedSpells(
            total: total, overNinety: overNinety, rests: [(table([SexCounts(female: 8)]), table([SexCounts()]))], limit: Self.five
        )
        let published = spells.published(extents, rests: [extents.less(march)])
        #expect(spells.total.count() == PublishedCounts(SexCounts(female: 24, male: 8)))
        #expect(published.count(group: 1) == PublishedCounts(SexCounts(female: 20, male: 8)))
        #expect(published.count(group: 0).male == nil)
        #expect([published.count(group: 0).female, published.count(group: 0).total].contains(nil))
    }

    @Test("where more left an age than came to it, the few who came to another are kept back with one more")
    func birthdays() {
        func table(_ women: [Int]) -> ReportTable {
            ReportTable(
                periods: [Self.halfYear], groups: women.count == 1 ? [.total] : Array(Self.ages.prefix(3)),
                cells: women.map { SexCounts(female: $0) })
        }
        let (total, ages) = (table([110]), table([20, 30, 60]))
        let (january, agesOfJanuary) = (table([99]), table([26, 26, 47]))
        let spells = PublishedSpells(
            total: total, overNinety: table([0]), rests: [(total.less(january), table([0]))], limit: Self.five)
        let published = spells.published(ages, rests: [ages.less(agesOfJanuary)])
        // 30 less 26 in January is four, and 30 is what is left of 110 when the others are shown.
        #expect(spells.total.count().total == 110)
        #expect(published.count(group: 1) == PublishedCounts(female: nil, male: 0, total: nil))
        #expect([0, 2].contains { published.count(group: $0).total == nil })
    }
}
