import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing

extension SiteRoute {
    private static func leading(_ pattern: String, _ gate: Gate, to page: String, at path: String? = nil) -> SiteRoute {
        SiteRoute(method: .get, pattern: pattern, path: path ?? pattern, gate: gate, answer: 303, formPage: page)
    }

    private static let seers: Gate = .only([.anna, .karin, .fatima])
    private static let pia = "/patient/\(Patients.pia.publicID)"
    private static let measure = "/mal/\(TestSite.rebasedMeasure)"

    /// What is asked for by a reload of a form that was not accepted. Whoever has chosen a unit is led on: the page has its own gate.
    static let formAddresses: [SiteRoute] = [
        leading("/sjukfall/ansvarig", seers, to: "/sjukfall"), leading("/sjukfall/installningar", seers, to: "/sjukfall"),
        leading("/patient/:patient/ansvarig", seers, to: pia, at: "\(pia)/ansvarig"),
        leading("/patient/:patient/samtycke", seers, to: "\(pia)/skydd", at: "\(pia)/samtycke"),
        leading("/behorigheter/roll", .only(Cast.insiders), to: "/behorigheter"),
        leading("/behorigheter/roll/avsluta", .only(Cast.insiders), to: "/behorigheter"),
        leading("/behorigheter/uppdrag", .only(Cast.insiders), to: "/behorigheter"),
        leading("/behorigheter/uppdrag/avsluta", .only(Cast.insiders), to: "/behorigheter"),
        leading("/behorigheter/patienter", .only(Cast.insiders), to: "/behorigheter"),
        leading("/handlingsplan/:goal/steg", .only(Cast.insiders), to: "/handlingsplan/1", at: "/handlingsplan/1/steg"),
        leading("/handlingsplan/:goal/steg/:step", .only(Cast.insiders), to: "/handlingsplan/1", at: "/handlingsplan/1/steg/2"),
        leading(
            "/handlingsplan/:goal/uppfoljning", .only(Cast.insiders), to: "/handlingsplan/1", at: "/handlingsplan/1/uppfoljning"),
        leading("/mal/:measure/omrakning", .only(Cast.insiders), to: measure, at: "\(measure)/omrakning"),
        leading("/mal/:measure/omrakning/:rebase", .only(Cast.insiders), to: measure, at: "\(measure)/omrakning/1"),
        leading("/listade-patienter/ta-i-bruk", .only(Cast.insiders), to: "/listade-patienter"),
        leading("/konto/sessioner", .signedIn, to: "/konto"),
    ]
}

@Suite("An address that only takes a form leads who asks for it to the form's page")
struct FormAddressTests {
    @Test("none is left out but the one that signs out, whose button is on every page")
    func complete() {
        let read = Set(SiteRoute.all.filter { $0.method == .get }.map(\.pattern))
        let only = SiteRoute.all.filter { $0.method == .post && !read.contains($0.pattern) }
        #expect(only.map(\.pattern) == ["/logga-ut"])
    }

    @Test("whoever sends the form comes to a page that there is, and nothing is changed", arguments: SiteRoute.formAddresses)
    func reload(route: SiteRoute) async throws {
        let form = try #require(SiteRoute.changing.first { $0.pattern == route.pattern })
        let site = try TestSite()
        let browser = try await site.browser(form.user)
        let before = try site.state()
        let answer = try await browser.get(route.path)
        #expect(answer.status == 303 && answer.location == route.formPage && answer.body.isEmpty)
        #expect(try await browser.get(try #require(answer.location)).status == 200)
        #expect(try site.state() == before)
    }

    @Test("after a refusal it is the same page without the fault")
    func refused() async throws {
        let browser = try await TestSite().browser(.karin)
        let refused = try await browser.post("/sjukfall/ansvarig", [("ansvarig", "1"), ("vy", "vems=enhetens")])
        #expect(refused.status == 422 && refused.body.contains("Välj minst en patient"))
        let page = try await browser.get(try #require(try await browser.get("/sjukfall/ansvarig").location))
        #expect(page.status == 200 && page.body.contains("<h1>Pågående sjukfall</h1>"))
        #expect(!page.body.contains("Välj minst en patient"))
    }

    @Test("it says the same of what is the unit's, another's and nobody's, and is no look at anybody")
    func sameOfAll() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        for patient in [Patients.pia.publicID, Patients.ola.publicID, Patients.greta.publicID, "p000000000000099", "x"] {
            for (address, page) in [("ansvarig", ""), ("samtycke", "/skydd")] {
                let answer = try await browser.get("/patient/\(patient)/\(address)")
                #expect(answer.status == 303 && answer.location == "/patient/\(patient)\(page)" && answer.body.isEmpty)
            }
        }
        for goal in ["1", "9999"] {
            #expect(try await browser.get("/handlingsplan/\(goal)/steg").location == "/handlingsplan/\(goal)")
        }
        #expect(try await browser.get("/handlingsplan/x/steg").status == 404)
        let rows = try await site.database.read { try $0.first("SELECT COUNT(*) FROM access_log") { $0.int(0) } }
        #expect(rows == 0)
    }

    @Test("it leads to no other site, whatever stands in it", arguments: ["%2F%2Fevil.test", "%5Cevil.test", "..%2F..%2Fkonto"])
    func elsewhere(name: String) async throws {
        let answer = try await TestSite().browser(.karin).get("/patient/\(name)/ansvarig")
        if let location = answer.location {
            #expect(location.hasPrefix("/patient/") && !location.dropFirst("/patient/".count).contains("/"))
        } else {
            #expect(answer.status == 404)
        }
    }
}
