import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("A form about the unit comes back with what was written, and nothing is stored")
struct ReturnedUnitFormTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    @Test(
        "of its analysis",
        arguments: [
            ("behov.physician", "", "Läkare: fyll i"), ("risker.physician", "", "Läkare: fyll i"),
            ("atgarder.physician", String(repeating: "å", count: 20_000), "Läkare: fyll i"),
        ])
    func analysis(field: String, value: String, words: String) async throws {
        var form = [
            "behov.physician": "Behandlar patienten", "risker.physician": "Ser för mycket",
            "atgarder.physician": "Granskar loggen",
            "behov.rehabCoordinator": "Samordnar", "risker.rehabCoordinator": "Många", "atgarder.rehabCoordinator": "Kurs",
        ]
        form[field] = value
        let mats = try await site.browser(.mats)
        try await RefusedForm(browser: mats, page: "/behorigheter/analys", title: "Behovs- och riskanalys")
            .expect(form, to: "/behorigheter/analys", at: field, words)
    }

    @Test("of its analysis without a word, which stays without a word")
    func emptyAnalysis() async throws {
        let mats = try await site.browser(.mats)
        try await RefusedForm(browser: mats, page: "/behorigheter/analys", title: "Behovs- och riskanalys")
            .expect(["behov.rehabCoordinator": " "], to: "/behorigheter/analys", at: "behov.physician", "för minst en roll")
        let answer = try await mats.post("/behorigheter/analys", [("behov.rehabCoordinator", "")])
        #expect(!answer.body.contains(">\nSamordnar enhetens sjukfall</textarea>"))
    }

    @Test("of whose patients are seen, and of a role that is ended by others")
    func buttons() async throws {
        let page = RefusedForm(browser: try await site.browser(.mats), page: "/behorigheter", title: "Behörigheter")
        try await page.expect(["ser": "allas"], to: "/behorigheter/patienter", at: "ser", "Välj vilka patienter", kept: [:])
        let own = try site.viewer(.mats).assignment
        try await page.expect(
            ["uppgift": "\(own)"], to: "/behorigheter/roll/avsluta", at: nil, "avslutas inte av enhetens chef", kept: [:])
    }

    @Test("of an account that is shut and can get no link, and of what no unit is chosen for")
    func administration() async throws {
        let sven = try await site.browser(.sven)
        let path = "/konton/\(try site.viewer(.anna).account)"
        #expect(try await sven.post(path, [("gor", "stang-av")]).status == 303)
        let account = RefusedForm(browser: sven, page: path, title: Cast.anna.name)
        try await account.expect(
            ["gor": "lank", "losenord": Cast.password], to: path, at: nil, "Kontot är avstängt", kept: [:])
        try await account.expect(["gor": "något"], to: path, at: nil, "Välj vad du vill göra", kept: [:])
        try await RefusedForm(browser: sven, page: "/import/utan-agare", title: "Utan ägare")
            .expect(["post": "3"], to: "/import/utan-agare", at: nil, "Välj en enhet", kept: [:])
    }
}
