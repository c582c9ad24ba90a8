import SickLeave
import Statistics
import Testing

@Suite("Disclosure of those of unknown sex: a few are kept back with the exact total, and no sex for their sake")
struct UnknownSexAttackTests {
    private static let five = DisclosureLimit(5)
    private static let month = Month(iso: "2026-10")!

    /// Cells of an attacker: total, women, men and those of unknown sex, as published and as they are.
    private struct Cells {
        private(set) var shown: [Int?] = []
        private(set) var truth: [Int] = []

        /// - Returns: the first of the four.
        mutating func add(_ published: PublishedCounts?, _ counts: SexCounts) -> Int {
            let first = shown.count
            let all = [counts.total, counts.female, counts.male, counts.unknown]
            truth += all
            // Whoever reads is told every zero; those of unknown sex have no cell on the page.
            shown += zip(all, [published?.exactTotal, published?.female, published?.male, nil]).map { $0 == 0 ? 0 : $1 }
            return first
        }

        /// Hidden small counts that follow exactly, and those that are bounded within the limit.
        func secrets(_ learn: (inout Attacker) -> Void) -> (derived: Int, bounded: Int) {
            var attacker = Attacker(shown: shown)
            for first in stride(from: 0, to: shown.count, by: 4) {
                attacker.learn(whole: first, parts: [first + 1, first + 2, first + 3])
            }
            learn(&attacker)
            let small = Set(truth.indices.filter { five.hides(truth[$0]) })
            let bounds = attacker.bounds()
            return (
                attacker.derivedByElimination().intersection(small).count,
                small.count { bounds[$0].map { $0.upperBound < five.least - 1 || $0.count == 1 } ?? true }
            )
        }
    }

    private static func counts(_ dice: inout Dice, _ most: Int) -> SexCounts {
        SexCounts(
            female: dice.chance(10) ? dice.number(0...4) : dice.number(5...most),
            male: dice.chance(15) ? dice.number(0...4) : dice.number(5...most),
            unknown: dice.chance(50) ? 0 : dice.number(1...7))
    }

    @Test("completions of certificates: the few of unknown sex are not derived, and both sexes keep their shares beside them")
    func completions() {
        var dice = Dice(seed: 81)
        var (rows, shownRows) = (0, 0)
        for _ in 0..<400 {
            let groups = (0..<dice.number(1...3)).map { ReportGroup.certificates($0) }
            let parts = groups.map { _ in Self.counts(&dice, 40) }
            let rests = groups.map { _ in Self.counts(&dice, 400) }
            let wholes = zip(parts, rests).map { $0 + $1 }
            let raw = ReportTable(periods: [Self.month...Self.month], groups: groups, cells: parts, wholes: wholes)
            let published = raw.published(Self.five)
            var cells = Cells()
            let sum = cells.add(published.sum(period: 0), raw.sum(period: 0))
            let all = groups.indices.map { group in
                (
                    part: cells.add(published.count(group: group), parts[group]),
                    whole: cells.add(published.whole(group: group), wholes[group]), rest: cells.add(nil, rests[group])
                )
            }
            let found = cells.secrets { attacker in
                for sex in 0..<4 {
                    attacker.learn(whole: sum + sex, parts: all.map { $0.part + sex })
                    for row in all { attacker.learn(whole: row.whole + sex, parts: [row.part + sex, row.rest + sex]) }
                }
            }
            #expect(found == (0, 0))
            // Nothing else is small: only those of unknown sex make anything be kept back.
            let known = parts + rests
            guard known.allSatisfy({ $0.female >= 5 && $0.male >= 5 }) else { continue }
            for group in groups.indices where Self.five.hides(parts[group].unknown) {
                rows += 1
                let count = published.count(group: group)
                if count.female != nil, count.male != nil {
                    shownRows += 1
                    #expect(count.leavesOutUnknown && count.total == parts[group].female + parts[group].male)
                    #expect(published.share(\.male, group: group) != nil && published.share(\.total, group: group) != nil)
                }
            }
        }
        #expect(rows > 50 && Double(shownRows) > 0.9 * Double(rows), "\(shownRows) of \(rows)")
    }

    /// Spells with the sex, two ways to divide them, and whether they are at the reader's own unit.
    private struct World {
        let spells: [(sex: Int, age: Int, length: LengthGroup.Report, isOwn: Bool)]

        init(_ dice: inout Dice) {
            spells = (0..<dice.number(20...200)).map { _ in
                let sex = dice.chance(6) ? 3 : dice.chance(60) ? 1 : 2
                let length = LengthGroup.Report(rawValue: UInt8(dice.chance(20) ? dice.number(5...8) : dice.number(1...4)))!
                return (sex, dice.number(1...4), length, dice.chance(50))
            }
        }

        func table(_ groups: [ReportGroup], isOwn: Bool?, _ isIn: (Int, ReportGroup) -> Bool) -> ReportTable {
            ReportTable(
                periods: [month...month], groups: groups,
                cells: groups.map { group in
                    let here = spells.indices.filter { (isOwn == nil || spells[$0].isOwn == isOwn) && isIn($0, group) }
                    return SexCounts(
                        female: here.count { spells[$0].sex == 1 }, male: here.count { spells[$0].sex == 2 },
                        unknown: here.count { spells[$0].sex == 3 })
                })
        }

        /// The total, those over 90 days, by age and by length.
        func tables(isOwn: Bool?) -> [ReportTable] {
            [
                table([.total], isOwn: isOwn) { _, _ in true },
                table([.longerThan(90)], isOwn: isOwn) { spell, _ in spells[spell].length.lowest > 90 },
                table((1...4).map { .certificates($0) }, isOwn: isOwn) { $1 == .certificates(spells[$0].age) },
                table(LengthGroup.Report.allCases.map { .length($0) }, isOwn: isOwn) { $1 == .length(spells[$0].length) },
            ]
        }
    }

    @Test(
        "reports on the same spells: together, and less the own unit, they tell none of the few of unknown sex, nor any other small count"
    )
    func spells() {
        var dice = Dice(seed: 82)
        var leavingOut = 0
        for _ in 0..<250 {
            let world = World(&dice)
            let (raw, left) = (world.tables(isOwn: nil), world.tables(isOwn: false))
            let spells = PublishedSpells(
                total: raw[0], overNinety: raw[1], rests: [(left[0], left[1])], limit: Self.five)
            let published = [spells.total, spells.overNinety] + [2, 3].map { spells.published(raw[$0], rests: [left[$0]]) }
            leavingOut += published.count(where: \.leavesOutUnknown)
            // Everybody's, and those of the other units: whoever works at the own unit takes it off what is shown.
            for isLeft in [false, true] {
                var cells = Cells()
                let tables = isLeft ? left : raw
                func less(_ counts: PublishedCounts, _ all: SexCounts, _ rest: SexCounts) -> PublishedCounts {
                    guard isLeft else { return counts }
                    return PublishedCounts(
                        female: counts.female.map { $0 - all.female + rest.female },
                        male: counts.male.map { $0 - all.male + rest.male },
                        total: counts.exactTotal.map { $0 - all.total + rest.total })
                }
                let rows = published.indices.map { report in
                    published[report].groups.indices.map { group in
                        cells.add(
                            less(
                                published[report].count(group: group), raw[report].count(group: group),
                                left[report].count(group: group)),
                            tables[report].count(group: group))
                    }
                }
                let found = cells.secrets { attacker in
                    for sex in 0..<4 {
                        for report in [2, 3] { attacker.learn(whole: rows[0][0] + sex, parts: rows[report].map { $0 + sex }) }
                        let long = zip(raw[3].groups, rows[3]).filter { group, _ in
                            if case .length(let length) = group { length.lowest > 90 } else { false }
                        }
                        attacker.learn(whole: rows[1][0] + sex, parts: long.map { $0.1 + sex })
                    }
                }
                #expect(found.derived == 0)
            }
        }
        #expect(leavingOut > 50, "\(leavingOut)")
    }
}
