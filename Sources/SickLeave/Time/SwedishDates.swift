/// Dates in words for pages, after the Swedish locale: small letters, no full stop after the short months.
package enum SwedishCalendarNames {
    package static let months = [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
    ]
    package static let shortMonths = ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"]
    /// Monday first.
    package static let weekdays = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
    package static let shortWeekdays = ["mån", "tis", "ons", "tors", "fre", "lör", "sön"]
}

extension Day {
    /// `21 november 2026`.
    package var inWords: String {
        let (year, month, day) = components
        return "\(day) \(SwedishCalendarNames.months[month - 1]) \(year)"
    }

    /// `21 nov 2026`.
    package var inShortWords: String {
        let (year, month, day) = components
        return "\(day) \(SwedishCalendarNames.shortMonths[month - 1]) \(year)"
    }

    /// `lördag`.
    package var weekdayName: String { SwedishCalendarNames.weekdays[weekday - 1] }
    /// `lör`.
    package var shortWeekdayName: String { SwedishCalendarNames.shortWeekdays[weekday - 1] }
    package var week: ISOWeek { ISOWeek(containing: self) }
}

extension Month {
    /// `november 2026`.
    package var inWords: String { "\(SwedishCalendarNames.months[month - 1]) \(year)" }
    /// `nov 2026`.
    package var inShortWords: String { "\(SwedishCalendarNames.shortMonths[month - 1]) \(year)" }
}

extension ISOWeek {
    /// `v. 47`.
    package var inWords: String { "v. \(week)" }
}
