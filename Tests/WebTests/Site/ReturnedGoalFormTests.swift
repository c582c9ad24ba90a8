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
        ("ansvarig", "", "Skriv vem som är ansvarig"), ("plan", long, "högst 2000 tecken"),
    ]

    @Test(
        "of a new goal",
        arguments: faults + [
            ("matt", "inget", "Välj ett mått"), ("senast", "2026-01-01", "har redan varit"),
            ("senast", "2036-12-31", "mer än tre år bort"),
        ])
    func goal(field: String, value: String, words: String) async throws {
        let page = try await page("/handlingsplan")
        var form = ["matt": "kompletteringar", "mal": "37,5", "senast": "2027-06-30", "ansvarig": "Mats", "plan": "Fråga."]
        form[field] = value
        let kept = form.filter { $0.key != "matt" || field != "matt" }
        try await page.expect(form, to: "/handlingsplan", at: field, words, kept: kept)
    }

    @Test("of a change of one", arguments: faults + [("skal", "", "Skriv varför målet ändras")])
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
            ("vad", "", "Skriv vad som ska göras"), ("ansvarig-steg", long, "Ansvarig får ha högst"),
            ("senast-steg", "snart", "vilken dag steget"), ("senast-steg", "2026-01-01", "har redan varit"),
            ("senast-steg", "2036-12-31", "mer än tre år bort"),
        ])
    func step(field: String, value: String, words: String) async throws {
        var form = ["vad": "Möte", "ansvarig-steg": "Karin", "senast-steg": "2027-01-31"]
        form[field] = value
        let page = try await page("/handlingsplan/1")
        try await page.expect(form, to: "/handlingsplan/1/steg", at: field, words)
        let answer = try await page.browser.post("/handlingsplan/1/steg", form.map { ($0.key, $0.value) })
        #expect(answer.body.contains("<details class=\"disclosure\" open><summary>Lägg till ett steg</summary>"))
    }

    @Test("with every fault at once, each at its own field")
    func allFaults() async throws {
        let bo = try await site.browser(.bo)
        let empty = try await bo.post(
            "/handlingsplan", [("matt", "inget"), ("mal", "hälften"), ("senast", ""), ("ansvarig", " "), ("plan", "")])
        for (field, words) in [
            ("matt", "Välj ett mått"), ("mal", "i procent"), ("senast", "vilken dag"), ("ansvarig", "Skriv vem"),
            ("plan", "Skriv vad enheten ska göra"),
        ] {
            empty.expectForm(of: "Enhetens handlingsplan", at: field, words)
        }
        let step = try await bo.post(
            "/handlingsplan/1/steg", [("vad", ""), ("ansvarig-steg", ""), ("senast-steg", "2026-01-01")])
        #expect(step.status == 422)
        for field in ["vad", "ansvarig-steg", "senast-steg"] { #expect(step.body.contains("id=\"\(field)-error\"")) }
    }

    @Test("that is worse than the unit is already, and asks whether it is meant")
    func alreadyBetter() async throws {
        try await site.addRisingMonths()
        let page = try await page("/handlingsplan")
        let form = ["matt": "deltid-av-dagarna", "mal": "10", "senast": "2027-06-30", "ansvarig": "Mats", "plan": "Fråga."]
        try await page.expect(form, to: "/handlingsplan", at: "anda", "Ni är redan bättre än målet: ")
        func post(_ more: (String, String)...) async throws -> TestResponse {
            try await page.browser.post("/handlingsplan", form.map { ($0.key, $0.value) } + more)
        }
        let asked = try await post().body
        #expect(asked.contains("i oktober 2026"))
        #expect(asked.contains("<input type=\"checkbox\" id=\"anda\" name=\"anda\" value=\"ja\" aria-describedby"))
        #expect(try await !page.browser.get("/handlingsplan").body.contains("name=\"anda\""))
        let saved = try await post(("anda", "ja"))
        #expect(saved.status == 303)
        let goal = String(try #require(saved.location).prefix { $0 != "?" })
        // A change of another answer asks nothing; another target that is reached already does.
        let change = [("senast", "2027-06-29"), ("ansvarig", "Mats"), ("plan", "Fråga alltid."), ("skal", "Ny dag")]
        #expect(try await page.browser.post(goal, change + [("mal", "10")]).status == 303)
        let doubted = try await page.browser.post(goal, change + [("mal", "9")])
        #expect(doubted.status == 422 && doubted.body.contains("name=\"anda\""))
        #expect(try await page.browser.post(goal, change + [("mal", "100")]).status == 303)
    }

    @Test("that is reached in a month beyond the limits says what the mark beside the chart compares it with, and what to do")
    func limitsOfBoth() async throws {
        try await site.addRisingMonths()
        let bo = try await site.browser(.bo)
        let measure = "/mal/\(TestSite.rebasedMeasure)"
        let field = try #require(try await bo.get(measure).body.firstMatch(of: /name="(skal-\d+)"/)).1
        let removal = "\(measure)/omrakning/\(field.dropFirst("skal-".count))"
        #expect(try await bo.post(removal, [("\(field)", "För tidigt")]).status == 303)
        let change = [
            ("mal", "90"), ("senast", "2027-06-30"), ("ansvarig", "Mats"), ("plan", "Fråga."), ("skal", "Högre"), ("anda", "ja"),
        ]
        #expect(try await bo.post("/handlingsplan/1", change).status == 303)
        let page = try await bo.get("/handlingsplan/1").body
        #expect(page.contains("Den senaste färdiga månaden når målet. Förändringen är mer än slump, och åt rätt håll."))
        #expect(page.contains("jämför målet med månader både före och efter förändringen. När den nya nivån har hållit i sig"))
    }

    @Test("of putting one to rest, and of a follow-up")
    func restAndFollowUp() async throws {
        let page = try await page("/handlingsplan/1")
        try await page.expect(
            ["beslut": "vila", "mal": "41", "skal": " "], to: "/handlingsplan/1", at: "skal",
            "Skriv varför målet ändras eller läggs i vila",
            kept: ["mal": "41"]
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
        try await page.expect(
            ["\(field)": " "], to: "\(path)/omrakning/\(number)", at: "\(field)", "Skriv varför omräkningen tas bort", kept: [:])
    }
}
