/// Swedish local time: UTC+1, and UTC+2 in summer.
///
/// Summer time starts the last Sunday in March and, since 1996, ends the last Sunday in October, both at 01:00 UTC
/// (directive 2000/84/EC). In 1981–1995 it ended the last Sunday in September. Earlier years are read as winter time
/// throughout; no certificate is that old.
enum SwedishClock {
    /// Seconds east of UTC at the moment given in seconds since 1970-01-01T00:00:00Z.
    static func offset(at seconds: Int) -> Int {
        let year = Day(seconds.flooredQuotient(by: 86_400)).year
        guard year >= 1981 else { return winter }
        let start = change(year: year, month: 3)
        let end = change(year: year, month: year >= 1996 ? 10 : 9)
        return (start..<end).contains(seconds) ? summer : winter
    }

    static let winter = 3600
    static let summer = 7200

    /// 01:00 UTC on the last Sunday of a month with 30 or 31 days.
    private static func change(year: Int, month: Int) -> Int {
        let last = Day(year: year, month: month, day: Day.daysInMonth(year: year, month: month))!
        return (last - last.weekday % 7).number * 86_400 + 3600
    }
}

extension LocalTime {
    /// What a Swedish clock shows at the moment.
    package init(_ instant: Instant) {
        let local = instant.seconds + SwedishClock.offset(at: instant.seconds)
        let day = Day(local.flooredQuotient(by: 86_400))
        self.init(day: day, second: local - day.number * 86_400)
    }
}

extension Day {
    /// The Swedish calendar day of the moment.
    package init(of instant: Instant) { self = LocalTime(instant).day }
}

extension Instant {
    /// The moment when a Swedish clock shows the time.
    ///
    /// The hour that comes twice in October is read as its first passage (summer time). The hour that does not exist in
    /// March is read as if the clock had not been moved.
    package init(_ local: LocalTime) {
        let asSummer = local.secondsSinceEpoch - SwedishClock.summer
        let seconds =
            SwedishClock.offset(at: asSummer) == SwedishClock.summer ? asSummer : local.secondsSinceEpoch - SwedishClock.winter
        self.init(rawValue: Int64(seconds) * 1_000_000)
    }
}
