package import SickLeave

extension Snapshot {
    /// Every spell under the rule, or with `careUnit` those with at least one certificate of that care unit.
    ///
    /// Linear in the certificates; with a care unit, in the certificates of the unit (scope `unit`) or of the unit's patients.
    package func spells(rule: SpellRule, careUnit: UnitIndex? = nil) -> SpellTable {
        guard let careUnit else { return grouped(rule: rule, expectedRows: certificates.count) { takeAll(rule, &$0, $1) } }
        let unitRows = certificateRows(careUnit: careUnit)
        let table = grouped(rule: rule, expectedRows: unitRows.count) { takeUnit(unitRows, rule, window: nil, &$0, $1) }
        return rule.scope == .unit ? table : table.filter { touches(careUnit, table, $0) }
    }

    /// One person's spells. In scope `unit` ordered by care unit and first day, like the whole table.
    package func spells(person: PersonIndex, rule: SpellRule) -> SpellTable {
        let rows = certificateRows(person: person)
        return grouped(rule: rule, expectedRows: rows.count) { grouping, columns in
            var keys = ScopeKeys(rule.scope)
            keys.take(rows.startIndex..<rows.endIndex, &grouping, columns)
        }
    }

    /// The care unit has a certificate in the spell.
    func touches(_ careUnit: UnitIndex, _ table: SpellTable, _ spell: Int) -> Bool {
        table.rows(spell).contains { certificates.careUnit[Int($0)] == careUnit.rawValue }
    }

    func grouped(rule: SpellRule, expectedRows: Int, _ take: (inout SpellGrouping, SpellInput) -> Void) -> SpellTable {
        withSpellInput { columns in
            var grouping = SpellGrouping(columns: columns, rule: rule, expectedRows: expectedRows)
            take(&grouping, columns)
            return grouping.finish()
        } ?? SpellTable(rule: rule)
    }

    private func takeAll(_ rule: SpellRule, _ grouping: inout SpellGrouping, _ columns: SpellInput) {
        if rule.scope == .unit {
            for row in 0..<certificates.count { grouping.take(row, key: columns.keys.careUnit[row]) }
            return
        }
        var keys = ScopeKeys(rule.scope)
        for person in 0..<persons.count {
            keys.take(Int(certificates.personStart[person])..<Int(certificates.personStart[person + 1]), &grouping, columns)
        }
    }

    /// The unit's patients one by one; with a window, only those with a certificate that holds a day of it.
    func takeUnit(
        _ unitRows: Range<Int>, _ rule: SpellRule, window: ClosedRange<Int32>?, _ grouping: inout SpellGrouping,
        _ columns: SpellInput
    ) {
        var keys = ScopeKeys(rule.scope)
        var start = unitRows.lowerBound
        while start < unitRows.upperBound {
            let person = columns.keys.person[start]
            var end = start
            while end < unitRows.upperBound, columns.keys.person[end] == person { end += 1 }
            if rule.scope == .unit {
                if window.map({ window in (start..<end).contains { columns.holds($0, window) } }) ?? true {
                    for row in start..<end { grouping.take(row, key: columns.keys.careUnit[row]) }
                }
            } else {
                let places = Int(certificates.personStart[Int(person)])..<Int(certificates.personStart[Int(person) + 1])
                if window.map({ window in places.contains { columns.holds(Int(columns.keys.byPerson[$0]), window) } }) ?? true {
                    keys.take(places, &grouping, columns)
                }
            }
            start = end
        }
    }
}

extension SpellInput {
    /// The certificate's first through last day shares a day with the window.
    fileprivate func holds(_ row: Int, _ window: ClosedRange<Int32>) -> Bool {
        facts.firstDay[row] <= window.upperBound && facts.lastDay[row] >= window.lowerBound
    }
}

/// Parts a person's certificates by scope key. Nearly everyone has one key, and then the rows are taken where they lie.
private struct ScopeKeys {
    private let scope: SpellRule.Scope
    private var scratch: [(key: Int32, place: Int)] = []

    init(_ scope: SpellRule.Scope) { self.scope = scope }

    /// Takes the rows at the places of `byPerson`, those of one key together.
    mutating func take(_ places: Range<Int>, _ grouping: inout SpellGrouping, _ columns: SpellInput) {
        guard let first = places.first else { return }
        if scope == .all {
            for place in places { grouping.take(Int(columns.keys.byPerson[place]), key: Snapshot.none) }
            return
        }
        let key = scope == .provider ? columns.keys.provider : columns.keys.careUnit
        let firstKey = key[Int(columns.keys.byPerson[first])]
        if places.allSatisfy({ key[Int(columns.keys.byPerson[$0])] == firstKey }) {
            for place in places { grouping.take(Int(columns.keys.byPerson[place]), key: firstKey) }
            return
        }
        scratch.removeAll(keepingCapacity: true)
        for place in places { scratch.append((key[Int(columns.keys.byPerson[place])], place)) }
        scratch.sort { ($0.key, $0.place) < ($1.key, $1.place) }
        for (key, place) in scratch { grouping.take(Int(columns.keys.byPerson[place]), key: key) }
    }
}
