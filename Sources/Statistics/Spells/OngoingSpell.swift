package import SickLeave

/// One line of a care unit's list on a day: a spell with the certificate that speaks for it.
package struct OngoingSpell: Hashable, Sendable {
    package let person: PersonIndex
    /// As `SpellTable.scopeKey`.
    package let scopeKey: Int32
    package let status: SpellStatus
    /// From the first day through the last, future certificates included.
    package let days: DayRange
    /// Net days of the whole spell, future days included.
    package let netDays: Int
    /// Net days through the day asked about.
    package let netDaysSoFar: Int
    /// Calendar day in the spell, day 1 being the first: what the day calendar counts. Of an ended one its last day.
    package let dayInSpell: Int
    /// Rows of the snapshot's certificates, by first day, future ones included.
    package let certificates: [Int32]
    /// The row among them that speaks for the spell (see `Spell.certificateInForce`): diagnosis, doctor and extents are its.
    package let certificateInForce: Int32
    /// Its periods, by first day.
    package let periods: [SickLeavePeriod]
    /// Which of the periods holds the day; nil on a gap day and when the spell has ended.
    package let currentPeriod: Int?
    /// Row of the snapshot's `diagnoses`; `Snapshot.none` when the certificate states none.
    package let diagnosis: Int32
    /// Row of the snapshot's `professionals`.
    package let doctor: Int32

    package var currentExtent: Extent? { currentPeriod.map { periods[$0].extent } }
}
