import Foundation
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("A form about a patient comes back with what was written, and nothing is stored")
struct ReturnedPatientFormTests {
    private let site: TestSite
    private let patient = "/patient/\(Patients.pia.publicID)"

    init() throws { site = try TestSite() }

    private func protection() async throws -> RefusedForm {
        RefusedForm(browser: try await site.browser(.karin), page: "\(patient)/skydd", title: "Spärrar och samtycken")
    }

    @Test(
        "of a consent",
        arguments: [
            ("part", "kungen", "Välj vem"), ("vad", "", "Skriv vad samtycket gäller"),
            ("vad", String(repeating: "å", count: 501), "Texten är 501 tecken. Skriv vad samtycket gäller med högst 500 tecken"),
            ("dag", "i går", "vilken dag samtycket lämnades"),
            ("dag", "2026-12-24", "inte vara lämnat i framtiden"), ("till", "sedan", "till och med vilken dag"),
            ("till", "2026-11-01", "före den första"),
        ])
    func consent(field: String, value: String, words: String) async throws {
        var form = [
            "part": "municipality", "vad": "Anpassningar", "sätt": "skriftligt", "dag": "2026-11-02", "till": "2027-01-17",
            "beslut": "lamna",
        ]
        form[field] = value
        let kept = form.filter { ($0.key != field || field != "part") && $0.key != "beslut" }
        try await protection().expect(form, to: "\(patient)/samtycke", at: field, words, kept: kept)
    }

    @Test("a block is neither made nor lifted by one press: the page tells first whose it is and what it means")
    func secondStep() async throws {
        let karin = try await site.browser(.karin)
        let step = "<details class=\"why\"><summary>"
        func expect(_ title: String, _ effect: String, _ decision: String) async throws {
            let page = try await karin.get("\(patient)/skydd").body
            let start = try #require(page.range(of: "\(step)\(title)</summary>")?.upperBound)
            let end = try #require(page.range(of: "</details>", range: start..<page.endIndex)?.lowerBound)
            let inside = page[start..<end]
            #expect(inside.contains(Patients.pia.name) && inside.contains(effect))
            #expect(inside.contains("name=\"beslut\" value=\"\(decision)\""))
            #expect(inside.contains("<button class=\"button secondary small\">\(title)</button>"))
            // No button of the kind stands outside.
            #expect(page.components(separatedBy: "value=\"\(decision)\"").count == 2)
        }
        try await expect("Spärra för andra enheter", "andra enheter ser genast bara att det finns intyg", "sparra")
        #expect(try await karin.post("\(patient)/skydd", [("beslut", "sparra")]).status == 303)
        try await expect("Häv spärren", "kan genast läsa det som är skrivet på \(Fixture.unit.name)", "hav")
    }

    @Test("of a consent that is not there to withdraw, and of a block without a decision")
    func buttons() async throws {
        let page = try await protection()
        try await page.expect(
            ["part": "employer", "beslut": "aterta"], to: "\(patient)/samtycke", at: nil, "inget samtycke att ta tillbaka",
            kept: [:])
        // The form for a new one stands as before, with nothing of that in it.
        let answer = try await page.browser.post("\(patient)/samtycke", [("part", "employer"), ("beslut", "aterta")])
        #expect(answer.body.contains("name=\"dag\" value=\"\(Fixture.today)\"") && !answer.body.contains("\"employer\" selected"))
        try await page.expect(["beslut": "ja"], to: "\(patient)/skydd", at: nil, "Välj om uppgifterna ska spärras", kept: [:])
    }

    @Test(
        "of what is opened in spite of a block, which stays closed",
        arguments: ["", "bråttom", String(repeating: "å", count: 600)])
    func emergency(reason: String) async throws {
        let karin = try await site.browser(.karin)
        let path = "\(patient)/enhet/2"
        let title = try #require(try await karin.get(path).body.firstMatch(of: /<h1>([^<]*)<\/h1>/)).1
        try await RefusedForm(browser: karin, page: path, title: String(title))
            .expect(["skal": reason], to: path, at: "skal", "Skriv varför det inte kan vänta")
        #expect(!(try await karin.get(path).body.contains("Intyg på")))
    }

    /// What of whom the log has seen since a row.
    private func looks(after row: Int) throws -> (newest: Int, of: [String]) {
        try site.database.readBlocking { connection in
            let found = try connection.all(
                "SELECT id, resource, COALESCE(person_id, 0) FROM access_log WHERE id > \(row) ORDER BY id"
            ) { ($0.int(0), "\($0.text(1)) \($0.int(2))") }
            return (found.last?.0 ?? row, found.map(\.1))
        }
    }

    @Test("whose page shows the patient again, and is logged as the page is")
    func logged() async throws {
        let karin = try await site.browser(.karin)
        let spell = "/patient/\(Patients.tova.publicID)"
        let forms: [(page: String, to: String, form: [(String, String)])] = [
            ("\(patient)/skydd", "\(patient)/samtycke", [("part", "kungen"), ("beslut", "lamna")]),
            ("\(patient)/skydd", "\(patient)/skydd", [("beslut", "ja")]),
            ("\(patient)/enhet/2", "\(patient)/enhet/2", [("skal", "kort")]),
            ("/sjukfall?vems=enhetens", "/sjukfall/ansvarig", [("ansvarig", "999"), ("vy", "vems=enhetens")]),
            (spell, "\(spell)/ansvarig", [("ansvarig", "999")]),
        ]
        for (page, path, form) in forms {
            let before = try looks(after: 0).newest
            #expect(try await karin.get(page).status == 200)
            let seen = try looks(after: before)
            #expect(try await karin.post(path, form).status == 422)
            let again = try looks(after: seen.newest)
            // The refusal itself can be a look as well.
            #expect(!seen.of.isEmpty && again.of.suffix(seen.of.count) == seen.of[...], "\(path)")
        }
    }

    private func list() async throws -> RefusedForm {
        RefusedForm(browser: try await site.browser(.karin), page: "/sjukfall?vems=enhetens", title: "Pågående sjukfall")
    }

    @Test(
        "of the list's settings",
        arguments: [
            ("mellanrum", "99", "0–90"), ("mellanrum", "många", "0–90"), ("avslutade", "15", "0–14"), ("avslutade", "", "0–14"),
        ])
    func settings(field: String, value: String, words: String) async throws {
        var form = ["mellanrum": "7", "avslutade": "3", "vy": "vems=enhetens"]
        form[field] = value
        let kept = form.filter { $0.value != "många" && $0.key != "vy" }
        let page = try await list()
        try await page.expect(form, to: "/sjukfall/installningar", at: field, words, kept: kept)
        let answer = try await page.browser.post("/sjukfall/installningar", form.map { ($0.key, $0.value) })
        #expect(answer.body.contains("<details class=\"disclosure\" open><summary>Inställningar för listan</summary>"))
    }

    @Test("of who answers for several, with the rows that were ticked, and for one")
    func responsible() async throws {
        let page = try await list()
        let tova = Patients.tova.publicID
        try await page.expect(
            ["rad": tova, "ansvarig": "999", "vy": "vems=enhetens"], to: "/sjukfall/ansvarig", at: "ansvarig",
            "ingen roll på enheten",
            kept: ["rad": tova])
        // Pressed once more it takes the responsible person from nobody.
        let nobody = [("rad", tova), ("ansvarig", "-"), ("vy", "vems=enhetens")]
        let chosen = try await page.browser.post("/sjukfall/ansvarig", [nobody[0], ("ansvarig", "999"), nobody[2]])
        #expect(chosen.body.contains("<option value=\"-\" selected>Välj någon</option>"))
        #expect(try await page.browser.post("/sjukfall/ansvarig", nobody).status == 422)
        #expect(try await page.browser.post("/sjukfall/ansvarig", [nobody[0], nobody[2]]).status == 422)
        // Nobody can be chosen all the same.
        #expect(try await page.browser.post("/sjukfall/ansvarig", [nobody[0], ("ansvarig", ""), nobody[2]]).status == 303)
        let anna = try site.viewer(.anna).account
        try await page.expect(
            ["ansvarig": "\(anna)", "vy": "vems=enhetens"], to: "/sjukfall/ansvarig", at: nil, "Välj minst en patient",
            kept: ["ansvarig": "\(anna)"])
        let spell = "/patient/\(tova)"
        let title = try #require(try await page.browser.get(spell).body.firstMatch(of: /<h1>([^<]*)<\/h1>/)).1
        try await RefusedForm(browser: page.browser, page: spell, title: "\(title)")
            .expect(["ansvarig": "999"], to: "\(spell)/ansvarig", at: "ansvarig", "ingen roll på enheten", kept: [:])
    }
}
