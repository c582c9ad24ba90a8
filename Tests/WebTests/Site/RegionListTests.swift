import SickLeave
import TestKit
import Testing

@testable import Web

/// A region's list as Excel would save it, and one that it would not.
enum RegionListFile {
    /// With what is passed over and what no certificate names.
    static let hostile = file(
        ["\(Fixture.unit.hsaID)", "", "SE9-OKAND"], listed: ["1200", "800", ""], name: "<script>alert(1)</script>.xlsx")

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
    /// What the form of the page that shows a file carries.
    private static func list(on page: TestResponse) throws -> String {
        try String(#require(page.body.firstMatch(of: /name="lista" value="([^"]*)"/)).1)
    }

    /// Both steps.
    private static func take(_ file: TestRequest.File, _ browser: TestBrowser) async throws {
        let page = try await browser.post("/listade-patienter", file: file)
        _ = try await browser.post("/listade-patienter/ta-i-bruk", [("lista", list(on: page))])
    }

    @Test("a list is shown before it counts, is then told back, and opens the region's own reports")
    func upload() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.rita)
        #expect(try await browser.get("/listade-patienter").body.contains("Ingen lista är uppladdad"))
        let none = try await browser.get("/rapporter/per-1000-listade")
        #expect(none.status == 200 && none.body.contains("Rapporten behöver regionens lista"))
        #expect(try await browser.get("/rapporter/per-1000-listade/fil").status == 422)
        let shown = try await browser.post("/listade-patienter", file: RegionListFile.valid)
        #expect(shown.status == 200 && shown.body.contains("2\u{A0}vårdenheter, 1 med antal listade"))
        #expect(shown.body.contains("<dt>Listade tillsammans</dt><dd>1\u{A0}200</dd>"))
        #expect(shown.body.contains("<dt>Mot listan nu</dt><dd>Ingen lista är i bruk.</dd>"))
        #expect(try await browser.get("/listade-patienter").body.contains("Ingen lista är uppladdad"))
        let answer = try await browser.post("/listade-patienter/ta-i-bruk", [("lista", Self.list(on: shown))])
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
        // Row 4 is empty.
        let page = try await browser.post("/listade-patienter", file: file).body
        #expect(page.contains("1\u{A0}rad saknar HSA-id och är inte med: rad 3. Fyll i kolumn B och läs filen igen om raden"))
        #expect(page.contains("<dt>Har inga intyg här</dt><dd>SE9-OKAND</dd>"))
        let many = RegionListFile.file(["SE1"] + Array(repeating: "", count: 60), listed: Array(repeating: "5", count: 61))
        #expect(try await browser.post("/listade-patienter", file: many).body.contains("51, 52 och 10\u{A0}rader till."))
    }

    @Test("a new list is told against the one in use, and one taken twice is one list")
    func changes() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.rita)
        try await Self.take(RegionListFile.valid, browser)
        site.clock.advance(seconds: 86_400)
        try await Self.take(RegionListFile.valid, site.browser(.rita))
        let day = ("<dt>I bruk sedan</dt><dd>\(Fixture.today)</dd>" as HTML).text
        #expect(try await site.browser(.rita).get("/listade-patienter").body.contains(day))
        let other = RegionListFile.file(["\(Fixture.unit.hsaID)", "SE9-NY"], listed: ["7", ""])
        let page = try await site.browser(.rita).post("/listade-patienter", file: other).body
        #expect(page.contains("<dt>Nya mot listan nu</dt><dd>1: SE9-NY</dd>"))
        #expect(page.contains("<dt>Inte längre med</dt><dd>1: \(Fixture.otherUnit.hsaID)</dd>"))
    }

    @Test(
        "a list that did not come as it was shown changes nothing",
        arguments: [
            "", "SE1,SE1", "SE1 0", "SE1 -4", "SE1 4 5", "SE1,", "SE1 fyra", "Å", "SE1 99999999999999999999", "<script>", "SE1 10000001",
            "SE1 9223372036854775807,SE2 1", "se1 5", "SE1 +5", "SE1 007", "SE1 ", " ", "SE_1", String(repeating: "A", count: 32),
        ])
    func tampered(text: String) async throws {
        let browser = try await TestSite().browser(.rita)
        try await Self.take(RegionListFile.valid, browser)
        let answer = try await browser.post("/listade-patienter/ta-i-bruk", [("lista", text)])
        #expect(answer.status == 422 && answer.body.contains("Listan kom inte fram hel, och inget är ändrat."))
        #expect(answer.body.contains("2\u{A0}vårdenheter") && !answer.body.contains("<script>"))
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
            (
                RegionListFile.file(["SE1", "SE2"], listed: ["1", "10000001"]),
                "Rad 3: Antalet listade patienter är mer än 10\u{A0}000\u{A0}000. Rätta kolumn C."
            ),
            (RegionListFile.file(["SE1", "SE2"], listed: ["9e18", "9e18"]), "Rad 2: Antalet listade patienter är mer än"),
            (RegionListFile.file(["SE1"], listed: ["1e300"]), "Rad 2: Antalet listade patienter är mer än"),
            (RegionListFile.file(["SE1"], listed: ["99999999999999999999"]), "Rad 2: Antalet listade patienter är mer än"),
            (RegionListFile.file(["SE_1"], listed: ["1"]), "Rad 2: HSA-id får bara ha bokstäverna A–Z"),
            (RegionListFile.file([String(repeating: "A", count: 32)], listed: ["1"]), "Rad 2: HSA-id får bara ha bokstäverna A–Z"),
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
        try await Self.take(RegionListFile.valid, browser)
        let answer = try await browser.post("/listade-patienter", file: file)
        #expect(answer.status == 422)
        #expect(answer.body.contains(sentence), "\(sentence)")
        #expect(!answer.body.contains("<script>"))
        #expect(try await browser.get("/listade-patienter").body.contains("2\u{A0}vårdenheter"))
    }
}
