import Foundation
import SickLeave
import TestKit
import Testing
import UseCases

@Suite("The page of a log review")
struct LogReviewPageTests {
    /// Mats, the manager, has also been a physician and has looked at Tova; so has Anna.
    private func review() async throws -> (site: TestSite, path: String) {
        let site = try TestSite()
        _ = try await site.browser(.anna).get("/patient/\(Patients.tova.publicID)")
        let mats = try site.viewer(.mats)
        let physician = UseCases.Viewer(
            account: mats.account, name: mats.name, hsaID: nil, role: .physician, assignment: mats.assignment,
            provider: mats.provider, unit: mats.unit)
        _ = try await site.patientSpell.view(
            patient: Patients.tova.publicID, spellStart: nil, settings: .init(), for: physician, on: Fixture.today,
            at: site.clock.now)
        let number = try await site.logReview.start(month: Fixture.today.month, sample: 5, seed: 7, by: mats, at: site.clock.now)
        return (site, "/logg/granskning/\(number)")
    }

    @Test("has no form for one's own look but says who judges it, and takes no judgement of it")
    func ownLook() async throws {
        let (site, path) = try await review()
        let mats = try await site.browser(.mats)
        var page = try await mats.get(path).body
        #expect(page.contains("name=\"rad\" value=\"1\"") && !page.contains("name=\"rad\" value=\"2\""))
        #expect(page.contains("Din egen åtkomst bedöms av någon annan"))
        #expect(try await mats.post(path, [("rad", "2"), ("bedomning-2", "1")]).status == 422)
        #expect(try await mats.post(path, [("rad", "1"), ("bedomning-1", "1")]).status == 303)
        page = try await mats.get(path).body
        #expect(page.contains("Det som är kvar är dina egna åtkomster.") && page.contains("1 av 2 är kvar."))
        #expect(try await site.browser(.lena).get(path).body.contains("name=\"rad\" value=\"2\""))
    }

    @Test("shows the judgements before the last, and asks what was done about an unjustified look")
    func judgements() async throws {
        let (site, path) = try await review()
        let lena = try await site.browser(.lena)
        for (row, judgement, note) in [("1", "2", "frågar henne"), ("1", "1", "hade remiss"), ("2", "3", "nyfiken")] {
            #expect(
                try await lena.post(
                    path, [("rad", row), ("bedomning-\(row)", judgement), ("anteckning-\(row)", note)]
                ).status == 303)
        }
        let page = try await lena.get(path).body
        let (earlier, last) = (
            try #require(page.firstRange(of: "frågar henne")), try #require(page.firstRange(of: ": hade remiss"))
        )
        #expect(last.lowerBound < earlier.lowerBound && page.ranges(of: "Tidigare bedömning").count == 1)
        #expect(page.contains("Skriv vad som har gjorts åt det som är obefogat."))
        #expect(try await lena.post(path, [("anteckning", "  ")]).status == 422)
        #expect(try await lena.post(path, [("anteckning", "Samtal.")]).status == 303)
    }

    @Test(
        "comes back with a judgement that cannot be taken, in its own row",
        arguments: [("", "bedomning-2", "Välj en bedömning"), ("3", "anteckning-2", "Skriv varför")])
    func refusedJudgement(judgement: String, field: String, words: String) async throws {
        let (site, path) = try await review()
        let title = "Granskning \(path.split(separator: "/").last ?? "")"
        let page = RefusedForm(browser: try await site.browser(.lena), page: path, title: title)
        let note = field == "bedomning-2" ? "Var på semester" : ""
        try await page.expect(
            ["rad": "2", "bedomning-2": judgement, "anteckning-2": note], to: path, at: field, words)
        try await page.expect(["anteckning": "Allt är väl."], to: path, at: nil, "Bedöm varje rad", kept: [:])
    }

    @Test("keeps all that is filled in whichever button is pressed, and goes on at the next row that waits")
    func severalRows() async throws {
        let (site, path) = try await review()
        let lena = try await site.browser(.lena)
        let page = try await lena.get(path).body
        // One form around both rows, beside the one at the top of the page that signs out.
        #expect(page.components(separatedBy: "action=\"\(path)\"").count == 2 && page.contains("<div id=\"signera\">"))
        let blank = ["rad": "2", "sedda-1": "0", "sedda-2": "0", "anteckning-1": "", "anteckning-2": "", "bedomning-2": ""]
        func answer(_ changed: [String: String]) async throws -> TestResponse {
            let fields = blank.merging(changed) { $1 }
            return try await lena.post(path, [("rad", "1")] + fields.map { ($0.key, $0.value) })
        }
        let refused = try await answer(["bedomning-1": "1", "bedomning-2": "3", "anteckning-1": "hade remiss"])
        refused.expectForm(
            of: "Granskning \(path.split(separator: "/").last ?? "")", at: "anteckning-2", "Skriv varför",
            kept: ["bedomning-1": "1", "anteckning-1": "hade remiss", "bedomning-2": "3"])
        let both = try await answer(["bedomning-1": "2", "anteckning-2": "på semester"]).body
        #expect(both.contains("<a href=\"#anteckning-1\">") && both.contains("<a href=\"#bedomning-2\">"))

        let first = try await answer(["bedomning-1": "1", "efter": "1"])
        #expect(first.location == "\(path)?klart=bedomning#rad-2")
        #expect(try await lena.get(path).body.contains("<li class=\"panel\" id=\"rad-2\">"))
        let second = try await answer(["sedda-1": "1", "bedomning-1": "1", "bedomning-2": "2", "anteckning-2": "frågar"])
        #expect(second.location == "\(path)?klart=bedomning#signera")
        let done = try await lena.get(path).body
        #expect(done.contains("frågar") && !done.contains("Tidigare bedömning"))
    }

    @Test("that comes back keeps no older word over what another has said of a row meanwhile")
    func meanwhile() async throws {
        let (site, path) = try await review()
        let number = try #require(Int(path.split(separator: "/").last ?? ""))
        func judge(_ decision: LogReview.Decision, _ note: String) async throws {
            try await site.logReview.decide(1, of: number, decision, note: note, by: site.viewer(.mats), at: site.clock.now)
        }
        try await judge(.justified, "")
        let form = [
            ("rad", "1"), ("rad", "2"), ("sedda-1", "1"), ("sedda-2", "0"), ("bedomning-1", "1"), ("anteckning-1", ""),
            ("bedomning-2", "3"),
        ]
        try await judge(.unjustified, "nyfiken")
        let lena = try await site.browser(.lena)
        let back = try await lena.post(path, form + [("anteckning-2", "")])
        #expect(back.status == 422 && back.body.contains("name=\"sedda-1\" value=\"1\""))
        #expect(try await lena.post(path, form + [("anteckning-2", "nyfiken")]).status == 303)
        let picks = try await site.logReview.view(number, for: site.viewer(.lena), at: site.clock.now).picks
        #expect(picks.first { $0.ordinal == 1 }?.decision?.value == .unjustified)
    }

    @Test("with a row that is no number is nobody's, and signs nothing", arguments: ["x", "99"])
    func noRow(row: String) async throws {
        let (site, path) = try await review()
        #expect(try await site.browser(.lena).post(path, [("rad", row), ("anteckning", "Allt väl.")]).status == 404)
    }

    @Test("comes back when a signature without a word cannot be taken")
    func refusedSignature() async throws {
        let (site, path) = try await review()
        let lena = try await site.browser(.lena)
        for row in 1...2 {
            _ = try await lena.post(path, [("rad", "\(row)"), ("bedomning-\(row)", "3"), ("anteckning-\(row)", "nyfiken")])
        }
        let title = "Granskning \(path.split(separator: "/").last ?? "")"
        try await RefusedForm(browser: lena, page: path, title: title)
            .expect(["anteckning": ""], to: path, at: "anteckning", "Skriv vad som har gjorts")
    }

    @Test(
        "is not begun with what is no month or number, and the form comes back",
        arguments: [
            ("manad", "maj", "Välj en månad"), ("manad", "2027-01", "har inte börjat"), ("antal", "99", "Välj 1–50"),
            ("antal", "många", "Välj 1–50"),
        ])
    func refusedStart(field: String, value: String, words: String) async throws {
        var form = ["manad": "2026-08", "antal": "7"]
        form[field] = value
        let kept = form.filter { $0.key != field || value == "99" }
        try await RefusedForm(browser: try await TestSite().browser(.lena), page: "/logg", title: "Åtkomstlogg")
            .expect(form, to: "/logg", at: field, words, kept: kept)
    }

    @Test("of a unit's extract says which unit, and who makes one of them all, also when nobody has looked")
    func extractOfUnit() async throws {
        let site = try TestSite()
        _ = try await site.browser(.anna).get("/patient/\(Patients.tova.publicID)")
        let (mats, lena) = (try await site.browser(.mats), try await site.browser(.lena))
        let nobody = "Ingen har sett uppgifterna"
        let words = "Utdraget gäller bara \(Fixture.unit.name). Vårdgivarens logggranskare"
        for patient in [Patients.tova, .emil] {
            let number = ("nummer", patient.identifier.canonical)
            let page = try await mats.post("/logg/utdrag", [number]).body
            #expect(page.contains(words) && page.contains("ur Sakkunnig från \(Fixture.unit.name):"))
            #expect(page.contains("\(nobody) från \(Fixture.unit.name).") == (patient == .emil))
            #expect(try await mats.post("/logg/utdrag", [number, ("form", "csv")]).body.contains(words))
            let whole = try await lena.post("/logg/utdrag", [number]).body
            #expect(!whole.contains("gäller bara") && whole.contains("ur Sakkunnig:"))
        }
        let page = try await lena.post("/logg/utdrag", [("nummer", Patients.nils.identifier.canonical)]).body
        #expect(page.contains("\(nobody) i Sakkunnig."))
    }

    @Test("of an extract is the same to a manager for another unit's patient as for nobody, but for the number that was written")
    func extractOfStranger() async throws {
        let mats = try await TestSite().browser(.mats)
        var answers: Set<String> = []
        for number in ["191212121212", Patients.ola.identifier.canonical, Patients.greta.identifier.canonical] {
            let answer = try await mats.post("/logg/utdrag", [("nummer", number)])
            #expect(answer.status == 422 && answer.body.contains("Ingen patient på enheten"))
            answers.insert(answer.body.replacing(number, with: ""))
        }
        #expect(answers.count == 1)
    }

    @Test("of an extract tells at the field that nobody has the number", arguments: ["", "191212121212"])
    func refusedExtract(number: String) async throws {
        let page = RefusedForm(
            browser: try await TestSite().browser(.lena), page: "/logg/utdrag", title: "Utdrag till en patient")
        try await page.expect(["nummer": number], to: "/logg/utdrag", at: "nummer", number.isEmpty ? "Skriv" : "Ingen patient")
    }
}
