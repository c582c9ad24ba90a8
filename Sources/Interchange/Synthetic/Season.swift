import SickLeave

/// When spells start: few in July, many in January–March and September–November, most on Mondays. Assumed.
enum Season {
    static let perMonth = [115, 115, 110, 100, 98, 85, 60, 90, 112, 115, 112, 88]
    private static let perWeekday = [100, 85, 80, 75, 60, 20, 20]

    /// A day within the range, drawn by season and weekday.
    static func day(in range: DayRange, _ random: inout SplitMix64) -> Day {
        for _ in 0..<30 {
            let day = range.first + random.below(range.count)
            let ticket = random.below(11_500)
            // The weekday first: it is the cheap question and refuses most.
            let weekday = perWeekday[day.weekday - 1]
            if ticket >= 115 * weekday { continue }
            if ticket < perMonth[day.month.month - 1] * weekday { return day }
        }
        return range.first + random.below(range.count)
    }

    /// The same day, or the Monday after a weekend.
    static func workday(from day: Day) -> Day { day.weekday > 5 ? day + (8 - day.weekday) : day }
    /// The same day, or the Friday before a weekend.
    static func workday(before day: Day) -> Day { day.weekday > 5 ? day - (day.weekday - 5) : day }
}
