import Interchange
import Testing

@Suite("CSV headers") struct CSVHeaderTests {
    @Test("each format is recognised by its own header, required columns alone too", arguments: CSVFormat.allCases)
    func recognised(_ format: CSVFormat) throws {
        #expect(try CSVRun(format.columnNames.joined(separator: ";") + "\n").format == format)
        #expect(try CSVRun(format.columnNames.reversed().joined(separator: ",") + "\n").format == format)
        #expect(try CSVRun(format.requiredColumnNames.joined(separator: ";") + "\n").format == format)
    }

    @Test("an unknown column is named, with those allowed")
    func unknownColumn() {
        #expect { try CSVRun("enhet_hsa_id;manad;besok;listade;pris\n") } throws: { error in
            guard case .unknownColumn("pris", format: .volumes) = error as? CSVFileFault else { return false }
            return "\(error)".contains("Tillåtna kolumner: enhet_hsa_id, manad, besok, listade.")
        }
    }

    @Test("an unknown column's name stands in quotes, which are kept from lists, when it may be a person")
    func nameOfColumn() {
        func told(_ name: String) -> String { "\(CSVFileFault.unknownColumn(name, format: .volumes))" }
        for name in ["pris", "Besök-2026", "kön_1", String(repeating: "a", count: 40)] {
            #expect(told(name).hasPrefix("Kolumnen \(name) finns inte"))
        }
        for name in ["19121212-1212", "f121212", "Anna Andersson", "a@b.se", "", String(repeating: "a", count: 41)] {
            #expect(told(name).hasPrefix("Kolumnen ”\(name)” finns inte"))
        }
    }

    @Test("a missing column and a repeated one are named")
    func missingColumn() {
        #expect(throws: CSVFileFault.missingColumns(["signerat"], format: .certificates)) {
            try CSVRun("intygs_id;typ;personnummer;lakare_hsa_id;enhet_hsa_id;vardgivare_hsa_id;perioder\n")
        }
        #expect(throws: CSVFileFault.repeatedColumn("manad", format: .volumes)) {
            try CSVRun("enhet_hsa_id;manad;manad;besok\n")
        }
    }

    @Test("a file without header says so and repeats nothing of a patient's row")
    func noHeader() {
        #expect { try CSVRun("19121212-1212;Tolvan Tolvansson;F432\n") } throws: { error in
            error as? CSVFileFault == .unknownHeader && !"\(error)".contains("1212") && !"\(error)".contains("Tolvan")
        }
        #expect(throws: CSVFileFault.empty) { try CSVRun("") }
        #expect(throws: CSVFileFault.empty) { try CSVRun("\n\n") }
    }

    @Test("the column of a fault that is kept as words is found again, and of other words none")
    func columnInWords() {
        #expect(CSVFault.column(in: CSVFault(line: 14, column: "perioder", problem: "x: y").description) == "perioder")
        #expect(CSVFault.column(in: CSVFault(line: 14, column: nil, problem: "raden har 2 fält, kolumn x: y").description) == nil)
    }
}
