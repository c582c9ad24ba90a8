/// The day calendar (dagkalendern): the rehabilitation chain (rehabiliteringskedjan) and other dated limits of a spell.
///
/// Days are calendar days from day 1, weekday or holiday, whatever the extent. Only the agency decides where in the
/// chain a person is, so every deadline here is an estimate, and says so.
package struct DayCalendar: Hashable, Sendable {
    package enum Fault: Error, Hashable, Sendable {
        case dayBelowOne(id: String)
        /// `validThrough` comes before `validFrom`.
        case validityEndsBeforeStart(id: String)
        /// Two rows with the same id describe the same day.
        case overlappingValidity(id: String)
    }

    /// In order of day, then id.
    package let entries: [DayLimit]

    package init(entries: [DayLimit]) throws(Fault) {
        for (index, entry) in entries.enumerated() {
            guard entry.day >= 1 else { throw .dayBelowOne(id: entry.id) }
            let from = entry.validFrom ?? .distantPast
            let through = entry.validThrough ?? .distantFuture
            guard from <= through else { throw .validityEndsBeforeStart(id: entry.id) }
            for other in entries[..<index] where other.id == entry.id {
                let isApart = (other.validThrough ?? .distantFuture) < from || through < (other.validFrom ?? .distantPast)
                guard isApart else { throw .overlappingValidity(id: entry.id) }
            }
        }
        self.entries = entries.sorted { ($0.day, $0.id) < ($1.day, $1.id) }
    }

    /// The rows that describe the day.
    package func limits(on day: Day) -> [DayLimit] { entries.filter { $0.isValid(on: day) } }
}

extension Day {
    fileprivate static let distantPast = Day(rawValue: .min)
    fileprivate static let distantFuture = Day(rawValue: .max)
}

extension DayCalendar {
    /// Every limit of a spell with its date, in order. Each is the wording that is valid on its own date.
    ///
    /// - Parameters:
    ///   - spellStart: day 1.
    ///   - day: the day asked about, from which `daysLeft` counts.
    ///   - occupations: from the certificate; empty counts as work.
    ///   - certifiedThrough: leaves out limits after the spell's last certified day; nil keeps them.
    package func deadlines(
        spellStart: Day, on day: Day, occupations: [Occupation], certifiedThrough: Day? = nil
    ) -> [Deadline] {
        entries.compactMap { limit in
            let date = spellStart + (limit.day - 1)
            guard limit.applies(to: occupations), limit.isValid(on: date) else { return nil }
            if let certifiedThrough, date > certifiedThrough { return nil }
            return Deadline(limit: limit, spellStart: spellStart, date: date, daysLeft: date - day)
        }
    }

    /// The first limit on the day or later; nil when all have passed.
    package func nextDeadline(
        spellStart: Day, on day: Day, occupations: [Occupation], certifiedThrough: Day? = nil
    ) -> Deadline? {
        deadlines(spellStart: spellStart, on: day, occupations: occupations, certifiedThrough: certifiedThrough)
            .first { $0.daysLeft >= 0 }
    }

    /// The limits from the day through `within` days later; 7 gives the coming week.
    package func due(
        spellStart: Day, on day: Day, occupations: [Occupation], within: Int, certifiedThrough: Day? = nil
    ) -> [Deadline] {
        deadlines(spellStart: spellStart, on: day, occupations: occupations, certifiedThrough: certifiedThrough)
            .filter { (0...max(within, 0)).contains($0.daysLeft) }
    }

    /// What care should have done by now and has not. Others' tasks and milestones are never late: the unit cannot know
    /// whether an employer has done its part.
    ///
    /// - Parameter fulfilled: ids of the limits that are done.
    package func late(
        spellStart: Day, on day: Day, occupations: [Occupation], fulfilled: Set<DayLimit.ID>
    ) -> [Deadline] {
        deadlines(spellStart: spellStart, on: day, occupations: occupations).filter {
            $0.daysLeft < 0 && $0.limit.nature == .task && $0.limit.actor.isCare && !fulfilled.contains($0.limit.id)
        }
    }
}
