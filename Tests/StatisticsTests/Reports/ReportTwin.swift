import SickLeave
import Statistics

/// The slow, obvious twin of the engine for spells: sets of days, certificates compared two by two.
struct ReportTwin {
    let world: ReportWorld
    /// Certificates in sight.
    let isVisible: (ReportWorld.Line) -> Bool
    /// Whose certificates may be seen at all.
    let provider: Int32?
    let isLimited: Bool
    var lengths: Set<LengthGroup.Report>?

    struct Spell {
        /// In the window and in sight, in order; the last speaks.
        var lines: [ReportWorld.Line]
        var length: Int
        var certificates: Int
        var sex: Int
    }

    func spells(_ window: DayRange) -> [Spell] {
        world.lines.flatMap { lines -> [Spell] in
            if let provider, lines[0].item.provider != provider { return [] }
            return chains(isLimited ? lines : lines.filter { $0.days.first <= window.last }).compactMap { spell($0, window) }
        }
    }

    /// Two lines belong together when at most five days lie between them, and so on from line to line.
    private func chains(_ lines: [ReportWorld.Line]) -> [[ReportWorld.Line]] {
        var chains: [[ReportWorld.Line]] = []
        for line in lines {
            let near = { (other: ReportWorld.Line) in
                line.days.first - other.days.last <= 6 && other.days.first - line.days.last <= 6
            }
            let joined = chains.filter { $0.contains(where: near) }.flatMap { $0 } + [line]
            chains = chains.filter { !$0.contains(where: near) } + [joined]
        }
        return chains
    }

    private func spell(_ chain: [ReportWorld.Line], _ window: DayRange) -> Spell? {
        let lines = chain.filter { isVisible($0) && $0.days.overlaps(window) }.sorted {
            ($0.days.first, $0.item.number, $0.extent) < ($1.days.first, $1.item.number, $1.extent)
        }
        guard let first = lines.map(\.days.first).min(), let last = lines.map(\.days.last).max() else { return nil }
        var days: Set<Day> = []
        for line in chain where line.days.first <= last {
            for number in line.days.first.number...line.days.last.number
            where !isLimited || isVisible(line) || line.days.first < first || Day(number) <= last { days.insert(Day(number)) }
        }
        if let lengths, !lengths.contains(LengthGroup.Report(days: days.count)) { return nil }
        let counted = isLimited ? chain.filter { $0.days.first <= last } : chain.filter { $0.days.overlaps(window) }
        return Spell(
            lines: lines, length: days.count, certificates: Set(counted.map(\.item.number)).count,
            sex: Int(lines[0].item.person % 2))
    }

    /// Counts by group and sex (0 women, 1 men). `groups` may name a group several times for one spell.
    func counts(_ window: DayRange, _ groups: (Spell) -> [String]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for spell in spells(window) { for group in groups(spell) { counts["\(group) \(spell.sex)", default: 0] += 1 } }
        return counts
    }
}
