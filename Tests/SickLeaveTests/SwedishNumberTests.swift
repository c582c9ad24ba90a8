import SickLeave
import Testing

@Suite("Swedish numbers")
struct SwedishNumberTests {
    @Test(
        "thousands are parted by a no-break space",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1\u{A0}000"), (12_345, "12\u{A0}345"), (1_234_567, "1\u{A0}234\u{A0}567"),
            (-1234, "\u{2212}1\u{A0}234"), (Int.min, "\u{2212}9\u{A0}223\u{A0}372\u{A0}036\u{A0}854\u{A0}775\u{A0}808"),
        ])
    func integer(_ value: Int, _ text: String) { #expect(SwedishNumber.integer(value) == text) }

    @Test(
        "decimals have a comma, halves go away from zero, and nothing is minus zero",
        arguments: [
            (12.5, 1, "12,5"), (0.05, 1, "0,1"), (-0.04, 1, "0,0"), (-0.05, 1, "\u{2212}0,1"), (1234.5, 1, "1\u{A0}234,5"),
            (2.0, 0, "2"), (2.5, 0, "3"), (1.005, 3, "1,005"), (0.007, 2, "0,01"), (.infinity, 1, "–"), (.nan, 1, "–"),
            (1e300, 1, "–"),
        ])
    func decimal(_ value: Double, _ places: Int, _ text: String) {
        #expect(SwedishNumber.decimal(value, places: places) == text)
    }

    @Test("a number and its word")
    func count() {
        #expect(SwedishNumber.count(1, "dag", "dagar") == "1\u{A0}dag")
        #expect(SwedishNumber.count(1200, "dag", "dagar") == "1\u{A0}200\u{A0}dagar")
        #expect(SwedishNumber.percentRange(0.281...0.415) == "28,1–41,5\u{A0}%")
    }

    @Test("shares, intervals and differences")
    func shares() {
        #expect(SwedishNumber.percent(0.125) == "12,5\u{A0}%")
        #expect(SwedishNumber.percent(1, places: 0) == "100\u{A0}%")
        #expect(SwedishNumber.percentRange(0.0804, 0.1517) == "8,0–15,2\u{A0}%")
        #expect(SwedishNumber.percentagePoints(0.041) == "+4,1\u{A0}procentenheter")
        #expect(SwedishNumber.percentagePoints(-0.041) == "\u{2212}4,1\u{A0}procentenheter")
        #expect(SwedishNumber.percentagePoints(-0.01, places: 0) == "\u{2212}1\u{A0}procentenhet")
        #expect(SwedishNumber.percentagePoints(0.0001) == "0,0\u{A0}procentenheter")
    }
}
