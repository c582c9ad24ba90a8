import Foundation
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

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
        #expect(page.contains(/<textarea id="text" name="text" [^>]*class="personal-text"/))
    }

    @Test(
        "nothing is set aside without a reason, nor with one that is too long",
        arguments: [
            ("", "Skriv varför det inte ska läsas in."), (" \t ", "Skriv varför det inte ska läsas in."),
            (String(repeating: "å", count: 201), "Skälet är 201 tecken. Korta det till högst 200 tecken."),
        ])
    func withoutReason(reason: String, words: String) async throws {
        let form = ["beslut": "lagg-undan", "skal": reason]
        try await RefusedForm(browser: try await site.browser(.karin), page: item, title: "Rätta och läs igen")
            .expect(form, to: item, at: "skal", words, kept: ["skal": reason])
    }

    @Test("a row is corrected field by field: the one at fault first, and what is not changed stays as it stood")
    func fields() async throws {
        let karin = try await site.browser(.karin)
        let page = try await karin.get(item).body
        let start = try #require(page.range(of: "value=\"ratta-falt\"")?.upperBound)
        let labels = page[start...].matches(of: /<label for="(falt-\d+)">([^<]+)<\/label>/).map { "\($0.1) \($0.2)" }
        #expect(
            labels == [
                "falt-5 signerat", "falt-0 intygs_id", "falt-1 typ", "falt-2 personnummer", "falt-3 lakare_hsa_id",
                "falt-4 enhet_hsa_id", "falt-6 ovrigt",
            ])
        #expect(page.contains("aria-describedby=\"falt-5-error\" aria-invalid=\"true\""))
        #expect(page.contains(/<input type="text" id="falt-6" [^>]*class="personal-text"/))
        let number = Patients.tova.identifier.formatted
        let sent = ["x-0", "FK7804", number, "SE1-D", "\(Fixture.unit.hsaID)", "2026-02-31", "a;\"b\""]
        let refused = try await karin.post(
            item, [("beslut", "ratta-falt")] + sent.enumerated().map { ("falt-\($0.offset)", $0.element) })
        // The cast's header is no format's, so the fault is the whole row's: the summary leads to the first field.
        #expect(refused.status == 422 && refused.body.contains("<a href=\"#falt-0\">"))
        for (field, value) in [("falt-0", "x-0"), ("falt-5", "2026-02-31"), ("falt-6", "a;&quot;b&quot;")] {
            #expect(refused.body.contains("name=\"\(field)\" value=\"\(value)\""))
        }
        #expect(refused.body.contains("2026-02-31;&quot;a;&quot;&quot;b&quot;&quot;&quot;</textarea>"))
    }

    @Test("a row with a lost quotation mark and a faulty cell is mended in two steps, and the first is not lost")
    func twoSteps() async throws {
        let karin = try await site.browser(.karin)
        let broken = "\"x-0;FK7804;1;SE1-D;SE1-E;2026-02-31;över\u{B}igt"
        try await site.database.write {
            _ = try $0.execute("UPDATE quarantine SET original = \(Array(broken.utf8)) WHERE id = \(TestData.quarantined)")
        }
        #expect(try await !karin.get(item).body.contains("ratta-falt"))
        let half = try await karin.post(item, [("text", String(broken.dropFirst()))])
        #expect(half.status == 422 && half.body.contains("ratta-falt"))
        let row = try #require(half.value(of: "rad"))
        let whole = try await karin.post(item, [("beslut", "ratta-falt"), ("rad", row), ("falt-5", "2026-02-28")])
        let corrected = try Data(base64Encoded: #require(whole.value(of: "rad")))
        #expect(whole.status == 422)
        #expect(corrected.map { String(decoding: $0, as: UTF8.self) } == "x-0;FK7804;1;SE1-D;SE1-E;2026-02-28;över\u{B}igt")
    }

    @Test("the list tells rows apart by file, row and column")
    func list() async throws {
        let page = try await site.browser(.karin).get("/import/karantan").body
        #expect(page.contains("<a href=\"\(item)\">intyg.csv, rad 2</a>") && page.contains("data-label=\"Fält\">signerat</td>"))
    }

    @Test("whoever comes back to what has been read is told by whom and when, and changes nothing")
    func alreadyRead() async throws {
        let account = try site.viewer(.karin).account
        try await site.database.write {
            try QuarantineRepository($0).decide(
                TestData.quarantined, .corrected, decision: "hemlig rättelse", account: account, at: site.clock.now)
        }
        let (karin, before) = (try await site.browser(.karin), try site.state())
        let page = try await karin.get(item)
        #expect(page.status == 200 && page.body.contains("<h1>Redan inläst</h1>") && page.body.contains("av \(Cast.karin.name)"))
        #expect(page.body.contains("href=\"/import/karantan\"") && !page.body.contains("hemlig rättelse"))
        for form in [[("text", "x")], [("beslut", "lagg-undan"), ("skal", "Dubblett")], [("beslut", "lagg-tillbaka")]] {
            let answer = try await karin.post(item, form)
            #expect(answer.status == 409 && answer.body.contains("<h1>Redan inläst</h1>"))
        }
        #expect(try site.state() == before)
    }

    @Test("whoever sets aside what somebody has set aside meanwhile comes to the page that says so")
    func setAsideTwice() async throws {
        let karin = try await site.browser(.karin)
        let form = [("beslut", "lagg-undan"), ("skal", "Dubblett")]
        _ = try await karin.post(item, form)
        #expect(try await karin.post(item, form).location == item)
        #expect(try await karin.post(item, [("text", "x")]).location == item)
    }

    @Test("a file that is nobody's is laid aside by the administrator with a reason, and put back; a row is not")
    func ownerlessFile() async throws {
        let sven = try await site.browser(.sven)
        let (page, id) = ("/import/utan-agare", "\(TestData.ownerless)")
        let form = [("post", id), ("beslut", "lagg-undan"), ("sida", "1")]
        try await RefusedForm(browser: sven, page: page, title: "Utan ägare")
            .expect(
                ["post": id, "beslut": "lagg-undan", "skal-\(id)": ""], to: page, at: "skal-\(id)", "Skriv varför",
                kept: [:])
        let done = try await sven.post(page, form + [("skal-\(id)", "En bild")])
        #expect(done.location == "\(page)?klart=undanlagd-utan-agare")
        let list = try await sven.get(page).body
        #expect(list.contains("En bild") && list.contains(Cast.sven.name) && list.contains("Allt har en ägare"))
        #expect(try await sven.post(page, form + [("skal-\(id)", "En bild")]).status == 404)
        #expect(
            try await sven.post(page, [("post", id), ("beslut", "lagg-tillbaka")]).location == "\(page)?klart=tillbaka-utan-agare"
        )
        #expect(try await sven.get(page).body.contains("value=\"lagg-undan\""))
        _ = try await site.database.write { connection in
            try connection.execute("UPDATE quarantine SET format = 'csv' WHERE id = \(TestData.ownerless)")
        }
        #expect(try await sven.post(page, form + [("skal-\(id)", "En rad")]).status == 404)
        #expect(try await site.browser(.karin).post(page, form + [("skal-\(id)", "Nej")]).status == 403)
    }

    @Test("the reason is kept with what was set aside")
    func reason() async throws {
        let reason = String(repeating: "å", count: 200)
        let form = [("beslut", "lagg-undan"), ("skal", " \(reason) ")]
        #expect(try await site.browser(.karin).post(item, form).location == "/import/karantan?klart=undanlagd")
        let kept = try await site.database.read { connection in
            try connection.first("SELECT status, decision FROM quarantine WHERE id = 1") { ($0.int(0), $0.text(1)) }
        }
        #expect(kept?.0 == 2 && kept?.1 == reason)
    }

    @Test("what is set aside has a list and a page of its own, and is put back from there")
    func setAside() async throws {
        let karin = try await site.browser(.karin)
        #expect(try await karin.get("/import/undanlagda").body.contains("Inget är lagt åt sidan"))
        #expect(try await !karin.get("/import").body.contains("/import/undanlagda"))
        _ = try await karin.post(item, [("beslut", "lagg-undan"), ("skal", "Dubblett")])
        #expect(try await karin.get("/import").body.contains("<a href=\"/import/undanlagda\">1\u{A0}post</a>"))

        let list = try await karin.get("/import/undanlagda").body
        for tab in ["Väntar <span class=\"count\">0</span>", "Undanlagda <span class=\"count\">1</span>"] {
            #expect(list.contains(tab))
        }
        #expect(list.contains("<a href=\"\(item)\">intyg.csv, rad 2</a>"))
        #expect(list.contains("Dubblett") && list.contains(Cast.karin.name) && list.contains("\(Fixture.today)"))
        let page = try await karin.get(item).body
        #expect(page.contains("<h1>Lagd åt sidan</h1>") && page.contains("Skäl: Dubblett") && page.contains("fritext"))
        #expect(!page.contains("<textarea") && !page.contains("Läs igen</button>"))

        #expect(try await karin.post(item, [("beslut", "lagg-tillbaka")]).location == "\(item)?klart=tillbaka")
        #expect(try await karin.get(item).body.contains("<textarea id=\"text\""))
        #expect(try await karin.get("/import/undanlagda").body.contains("Inget är lagt åt sidan"))
        #expect(try await karin.post(item, [("beslut", "lagg-tillbaka")]).status == 404)
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
