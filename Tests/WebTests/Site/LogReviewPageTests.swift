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
        #expect(try await mats.post(path, [("rad", "2"), ("bedomning", "1")]).status == 422)
        #expect(try await mats.post(path, [("rad", "1"), ("bedomning", "1")]).status == 303)
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
                try await lena.post(path, [("rad", row), ("bedomning", judgement), ("anteckning", note)]).status == 303)
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
}
