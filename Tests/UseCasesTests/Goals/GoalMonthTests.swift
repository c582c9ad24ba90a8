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
                measure: "deltid-av-dagarna", target: "40", due: Fixture.today + 100, responsible: "Bo", plan: "Fråga om deltid"),
            for: site.viewer(.bo), at: site.clock.now)
        let chosen = try await site.goals.detail(number, for: site.viewer(.bo), on: Fixture.today).goal
        #expect(chosen.content.baseline?.month == chosen.trend.newest?.months.upperBound)
        #expect(chosen.content.baseline?.month == Month(iso: "2026-09"))
    }

    @Test("each comparison of the equity page is of the twelve months that are followed to their end")
    func equity() throws {
        let site = try TestSite()
        let view = try #require(try site.equity.view(for: site.viewer(.bo), on: Fixture.today))
        for row in view.rows {
            let last = row.months.upperBound
            #expect(last - row.months.lowerBound == 11)
            #expect(last.lastDay + row.measure.calculation.settlesAfterDays <= Fixture.today)
            #expect((last + 1).lastDay + row.measure.calculation.settlesAfterDays > Fixture.today)
        }
        #expect(Set(view.rows.map(\.months.upperBound)).count > 1, "some measures follow their patients longer")
    }
}
