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

    static func file(
        _ units: some Sequence<String>, listed: some Sequence<String>, from first: Int = 2, name: String = "lista.xlsx"
    ) -> TestRequest.File {
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
    private static func form(on page: TestResponse) throws -> [(String, String)] {
        try ["lista", "ersatter"].map { name in
            let value = try Regex("name=\"\(name)\" value=\"([^\"]*)\"", as: (Substring, Substring).self)
            return (name, String(try #require(page.body.firstMatch(of: value)).1))
        }
    }

    /// Both steps.
    private static func take(_ file: TestRequest.File, _ browser: TestBrowser) async throws {
        let page = try await browser.post("/listade-patienter", file: file)
        _ = try await browser.post("/listade-patienter/ta-i-bruk", form(on: page))
    }

    @Test("a list is shown before it counts, is then told back, and opens the region's own reports")
    func upload() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.rita)
        #expect(try await browser.get("/listade-patienter").body.contains("Ingen lista är uppladdad"))
        let none = try await browser.get("/rapporter/per-1000-listade")
        #expect(none.status == 200 && none.body.contains("Rapporten behöver regionens lista"))
        let noFile = try await browser.get("/rapporter/per-1000-listade/fil")
        #expect(noFile.status == 422 && noFile.body.contains("Rapporten behöver regionens lista"))
        let needs = "Hur många sjukfall går det på de listade? Behöver regionens lista."
        #expect(try await browser.get("/rapporter").body.contains(needs))
        let shown = try await browser.post("/listade-patienter", file: RegionListFile.valid)
        #expect(shown.status == 200 && shown.body.contains("2\u{A0}vårdenheter, 1 med antal listade"))
        #expect(shown.body.contains("<dt>Listade tillsammans</dt><dd>1\u{A0}200</dd>"))
        #expect(shown.body.contains("<dt>Mot listan nu</dt><dd>Ingen lista är i bruk.</dd>"))
        #expect(try await browser.get("/listade-patienter").body.contains("Ingen lista är uppladdad"))
        let answer = try await browser.post("/listade-patienter/ta-i-bruk", Self.form(on: shown))
        #expect(answer.status == 303 && answer.location == "/listade-patienter?klart=lista")
        #expect(try await browser.get("/listade-patienter").body.contains("2\u{A0}vårdenheter, 1 med antal listade"))
        // A half-year is shown when it is over.
        site.clock.advance(seconds: 60 * 86_400)
        #expect(try await !site.browser(.rita).get("/rapporter").body.contains("Behöver regionens lista."))
        let report = try await site.browser(.rita).get("/rapporter/per-1000-listade?niva=region").body
        #expect(report.contains("vårdenheter på listan") && report.contains("1\u{A0}200"))
    }

    @Test("that a list has no numbers is told of the list; that those with numbers have no certificates is another thing")
    func withoutCounts() async throws {
        let site = try TestSite()
        site.clock.advance(seconds: 60 * 86_400)
        for (listed, sentence) in [
            (["", ""], "Regionens lista har inga antal listade. Fyll i kolumn C"),
            (["", "7"], "Ingen av enheterna med antal listade har intyg här."),
        ] {
            try await Self.take(RegionListFile.file(["\(Fixture.unit.hsaID)", "SE9-OKAND"], listed: listed), site.browser(.rita))
            #expect(try await site.browser(.rita).get("/rapporter/per-1000-listade").body.contains(sentence))
        }
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
        #expect(page.contains("<dt>Ändrade antal</dt><dd>1: \(Fixture.unit.hsaID) 1\u{A0}200 → 7</dd>"))
        #expect(page.contains("<dt>Listade tillsammans</dt><dd>7 (1\u{A0}200 på listan nu)</dd>"))
    }

    @Test("units with another number are told with both, the first ten of them")
    func changedCounts() async throws {
        let browser = try await TestSite().browser(.rita)
        let units = (1...12).map { "SE9-\($0)" }
        try await Self.take(RegionListFile.file(units, listed: Array(repeating: "100", count: 11) + [""]), browser)
        let page = try await browser.post(
            "/listade-patienter", file: RegionListFile.file(units, listed: ["100", "", "102"] + Array(repeating: "5", count: 9))
        ).body
        #expect(page.contains("<dt>Ändrade antal</dt><dd>11: SE9-2 100 → inte känt, SE9-3 100 → 102, SE9-4 100 → 5, "))
        #expect(page.contains("SE9-11 100 → 5 och 1 till</dd>"))
    }

    @Test("a list shown against another one than is in use now is not taken; one that is the one in use changes nothing")
    func oldPreview() async throws {
        let browser = try await TestSite().browser(.rita)
        let first = try await browser.post("/listade-patienter", file: RegionListFile.valid)
        try await Self.take(RegionListFile.file(["SE9-NY"], listed: ["7"]), browser)
        let refused = try await browser.post("/listade-patienter/ta-i-bruk", Self.form(on: first))
        #expect(refused.status == 422 && refused.body.contains("Listan har bytts sedan du läste filen. Läs filen igen."))
        #expect(refused.body.contains("1\u{A0}vårdenhet, 1 med antal listade"))
        let again = try await browser.post("/listade-patienter/ta-i-bruk", [("lista", "SE9-NY 7"), ("ersatter", "0")])
        #expect(again.status == 303)
        let without = try await browser.post("/listade-patienter/ta-i-bruk", [("lista", "SE9-ANNAN 7")])
        #expect(without.status == 422 && without.body.contains("Listan kom inte fram hel"))
    }

    @Test("a unit whose id is longer than the catalogue's, as the store keeps it, can stand on the list")
    func longID() async throws {
        let browser = try await TestSite().browser(.rita)
        let unit = "SE9900990001-" + String(repeating: "A", count: 51)
        let page = try await browser.post("/listade-patienter", file: RegionListFile.file([unit], listed: ["7"]))
        #expect(page.status == 200 && page.body.contains(unit))
        #expect(try await browser.post("/listade-patienter/ta-i-bruk", Self.form(on: page)).status == 303)
        #expect(
            try await browser.post("/listade-patienter", file: RegionListFile.file([unit + "A"], listed: ["7"])).status == 422)
    }

    @Test("a list of as many units as there may be is shown in part and taken whole, and one of more is refused")
    func manyUnits() async throws {
        let browser = try await TestSite().browser(.rita)
        let units = (0...ListedPatients.mostUnits).map { "SE9900990001-ENHET-\(1_000_000 + $0)-FYLL" }
        let listed = units.map { _ in "\(ListedPatients.counts.upperBound)" }
        let refused = try await browser.post("/listade-patienter", file: RegionListFile.file(units, listed: listed))
        #expect(refused.status == 422 && refused.body.contains("Rad 10002: En lista har högst 10\u{A0}000 vårdenheter."))
        let page = try await browser.post("/listade-patienter", file: RegionListFile.file(units.dropLast(), listed: listed))
        #expect(page.status == 200 && page.body.matches(of: /<tr/).count == 201 && page.body.matches(of: /<li>SE9/).count == 200)
        #expect(page.body.matches(of: /och 9\u{A0}800 till/).count == 2)
        #expect(try await browser.post("/listade-patienter/ta-i-bruk", Self.form(on: page)).status == 303)
        #expect(try await browser.get("/listade-patienter").body.contains("10\u{A0}000\u{A0}vårdenheter, 10\u{A0}000 med antal"))
        let text = units.joined(separator: ",")
        #expect(try await browser.post("/listade-patienter/ta-i-bruk", [("lista", text), ("ersatter", "1")]).status == 422)
    }

    @Test(
        "a list that did not come as it was shown changes nothing",
        arguments: [
            "", "SE1,SE1", "SE1 0", "SE1 -4", "SE1 4 5", "SE1,", "SE1 fyra", "Å", "SE1 99999999999999999999", "<script>",
            "SE1 10000001",
            "SE1 9223372036854775807,SE2 1", "se1 5", "SE1 +5", "SE1 007", "SE1 ", " ", "SE_1", String(repeating: "A", count: 65),
        ])
    func tampered(text: String) async throws {
        let browser = try await TestSite().browser(.rita)
        try await Self.take(RegionListFile.valid, browser)
        let answer = try await browser.post("/listade-patienter/ta-i-bruk", [("lista", text), ("ersatter", "1")])
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
            (
                RegionListFile.file([String(repeating: "A", count: 65)], listed: ["1"]),
                "Rad 2: HSA-id får bara ha bokstäverna A–Z"
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
        try await Self.take(RegionListFile.valid, browser)
        let answer = try await browser.post("/listade-patienter", file: file)
        #expect(answer.status == 422)
        #expect(answer.body.contains(sentence), "\(sentence)")
        #expect(!answer.body.contains("<script>"))
        #expect(try await browser.get("/listade-patienter").body.contains("2\u{A0}vårdenheter"))
    }
}
