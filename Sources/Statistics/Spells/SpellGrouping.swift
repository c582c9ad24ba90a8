import SickLeave

/// The fast twin of `SpellRule.spells(of:)`: takes certificate rows one by one, those of a person and scope key together and
/// by first day, and writes each spell when it is complete. Nothing is allocated per row.
struct SpellGrouping {
    private let columns: SpellInput
    private let reach: Int
    private var table: SpellTable
    private var canvas = OverlapCanvas()

    private var isOpen = false
    private var person: Int32 = 0
    private var key: Int32 = 0
    private var first: Int32 = 0
    private var last: Int32 = 0
    private var days = CertifiedDays()

    init(columns: SpellInput, rule: SpellRule, expectedRows: Int) {
        self.columns = columns
        reach = rule.gap + 1
        table = SpellTable(rule: rule)
        table.rows.reserveCapacity(expectedRows)
    }

    /// The next certificate; one that does not count is passed over.
    @inline(__always)
    mutating func take(_ row: Int, key rowKey: Int32) {
        guard columns.facts.flags[row] & CertificateFlags.countsInSpells.rawValue != 0 else { return }
        let rowPerson = columns.keys.person[row]
        let rowFirst = columns.facts.firstDay[row]
        let rowLast = columns.facts.lastDay[row]
        // The chain runs on the latest last day so far: a certificate inside another one must not shorten the reach.
        if isOpen, rowPerson == person, rowKey == key, Int(rowFirst) <= Int(last) &+ reach {
            last = max(last, rowLast)
        } else {
            close()
            isOpen = true
            person = rowPerson
            key = rowKey
            first = rowFirst
            last = rowLast
            days = CertifiedDays()
        }
        table.rows.append(Int32(truncatingIfNeeded: row))
        for period in columns.periodRows(row) {
            days.add(
                first: columns.periods.firstDay[period], last: columns.periods.lastDay[period],
                percent: columns.periods.percent[period], signedAt: columns.facts.signedAt[row], number: columns.facts.number[row]
            )
        }
    }

    /// All spells of the rows taken.
    consuming func finish() -> SpellTable {
        close()
        return table
    }

    private mutating func close() {
        guard isOpen else { return }
        var sums = days.sums
        var startExtent = days.startExtent
        var endExtent = days.endExtent
        if days.needsCanvas {
            canvas.paint(table.rows[Int(table.rowStart[table.rowStart.count - 1])...], first: first, last: last, columns: columns)
            sums = canvas.sums
            startExtent = canvas.percent(at: 0)
            endExtent = canvas.percent(at: Int(last - first))
        }
        table.person.append(person)
        table.scopeKey.append(key)
        table.firstDay.append(first)
        table.lastDay.append(last)
        table.netDays.append(Int32(truncatingIfNeeded: sums.net))
        table.partTimeDays.append(Int32(truncatingIfNeeded: sums.partTime))
        table.percentDays.append(Int32(truncatingIfNeeded: sums.percent))
        table.startExtent.append(startExtent)
        table.endExtent.append(endExtent)
        table.rowStart.append(Int32(truncatingIfNeeded: table.rows.count))
    }
}
