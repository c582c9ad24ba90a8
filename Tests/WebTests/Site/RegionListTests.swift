import SickLeave
import TestKit
import Testing

/// A region's list as Excel would save it, and one that it would not.
enum RegionListFile {
    static let valid = file(["\(Fixture.unit.hsaID)", "\(Fixture.otherUnit.hsaID)"], listed: ["1200", ""])

    static func file(_ units: [String], listed: [String], name: String = "lista.xlsx") -> TestRequest.File {
        let rows = zip(units, listed).enumerated().map { index, row in
            let count = row.1.isEmpty ? "" : "<c r=\"C\(index + 2)\"><v>\(row.1)</v></c>"
            return "<row r=\"\(index + 2)\"><c r=\"B\(index + 2)\" t=\"inlineStr\"><is><t>\(row.0)</t></is></c>\(count)</row>"
        }
        var zip = StoredZip()
        zip.add("xl/worksheets/sheet1.xml", Array("<worksheet><sheetData>\(rows.joined())</sheetData></worksheet>".utf8))
        return TestRequest.File("fil", name: name, zip.finished())
    }
}

@Suite("The region's list of units")
struct RegionListTests {
    @Test("an uploaded list is told back, and opens the region's own reports")
    func upload() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.rita)
        #expect(try await browser.get("/listade-patienter").body.contains("Ingen lista är uppladdad"))
        let answer = try await browser.post("/listade-patienter", file: RegionListFile.valid)
        #expect(answer.status == 303 && answer.location == "/listade-patienter")
        #expect(try await browser.get("/listade-patienter").body.contains("2\u{A0}vårdenheter, 1 med antal listade"))
        // A half-year is shown when it is over.
        site.clock.advance(seconds: 60 * 86_400)
        let report = try await site.browser(.rita).get("/rapporter/per-1000-listade?niva=region").body
        #expect(report.contains("vårdenheter på listan") && report.contains("1\u{A0}200"))
    }

    @Test(
        "a faulty file is refused with its row and what to do, and the old list stays",
        arguments: [
            (RegionListFile.file(["SE1", "SE1"], listed: ["1", "2"]), "Rad 3: Vårdenheten står redan i listan."),
            (RegionListFile.file(["SE1"], listed: ["-4"]), "Rad 2: Antalet listade patienter är mindre än 0."),
            (
                RegionListFile.file(["SE1"], listed: ["4.5"]),
                "Rad 2: Antalet listade patienter ska vara ett heltal, men där står 4.5."
            ),
            (RegionListFile.file(["SE1"], listed: ["1"], name: "lista.csv"), "Filen är inget kalkylblad."),
            (RegionListFile.file([], listed: []), "Filen har inga vårdenheter."),
            (TestRequest.File("fil", name: "<script>alert(1)</script>.xlsx", Array("inget".utf8)), "Filen"),
            (TestRequest.File("fil", name: "", []), "Välj en fil först."),
        ])
    func faulty(file: TestRequest.File, sentence: String) async throws {
        let site = try TestSite()
        let browser = try await site.browser(.rita)
        _ = try await browser.post("/listade-patienter", file: RegionListFile.valid)
        let answer = try await browser.post("/listade-patienter", file: file)
        #expect(answer.status == 422)
        #expect(answer.body.contains(sentence), "\(sentence)")
        #expect(!answer.body.contains("<script>"))
        #expect(try await browser.get("/listade-patienter").body.contains("2\u{A0}vårdenheter"))
    }
}
