import SickLeave
import TestKit
import Testing

@testable import Web

/// A region's list as Excel would save it, and one that it would not.
enum RegionListFile {
    static let valid = file(["\(Fixture.unit.hsaID)", "\(Fixture.otherUnit.hsaID)"], listed: ["1200", ""])

    static func file(_ units: [String], listed: [String], from first: Int = 2, name: String = "lista.xlsx") -> TestRequest.File {
        let rows = zip(units, listed).enumerated().map { index, row in
            let number = index + first
            let count = row.1.isEmpty ? "" : "<c r=\"C\(number)\"><v>\(row.1)</v></c>"
            return "<row r=\"\(number)\"><c r=\"B\(number)\" t=\"inlineStr\"><is><t>\(row.0)</t></is></c>\(count)</row>"
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

    @Test("a row without HSA-id is passed over and told by its number, and units without certificates by their HSA-id")
    func passedOver() async throws {
        let browser = try await TestSite().browser(.rita)
        let file = RegionListFile.file(["\(Fixture.unit.hsaID)", "", "", "SE9-OKAND"], listed: ["1200", "800", "", "7"])
        let answer = try await browser.post("/listade-patienter", file: file)
        #expect(answer.status == 303)
        // Row 4 is empty.
        let page = try await browser.get(try #require(answer.location)).body
        #expect(
            page.contains(
                "Utan HSA-id, och därför inte med: rad 3. Fyll i kolumn B och ladda upp filen igen om raden ska vara med."))
        #expect(page.contains("<dt>Har inga intyg här</dt><dd>SE9-OKAND</dd>"))
        #expect(try await !browser.get("/listade-patienter").body.contains("Utan HSA-id"))
    }

    @Test(
        "an address with anything but row numbers tells nothing, and many rows end in words",
        arguments: ["x,-1,", "<script>", "0"])
    func strangeAddress(value: String) async throws {
        let browser = try await TestSite().browser(.rita)
        let query = Href("/listade-patienter").query("utan-hsa-id", value).text
        #expect(try await !browser.get(query).body.contains("Utan HSA-id"))
        let many = try await browser.get(SkippedRows(Array(2...200)).href.text).body
        #expect(many.contains("50, 51 och fler.") && !many.contains(", 52"))
    }

    @Test(
        "a faulty file is refused with its row and what to do, and the old list stays",
        arguments: [
            (RegionListFile.file(["SE1", "SE1"], listed: ["1", "2"]), "Rad 3: Vårdenheten står redan i listan."),
            (RegionListFile.file(["SE1"], listed: ["-4"]), "Rad 2: Antalet listade patienter är mindre än 0."),
            (
                RegionListFile.file(["SE1", "SE2"], listed: ["1", "2"], from: 1),
                "Rad 1: Här står en vårdenhet, men rubrikerna saknas."
            ),
            (
                RegionListFile.file(["A", "B"], listed: ["1", "2"], from: 1),
                "Rad 1: Här står en vårdenhet, men rubrikerna saknas."
            ),
            (
                RegionListFile.file(["SE1"], listed: ["4.5"]),
                "Rad 2: Antalet listade patienter ska vara ett heltal, men där står 4,5."
            ),
            (RegionListFile.file(["SE1"], listed: ["1"], name: "lista.csv"), "Filen är inget kalkylblad."),
            (RegionListFile.file([], listed: []), "Filen har inga vårdenheter."),
            (
                TestRequest.File("fil", name: "<script>alert(1)</script>.xlsx", Array("inget".utf8)),
                "Filen går inte att läsa. Den är skadad eller är inget kalkylblad."
            ),
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
