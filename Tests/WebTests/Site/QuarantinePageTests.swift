import Foundation
import SickLeave
import Storage
import TestKit
import Testing

@Suite("Pages whose texts name patients hide them, and what is set aside has its reason")
struct QuarantinePageTests {
    private let site: TestSite
    private let item = "/import/karantan/1"

    init() throws { site = try TestSite() }

    @Test("the name on the patient's page is hidden with the other personal data, wherever it stands")
    func patientsName() async throws {
        let page = try await site.browser(.karin).get("/patient/\(Patients.pia.publicID)").body
        let name = Patients.pia.name
        #expect(page.contains("<h1>Sjukfallet</h1>") && page.contains("data-toggle-personal"))
        let hidden = page.components(separatedBy: "<span class=\"personal\"><span>\(name)</span>").count
        #expect(hidden > 1 && page.components(separatedBy: name).count == hidden)
    }

    @Test("what could not be read is hidden with the personal data, but can be corrected")
    func content() async throws {
        let page = try await site.browser(.karin).get(item).body
        #expect(page.contains("data-toggle-personal"))
        #expect(page.contains("<span class=\"personal\"><span><textarea id=\"text\" name=\"text\""))
    }

    @Test(
        "nothing is set aside without a reason, nor with one that is too long",
        arguments: ["", " \t ", String(repeating: "å", count: 201)])
    func withoutReason(reason: String) async throws {
        let form = ["beslut": "lagg-undan", "skal": reason]
        try await RefusedForm(browser: try await site.browser(.karin), page: item, title: "Rätta och läs igen")
            .expect(
                form, to: item, at: "skal", "Skriv varför det inte ska läsas in, med högst 200 tecken.", kept: ["skal": reason])
    }

    @Test("the reason is kept with what was set aside")
    func reason() async throws {
        let reason = String(repeating: "å", count: 200)
        let form = [("beslut", "lagg-undan"), ("skal", " \(reason) ")]
        #expect(try await site.browser(.karin).post(item, form).location == "/import/karantan")
        let kept = try await site.database.read { connection in
            try connection.first("SELECT status, decision FROM quarantine WHERE id = 1") { ($0.int(0), $0.text(1)) }
        }
        #expect(kept?.0 == 2 && kept?.1 == reason)
    }

    @Test("a role or a mandate is not ended by one press: the page tells first whose it is and what the person loses")
    func ending() async throws {
        let page = try await site.browser(.mats).get("/behorigheter").body
        let anna = Cast.anna.name
        #expect(page.contains("<summary>Avsluta<span class=\"visually-hidden\"> rollen för \(anna)</span></summary>"))
        #expect(page.contains("\(anna) förlorar rollen Läkare på enheten genast, och loggas ut där den är vald."))
        #expect(page.contains("<summary>Avsluta<span class=\"visually-hidden\"> uppdraget för \(Cast.bo.name)</span></summary>"))
        for action in ["/behorigheter/roll/avsluta", "/behorigheter/uppdrag/avsluta"] {
            let before = page.components(separatedBy: "<form method=\"post\" action=\"\(action)\">").dropLast()
            #expect(!before.isEmpty)
            for part in before {
                let closedPart = try #require(part.range(of: "<details class=\"why\">", options: .backwards))
                #expect(!part[closedPart.upperBound...].contains("</details>"))
            }
        }
    }
}
