import Interchange
import SickLeave
import Testing

@Suite("CSV encodings") struct CSVEncodingTests {
    private static let header = Array("enhet_hsa_id;enhet_namn;vardgivare_hsa_id\n".utf8)

    /// Latin letters as Windows-1252 has them.
    private func windows(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { $0 == "€" ? 0x80 : $0 == "–" ? 0x96 : $0 == "”" ? 0x94 : UInt8($0.value) }
    }

    @Test("UTF-8 and Windows-1252 are told apart by the first row that is not ASCII")
    func detection() throws {
        let row = "A;Östra – ”Å” 5 €;P\n"
        let utf8 = try CSVRun(Self.header + Array("B;Ett;P\n\(row)".utf8))
        let windows = try CSVRun(Self.header + self.windows("B;Ett;P\n\(row)"))
        #expect(utf8.units.map(\.name) == ["Ett", "Östra – ”Å” 5 €"])
        #expect(utf8.encoding == .utf8)
        #expect(windows.units == utf8.units)
        #expect(windows.encoding == .windows1252)
    }

    @Test("diacritics in the header are read in either encoding")
    func header() throws {
        let text = "Enhet HSA-id;Enhet namn;Vårdgivare HSA-id\nA;Å;P\n"
        #expect(try CSVRun(windows(text)).units.map(\.name) == ["Å"])
        #expect(try CSVRun(text).units.map(\.name) == ["Å"])
    }

    @Test("a row in another encoding than the rows before is a fault, not wrong letters")
    func mixed() throws {
        let first = try CSVRun(Self.header + Array("A;Å;P\n".utf8) + windows("B;Ä;P\n") + Array("C;Ö;P\n".utf8))
        #expect(first.units.map(\.name) == ["Å", "Ö"])
        #expect(first.faults.map(\.line) == [3])
        let second = try CSVRun(Self.header + windows("A;Å;P\n") + Array("B;Ä;P\n".utf8) + windows("C;Ö;P\n"))
        #expect(second.units.map(\.name) == ["Å", "Ö"])
        #expect(second.faults.map(\.line) == [3])
    }

    @Test("bytes that mean nothing in Windows-1252 are a fault")
    func unassigned() throws {
        let run = try CSVRun(Self.header + [0x41, 0x3B, 0xE5, 0x81, 0x3B, 0x50, 0x0A])
        #expect(run.faults.count == 1)
        // Such a row settles nothing for those after it.
        let later = try CSVRun(Self.header + [0x41, 0x3B, 0xE5, 0x81, 0x3B, 0x50, 0x0A] + Array("B;Ärla;P\n".utf8))
        #expect(later.units.map(\.name) == ["Ärla"])
        #expect(later.faults.map(\.line) == [2])
    }

    @Test(
        "a row with a letter cut in two settles nothing and is put aside, wherever it stands", arguments: ["Åsa ber", "Ber"],
        [[0xC3], [0xE2, 0x80]] as [[UInt8]])
    func cutLetter(name: String, half: [UInt8]) throws {
        let cut = Array("A;\(name)".utf8) + half + Array(";P\n".utf8)
        let first = try CSVRun(Self.header + cut + Array("B;Ärla;P\n".utf8))
        #expect(first.units.map(\.name) == ["Ärla"])
        #expect(first.encoding == .utf8)
        #expect(first.faults.map(\.line) == [2])
        #expect(first.faults.allSatisfy { $0.problem.contains("avklippt") })
        let second = try CSVRun(Self.header + windows("B;Ärla;P\n") + cut + windows("C;JOÃO;P\n"))
        #expect(second.units.map(\.name) == ["Ärla", "JOÃO"])
        #expect(second.faults.map(\.line) == [3])
    }

    @Test("UTF-16 is named as such")
    func utf16() {
        let bytes: [UInt8] = [0xFF, 0xFE] + "enhet_hsa_id;enhet_namn".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(throws: CSVFileFault.utf16) { try CSVRun(bytes) }
    }
}
