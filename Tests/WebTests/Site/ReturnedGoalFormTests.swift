import TestKit
import Testing

@Suite("A form about goals comes back with what was written, and nothing is stored")
struct ReturnedGoalFormTests {
    private let site: TestSite
    private static let long = String(repeating: "å", count: 2_001)

    init() throws { site = try TestSite() }

    private func page(_ path: String) async throws -> RefusedForm {
        let bo = try await site.browser(.bo)
        let title = try #require(try await bo.get(path).body.firstMatch(of: /<h1>([^<]*)<\/h1>/)).1
        return RefusedForm(browser: bo, page: path, title: String(title))
    }

    private static let faults = [
        ("mal", "hälften", "i procent"), ("senast", "snart", "vilken dag målet ska vara nått"),
        ("ansvarig", "", "Ansvarig saknas"), ("plan", long, "högst 2000 tecken"),
    ]

    @Test(
        "of a new goal",
        arguments: faults + [("matt", "inget", "Välj ett mått"), ("senast", "2026-01-01", "har redan varit")])
    func goal(field: String, value: String, words: String) async throws {
        let page = try await page("/handlingsplan")
        var form = ["matt": "kompletteringar", "mal": "37,5", "senast": "2027-06-30", "ansvarig": "Mats", "plan": "Fråga."]
        form[field] = value
        let kept = form.filter { $0.key != "matt" || field != "matt" }
        try await page.expect(form, to: "/handlingsplan", at: field, words, kept: kept)
    }

    @Test("of a change of one", arguments: faults + [("skal", "", "Skälet saknas")])
    func change(field: String, value: String, words: String) async throws {
        var form = ["mal": "37,5", "senast": "2027-06-29", "ansvarig": "Mats", "plan": "Fråga alltid.", "skal": "För lågt"]
        form[field] = value
        let page = try await page("/handlingsplan/1")
        try await page.expect(form, to: "/handlingsplan/1", at: field, words)
        let answer = try await page.browser.post("/handlingsplan/1", form.map { ($0.key, $0.value) })
        #expect(answer.body.contains("<details class=\"disclosure\" open><summary>Ändra målet</summary>"))
    }

    @Test(
        "of a step",
        arguments: [
            ("vad", "", "Steget saknas"), ("ansvarig-steg", long, "Ansvarig får ha högst"),
            ("senast-steg", "snart", "vilken dag steget"),
        ])
    func step(field: String, value: String, words: String) async throws {
        var form = ["vad": "Möte", "ansvarig-steg": "Karin", "senast-steg": "2027-01-31"]
        form[field] = value
        let page = try await page("/handlingsplan/1")
        try await page.expect(form, to: "/handlingsplan/1/steg", at: field, words)
        let answer = try await page.browser.post("/handlingsplan/1/steg", form.map { ($0.key, $0.value) })
        #expect(answer.body.contains("<details class=\"disclosure\" open><summary>Lägg till ett steg</summary>"))
    }

    @Test("of putting one to rest, and of a follow-up")
    func restAndFollowUp() async throws {
        let page = try await page("/handlingsplan/1")
        try await page.expect(
            ["beslut": "vila", "mal": "41", "skal": " "], to: "/handlingsplan/1", at: "skal", "Skälet saknas", kept: ["mal": "41"]
        )
        try await page.expect(
            ["anteckning": Self.long], to: "/handlingsplan/1/uppfoljning", at: "anteckning", "Uppföljningen får ha högst")
    }

    @Test(
        "of limits reckoned anew",
        arguments: [
            ("manad", "2019-01", "Välj en av diagrammets månader"), ("manad", "2026-08", "räknas redan om"),
            ("skal", String(repeating: "å", count: 201), "högst 200 tecken"),
        ])
    func rebase(field: String, value: String, words: String) async throws {
        try await site.addRisingMonths()
        let path = "/mal/\(TestSite.rebasedMeasure)"
        var form = ["manad": "2026-06", "skal": "Ny rutin"]
        form[field] = value
        let kept = form.filter { $0.value != "2019-01" }
        try await page(path).expect(form, to: "\(path)/omrakning", at: field, words, kept: kept)
    }

    @Test("of limits that are taken back")
    func rebaseRemoval() async throws {
        try await site.addRisingMonths()
        let path = "/mal/\(TestSite.rebasedMeasure)"
        let page = try await page(path)
        let field = try #require(try await page.browser.get(path).body.firstMatch(of: /name="(skal-\d+)"/)).1
        let number = field.dropFirst("skal-".count)
        try await page.expect(["\(field)": " "], to: "\(path)/omrakning/\(number)", at: "\(field)", "Skälet saknas", kept: [:])
    }
}
