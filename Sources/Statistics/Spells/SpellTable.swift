package import SickLeave

/// Spells as columns, one row a spell. In scope `unit` ordered by care unit, person and first day; in the other scopes by
/// person, provider (scope `provider`) and first day.
package struct SpellTable: Sendable {
    package let rule: SpellRule
    /// Row of `persons`.
    package internal(set) var person: [Int32] = []
    /// Row of `units` (scope `unit`) or `providers` (scope `provider`); `Snapshot.none` in scope `all`.
    package internal(set) var scopeKey: [Int32] = []
    package internal(set) var firstDay: [Int32] = []
    /// Future days included.
    package internal(set) var lastDay: [Int32] = []
    /// Days covered by at least one period: overlaps once, gap days not at all.
    package internal(set) var netDays: [Int32] = []
    /// Those of the net days with an extent below 100 percent.
    package internal(set) var partTimeDays: [Int32] = []
    /// The sum of the extent over the net days, in percent-days: 100 is one whole day.
    package internal(set) var percentDays: [Int32] = []
    /// Extent of the first day, in percent.
    package internal(set) var startExtent: [UInt8] = []
    /// Extent of the last day, in percent.
    package internal(set) var endExtent: [UInt8] = []
    /// Spell `s` owns `rows[rowStart[s]..<rowStart[s + 1]]`.
    package internal(set) var rowStart: [Int32] = [0]
    /// Rows of the snapshot's certificates, by first day.
    package internal(set) var rows: [Int32] = []

    package var count: Int { person.count }
    /// Rows of the spell's certificates, by first day.
    package func rows(_ spell: Int) -> ArraySlice<Int32> { rows[Int(rowStart[spell])..<Int(rowStart[spell + 1])] }
    package func certificateCount(_ spell: Int) -> Int { Int(rowStart[spell + 1] - rowStart[spell]) }
    package func days(_ spell: Int) -> DayRange {
        DayRange(Day(rawValue: firstDay[spell]), through: Day(rawValue: lastDay[spell]))!
    }

    init(rule: SpellRule) { self.rule = rule }
}
