/// An ISO 8601 week: Monday first, week 1 holds the year's first Thursday. Some years have 53 weeks.
package struct ISOWeek: Hashable, Comparable, Sendable {
    /// The year that the week belongs to, which differs from the calendar year for some days around New Year.
    package let year: Int
    /// 1–53.
    package let week: Int

    package init(containing day: Day) {
        let thursday = day + (4 - day.weekday)
        year = thursday.year
        week = (thursday - Day(year: year, month: 1, day: 1)!) / 7 + 1
    }

    package var monday: Day {
        let fourthOfJanuary = Day(year: year, month: 1, day: 4)!
        return fourthOfJanuary - (fourthOfJanuary.weekday - 1) + (week - 1) * 7
    }

    package var days: DayRange { DayRange(monday, through: monday + 6)! }

    package static func < (a: ISOWeek, b: ISOWeek) -> Bool { (a.year, a.week) < (b.year, b.week) }
}

extension ISOWeek: CustomStringConvertible {
    /// `2026-W47`.
    package var description: String { "\(year)-W\(week < 10 ? "0" : "")\(week)" }
}
