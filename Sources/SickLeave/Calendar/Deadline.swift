/// A limit of the day calendar, placed in one spell.
package struct Deadline: Hashable, Sendable {
    package let limit: DayLimit
    /// Day 1 of the spell.
    package let spellStart: Day
    package let date: Day
    /// 0 on the day itself, negative when it has passed.
    package let daysLeft: Int

    package init(limit: DayLimit, spellStart: Day, date: Day, daysLeft: Int) {
        self.limit = limit
        self.spellStart = spellStart
        self.date = date
        self.daysLeft = daysLeft
    }

    /// Why it stands on this date, and how far it can be trusted.
    package var reason: String {
        // A reference may end as an abbreviation does, "27 kap.", which ends the sentence too.
        let reference = limit.reference.hasSuffix(".") ? limit.reference : "\(limit.reference)."
        let count = "Dag \(limit.day) infaller \(date), räknat i kalenderdagar från \(spellStart)."
        return switch limit.kind {
        case .law:
            "\(count) Grund: \(reference) Dagen är en uppskattning: Försäkringskassan avgör hur dagarna räknas."
        case .recommendation:
            "\(count) Det är en rekommendation, inte ett krav i lag: \(reference)"
        }
    }

    /// `om 3 dagar`, `i morgon`, `i dag`, `i går`, `för 3 dagar sedan`.
    package var inWords: String { Deadline.inWords(daysLeft: daysLeft) }

    package static func inWords(daysLeft: Int) -> String {
        switch daysLeft {
        case 0: "i dag"
        case 1: "i morgon"
        case -1: "i går"
        case 2...: "om \(daysLeft) dagar"
        default: "för \(-daysLeft) dagar sedan"
        }
    }
}
