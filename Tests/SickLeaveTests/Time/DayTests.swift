import Foundation
import SickLeave
import Testing

@Suite("Day")
struct DayTests {
    /// Every day from 1800 to 2199 against Foundation's calendar, which uses code that has nothing in common with ours.
    @Test("every day from 1800 to 2199 has the date, weekday and ISO week that Foundation gives it")
    func oracle() throws {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let first = try #require(Day(year: 1800, month: 1, day: 1))
        let last = try #require(Day(year: 2199, month: 12, day: 31))
        var mismatches: [Day] = []
        for number in first.number...last.number {
            let day = Day(number)
            let date = Date(timeIntervalSince1970: TimeInterval(number) * 86_400)
            let expected = calendar.dateComponents(
                [.year, .month, .day, .weekday, .weekOfYear, .yearForWeekOfYear], from: date)
            let (year, month, dayOfMonth) = day.components
            let week = ISOWeek(containing: day)
            let isSame =
                (year, month, dayOfMonth) == (expected.year ?? 0, expected.month ?? 0, expected.day ?? 0)
                && day.weekday == ((expected.weekday ?? 0) + 5) % 7 + 1
                && (week.year, week.week) == (expected.yearForWeekOfYear ?? 0, expected.weekOfYear ?? 0)
            if !isSame { mismatches.append(day) }
        }
        #expect(mismatches.isEmpty)
        #expect(last - first + 1 == 146_097)
    }

    @Test("every day from 1800 to 2199 survives print and read, with and without hyphens, and lies in its month and week")
    func roundTrip() throws {
        let first = try #require(Day(year: 1800, month: 1, day: 1))
        var failures: [Day] = []
        for number in first.number..<(first.number + 146_097) {
            let day = Day(number)
            let text = day.description
            let compact = String(decoding: text.utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self)
            let isKept =
                Day(iso: text) == day && Day(iso: compact) == day && day.month.days.contains(day)
                && ISOWeek(containing: day).days.contains(day)
            if !isKept { failures.append(day) }
        }
        #expect(failures.isEmpty)
    }

    @Test(
        "a day that does not exist, or is written in another way, is refused",
        arguments: [
            "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-11-00", "1799-12-31",
            "2200-01-01", "2026-1-01", "2026/11/21", "26-11-21", "2026-11-21 ", "", "2026-11-2१", "20261121T", "-026-11-21",
        ])
    func refused(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test("the leap day exists in 2000 and 2024")
    func leapDays() throws {
        #expect(Day(iso: "2000-02-29") != nil)
        #expect(Day(iso: "2024-02-29").map { $0 + 1 } == Day(iso: "2024-03-01"))
    }

    @Test("a day range counts both ends and is never empty")
    func ranges() throws {
        let first = try #require(Day(iso: "2026-11-21"))
        #expect(DayRange(first, through: first)?.count == 1)
        #expect(DayRange(first, through: first + 13)?.count == 14)
        #expect(DayRange(first, through: first - 1) == nil)
        let range = try #require(DayRange(first, through: first + 13))
        #expect(range.contains(first) && range.contains(first + 13) && !range.contains(first + 14))
        #expect(range.overlaps(try #require(DayRange(first + 13, through: first + 20))))
        #expect(!range.overlaps(try #require(DayRange(first + 14, through: first + 20))))
    }

    @Test("a day from a damaged store can still be printed")
    func damaged() {
        #expect(Day(rawValue: .min).description == "dag -2147483648")
        #expect(Day(rawValue: .max).description == "dag 2147483647")
    }
}

@Suite("Month and ISO week")
struct MonthTests {
    @Test("months before and after 1970 know their year, first and last day")
    func monthEnds() throws {
        let february = try #require(Month(iso: "1968-02"))
        #expect(february.year == 1968 && february.month == 2)
        #expect(february.lastDay == Day(iso: "1968-02-29"))
        #expect((february - 2).description == "1967-12")
        #expect(try #require(Month(iso: "2026-11")) - february == 705)
    }

    @Test("a month is read only as year and month", arguments: ["2026-13", "2026-00", "2026-1", "202611", "2026-11-01", ""])
    func refused(text: String) {
        #expect(Month(iso: text) == nil)
    }

    @Test("2020 and 2026 have a week 53, and the days around New Year belong to the right one")
    func week53() throws {
        #expect(try #require(Day(iso: "2021-01-03")).week.description == "2020-W53")
        #expect(try #require(Day(iso: "2021-01-04")).week.description == "2021-W01")
        #expect(try #require(Day(iso: "2026-12-31")).week.description == "2026-W53")
        #expect(try #require(Day(iso: "2024-12-30")).week.description == "2025-W01")
    }
}

@Suite("Swedish dates")
struct SwedishDateTests {
    @Test("dates are written as Swedish pages write them")
    func inWords() throws {
        let day = try #require(Day(iso: "2026-11-21"))
        #expect(day.inWords == "21 november 2026")
        #expect(day.inShortWords == "21 nov 2026")
        #expect(day.month.inWords == "november 2026")
        #expect(day.month.inShortWords == "nov 2026")
        #expect(day.week.inWords == "v. 47")
        #expect(day.weekdayName == "lördag" && day.shortWeekdayName == "lör")
    }

    @Test("the names are Foundation's for Swedish, without full stops")
    func oracle() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "sv_SE")
        #expect(SwedishCalendarNames.months == formatter.standaloneMonthSymbols)
        #expect(SwedishCalendarNames.shortMonths == formatter.shortMonthSymbols.map { $0.filter { $0 != "." } })
        let weekdays = formatter.standaloneWeekdaySymbols
        #expect(SwedishCalendarNames.weekdays == Array(weekdays.dropFirst() + weekdays.prefix(1)))
        let short = formatter.shortWeekdaySymbols.map { $0.filter { $0 != "." } }
        #expect(SwedishCalendarNames.shortWeekdays == Array(short.dropFirst() + short.prefix(1)))
    }
}
