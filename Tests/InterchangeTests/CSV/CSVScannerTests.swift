import Interchange
import SickLeave
import Testing

/// How rows and fields are cut: RFC 4180 and what it leaves out. The units format stands for all.
@Suite("CSV rows") struct CSVScannerTests {
    private static let header = "enhet_hsa_id,enhet_namn,vardgivare_hsa_id\n"

    private func names(_ text: String, chunk: Int = 1 << 20) throws -> [String] {
        try CSVRun(Self.header + text, chunk: chunk).units.map(\.name)
    }

    @Test("line ends may be LF, CRLF or CR, and the last line may lack one", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) throws {
        let text = ["enhet_hsa_id,enhet_namn,vardgivare_hsa_id", "A,Ett,P", "B,Två,P"].joined(separator: end)
        let run = try CSVRun(text)
        #expect(run.units.map(\.name) == ["Ett", "Två"])
        #expect(run.entries.map(\.line) == [2, 3])
    }

    @Test(
        "a quoted field holds separators, quotes and line breaks, wherever the stream is cut", arguments: [1, 2, 3, 7, 64, 4096])
    func quoted(chunk: Int) throws {
        let text = "A,\"Ett, två\",P\r\nB,\"Säg \"\"hej\"\"\",P\r\nC,\"rad ett\r\nrad två\",P\r\nD,\"\",P\r\nE,Fem,\"P\""
        let run = try CSVRun(Self.header + text, chunk: chunk)
        #expect(run.units.map(\.name) == ["Ett, två", "Säg \"hej\"", "rad ett\r\nrad två", "Fem"])
        #expect(run.entries.map(\.line) == [2, 3, 4, 6, 7])
        #expect(run.faults.map(\.line) == [6])
    }

    @Test("separator, byte order mark and Excel's sep line are taken as they come", arguments: [";", ",", "\t"])
    func separators(_ separator: String) throws {
        let header =
            "\u{FEFF}sep=\(separator)\r\n" + ["Enhet HSA-id", "Enhet namn", "Vårdgivare HSA-id"].joined(separator: separator)
        let run = try CSVRun(header + "\r\n" + ["a", "b", "c"].joined(separator: separator) + separator + "\r\n")
        #expect(
            run.units == [
                CareUnit(
                    hsaID: HSAID(rawValue: "A"), name: "b",
                    careProvider: CareProviderReference(hsaID: HSAID(rawValue: "C"), name: ""), parent: nil, given: [])
            ])
    }

    @Test("empty rows and rows of separators are passed over, and still counted as lines")
    func emptyRows() throws {
        let run = try CSVRun(Self.header + "\n,,\n   \n , ,\nA,Ett,P\n")
        #expect(run.entries.map(\.line) == [6])
    }

    @Test("a quote inside an unquoted field is kept as written")
    func strayQuote() throws {
        #expect(try names("A,Skruv 5\",P\nB,Två,P\n") == ["Skruv 5\"", "Två"])
    }

    @Test("a lost quote costs its own row only")
    func lostQuote() throws {
        let run = try CSVRun(Self.header + "A,Ett,P\nB,\"Två,P\nC,Tre,P\nD,\"Fyra\",P\nE,\"Fem\" x,P\nF,Sex,P\n")
        #expect(run.units.map(\.name) == ["Ett", "Tre", "Fyra", "Sex"])
        #expect(run.faults.map(\.line) == [3, 6])
        #expect(String(decoding: run.raws[1], as: UTF8.self) == "B,\"Två,P")
        #expect(run.faults[0].description.contains("citattecken"))
    }

    @Test("a quote that is never closed does not swallow the rest")
    func openQuoteAtEnd() throws {
        let run = try CSVRun(Self.header + "A,\"Ett,P\nB,Två,P\nC,Tre,P\n")
        #expect(run.units.map(\.name) == ["Två", "Tre"])
        #expect(run.faults.count == 1)
    }

    @Test("too few or too many fields is a fault of the row")
    func fieldCount() throws {
        let run = try CSVRun(Self.header + "A,Ett\nB,Två,P,x\nC,Tre,P,\nD,Fyra,P\n")
        #expect(run.units.map(\.name) == ["Tre", "Fyra"])
        #expect(
            run.faults.map(\.description) == [
                "Rad 2: raden har 2 fält men rubriken har 3. Kontrollera skiljetecken och citattecken.",
                "Rad 3: raden har 4 fält men rubriken har 3. Kontrollera skiljetecken och citattecken.",
            ])
    }

    @Test("NUL is a fault of its row")
    func nul() throws {
        let run = try CSVRun(Self.header + "A,E\0tt,P\nB,Två,P\n")
        #expect(run.units.map(\.name) == ["Två"])
        #expect(run.faults.map(\.line) == [2])
    }

    @Test("a field, a row and a number of columns over the limit are faults, and the next row is read")
    func limits() throws {
        let field = String(repeating: "x", count: 70_000)
        let wide = String(repeating: ",", count: 300)
        let long = (0..<40).map { _ in String(repeating: "y", count: 60_000) }.joined(separator: ",")
        let run = try CSVRun(Self.header + "A,\(field),P\nB\(wide)\n\(long)\nC,Tre,P\n", chunk: 50_000)
        #expect(run.units.map(\.name) == ["Tre"])
        #expect(run.faults.map(\.line) == [2, 3, 4])
        #expect(run.faults[0].description.contains("64 kB"))
        #expect(run.faults[1].description.contains("200 fält"))
    }

    @Test("a line of an eighth of a gigabyte is one fault, with memory bounded", .timeLimit(.minutes(5)))
    func endlessLine() throws {
        let header = Array(Self.header.utf8)
        let total = 1 << 27
        var given = 0
        var tail = Array("\nC,Tre,P\n".utf8)[...]
        let reader = try CSVReader(today: CSVRun.today) { buffer in
            if given == 0 {
                given = header.count
                buffer.copyBytes(from: header)
                return header.count
            }
            if given < total {
                let count = min(buffer.count, total - given)
                _ = buffer.initializeMemory(as: UInt8.self, repeating: 0x61)
                given += count
                return count
            }
            let count = min(buffer.count, tail.count)
            buffer.copyBytes(from: tail.prefix(count))
            tail = tail.dropFirst(count)
            return count
        }
        let first = try #require(try reader.next())
        #expect(throws: CSVFault.self) { try first.result.get() }
        #expect(reader.isRawRowTruncated)
        #expect(reader.rawRow.count <= 1024 * 1024)
        let second = try #require(try reader.next())
        #expect(second.line == 3)
        #expect((try? second.result.get()) != nil)
        #expect(try reader.next()?.line == nil)
    }

    @Test("no bytes at all can make the reader fail other than by faults")
    func anyBytes() throws {
        var random = TestRandom(state: 7)
        let alphabet = Array("\"\",,\n\r\n;ab\0å\u{FFFD}".utf8) + [0xE5, 0xFF, 0x81]
        for round in 0..<400 {
            let body = (0..<Int.random(in: 0...300, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
            let bytes = Array(Self.header.utf8) + body
            let whole = try CSVRun(bytes)
            let cut = try CSVRun(bytes, chunk: 1 + round % 9)
            #expect(whole.entries.map(\.line) == cut.entries.map(\.line))
            #expect(whole.raws == cut.raws)
            #expect(whole.faults == cut.faults)
            #expect(whole.raws.allSatisfy { !$0.isEmpty })
        }
    }
}
