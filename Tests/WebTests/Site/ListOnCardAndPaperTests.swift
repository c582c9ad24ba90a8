import Foundation
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("The list on a telephone's card, and on paper")
struct ListOnCardAndPaperTests {
    /// The words of the card's own line about a patient.
    private func note(_ patient: Patients, _ page: String) throws -> String {
        let row = try #require(page.components(separatedBy: "<tr role=\"row\">").first { $0.contains(patient.publicID) })
        let start = try #require(row.range(of: "<td class=\"long card-only\" role=\"cell\">"))
        let cell = row[start.upperBound...]
        return String(cell[..<(cell.range(of: "</td>")?.lowerBound ?? cell.endIndex)]).replacing(/<[^>]+>/, with: "")
    }

    @Test("the card says what the columns that it leaves out do, when it is something")
    func card() async throws {
        let site = try TestSite()
        let karin = try await site.browser(.karin)
        let page = try await karin.get("/sjukfall").body
        #expect(try note(.nils, page) == "Ingen plan · Ingen ansvarig")
        #expect(try note(.pia, page) == "1\u{A0}obesvarat ärende · Ingen ansvarig")
        // Day 20: no plan is asked for yet.
        #expect(try note(.tova, page) == "Ingen ansvarig")
        let account = try site.viewer(.karin).account
        _ = try await karin.post("/sjukfall/ansvarig", [("rad", Patients.tova.publicID), ("ansvarig", "\(account)")])
        #expect(try note(.tova, try await karin.get("/sjukfall").body) == "Ansvarig: \(Cast.karin.name)")
    }

    @Test("elsewhere the card's line is hidden, and so is what is said on paper alone")
    func hidden() {
        #expect(Stylesheet.text.contains("\n.card-only { display: none; }\n@media screen and (min-width: 48rem) {"))
        #expect(Stylesheet.text.contains("\n.print-only { display: none; }\n@media print {\n.print-only { display: block; }"))
    }

    /// The line that only paper shows; nil when there is none.
    private func printed(_ path: String, by browser: TestBrowser) async throws -> String? {
        let page = try await browser.get(path).body
        return page.firstMatch(of: /<p class="print-only">(.*?)<\/p>/).map { String($0.1.replacing(/<[^>]*>/, with: "")) }
    }

    @Test("paper says which of the lines these are, of which unit and day, and what they were chosen by")
    func paper() async throws {
        let site = try TestSite()
        let (karin, anna) = (try await site.browser(.karin), try await site.browser(.anna))
        let place = "\(Fixture.unit.name), 20 november 2026."
        #expect(try await printed("/sjukfall", by: karin) == "Sida 1 av 1, rad 1–3 av 3. \(place) Urval: Hela enheten.")
        #expect(try await printed("/sjukfall", by: anna) == "Sida 1 av 1, rad 1–2 av 2. \(place) Urval: Mina patienter.")
        let chosen = try await printed("/sjukfall?vems=enhetens&att-gora=withoutPlan&kapitel=13", by: karin)
        #expect(
            chosen
                == "Sida 1 av 1, rad 1–1 av 1. \(place) Urval: Hela enheten, Över 28 dagar utan plan, M00-M99 Rörelseorganen.")
        let earlier = try await printed("/sjukfall?vems=enhetens&dag=2026-11-10", by: karin)
        #expect(earlier?.contains("10 november 2026. Urval: Hela enheten, Listan för 2026-11-10.") == true)
        #expect(try await printed("/sjukfall?patient=ingen", by: karin) == nil)
    }

    @Test("paper of a long list says that there are more pages")
    func longList() async throws {
        let site = try TestSite()
        try await site.database.write { connection in
            let certificates = (0..<80).map {
                NewCertificate(Fixture.certificate("lang-\($0)", patient: Fixture.person(100 + $0), name: "Namn \($0)"))
            }
            _ = try CertificateRepository(connection, registry: Registry()).store(certificates, importRun: 1)
        }
        try await site.figures.refresh()
        let karin = try await site.browser(.karin)
        #expect(try await printed("/sjukfall", by: karin)?.hasPrefix("Sida 1 av 2, rad 1–50 av 83. ") == true)
        #expect(try await printed("/sjukfall?sida=2", by: karin)?.hasPrefix("Sida 2 av 2, rad 51–83 av 83. ") == true)
    }
}
