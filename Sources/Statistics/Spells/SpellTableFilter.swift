extension SpellTable {
    /// The spells that satisfy the condition, in their order.
    func filter(_ isIncluded: (Int) -> Bool) -> SpellTable {
        var kept = SpellTable(rule: rule)
        for spell in 0..<count where isIncluded(spell) {
            kept.person.append(person[spell])
            kept.scopeKey.append(scopeKey[spell])
            kept.firstDay.append(firstDay[spell])
            kept.lastDay.append(lastDay[spell])
            kept.netDays.append(netDays[spell])
            kept.partTimeDays.append(partTimeDays[spell])
            kept.percentDays.append(percentDays[spell])
            kept.startExtent.append(startExtent[spell])
            kept.endExtent.append(endExtent[spell])
            kept.rows.append(contentsOf: rows(spell))
            kept.rowStart.append(Int32(kept.rows.count))
        }
        return kept
    }
}
