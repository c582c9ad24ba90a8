package import SickLeave

extension UnitFacts {
    /// How long spells last that began in the months: ended or not, each followed for as long as it has been seen.
    ///
    /// A spell has ended when no certificate can join it any more: its last day and the rule's gap lie before the day asked about.
    /// - Returns: nil when no spell began.
    package func lengths(of months: ClosedRange<Month>, where includes: (Traits) -> Bool = { _ in true }) -> SurvivalCurve? {
        let window = months.lowerBound.firstDay...months.upperBound.lastDay
        let followed = spells.compactMap { spell -> SurvivalCurve.FollowedSpell? in
            guard window.contains(spell.first), spell.first <= day, includes(spell.traits) else { return nil }
            return SurvivalCurve.FollowedSpell(
                days: min(spell.last, day) - spell.first + 1, ended: spell.last + rule.gap < day)
        }
        return followed.isEmpty ? nil : SurvivalCurve(followed)
    }
}
