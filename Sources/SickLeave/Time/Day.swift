/// A Swedish calendar day, counted from 1970-01-01 (day 0) in the proleptic Gregorian calendar.
///
/// The domain never sees an instant or a time zone: a certificate is valid *from day to day*, inclusive at both ends.
/// Days before year 1800 and after 2199 are refused when read from text, so that a typing error becomes an error and
/// not a spell of nine hundred years.
package struct Day: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }
    package init(_ number: Int) { self.rawValue = Int32(number) }

    /// Days since 1970-01-01.
    package var number: Int { Int(rawValue) }

    package static func < (a: Day, b: Day) -> Bool { a.rawValue < b.rawValue }
    package static func + (day: Day, days: Int) -> Day { Day(rawValue: day.rawValue + Int32(days)) }
    package static func - (day: Day, days: Int) -> Day { Day(rawValue: day.rawValue - Int32(days)) }
    package static func - (later: Day, earlier: Day) -> Int { Int(later.rawValue - earlier.rawValue) }
}

extension Day {
    /// Days in five years: one further ahead than that is a slip of the pen (2046 for 2026).
    package static let mostDaysAhead = 1_826

    /// Nil when the day does not exist (30 February, month 13).
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Day.daysInMonth(year: year, month: month) else { return nil }
        self.init(Day.number(year: year, month: month, day: day))
    }

    /// Reads `2026-11-21` or `20261121`; nil for anything else, for days that do not exist and for years outside 1800–2199.
    package init?(iso text: some StringProtocol) {
        guard let day = text.withBytes({ Day(isoBytes: $0) }) else { return nil }
        self = day
    }

    /// As `init(iso:)`, for readers that have the bytes at hand: a file of millions of days is read through here.
    package init?(isoBytes bytes: UnsafeBufferPointer<UInt8>) {
        let isCompact = bytes.count == 8
        guard isCompact || bytes.count == 10 else { return nil }
        var value = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if !isCompact, index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        let year = value / 10_000
        guard (1800...2199).contains(year) else { return nil }
        self.init(year: year, month: value / 100 % 100, day: value % 100)
    }

    // Days from civil and back: Howard Hinnant's published algorithms, years start in March so that the leap day is last.
    private static func number(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month (1–12) and day of month (1–31).
    package var components: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var year: Int { components.year }
    package var month: Month { Month(containing: self) }

    /// 1 = Monday … 7 = Sunday.
    package var weekday: Int {
        let fromThursday = number % 7
        return (fromThursday + 3 + 7) % 7 + 1
    }

    package static func isLeap(year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    package static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible {
    /// ISO 8601, `2026-11-21`.
    package var description: String {
        let (year, month, day) = components
        // Only a damaged store can hold such a day; it must still be possible to print it.
        guard (0...9999).contains(year) else { return "dag \(rawValue)" }
        return String(unsafeUninitializedCapacity: 10) { buffer in
            func put(_ value: Int, at index: Int, digits: Int) {
                var rest = value
                for offset in stride(from: digits - 1, through: 0, by: -1) {
                    buffer[index + offset] = UInt8(0x30 + rest % 10)
                    rest /= 10
                }
            }
            put(year, at: 0, digits: 4)
            buffer[4] = UInt8(ascii: "-")
            put(month, at: 5, digits: 2)
            buffer[7] = UInt8(ascii: "-")
            put(day, at: 8, digits: 2)
            return 10
        }
    }
}

/// Days from `first` through `last`, both included; never empty.
package struct DayRange: Hashable, Sendable {
    package let first: Day
    package let last: Day

    /// Nil when `last` comes before `first`.
    package init?(_ first: Day, through last: Day) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Number of days, at least 1.
    package var count: Int { last - first + 1 }
    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
    package func overlaps(_ other: DayRange) -> Bool { first <= other.last && other.first <= last }
}
