import Foundation
import HTTPTypes
import SickLeave
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("Searching for a person leaves nothing in the address")
struct SearchTests {
    private let viewer = Viewer(
        account: 1, name: "K", hsaID: nil, role: .rehabCoordinator, assignment: 1, provider: 1,
        unit: .init(
            number: 1, hsaID: Fixture.unit.hsaID, name: "Enhet", providerHSAID: Fixture.provider.hsaID, providerName: "Vårdgivare"
        ))

    private func search(_ text: String, _ others: [(String, String)] = [], by browser: TestBrowser) async throws -> String {
        let sent = try await browser.post("/sjukfall", [("sok", text)] + others)
        #expect(sent.status == 303)
        return try #require(sent.headers[.location])
    }

    @Test(
        "a number is told apart from other words",
        arguments: [
            ("19900101-2385", "199001012385", ""), ("900101-2385 ek", "9001012385", "ek"),
            ("ek 199001012385", "199001012385", "ek"),
        ])
    func told(text: String, number: String, others: String) {
        let words = SearchWords(text)
        #expect(words.identityNumber == number)
        #expect(words.others == others && words.plain.isEmpty)
    }

    @Test(
        "diagnosis codes and days may stand in an address",
        arguments: ["F", "f4", "F43", "F432", "F43.8", "F43.8A", "m54", "2026-12-15", "F43 2026-12-15"])
    func plain(text: String) {
        let words = SearchWords(text)
        #expect(words.plain == text && words.others.isEmpty && words.identityNumber == nil)
    }

    @Test(
        "every other word may be a name, or a part of a number",
        arguments: ["ek", "Bo", "Li4", "Åsa", "2385", "100", "19900101", "20261215", "F43&sok=1", "A1234567", "Fa", "é"])
    func maybeName(text: String) {
        let words = SearchWords(text)
        #expect(words.others == text && words.plain.isEmpty && words.identityNumber == nil)
    }

    @Test("a name or number in a typed address goes no further", arguments: ["19900101-2385", "ek", "ek+19900101-2385"])
    func dropped(words: String) {
        let address = OngoingSpellsAddress(FormFields(urlEncoded: "sok=F43+\(words)"), for: viewer)
        #expect(address.href(for: viewer).text == "/sjukfall?vems=enhetens&sok=F43")
        #expect(address.filter.text == "F43" && address.hasLostWords)
    }

    @Test("an address never holds a name that was not sealed")
    func unsealed() {
        var filter = OngoingSpellsFilter()
        filter.text = "Tova F43"
        #expect(OngoingSpellsAddress(filter).href(for: viewer).text == "/sjukfall?vems=enhetens&sok=F43")
    }

    @Test("a posted number becomes the patient's opaque name in the address, and finds the patient")
    func number() async throws {
        let browser = try await TestSite().browser(.karin)
        let location = try await search(Patients.tova.identifier.formatted, by: browser)
        #expect(location.contains("patient=\(Patients.tova.publicID)"))
        #expect(!location.contains(Patients.tova.identifier.canonical.suffix(4)))
        let list = try await browser.get(location)
        #expect(list.body.contains(Patients.tova.name) && !list.body.contains(Patients.nils.name))
    }

    @Test("a number that nobody in the list has finds nobody")
    func unknown() async throws {
        let browser = try await TestSite().browser(.karin)
        #expect(try await search("19121212-1212", by: browser) == "/sjukfall?vems=enhetens&patient=ingen")
        #expect(try await browser.get("/sjukfall?patient=ingen").body.contains("Inga sjukfall passar filtret"))
    }

    @Test("a posted name is sealed, finds the patient, and follows the view to its other orders and pages")
    func name() async throws {
        let browser = try await TestSite().browser(.karin)
        let location = try await search("ÖDMAN f33", [("ordna", "name")], by: browser)
        #expect(location.contains("sok=f33") && location.contains("ord=") && location.contains("ordna=name"))
        #expect(!location.lowercased().contains("dman"))
        let list = try await browser.get(location)
        #expect(list.body.contains(Patients.pia.name) && !list.body.contains(Patients.tova.name))
        // The person sees the words in the box and can take them away.
        #expect(list.body.contains("value=\"f33 ÖDMAN\"") && list.body.contains("Sök: f33 ÖDMAN"))
        let links = list.body.components(separatedBy: "href=\"/sjukfall").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(links.contains { $0.contains("ord=") && $0.contains("fallande=1") })
        #expect(links.allSatisfy { !$0.lowercased().contains("dman") })
        #expect(links.contains { !$0.contains("ord=") && !$0.contains("sok=") && $0.contains("ordna=name") })
    }

    @Test("the sealed words go with what is done to chosen rows")
    func assigned() async throws {
        let browser = try await TestSite().browser(.karin)
        let location = try await search("ödman", by: browser)
        let view = String(location.drop { $0 != "?" }.dropFirst())
        let sent = try await browser.post(
            "/sjukfall/ansvarig", [("rad", Patients.pia.publicID), ("ansvarig", "1"), ("vy", view)])
        #expect(sent.headers[.location] == location + "&klart=ansvarig")
    }

    @Test("equal names are sealed differently, and their length does not show")
    func opaque() async throws {
        let browser = try await TestSite().browser(.karin)
        let short = try await search("Bo", by: browser)
        #expect(try await search("Bo", by: browser) != short)
        #expect(try await search("Maximiliana Överdimensionerad", by: browser).count == short.count)
    }

    @Test("what another session has sealed, and what has been tampered with, counts for nothing and is said")
    func otherSession() async throws {
        let site = try TestSite()
        let location = try await search("ödman", by: site.browser(.karin))
        let karin = try await site.browser(.karin)
        for address in [location, "/sjukfall?ord=AAAA", "/sjukfall?ord=%00%FF&sok=F43"] {
            let list = try await karin.get(address)
            #expect(list.status == 200)
            #expect(list.body.contains("Sökorden finns inte kvar") && list.body.contains(Patients.tova.name))
            #expect(!list.body.contains("ord=AAAA") && !list.body.contains(location.replacing("&", with: "&amp;")))
        }
        #expect(try await !karin.get("/sjukfall?sok=F43").body.contains("Sökorden finns inte kvar"))
    }
}
