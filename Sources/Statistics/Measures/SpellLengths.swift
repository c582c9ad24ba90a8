package import SickLeave

extension UnitFacts {
    /// How long spells last that began in the months: ended or not, each followed for as long as it has been seen.
    ///
    /// - Returns: nil when no spell began.
    package func lengths(of months: ClosedRange<Month>, where includes: (Traits) -> Bool = { _ in true }) -> SurvivalCurve? {
        let window = months.lowerBound.firstDay...months.upperBound.lastDay
        let followed = spells.compactMap { spell -> SurvivalCurve.FollowedSpell? in
            guard window.contains(spell.first), spell.first <= day, includes(spell.traits) else { return nil }
            return self.followed(spell)
        }
        return followed.isEmpty ? nil : SurvivalCurve(followed)
    }
}
