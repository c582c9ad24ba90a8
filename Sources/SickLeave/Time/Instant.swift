/// A moment in UTC, in microseconds since 1970-01-01T00:00:00Z. Only the command and the web edge read the clock.
package struct Instant: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    package static func < (a: Instant, b: Instant) -> Bool { a.rawValue < b.rawValue }
    package static func + (instant: Instant, seconds: Int) -> Instant {
        Instant(rawValue: instant.rawValue + Int64(seconds) * 1_000_000)
    }
    /// Whole seconds from the earlier to the later, rounded towards zero.
    package static func - (later: Instant, earlier: Instant) -> Int {
        Int((later.rawValue - earlier.rawValue) / 1_000_000)
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    package var seconds: Int { Int(rawValue.flooredQuotient(by: 1_000_000)) }
}

extension Instant: CustomStringConvertible {
    /// UTC to the second, `2026-11-21T20:44:00Z`.
    package var description: String {
        let day = Day(seconds.flooredQuotient(by: 86_400))
        return "\(LocalTime(day: day, second: seconds - day.number * 86_400))Z"
    }
}

extension FixedWidthInteger {
    /// Division that rounds down, so that moments before 1970 belong to the right day.
    func flooredQuotient(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
