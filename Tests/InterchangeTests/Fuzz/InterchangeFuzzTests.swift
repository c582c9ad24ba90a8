import Foundation
import FuzzKit
import Interchange
import SickLeave
import TestKit
import Testing

/// Whatever bytes come, each reader ends, in words of its own, with no more in memory than it was given.
@Suite("Damaged files of every kind")
struct InterchangeFuzzTests {
    private static let marks = [
        "<", ">", "/>", "\"", "'", "&", "&amp;", "&#0;", "&#x110000;", "&x;", "<!--", "-->", "<![CDATA[", "]]>",
        "<?xml version=\"1.0\"?>",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]>",
        "<s:Envelope>", "</s:Body>", "<r:RegisterCertificate", "</r:RegisterCertificate>", "<r:RevokeCertificate>", " xmlns=\"\"",
        " xmlns:r=\"urn:x\"", "2026-02-30", "0000-00-00", "19121212-1212",
    ]

    @Test(
        "certificates and messages as XML, bare and in SOAP: at once and in pieces they are read as the same",
        .timeLimit(.minutes(10)))
    func documents() throws {
        let sound = [
            RIVFixture.declaration + RIVFixture.certificate(), RIVShapeTests.soap, RIVMedicalCertificateTests.xml,
            RIVShapeTests.soap + RIVMedicalCertificateTests.xml,
        ]
        var random = FuzzRandom(state: 1)
        try Fuzz(sound: sound, tokens: Self.marks).run("xml") { bytes in
            let whole = RIVCertificateTests.reader.documents(in: bytes)
            let pieces = try RIVShapeTests.streamed(bytes, chunk: .random(in: 1...700, using: &random))
            #expect(pieces.map(\.result) == whole.map(\.result))
            #expect(whole.allSatisfy { $0.source.bytes.count <= bytes.count })
            for case .failure(let fault) in whole.map(\.result) { #expect(fault.swedish.hasSuffix(".")) }
        }
    }

    @Test("every CSV format", .timeLimit(.minutes(10)))
    func tables() throws {
        let tokens = [
            ";", ",", "\t", "\"", "\"\"", "\n", "\r", "sep=;\n", "|", "..", ":100", "2026-02-30", "FK7804", "ja", "=1+1",
            "19121212-1212",
        ]
        var random = FuzzRandom(state: 2)
        try Fuzz(sound: CSVHandbookTests.examples(), tokens: tokens).run("csv") { bytes in
            do {
                let run = try CSVRun(bytes, chunk: .random(in: 1...700, using: &random))
                #expect(run.entries.count <= bytes.count)
                #expect(run.faults.allSatisfy { $0.description.hasSuffix(".") })
            } catch is CSVFileFault {}
        }
    }

    @Test("archives, and whatever claims to be one of the kinds that are read", .timeLimit(.minutes(10)))
    func archives() throws {
        let folder = try Folder()
        var zip = StoredZip()
        zip.add("a.csv", Array("enhet_hsa_id;manad;besok\nA;2026-01;10\n".utf8))
        zip.add("mapp/b.xml", Array((RIVFixture.declaration + RIVFixture.certificate()).utf8))
        zip.add("../../c.csv", Array("enhet_hsa_id;manad;besok\nA;2026-01;10\n".utf8))
        let sound = [zip.finished(), Array(RIVShapeTests.soap.utf8), Array("%PDF-1.7".utf8), Array("PK\u{3}\u{4}".utf8)]
        var limits = IntakeLimits()
        limits.zipFreeBytes = 1 << 20
        try Fuzz(sound: sound, tokens: ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "PK\u{6}\u{6}", "a.zip", "../"]).run(
            "zip", share: 0.5
        ) {
            bytes in
            let path = try folder.write("a.zip", bytes)
            var given = 0
            for entry in Intake(paths: [path], limits: limits) {
                guard case .success(let source) = entry.source else { continue }
                do throws(IntakeFault) {
                    while true {
                        let chunk = try source.nextChunk()
                        if chunk.isEmpty { break }
                        given += chunk.count
                    }
                } catch { #expect(error.description.hasSuffix(".")) }
            }
            #expect(given <= (1 << 20) + 200 * bytes.count)
        }
    }

    @Test("lists of listed patients in both of Excel's formats", .timeLimit(.minutes(10)))
    func workbooks() throws {
        let folder = try Folder()
        let tokens = ["<row r=\"1\">", "<c r=\"B2\" t=\"s\">", "<v>", "</v>", "r=\"ZZZ9\"", "<sheetData/>", "Workbook", "SE1-A"]
        let lists = [("xlsx", Self.newWorkbook), ("xls", OldWorkbook(units: [("SE1-A", 1_200), ("SE1-B", 7)]).bytes)]
        for (kind, sound) in lists {
            let intact = try folder.write("lista.\(kind)", sound)
            #expect(
                try ListedPatientsFile(path: intact).list.listed == [
                    HSAID(rawValue: "SE1-A"): 1_200, HSAID(rawValue: "SE1-B"): 7,
                ])
            try Fuzz(sound: [sound], tokens: tokens).run(kind, share: 2) { bytes in
                let path = try folder.write("lista.\(kind)", bytes)
                do throws(ListedPatientsFile.Fault) {
                    #expect(try ListedPatientsFile(path: path).list.units.count <= bytes.count)
                } catch {
                    #expect(error.description.hasSuffix("."))
                }
            }
        }
    }

    @Test("a workbook whose chains go in circles costs no more than its own size")
    func circles() throws {
        var bytes = OldWorkbook(units: [("SE1-A", 1)]).bytes
        // Every entry of the table leads to the first sector of the stream, and the header names the table as often as it can.
        for place in stride(from: 512, to: 1_024, by: 4) { bytes.replaceSubrange(place..<place + 4, with: [2, 0, 0, 0]) }
        for place in 0..<109 { bytes.replaceSubrange(76 + 4 * place..<80 + 4 * place, with: [0, 0, 0, 0]) }
        let path = try Folder().write("lista.xls", bytes)
        #expect(throws: Never.self) { _ = try? ListedPatientsFile(path: path) }
    }

    @Test("a stream whose name ends in the middle of a letter is no workbook")
    func halfLetter() throws {
        var bytes = OldWorkbook(units: [("SE1-A", 1)]).bytes
        let name = "Workbook".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let length = try #require(bytes.firstRange(of: name)).lowerBound + 64
        #expect(bytes[length] == 18)
        bytes[length] = 17
        let path = try Folder().write("lista.xls", bytes)
        #expect(throws: ListedPatientsFile.Fault.self) { try ListedPatientsFile(path: path) }
    }

    private static var newWorkbook: [UInt8] {
        var zip = StoredZip()
        let rows = """
            <sheetData><row r="1"><c r="B1" t="s"><v>0</v></c></row><row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2"><v>1200</v></c></row>\
            <row><c r="B3" t="inlineStr"><is><t>SE1-B</t></is></c><c><v>7</v></c></row></sheetData>
            """
        zip.add("xl/workbook.xml", Array("<workbook><sheets><sheet name=\"Blad1\" r:id=\"rId1\"/></sheets></workbook>".utf8))
        zip.add(
            "xl/_rels/workbook.xml.rels",
            Array("<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>".utf8))
        zip.add("xl/sharedStrings.xml", Array("<sst><si><t>HSA-id</t></si><si><t>SE1-A</t></si></sst>".utf8))
        zip.add("xl/worksheets/sheet1.xml", Array("<worksheet>\(rows)</worksheet>".utf8))
        return zip.finished()
    }
}

/// A folder that is gone with the test.
private final class Folder {
    private let path: String

    init() throws {
        path = NSTemporaryDirectory() + "fuzz-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }
}
