/// A calendar month, counted from January 1970 (month 0).
package struct Month: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// Nil when `month` is not 1–12.
    package init?(year: Int, month: Int) {
        guard (1...12).contains(month) else { return nil }
        self.rawValue = Int32((year - 1970) * 12 + month - 1)
    }

    package init(containing day: Day) {
        let (year, month, _) = day.components
        self.rawValue = Int32((year - 1970) * 12 + month - 1)
    }

    /// Reads `2026-11`.
    package init?(iso text: some StringProtocol) {
        guard let day = Day(iso: String(text) + "-01") else { return nil }
        self.init(containing: day)
    }

    package var year: Int { 1970 + (Int(rawValue) - monthIndex) / 12 }
    /// 1–12.
    package var month: Int { monthIndex + 1 }
    private var monthIndex: Int { ((Int(rawValue) % 12) + 12) % 12 }

    package var firstDay: Day { Day(year: year, month: month, day: 1)! }
    package var lastDay: Day { (self + 1).firstDay - 1 }
    package var days: DayRange { DayRange(firstDay, through: lastDay)! }

    package static func < (a: Month, b: Month) -> Bool { a.rawValue < b.rawValue }
    package static func + (month: Month, months: Int) -> Month { Month(rawValue: month.rawValue + Int32(months)) }
    package static func - (month: Month, months: Int) -> Month { Month(rawValue: month.rawValue - Int32(months)) }
    package static func - (later: Month, earlier: Month) -> Int { Int(later.rawValue - earlier.rawValue) }
}

extension Month: CustomStringConvertible {
    /// `2026-11`.
    package var description: String { String(firstDay.description.prefix(7)) }
}
