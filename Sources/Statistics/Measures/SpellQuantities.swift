import SickLeave

/// Figures that are amounts and no shares: how long spells last, and how many certificates each has.
extension Measure {
    /// Each window's median length. It has settled when no spell that is still going on could end before it: from then on more ends only
    /// lie behind the median.
    func medianLengths(in facts: UnitFacts, _ windows: MeasureWindows, where includes: (Traits) -> Bool) -> [MeasureResult] {
        var byMonth = [[SurvivalCurve.FollowedSpell]](repeating: [], count: windows.monthCount)
        for spell in facts.spells where spell.first <= facts.day && windows.months.contains(spell.first.month) {
            guard includes(spell.traits) else { continue }
            byMonth[windows.index(spell.first.month)].append(facts.followed(spell))
        }
        return windows.map { window, months in
            let spells = window.flatMap { byMonth[$0] }
            var result = blank(
                months, facts, count: ShareCount(spells.count(where: \.ended), of: spells.count), observations: spells.count)
            guard spells.count >= max(1, minimumGroup) else { return result }
            let median = SurvivalCurve(spells).median
            guard let days = median.days else {
                result.notes.append(.halfOngoing)
                return result
            }
            result.value = Double(days)
            if let least = median.atLeast, let most = median.atMost {
                result.interval = Interval(lower: Double(least), upper: Double(most))
            }
            if result.isSettled, spells.contains(where: { !$0.ended && $0.days < days }) {
                result.notes.append(.preliminary(until: months.upperBound.lastDay + days + facts.rule.gap + 1))
            }
            return result
        }
    }

    /// Each window's mean, with an interval from how much the spells differ: counts of certificates follow no simple law, since every spell
    /// has one at least.
    func certificatesPerSpell(
        throughDay day: Int, in facts: UnitFacts, _ windows: MeasureWindows, where includes: (Traits) -> Bool
    ) -> [MeasureResult] {
        var tallies = [CertificateTally](repeating: CertificateTally(), count: windows.monthCount)
        for spell in facts.spells {
            let entry = spell.first + (day - 1)
            guard entry <= facts.day, windows.months.contains(entry.month), includes(spell.traits) else { continue }
            tallies[windows.index(entry.month)].add(facts.certificateStarts[spell.starts].count { $0 <= entry })
        }
        return windows.map { window, months in
            var tally = CertificateTally()
            for index in window { tally.add(tallies[index]) }
            var result = blank(months, facts, count: tally.count, observations: tally.count.total)
            guard tally.count.total >= max(1, minimumGroup) else { return result }
            result.value = tally.count.share
            result.interval = tally.interval
            return result
        }
    }
}

extension UnitFacts {
    /// A spell has ended when no certificate can join it any more: the last day on which one could lies before the day asked about,
    /// whose certificates still come.
    func followed(_ spell: SpellFact) -> SurvivalCurve.FollowedSpell {
        SurvivalCurve.FollowedSpell(days: min(spell.last, day) - spell.first + 1, ended: spell.last + rule.gap + 1 < day)
    }
}

/// Certificates of spells, with what their mean's interval needs.
struct CertificateTally {
    private(set) var count = ShareCount()
    private var squares = 0

    mutating func add(_ certificates: Int) {
        count = count + ShareCount(certificates, of: 1)
        squares += certificates * certificates
    }

    mutating func add(_ other: CertificateTally) {
        count = count + other.count
        squares += other.squares
    }

    /// The mean and twice (1,96) its standard error; not below one, which every spell has. Nil for a single spell.
    var interval: Interval? {
        guard let mean = count.share, count.total > 1 else { return nil }
        let size = Double(count.total)
        let variance = max(0, (Double(squares) - size * mean * mean) / (size - 1))
        let distance = Interval.z95 * (variance / size).squareRoot()
        return Interval(lower: max(min(1, mean), mean - distance), upper: mean + distance)
    }
}
