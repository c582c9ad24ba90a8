import Interchange
import Testing

@Suite("CSV tables of figures") struct CSVTableTests {
    private func rows(_ flavour: CSVWriter.Flavour) -> [Substring] {
        var table = CSVTable(columns: ["vad", "siffra"], flavour: flavour)
        table.add(["Skillnad", .decimal(-0.1759)])
        table.add([.text("-0,5"), .decimal(12.5)])
        table.add([.text("=SUM(A1)"), .decimal(-0.00001)])
        table.add([.text("+46"), .decimal(-3)])
        table.add([.text("Ingen"), .decimal(nil)])
        table.add(["\(12)", .decimal(1234.00567)])
        return String(decoding: table.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    }

    @Test("numbers are plain, those below zero too; text is guarded against formulas")
    func standard() {
        #expect(
            rows(.standard) == [
                "vad,siffra", "Skillnad,-0.1759", "\"'-0,5\",12.5000", "'=SUM(A1),0.0000", "'+46,-3.0000", "Ingen,",
                "12,1234.0057",
            ])
    }

    @Test("a Swedish Excel has its decimal commas, and nothing before the minus sign")
    func excel() {
        #expect(
            rows(.excel) == [
                "\u{FEFF}vad;siffra", "Skillnad;-0,1759", "'-0,5;12,5000", "'=SUM(A1);0,0000", "'+46;-3,0000", "Ingen;",
                "12;1234,0057",
            ])
    }
}
