import SickLeave
import Statistics
import Testing

@Suite("Disclosure across reports: what one report keeps back no other tells")
struct ReportAttackTests {
    private static let five = DisclosureLimit(5)
    private static let month = Month(iso: "2026-10")!

    /// Spells of a provider, each with what the reports divide by; the reader works at unit 0.
    struct World {
        struct Spell {
            let sex: Int, age: Int, extent: Int, length: LengthGroup.Report, unit: Int
        }
        let spells: [Spell]

        init(_ dice: inout Dice) {
            let units = dice.number(2...3)
            spells = (0..<dice.number(3...150)).map { _ in
                // Some groups are rare, as they are.
                let rare = dice.chance(15)
                return Spell(
                    sex: dice.chance(70) ? 1 : 2, age: rare ? dice.number(3...5) : dice.number(1...2),
                    extent: dice.chance(75) ? 4 : dice.number(1...3),
                    length: LengthGroup.Report(rawValue: UInt8(rare ? dice.number(5...8) : dice.number(1...4)))!,
                    unit: dice.chance(55) ? 0 : dice.number(1...units - 1))
            }
        }

        func table(_ groups: [ReportGroup], ofUnit unit: Int? = nil, _ isIn: (Spell, ReportGroup) -> Bool) -> ReportTable {
            let mine = spells.filter { unit == nil || $0.unit == unit }
            return ReportTable(
                periods: [month...month], groups: groups,
                cells: groups.map { group in
                    let here = mine.filter { isIn($0, group) }
                    return SexCounts(female: here.count { $0.sex == 1 }, male: here.count { $0.sex == 2 })
                })
        }

        func total(_ unit: Int? = nil) -> ReportTable { table([.total], ofUnit: unit) { _, _ in true } }
        func overNinety(_ unit: Int? = nil) -> ReportTable {
            table([.longerThan(90)], ofUnit: unit) { spell, _ in spell.length.lowest > 90 }
        }
        func reports(_ unit: Int? = nil) -> [ReportTable] {
            [
                table((1...5).map { .certificates($0) }, ofUnit: unit) { $1 == .certificates($0.age) },
                table((1...4).map { .extent($0 * 25) }, ofUnit: unit) { $1 == .extent($0.extent * 25) },
                table(LengthGroup.Report.allCases.map { .length($0) }, ofUnit: unit) { $1 == .length($0.length) },
            ]
        }
    }

    /// Reads all reports, knows how they hang together, and wants a hidden count.
    private static func derived(total: PublishedTable, overNinety: PublishedTable, reports: [PublishedTable]) -> Int {
        func triple(_ counts: PublishedCounts) -> [Int?] { [counts.total, counts.female, counts.male] }
        // A sum that any of the reports shows is known, whatever the total's own report keeps back.
        let sums = reports.map { triple($0.sum(period: 0)) }
        var shown = triple(total.count()).enumerated().map { index, own in own ?? sums.lazy.compactMap { $0[index] }.first }
        shown += triple(overNinety.count())
        for report in reports { shown += report.groups.indices.flatMap { triple(report.count(group: $0)) } }
        var attacker = Attacker(shown: shown)
        var first = 6
        func learnSexes(_ cell: Int) { attacker.learn(whole: cell, parts: [cell + 1, cell + 2]) }
        learnSexes(0)
        learnSexes(3)
        for report in reports {
            let cells = report.groups.indices.map { first + 3 * $0 }
            cells.forEach(learnSexes)
            for sex in 0..<3 {
                attacker.learn(whole: sex, parts: cells.map { $0 + sex })
                let long = zip(report.groups, cells).filter { group, _ in
                    if case .length(let length) = group { length.lowest > 90 } else { false }
                }
                if !long.isEmpty { attacker.learn(whole: 3 + sex, parts: long.map { $0.1 + sex }) }
            }
            first += 3 * report.groups.count
        }
        return attacker.derivedByElimination().count
    }

    @Test("the total, those over 90 days and three ways to divide them together give no hidden count")
    func spells() {
        var dice = Dice(seed: 71)
        var (derivedFromEachAlone, shownCells, blank) = (0, 0, 0)
        for _ in 0..<400 {
            let world = World(&dice)
            let spells = PublishedSpells(total: world.total(), overNinety: world.overNinety(), rests: [], limit: Self.five)
            let reports = world.reports().map { spells.published($0, rests: []) }
            #expect(Self.derived(total: spells.total, overNinety: spells.overNinety, reports: reports) == 0)
            for (report, raw) in zip(reports, world.reports()) {
                blank += report.groups.indices.allSatisfy { report.count(group: $0).total == nil } ? 1 : 0
                for group in report.groups.indices {
                    let count = raw.count(group: group)
                    if Self.five.hides(count.female) { #expect(report.count(group: group).female == nil) }
                    if let female = report.count(group: group).female {
                        #expect(female == count.female)
                        shownCells += 1
                    }
                }
            }
            let alone = Self.derived(
                total: world.total().published(Self.five), overNinety: world.overNinety().published(Self.five),
                reports: world.reports().map { $0.published(Self.five) })
            if alone > 0 { derivedFromEachAlone += 1 }
        }
        // The same attacker against tables that are each protected alone: he is no weakling.
        #expect(derivedFromEachAlone > 50, "\(derivedFromEachAlone)")
        #expect(shownCells > 1_000, "\(shownCells)")
        #expect(blank < 600, "\(blank)")
    }

    @Test("somebody who sees the own unit in full learns no small count of the others from the provider's")
    func ownUnit() {
        var dice = Dice(seed: 72)
        var derivedWithoutCare = 0
        for _ in 0..<400 {
            let world = World(&dice)
            let spells = PublishedSpells(
                total: world.total(), overNinety: world.overNinety(),
                rests: [(world.total().less(world.total(0)), world.overNinety().less(world.overNinety(0)))],
                limit: Self.five)
            for (raw, own) in zip(world.reports(), world.reports(0)) {
                let published = spells.published(raw, rests: [raw.less(own)])
                let naive = raw.published(Self.five)
                for group in raw.groups.indices {
                    let others = raw.count(group: group).female - own.count(group: group).female
                    guard Self.five.hides(others) else { continue }
                    #expect(published.count(group: group).female == nil)
                    if naive.count(group: group).female != nil { derivedWithoutCare += 1 }
                }
            }
            #expect(
                Self.derived(
                    total: spells.total, overNinety: spells.overNinety,
                    reports: zip(world.reports(), world.reports(0)).map { spells.published($0, rests: [$0.less($1)]) }) == 0)
        }
        #expect(derivedWithoutCare > 100, "\(derivedWithoutCare)")
    }

    @Test("windows that slide give back their months by subtraction; half-years do not, since none overlaps another")
    func slidingWindows() {
        var dice = Dice(seed: 76)
        let (first, today) = (Month(iso: "2023-07")!, Day(iso: "2026-01-10")!)
        var derivedFromWindows = 0
        for _ in 0..<40 {
            // A quiet month shows its zero.
            let months = (0..<30).map { _ in dice.chance(20) ? 0 : dice.number(1...12) }
            func derived(_ periods: [ClosedRange<Month>]) -> Int {
                func places(_ period: ClosedRange<Month>) -> ClosedRange<Int> {
                    period.lowerBound - first...period.upperBound - first
                }
                let sums = periods.map { months[places($0)].reduce(0, +) }
                var attacker = Attacker(
                    shown: sums.map { Self.five.hides($0) ? nil : $0 } + months.map { $0 == 0 ? 0 : nil })
                for (number, period) in periods.enumerated() {
                    attacker.learn(whole: number, parts: places(period).map { periods.count + $0 })
                }
                return attacker.derivedByElimination().count {
                    $0 >= periods.count && Self.five.hides(months[$0 - periods.count])
                }
            }
            let halves = ReportPeriod.halfYears(before: today).filter { $0.lowerBound >= first }
            #expect(halves.count == 5)
            #expect(zip(halves, halves.dropFirst()).allSatisfy { $0.lowerBound == $1.upperBound + 1 })
            #expect(derived(halves) == 0)
            derivedFromWindows += derived((11..<30).map { first + ($0 - 11)...first + $0 })
        }
        #expect(derivedFromWindows > 20, "\(derivedFromWindows)")
    }

    @Test("without a message every subject has none, and nothing is hidden")
    func noMessages() {
        let empty = ReportTable(periods: [Self.month...Self.month], groups: [], cells: [])
        let bySubject = empty.published(Self.five).sums(into: [.subject(.completion), .subject(.reminder)])
        #expect(bySubject.count(group: 0).total == 0 && bySubject.count(group: 1).female == 0)
    }

    @Test("messages by unit and subject, and by subject alone, are one table: neither tells what the other hides")
    func messages() throws {
        var dice = Dice(seed: 73)
        var derivedFromEachAlone = 0
        let subjects: [MessageSubject] = [.completion, .contact, .reminder]
        for _ in 0..<200 {
            let units = (0..<dice.number(2...4)).map { UnitIndex($0) }
            let groups = units.flatMap { unit in subjects.map { ReportGroup.unitSubject(unit, $0) } }
            let raw = ReportTable(
                periods: [Self.month...Self.month], groups: groups,
                cells: groups.map { _ in
                    SexCounts(
                        female: dice.chance(40) ? dice.number(0...6) : dice.number(10...40),
                        male: dice.chance(60) ? dice.number(0...6) : dice.number(5...30))
                })
            let bySubject = raw.merged(into: subjects.map(ReportGroup.subject)) { group in
                if case .unitSubject(_, let subject) = group { .subject(subject) } else { nil }
            }
            func derived(_ table: PublishedTable, _ sums: PublishedTable) -> Int {
                func triple(_ counts: PublishedCounts) -> [Int?] { [counts.total, counts.female, counts.male] }
                var attacker = Attacker(
                    shown: sums.groups.indices.flatMap { triple(sums.count(group: $0)) }
                        + groups.indices.flatMap { triple(table.count(group: $0)) })
                for cell in 0..<(subjects.count + groups.count) {
                    attacker.learn(whole: 3 * cell, parts: [3 * cell + 1, 3 * cell + 2])
                }
                for (number, _) in subjects.enumerated() {
                    for sex in 0..<3 {
                        attacker.learn(
                            whole: 3 * number + sex,
                            parts: units.indices.map { 3 * (subjects.count + $0 * subjects.count + number) + sex })
                    }
                }
                return attacker.derivedByElimination().count
            }
            let published = raw.published(Self.five)
            #expect(derived(published, published.sums(into: bySubject.groups)) == 0)
            for group in bySubject.groups.indices {
                if let total = published.sums(into: bySubject.groups).count(group: group).total {
                    #expect(total == bySubject.count(group: group).total)
                }
            }
            // As it would be with the groups in one row, and the subjects protected by themselves.
            let row = ReportTable(
                periods: raw.periods, groups: groups.indices.map { .certificates($0) },
                cells: groups.indices.map { raw.count(group: $0) })
            if derived(row.published(Self.five), bySubject.published(Self.five)) > 0 { derivedFromEachAlone += 1 }
        }
        #expect(derivedFromEachAlone > 50, "\(derivedFromEachAlone)")
    }
}
