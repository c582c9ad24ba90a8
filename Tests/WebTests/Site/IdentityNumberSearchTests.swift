import HTTPTypes
import SickLeave
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("Searching for an identity number")
struct IdentityNumberSearchTests {
    @Test(
        "a number is told apart from other words",
        arguments: [
            ("19900101-2385", "199001012385", ""), ("900101-2385 ek", "9001012385", "ek"),
            ("ek 199001012385", "199001012385", "ek"),
        ])
    func told(text: String, number: String, others: String) {
        let words = SearchWords(text)
        #expect(words.identityNumber == number)
        #expect(words.others == others)
    }

    @Test("days, codes and short digits are ordinary words", arguments: ["2026-12-15", "20261215", "F432", "2385", "100"])
    func ordinary(text: String) {
        #expect(SearchWords(text).identityNumber == nil)
        #expect(SearchWords(text).others == text)
    }

    @Test("a number in a typed address goes no further")
    func dropped() {
        let viewer = Viewer(
            account: 1, name: "K", hsaID: nil, role: .rehabCoordinator, provider: 1,
            unit: .init(number: 1, name: "Enhet", providerName: "Vårdgivare"))
        let address = OngoingSpellsAddress(FormFields(urlEncoded: "sok=19900101-2385+ek"), for: viewer)
        #expect(address.href(for: viewer).text == "/sjukfall?sok=ek")
    }

    @Test("a posted number becomes the patient's opaque name in the address, and finds the patient")
    func posted() async throws {
        let browser = try await TestSite().browser(.karin)
        let sent = try await browser.post(
            "/sjukfall", [("sok", Patients.tova.identifier.formatted), ("formToken", browser.formToken)])
        let location = try #require(sent.headers[.location])
        #expect(sent.status == 303)
        #expect(location.contains("patient=\(Patients.tova.publicID)"))
        #expect(!location.contains(Patients.tova.identifier.canonical.suffix(4)))
        let list = try await browser.get(location)
        #expect(list.body.contains(Patients.tova.name) && !list.body.contains(Patients.nils.name))
    }

    @Test("a number that nobody in the list has finds nobody")
    func unknown() async throws {
        let browser = try await TestSite().browser(.karin)
        let sent = try await browser.post("/sjukfall", [("sok", "19121212-1212"), ("formToken", browser.formToken)])
        #expect(sent.headers[.location] == "/sjukfall?patient=ingen")
        #expect(try await browser.get("/sjukfall?patient=ingen").body.contains("Inga sjukfall passar filtret"))
    }
}
