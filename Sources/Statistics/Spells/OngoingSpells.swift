package import SickLeave

extension Snapshot {
    /// The care unit's list on a day: at most one line a patient (and provider, in scope `provider`), ordered by person.
    ///
    /// Listed is a spell that is ongoing (see `SpellStatus`) and has a certificate of the care unit. With `recentlyEnded` 1 or
    /// more also one without a certificate for the day whose latest certificate ended so many days ago or fewer.
    /// Cost follows the unit's certificates, not the snapshot's.
    package func ongoingSpells(careUnit: UnitIndex, on day: Day, rule: SpellRule, recentlyEnded: Int = 0) -> [OngoingSpell] {
        var list: [OngoingSpell] = []
        for line in lines(careUnit: careUnit, on: day, rule: rule, recentlyEnded: recentlyEnded) {
            // Spells of a person come by first day, and after an ongoing one no other can have begun: the latest stands.
            if let latest = list.last, latest.person == line.person, latest.scopeKey == line.scopeKey { list.removeLast() }
            list.append(line)
        }
        return list
    }

    /// Every spell without a certificate for the day whose latest certificate ended so many days ago or fewer, ordered by person and first
    /// day. A patient may have several, and an ongoing one beside.
    package func uncertifiedSpells(careUnit: UnitIndex, on day: Day, rule: SpellRule, within days: Int) -> [OngoingSpell] {
        lines(careUnit: careUnit, on: day, rule: rule, recentlyEnded: days).filter { $0.status != .ongoing }
    }

    private func lines(careUnit: UnitIndex, on day: Day, rule: SpellRule, recentlyEnded: Int) -> [OngoingSpell] {
        let unitRows = certificateRows(careUnit: careUnit)
        let window = (day - max(0, recentlyEnded)).rawValue...day.rawValue
        let table = grouped(rule: rule, expectedRows: 0) { takeUnit(unitRows, rule, window: window, &$0, $1) }
        return (0..<table.count).compactMap { spell in
            guard rule.scope == .unit || touches(careUnit, table, spell) else { return nil }
            return line(table, spell, day, earliestEnd: window.lowerBound)
        }
    }

    /// Nil when no certificate of the spell holds the day or a day from `earliestEnd` on.
    private func line(_ table: SpellTable, _ spell: Int, _ day: Day, earliestEnd: Int32) -> OngoingSpell? {
        let rows = table.rows(spell)
        guard let inForce = certificateInForce(among: rows, on: day), certificates.lastDay[Int(inForce)] >= earliestEnd else {
            return nil
        }
        let row = Int(inForce)
        let days = table.days(spell)
        let isOngoing = certificates.lastDay[row] >= day.rawValue
        let periodRows = certificates.periods(row)
        let current = periodRows.firstIndex { periods.firstDay[$0] <= day.rawValue && day.rawValue <= periods.lastDay[$0] }
        return OngoingSpell(
            person: PersonIndex(rawValue: table.person[spell]), scopeKey: table.scopeKey[spell],
            status: isOngoing ? .ongoing : days.last > day ? .betweenCertificates : .ended,
            days: days, netDays: Int(table.netDays[spell]), netDaysSoFar: netDays(of: rows, through: day),
            dayInSpell: min(day, days.last) - days.first + 1, certificates: Array(rows), certificateInForce: inForce,
            periods: periodRows.map { period in
                SickLeavePeriod(
                    days: DayRange(Day(rawValue: periods.firstDay[period]), through: Day(rawValue: periods.lastDay[period]))!,
                    extent: Extent(percent: Int(periods.percent[period]))!)
            },
            currentPeriod: current.map { $0 - periodRows.lowerBound }, diagnosis: certificates.diagnosis[row],
            doctor: certificates.doctor[row])
    }
}

extension Snapshot {
    /// The certificate that speaks for the spell on a day: as `Spell.certificateInForce`. Nil before the first one begins.
    package func certificateInForce(among rows: some Sequence<Int32>, on day: Day) -> Int32? {
        var best: (row: Int32, rank: InForceRank)?
        for row in rows {
            guard let rank = rank(Int(row), on: day.rawValue) else { continue }
            if best.map({ $0.rank < rank }) ?? true { best = (row, rank) }
        }
        return best?.row
    }

    private func rank(_ row: Int, on day: Int32) -> InForceRank? {
        guard certificates.firstDay[row] <= day else { return nil }
        let signed = certificates.signedAt[row]
        let number = certificates.number[row]
        if certificates.lastDay[row] < day {
            return InForceRank(hold: 0, lastDay: certificates.lastDay[row], signedAt: signed, number: number)
        }
        let certified = certificates.periods(row).contains { periods.firstDay[$0] <= day && day <= periods.lastDay[$0] }
        return InForceRank(hold: certified ? 2 : 1, lastDay: 0, signedAt: signed, number: number)
    }

    /// Days through `day` that a period of the certificates covers.
    package func netDays(of rows: ArraySlice<Int32>, through day: Day) -> Int {
        var spans: [(first: Int32, last: Int32)] = []
        for row in rows {
            for period in certificates.periods(Int(row)) where periods.firstDay[period] <= day.rawValue {
                spans.append((periods.firstDay[period], min(periods.lastDay[period], day.rawValue)))
            }
        }
        spans.sort { $0.first < $1.first }
        var covered = Int32.min
        var net = 0
        for span in spans where span.last > covered {
            net += Int(span.last - max(span.first, covered == Int32.min ? span.first : covered + 1)) + 1
            covered = span.last
        }
        return net
    }
}

/// Certified for the day before merely running over it before ended; the latest end among ended ones; the latest signed.
private struct InForceRank: Comparable {
    let hold: UInt8
    let lastDay: Int32
    let signedAt: Int64
    let number: Int32

    static func < (a: InForceRank, b: InForceRank) -> Bool {
        (a.hold, a.lastDay, a.signedAt, a.number) < (b.hold, b.lastDay, b.signedAt, b.number)
    }
}
