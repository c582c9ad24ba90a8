import TestKit
import Testing

@testable import UseCases

@Suite("Numbers of people in a text are hidden")
struct MaskedTextTests {
    private let mask = MaskedText(on: Fixture.today)

    /// With dots for every digit.
    private func dotted(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.numericType == nil ? $0 : "•" }))
    }

    @Test(
        "however a number is parted",
        arguments: [
            "19500113-9806", "195001139806", "500113-9806", "5001139806", "500113+9806", "19500113–9806", "19500113\u{2011}9806",
            "19500113\u{A0}9806", "19500113\u{2009}–\u{2009}9806", "19500113\u{200D}9806", "1950-01-13-9806", "1950-01-13 9806",
            "19500113 - 9806", "1950.01.13-9806", "500113.9806", "50-01-13-9806", "1950 0113 9806", "19 50 01 13 98 06",
            "(500113) 9806", "1950/01/13, 9806",
        ])
    func parted(number: String) {
        #expect(mask.masked("\(number).csv") == dotted(number) + ".csv")
        #expect(mask.masked("20261121 \(number).csv") == "20261121 " + dotted(number) + ".csv")
        #expect(mask.masked("2026-11-21 \(number) x") == "2026-11-21 " + dotted(number) + " x")
    }

    @Test(
        "a number with a wrong digit too, as people write it",
        arguments: ["195001139807", "19500113–9807", "1950-01-13 9807", "500113.9807", "50-01-13-9807", "19500173-9807"])
    func wrong(number: String) {
        #expect(mask.masked(number) == dotted(number))
    }

    @Test(
        "days, times and other digits stand",
        arguments: [
            "2026-11-28.csv", "20261121-0930", "2026-11-28 0930", "2026-11-19 10.30", "2026-11-19 10.30.15",
            "2026-01-05 10:30:15", "20261119_103015_123", "2026-11-01–2026-11-30", "2026-01-05 2026-11-28",
            "1999-01-01 1999-12-31", "20260101-20261128", "10.30 2026-11-19", "2026-11-28 (12)", "1234567890123456",
            "19500113980612", "19500113 ---- 9806", "19500113A9806", "19501313-9806", "5001139807", "rad 12, kolumn 3", "",
        ])
    func others(text: String) {
        #expect(mask.masked(text) == text)
    }
}
