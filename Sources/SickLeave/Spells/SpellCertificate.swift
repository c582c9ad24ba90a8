/// What joining needs to know of one certificate that counts (see `Certificate.countsInSpells`).
package struct SpellCertificate: Hashable, Sendable {
    /// At least one.
    package let periods: [SickLeavePeriod]
    package let signedAt: LocalTime
    /// The care unit, not the sub-unit: sub-units join with their care unit.
    package let careUnit: HSAID
    package let careProvider: HSAID
    /// From the first day of any period through the last day of any.
    package let days: DayRange

    /// Nil without periods.
    package init?(periods: [SickLeavePeriod], signedAt: LocalTime, careUnit: HSAID, careProvider: HSAID) {
        guard let first = periods.lazy.map(\.days.first).min(), let last = periods.lazy.map(\.days.last).max(),
            let days = DayRange(first, through: last)
        else { return nil }
        self.periods = periods.enumerated().sorted { ($0.element.days.first, $0.offset) < ($1.element.days.first, $1.offset) }
            .map(\.element)
        self.signedAt = signedAt
        self.careUnit = careUnit
        self.careProvider = careProvider
        self.days = days
    }

    /// The period that holds the day, the earlier one if two do; nil on a gap day inside the certificate and outside it.
    package func period(on day: Day) -> SickLeavePeriod? { periods.first { $0.days.contains(day) } }
}
