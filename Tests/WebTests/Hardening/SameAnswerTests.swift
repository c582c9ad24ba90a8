import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

/// Whether there is such a thing must not show to whom it does not concern: not by a word, a header or a length.
@Suite("What is another's is answered byte for byte as what is nobody's")
struct SameAnswerTests {
    /// For each name in an address: what nobody has, what another unit of the provider has, and what another provider has.
    private struct Others {
        var names: [String: [String]] = [
            "patient": ["p000000000000099", Patients.ola.publicID, Patients.greta.publicID],
            "unit": ["9999", "1", "3"],
        ]
    }

    /// The site of the tests, where the next unit and the other provider have one of everything.
    private func world() throws -> (TestSite, Others) {
        let site = try TestSite()
        var others = Others()
        let (olle, ove) = (try site.viewer(.olle), try site.viewer(.ove))
        try site.database.writeBlocking { connection in
            var (goals, steps, reviews, rebases) = (["9999"], ["9999"], ["9999"], ["9999"])
            for viewer in [olle, ove] {
                let charts = ChartRebaseRepository(connection, provider: viewer.provider)
                try charts.add(
                    measure: TestSite.rebasedMeasure, month: Month(iso: "2026-06")!, reason: "Ny rutin", unit: viewer.unit.number,
                    by: viewer.account, at: site.clock.now)
                rebases += try charts.history(unit: viewer.unit.number).map { "\($0.number)" }
                let repository = GoalRepository(connection, provider: viewer.provider)
                let goal = try repository.choose(
                    UnitGoal.Content(
                        measure: "deltid-vid-start", baseline: .init(month: Month(iso: "2026-10")!, value: 2_500), target: 4_000,
                        due: Day(iso: "2027-06-30")!, responsible: "Olle", plan: "Fråga.", status: .atWork),
                    unit: viewer.unit.number, by: viewer.account, at: site.clock.now)
                goals.append("\(goal)")
                try repository.addStep(
                    goal: goal, what: "Möte", responsible: "Olle", due: Day(iso: "2027-01-31")!, by: viewer.account,
                    at: site.clock.now)
                let step = try connection.first("SELECT MAX(number) FROM goal_step WHERE care_provider_id = \(viewer.provider)") {
                    $0.int(0)
                }
                steps.append("\(step ?? 0)")
                let days = DayRange(Day(iso: "2026-11-01")!, through: Day(iso: "2026-11-30")!)!
                reviews.append(
                    "\(try LogReviewRepository(connection, provider: viewer.provider).create(unit: viewer.unit.number, days: days, seed: 1, sample: 1, candidates: 0, picks: [], by: (viewer.account, "Olle"), at: site.clock.now))"
                )
            }
            (others.names["goal"], others.names["step"], others.names["review"]) = (goals, steps, reviews)
            others.names["rebase"] = rebases
            // The second row that could not be read is the other provider's, the third is nobody's, and the next unit gets one.
            try connection.execute(
                "UPDATE quarantine SET care_provider_id = \(olle.provider), care_unit_id = \(olle.unit.number) WHERE id = 3")
            others.names["item"] = ["9999", "3", "2"]
            let ids = { (sql: SQL) in try connection.all(sql) { "\($0.int(0))" } }
            others.names["number"] =
                ["9999"] + (try ids("SELECT number FROM certificate WHERE care_unit_id IN (2, 3) ORDER BY care_unit_id"))
            others.names["account"] = ["9999"] + (try ids("SELECT id FROM account WHERE user_name = 'ove'"))
        }
        return (site, others)
    }

    /// Those to a form's page show nothing themselves: ``FormAddressTests`` holds that they say the same of everything.
    private static let routes = SiteRoute.all.filter { route in
        route.formPage == nil && route.parameters.contains { SiteRoute.owners[$0] == .unit }
    }

    @Test("by every address and form that names a thing", arguments: routes)
    func answers(route: SiteRoute) async throws {
        let (site, others) = try world()
        let browser = try await site.browser(route.user)
        let before = try site.state()
        for name in route.parameters where SiteRoute.owners[name] == .unit {
            let values = try #require(others.names[name], "nobody has a :\(name) to try")
            #expect(values.count > 1)
            var expected: TestResponse?
            for value in values {
                var changed = route
                changed.path = route.path(replacing: name, with: value)
                #expect(changed.path != route.path)
                let answer = try await browser.send(changed)
                #expect(answer.status == 404, "\(name) \(value)")
                if let expected {
                    #expect(answer.body == expected.body, "\(name) \(value)")
                    #expect(answer.headers == expected.headers, "\(name) \(value)")
                } else {
                    expected = answer
                }
            }
            // As for what is no name of anything, and for an address that leads nowhere.
            for path in [route.path(replacing: name, with: "x"), "/finns-inte"] where route.method == .get {
                #expect(try await browser.get(path).body == expected?.body, "\(path)")
            }
        }
        #expect(try site.state() == before)
    }
}

extension SiteRoute {
    /// The same address with another value of the pattern's parameter.
    fileprivate func path(replacing name: String, with value: String) -> String {
        zip(pattern.split(separator: "/"), path.split(separator: "/")).map { part, own in
            part == ":\(name)" ? "/\(value)" : "/\(own)"
        }.joined()
    }
}
