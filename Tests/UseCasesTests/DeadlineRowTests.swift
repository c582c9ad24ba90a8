import SickLeave
import TestKit
import Testing

@testable import UseCases

@Suite("What is done, next and late in a row of the list")
struct DeadlineRowTests {
    private static let start = Day(iso: "2026-09-01")!

    private func limit(_ id: String, day: Int) -> DayLimit {
        DayLimit(
            id: id, day: day, kind: .law, nature: .task, actor: .careUnit, title: id, happens: "–", advice: "–", reference: "–",
            source: "–", validFrom: nil, validThrough: nil, review: .unreviewed, occupations: [.work])
    }

    private func deadline(_ id: String, day: Int, on today: Day) -> Deadline {
        let date = Self.start + (day - 1)
        return Deadline(limit: limit(id, day: day), spellStart: Self.start, date: date, daysLeft: date - today)
    }

    private func row(
        answer: OngoingSpellRow.Answer? = nil, next: Deadline? = nil, late: [Deadline] = [], doctor: HSAID? = nil,
        responsible: Int? = nil
    ) -> OngoingSpellRow {
        OngoingSpellRow(
            patient: "p", person: 1, identifier: Fixture.person(), name: "", sortName: "", age: nil, sex: nil, status: .ongoing,
            days: DayRange(Self.start, through: Self.start + 60)!, netDays: 61, dayInSpell: 10, certificateCount: 1,
            diagnosis: nil, occupations: [], extents: [], currentExtent: nil, doctor: 1, doctorName: "", doctorHSAID: doctor,
            hasPlan: false, unansweredCompletions: 0, unansweredQuestions: 0, answer: answer, nextDeadline: next, late: late,
            responsible: responsible.map { .init(account: $0, name: "") })
    }

    @Test("a written plan does what day 28 asks for, and nothing else does")
    func plan() {
        let spell = DayRange(Self.start, through: Self.start + 40)!
        let deadlines = [deadline("plan-28", day: 28, on: Self.start)]
        #expect(FulfilledLimits.ids(spell: spell, hasPlan: true, of: deadlines) == ["plan-28"])
        #expect(FulfilledLimits.ids(spell: spell, hasPlan: false, of: deadlines) == [])
        #expect(FulfilledLimits.ids(spell: spell, hasPlan: true, of: []) == ["plan-28"])
    }

    @Test("a certificate that reaches the day does what the day asks for; one that ends the day before does not")
    func certificate() {
        let deadlines = [
            deadline("intyg-arbetsgivare", day: 8, on: Self.start), deadline("intyg-forsakringskassan", day: 15, on: Self.start),
            deadline("annat", day: 8, on: Self.start),
        ]
        func fulfilled(through day: Int) -> Set<String> {
            FulfilledLimits.ids(spell: DayRange(Self.start, through: Self.start + (day - 1))!, hasPlan: false, of: deadlines)
        }
        #expect(fulfilled(through: 7) == [])
        #expect(fulfilled(through: 8) == ["intyg-arbetsgivare"])
        #expect(fulfilled(through: 14) == ["intyg-arbetsgivare"])
        #expect(fulfilled(through: 15) == ["intyg-arbetsgivare", "intyg-forsakringskassan"])
    }

    @Test("the limits that count as done are rows of the calendar")
    func known() throws {
        let ids = Set(try TestSite.calendar.get().entries.map(\.id))
        let spell = DayRange(Self.start, through: Self.start + 400)!
        let deadlines = try TestSite.calendar.get().deadlines(
            spellStart: Self.start, on: Self.start, occupations: [.work, .jobSeeking])
        let fulfilled = FulfilledLimits.ids(spell: spell, hasPlan: true, of: deadlines)
        #expect(fulfilled.count >= 3 && fulfilled.isSubset(of: ids))
    }

    @Test("next is the earlier of the agency's day and the calendar's, and the agency's when they are the same")
    func next() {
        let today = Self.start + 20
        let limit = deadline("plan-28", day: 28, on: today)
        func answer(_ days: Int) -> OngoingSpellRow.Answer { .init(by: today + days, daysLeft: days) }
        #expect(row().next == nil)
        #expect(row(next: limit).next == .limit(limit))
        #expect(row(answer: answer(3)).next == .answer(answer(3)))
        #expect(row(answer: answer(6), next: limit).next == .answer(answer(6)))
        #expect(row(answer: answer(7), next: limit).next == .answer(answer(7)))
        #expect(row(answer: answer(8), next: limit).next == .limit(limit))
        // The agency's day has passed: it is still what is to be done first.
        #expect(row(answer: answer(-2), next: limit).next?.daysLeft == -2)
    }

    @Test("late is what should have been done: a limit that has passed, or an answer after its day, not on it")
    func late() {
        let today = Self.start + 40
        func answer(_ days: Int) -> OngoingSpellRow.Answer { .init(by: today + days, daysLeft: days) }
        #expect(!row().isLate)
        #expect(!row(answer: answer(0)).isLate && !row(answer: answer(1)).isLate)
        #expect(row(answer: answer(-1)).isLate)
        #expect(row(late: [deadline("plan-28", day: 28, on: today)]).isLate)
        #expect(row(answer: answer(5), late: [deadline("plan-28", day: 28, on: today)]).isLate)
        #expect(!row(next: deadline("d90", day: 90, on: today)).isLate)
    }

    @Test("a physician's own are those whose certificate the physician signed, by HSA-id, or whom the physician answers for")
    func mine() {
        func viewer(_ hsaID: HSAID?) -> Viewer {
            Viewer(
                account: 1, name: "", hsaID: hsaID, role: .physician, assignment: 1, provider: 1,
                unit: .init(
                    number: 1, hsaID: Fixture.unit.hsaID, name: "", providerHSAID: Fixture.provider.hsaID, providerName: ""))
        }
        let (own, other) = (Fixture.doctor.hsaID, Fixture.otherDoctor.hsaID)
        var filter = OngoingSpellsFilter()
        filter.whose = .mine
        #expect(filter.lines(in: [row(doctor: own)], viewer: viewer(own)) == [0])
        #expect(filter.lines(in: [row(doctor: other)], viewer: viewer(own)).isEmpty)
        #expect(filter.lines(in: [row(doctor: nil)], viewer: viewer(own)).isEmpty)
        #expect(filter.lines(in: [row(doctor: nil)], viewer: viewer(nil)).isEmpty)
        #expect(filter.lines(in: [row(doctor: other, responsible: 1)], viewer: viewer(own)) == [0])
        #expect(filter.lines(in: [row(doctor: nil, responsible: 1)], viewer: viewer(nil)) == [0])
        #expect(filter.lines(in: [row(doctor: nil, responsible: 2)], viewer: viewer(nil)).isEmpty)
        #expect(filter.lines(in: [row(doctor: own, responsible: 2)], viewer: viewer(own)) == [0])
        filter.whose = .unit
        #expect(filter.lines(in: [row(doctor: other)], viewer: viewer(own)) == [0])
    }
}
