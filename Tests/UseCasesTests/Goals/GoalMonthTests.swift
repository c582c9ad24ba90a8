import SickLeave
import Statistics
import TestKit
import Testing
import UseCases

@Suite("One rule for what the newest month is")
struct GoalMonthTests {
    @Test("now, verdict and baseline are all of the newest finished month that has a figure")
    func newest() async throws {
        let site = try TestSite()
        let before = try #require(try await site.goals.view(for: site.viewer(.bo), on: Fixture.today).goals.first)
        #expect(before.trend.newest == nil && before.isReached == nil, "no month has enough")
        // October is finished and has too few to have a figure.
        try await site.addStarts(Month(iso: "2026-09")!, partTime: 10, of: 12)
        try await site.figures.refresh()
        let goal = try #require(try await site.goals.view(for: site.viewer(.bo), on: Fixture.today).goals.first)
        #expect(goal.measure.id.rawValue == "deltid-vid-start")
        #expect(goal.trend.newest?.months.upperBound == Month(iso: "2026-09"))
        #expect(goal.isReached == true)
        #expect(goal.control?.months.last == goal.trend.newest)
        let number = try await site.goals.choose(
            GoalInput(
                measure: "deltid-av-dagarna", target: "40", due: Fixture.today + 100, responsible: "Bo", plan: "Fråga om deltid",
                isConfirmed: true),
            for: site.viewer(.bo), at: site.clock.now)
        let chosen = try await site.goals.detail(number, for: site.viewer(.bo), on: Fixture.today).goal
        #expect(chosen.content.baseline?.month == chosen.trend.newest?.months.upperBound)
        #expect(chosen.content.baseline?.month == Month(iso: "2026-09"))
    }

    @Test(
        "a target is told as it was typed, in the row of facts, in the chart and in the history",
        arguments: ["50,5", "37,25", "40"])
    func typedTarget(_ target: String) async throws {
        let site = try TestSite()
        try await site.addRisingMonths()
        try await site.goals.correct(
            1,
            GoalInput(
                measure: "deltid-vid-start", target: target, due: Fixture.today + 100, responsible: "Bo", plan: "Fråga om deltid",
                reason: "Nytt mål", isConfirmed: true),
            for: site.viewer(.bo), at: site.clock.now)
        let page = try await site.browser(.bo).get("/handlingsplan/1").body.replacing(SwedishNumber.space, with: " ")
        for place in ["minst \(target) %", "Mål \(target) %", "value=\"\(target)\""] { #expect(page.contains(place), "\(place)") }
        #expect(!page.contains("51 %") && !page.contains("37,3 %"))
    }

    @Test("where the work began is told with its month and count, and when more has come in since, both figures")
    func baseline() async throws {
        let site = try TestSite()
        for month in ["2026-09", "2026-10"] { try await site.addStarts(Month(iso: month)!, partTime: 4, of: 12) }
        try await site.figures.refresh()
        func facts(_ number: Int) async throws -> String {
            try await site.browser(.bo).get("/handlingsplan/\(number)").body.replacing(SwedishNumber.space, with: " ")
        }
        let number = try await site.goals.choose(
            GoalInput(
                measure: "deltid-av-dagarna", target: "40", due: Fixture.today + 100, responsible: "Bo", plan: "Fråga om deltid",
                isConfirmed: true),
            for: site.viewer(.bo), at: site.clock.now)
        let goal = try await site.goals.detail(number, for: site.viewer(.bo), on: Fixture.today).goal
        let start = try #require(goal.baseline)
        #expect(start == goal.trend.newest && start.months.upperBound == Month(iso: "2026-10"))
        let own = try await facts(number)
        #expect(own.contains("oktober 2026, \(MeasureText(start, goal.measure).count.replacing(SwedishNumber.space, with: " "))"))
        #expect(!own.contains("när målet valdes"))
        // The first goal was set when October had 25 of 100; Pia and Emil began then, too.
        let first = try await facts(1)
        #expect(first.contains("oktober 2026, när målet valdes. Med det som är känt nu: 35,7 %, 5 av 14 sjukfall"))
    }

    @Test("each comparison of the equity page is of the twelve months that are followed to their end")
    func equity() throws {
        let site = try TestSite()
        let view = try #require(try site.equity.view(for: site.viewer(.bo), on: Fixture.today))
        for row in view.rows {
            let last = row.months.upperBound
            #expect(last - row.months.lowerBound == 11)
            #expect(last.lastDay + row.measure.calculation.settlesAfterDays < Fixture.today)
            #expect((last + 1).lastDay + row.measure.calculation.settlesAfterDays >= Fixture.today)
        }
        #expect(Set(view.rows.map(\.months.upperBound)).count > 1, "some measures follow their patients longer")
    }
}
