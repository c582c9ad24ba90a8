import Foundation
import SickLeave
import Testing

@Suite("Swedish local time")
struct SwedishClockTests {
    @Test("every six hours from 1981 to 2100 shows the clock that Foundation shows, and comes back to the same moment")
    func oracle() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Stockholm"))
        let start = try #require(Day(iso: "1981-01-01")).number * 86_400
        let end = try #require(Day(iso: "2101-01-01")).number * 86_400
        var mismatches: [Instant] = []
        for seconds in stride(from: start, to: end, by: 6 * 3600 + 1) {
            let instant = Instant(rawValue: Int64(seconds) * 1_000_000)
            let local = LocalTime(instant)
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
            let isSame = local.day.number * 86_400 + local.second == seconds + offset
            // An hour a year comes twice; only its first passage is found again.
            let back = Instant(local) - instant
            if !isSame || !(back == 0 || back == -3600) { mismatches.append(instant) }
        }
        #expect(mismatches.isEmpty)
    }

    @Test(
        "the clock moves at 01:00 UTC on the last Sunday of March and October",
        arguments: [
            ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59"), ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
            ("2026-10-25T00:59:59Z", "2026-10-25T02:59:59"), ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00"),
            ("1995-09-24T01:00:00Z", "1995-09-24T02:00:00"),
        ])
    func changes(utc: String, local: String) throws {
        #expect(LocalTime(iso: utc)?.description == local)
    }

    @Test("the hour that comes twice is read as summer time, the hour that is missing as winter time")
    func ambiguous() throws {
        #expect(Instant(try #require(LocalTime(iso: "2026-10-25T02:30:00"))).description == "2026-10-25T00:30:00Z")
        #expect(Instant(try #require(LocalTime(iso: "2026-03-29T02:30:00"))).description == "2026-03-29T01:30:00Z")
    }

    @Test("half past eleven in the evening UTC is the next Swedish day")
    func dayOfInstant() throws {
        let instant = Instant(rawValue: Int64(try #require(Day(iso: "2026-11-21")).number * 86_400 + 84_600) * 1_000_000)
        #expect(instant.description == "2026-11-21T23:30:00Z")
        #expect(Day(of: instant) == Day(iso: "2026-11-22"))
    }

    @Test("moments before 1970 belong to the right day")
    func negative() {
        #expect(Instant(rawValue: -1).description == "1969-12-31T23:59:59Z")
        #expect(Day(of: Instant(rawValue: -1)) == Day(iso: "1970-01-01"))
        #expect(LocalTime(Instant(rawValue: -3_600_000_001)).description == "1969-12-31T23:59:59")
    }
}

@Suite("LocalTime")
struct LocalTimeTests {
    @Test(
        "the forms that certificates use are read",
        arguments: [
            ("2016-08-10T08:59:13", "2016-08-10T08:59:13"), ("2016-08-10T08:59:13.000", "2016-08-10T08:59:13"),
            ("2016-08-10 08:59", "2016-08-10T08:59:00"), ("2016-08-10", "2016-08-10T00:00:00"),
            ("2016-08-10T08:59:13+02:00", "2016-08-10T08:59:13"), ("2016-08-10T08:59:13.123456789+0200", "2016-08-10T08:59:13"),
            ("2016-08-10T22:30:00Z", "2016-08-11T00:30:00"), ("2016-12-31T23:59:60", "2016-12-31T23:59:59"),
            ("2016-01-10T03:00:00-05:00", "2016-01-10T09:00:00"), ("2016-08-31T24:00:00", "2016-09-01T00:00:00"),
        ])
    func read(text: String, expected: String) {
        #expect(LocalTime(iso: text)?.description == expected)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "2016-08-10T", "2016-08-10T24:00:01", "2016-08-10T24:01", "2016-08-10T08:60:00", "2016-08-10T08:59:61",
            "2016-08-10T08-59-13",
            "2016-08-10T08:59:13 och mer", "2016-08-10T08:59:13.", "2016-02-30T08:59:13", "2016-08-10X08:59:13",
            "2016-08-10T08:59:13+2", "2016-08-10T8:59", "åååå-mm-dd",
        ])
    func refused(text: String) {
        #expect(LocalTime(iso: text) == nil)
    }
}
