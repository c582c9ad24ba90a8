import SickLeave
import Testing

@testable import Web

@Suite("Swedish") struct SwedishTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1_234, "1\u{A0}234"), (-1_234_567, "\u{2212}1\u{A0}234\u{A0}567"),
        (Int.min, "\u{2212}9\u{A0}223\u{A0}372\u{A0}036\u{A0}854\u{A0}775\u{A0}808"),
    ])
    func numbers(value: Int, text: String) { #expect(Swedish.number(value) == text) }

    @Test(
        arguments: [
            (12.5, 1, "12,5"), (0.05, 1, "0,1"), (-0.04, 1, "0,0"), (1234.0, 2, "1\u{A0}234,00"), (1.005, 0, "1"),
            (-2.5, 0, "\u{2212}3"), (.nan, 1, "–"),
            (.infinity, 1, "–"), (9.999, 2, "10,00"), (1.07, 2, "1,07"),
        ])
    func decimals(value: Double, decimals: Int, text: String) { #expect(Swedish.decimal(value, decimals: decimals) == text) }

    @Test("shares, intervals, counts and days")
    func words() throws {
        let day = try #require(Day(iso: "2026-11-21"))
        #expect(Swedish.percent(0.125) == "12,5\u{A0}%")
        #expect(Swedish.percentInterval(0.281...0.415) == "28,1–41,5\u{A0}%")
        #expect(Swedish.count(1, "dag", "dagar") == "1\u{A0}dag")
        #expect(Swedish.long(day) == "21\u{A0}november\u{A0}2026")
        #expect(Swedish.short(day.month) == "nov\u{A0}2026")
        #expect(("\(day)" as HTML).text == "<time datetime=\"2026-11-21\">2026-11-21</time>")
    }
}
