import SickLeave
import Testing

private func day(_ iso: String) -> Day { Day(iso: iso)! }

private func limit(
    _ id: String, _ number: Int, kind: DayLimit.Kind = .law, nature: DayLimit.Nature = .task, actor: DayLimit.Actor = .careUnit,
    from: Day? = nil, through: Day? = nil, occupations: Set<Occupation> = [.work]
) -> DayLimit {
    DayLimit(
        id: id, day: number, kind: kind, nature: nature, actor: actor, title: id, happens: "–", advice: "–",
        reference: "lagen 1 §",
        source: "–", validFrom: from, validThrough: through, review: .unreviewed, occupations: occupations)
}

@Suite("DayCalendar")
struct DayCalendarTests {
    private let start = day("2026-08-24")

    private func calendar() throws -> DayCalendar {
        try DayCalendar(entries: [
            limit("d90", 90, nature: .milestone, actor: .socialInsuranceAgency), limit("d8", 8, actor: .treatingPhysician),
            limit("plan", 28, kind: .recommendation, occupations: [.work, .studies]), limit("d30", 30, actor: .employer),
        ])
    }

    @Test("day 1 is the first day of the spell, and day 90 comes 89 days later")
    func dates() throws {
        let deadlines = try calendar().deadlines(spellStart: start, on: start, occupations: [.work])
        #expect(deadlines.map(\.limit.id) == ["d8", "plan", "d30", "d90"])
        #expect(deadlines.map(\.date) == [day("2026-08-31"), day("2026-09-20"), day("2026-09-22"), day("2026-11-21")])
    }

    @Test("the next deadline may be today, and the day after it is the one that follows")
    func next() throws {
        let calendar = try calendar()
        let today = try #require(calendar.nextDeadline(spellStart: start, on: day("2026-09-20"), occupations: [.work]))
        #expect(today.limit.id == "plan" && today.daysLeft == 0 && today.inWords == "i dag")
        let tomorrow = try #require(calendar.nextDeadline(spellStart: start, on: day("2026-09-21"), occupations: [.work]))
        #expect(tomorrow.limit.id == "d30" && tomorrow.daysLeft == 1 && tomorrow.inWords == "i morgon")
        #expect(calendar.nextDeadline(spellStart: start, on: day("2026-11-22"), occupations: [.work]) == nil)
    }

    @Test("a limit after the last certified day is left out when asked for")
    func certified() throws {
        let calendar = try calendar()
        let next = calendar.nextDeadline(
            spellStart: start, on: day("2026-10-01"), occupations: [.work], certifiedThrough: day("2026-11-20"))
        #expect(next == nil)
        let onLastDay = calendar.nextDeadline(
            spellStart: start, on: day("2026-10-01"), occupations: [.work], certifiedThrough: day("2026-11-21"))
        #expect(onLastDay?.limit.id == "d90")
    }

    @Test("due within a week counts today and the seventh day")
    func due() throws {
        let calendar = try calendar()
        func ids(_ today: String) -> [String] {
            calendar.due(spellStart: start, on: day(today), occupations: [.work], within: 7).map(\.limit.id)
        }
        #expect(ids("2026-09-12") == [])
        #expect(ids("2026-09-13") == ["plan"])
        #expect(ids("2026-09-15") == ["plan", "d30"])
        #expect(ids("2026-09-21") == ["d30"])
    }

    @Test("late is what care has not done: never another's task, a milestone, or what is fulfilled")
    func late() throws {
        let calendar = try calendar()
        func ids(_ fulfilled: Set<String>) -> [String] {
            calendar.late(spellStart: start, on: day("2026-12-31"), occupations: [.work], fulfilled: fulfilled).map(\.limit.id)
        }
        #expect(ids([]) == ["d8", "plan"])
        #expect(ids(["d8"]) == ["plan"])
        #expect(calendar.late(spellStart: start, on: day("2026-08-31"), occupations: [.work], fulfilled: []).isEmpty)
    }

    @Test("a limit applies by occupation, and an unknown occupation counts as work")
    func occupations() throws {
        let calendar = try calendar()
        func ids(_ occupations: [Occupation]) -> [String] {
            calendar.deadlines(spellStart: start, on: start, occupations: occupations).map(\.limit.id)
        }
        #expect(ids([.studies]) == ["plan"])
        #expect(ids([.jobSeeking]) == [])
        #expect(ids([.studies, .work]) == ids([]))
    }

    @Test("the wording that is valid on the deadline's own date is the one shown")
    func dated() throws {
        let calendar = try DayCalendar(entries: [
            limit("d180", 180, actor: .employer, through: day("2022-01-31")), limit("d180", 180, from: day("2022-02-01")),
        ])
        func actor(_ start: String) -> DayLimit.Actor? {
            let deadlines = calendar.deadlines(spellStart: day(start), on: day("2022-01-01"), occupations: [])
            return deadlines.count == 1 ? deadlines[0].limit.actor : nil
        }
        #expect(actor("2021-08-05") == .employer)
        #expect(actor("2021-08-06") == .careUnit)
        #expect(calendar.limits(on: day("2022-01-31")).map(\.actor) == [.employer])
        #expect(calendar.limits(on: day("2022-02-01")).map(\.actor) == [.careUnit])
    }

    @Test("the reason says that a day by law is an estimate, and that a recommendation is no law")
    func reasons() throws {
        let deadlines = try calendar().deadlines(spellStart: start, on: start, occupations: [.work])
        let law = try #require(deadlines.last).reason
        #expect(law.contains("Dag 90 infaller 2026-11-21") && law.contains("uppskattning") && law.contains("lagen 1 §"))
        let advice = try #require(deadlines.first { $0.limit.kind == .recommendation }).reason
        #expect(advice.contains("inte ett krav i lag") && !advice.contains("uppskattning"))
    }

    @Test("passed and coming days are said in words", arguments: [(-2, "för 2 dagar sedan"), (-1, "i går"), (2, "om 2 dagar")])
    func words(days: Int, expected: String) {
        #expect(Deadline(limit: limit("x", 1), spellStart: start, date: start, daysLeft: days).inWords == expected)
    }

    @Test("a calendar that contradicts itself is refused")
    func contradictions() {
        #expect(throws: DayCalendar.Fault.dayBelowOne(id: "x")) { try DayCalendar(entries: [limit("x", 0)]) }
        #expect(throws: DayCalendar.Fault.validityEndsBeforeStart(id: "x")) {
            try DayCalendar(entries: [limit("x", 1, from: day("2022-02-01"), through: day("2022-01-31"))])
        }
        #expect(throws: DayCalendar.Fault.overlappingValidity(id: "x")) {
            try DayCalendar(entries: [limit("x", 1, through: day("2022-02-01")), limit("x", 2, from: day("2022-02-01"))])
        }
    }
}
