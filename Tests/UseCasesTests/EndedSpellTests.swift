import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Spells that have ended, and people who have left")
struct EndedSpellTests {
    private static let stranger = Fixture.person(9)

    private func site(_ certificates: [Certificate], _ messages: [CaseMessage] = []) async throws -> TestSite {
        let site = try TestSite()
        try site.database.writeBlocking { connection in
            _ = try CertificateRepository(connection, registry: Registry())
                .store(certificates.map { NewCertificate($0) }, importRun: 1)
            for message in messages {
                _ = try MessageRepository(connection).store(message, importRun: 1, importedOn: Fixture.today)
            }
        }
        try await site.figures.refresh()
        return site
    }

    private func certificate(_ id: String, _ first: String, _ last: String, signed: String? = nil, _ percent: Int = 100)
        -> Certificate
    {
        Fixture.certificate(id, patient: Self.stranger, from: first, through: last, percent: percent, signed: signed ?? first)
    }

    private func message(_ subject: CaseMessage.Subject, about certificate: String, sent: String, answerBy: String? = nil)
        -> CaseMessage
    {
        CaseMessage(
            id: .init(rawValue: "\(subject) \(sent)"), certificate: .init(rawValue: certificate), patient: nil, subject: subject,
            direction: .fromAgency, sentAt: LocalTime(day: Day(iso: sent)!, second: 3_600), heading: "", text: "", questions: [],
            answerBy: answerBy.flatMap(Day.init(iso:)), answers: nil, remindsOf: nil, receiver: Fixture.unit.hsaID.rawValue)
    }

    private func rows(_ site: TestSite, recentlyEnded: Int = 0, on day: Day = Fixture.today) async throws -> [OngoingSpellRow] {
        try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(recentlyEnded: recentlyEnded), for: site.viewer(.karin), on: day,
            at: site.clock.now
        ).rows.filter { $0.identifier == Self.stranger }
    }

    @Test("nothing is asked of a spell that has ended, and its day stands still")
    func ended() async throws {
        let site = try await site([certificate("slut", "2026-10-20", "2026-11-12")])
        #expect(try await rows(site).isEmpty)
        let row = try #require(try await rows(site, recentlyEnded: 14).first)
        #expect(row.status == .ended && row.dayInSpell == 24 && !row.lacksPlan && row.certifiedDaysLeft == nil)
        let long = try await self.site([certificate("lång", "2026-10-01", "2026-11-12")])
        #expect(try await rows(long, recentlyEnded: 14).first?.lacksPlan == false)
        #expect(try await rows(long, on: Day(iso: "2026-11-12")!).first?.lacksPlan == true)
    }

    @Test("one that the agency waits for an answer about stays in the list half a year, beside a later one of the same patient")
    func awaited() async throws {
        let question = message(.completion, about: "första", sent: "2026-11-01", answerBy: "2026-11-15")
        let first = certificate("första", "2026-10-01", "2026-10-15")
        let site = try await site([first, certificate("andra", "2026-11-10", "2026-12-10")], [question])
        let both = try await rows(site)
        #expect(both.map(\.days.first) == [Day(iso: "2026-10-01"), Day(iso: "2026-11-10")])
        #expect(both.map(\.unansweredCompletions) == [1, 0] && both.map(\.status) == [.ended, .ongoing])
        let due = try await site.ongoingSpells.deadlineCounts(settings: .init(), for: site.viewer(.mats), on: Fixture.today)
        #expect(due.unansweredCompletions == 2, "with the cast's own")
        // Not before it was asked, and not for ever.
        #expect(try await rows(site, on: Day(iso: "2026-10-31")!).isEmpty)
        #expect(try await rows(site, on: Day(iso: "2026-10-15")! + 180).count == 1)
        #expect(try await rows(site, on: Day(iso: "2026-10-15")! + 181).isEmpty)
        // On a day between two certificates of one spell, too.
        let gap = try await self.site([first, certificate("andra", "2026-10-20", "2026-12-10")], [question])
        #expect(try await rows(gap, on: Day(iso: "2026-10-17")!).isEmpty)
        #expect(try await rows(gap, on: Day(iso: "2026-11-02")!).map(\.unansweredCompletions) == [1])
    }

    @Test("a reminder of what has been answered makes nothing late, nor does what is asked later")
    func reminder() async throws {
        let site = try await site(
            [certificate("a", "2026-11-10", "2026-12-10")],
            [
                message(.reminder, about: "a", sent: "2026-11-12", answerBy: "2026-11-14"),
                message(.contact, about: "a", sent: "2026-11-13"),
                message(.contact, about: "a", sent: "2026-11-25", answerBy: "2026-11-26"),
            ])
        let row = try #require(try await rows(site).first)
        #expect(row.unansweredQuestions == 1 && row.answer == nil && !row.isLate)
    }

    @Test("of two certificates signed at the same moment the later one speaks, in the list and on the page")
    func sameMoment() async throws {
        let site = try await site([
            certificate("a", "2026-11-10", "2026-12-20", signed: "2026-11-10", 100),
            certificate("b", "2026-11-15", "2026-12-20", signed: "2026-11-10", 50),
        ])
        let row = try #require(try await rows(site).first)
        #expect(row.currentExtent.map { row.extents[$0].percent } == 50)
        let view = try await site.patientSpell.view(
            patient: row.patient, spellStart: nil, settings: .init(), for: site.viewer(.karin), on: Fixture.today,
            at: site.clock.now)
        #expect(view.shown.map { view.spells[$0].currentExtent?.percent } == 50)
    }

    @Test("who has left the unit is responsible for nobody")
    func left() async throws {
        let site = try await site([certificate("a", "2026-11-10", "2026-12-10")])
        let viewer = try site.viewer(.karin)
        let all = try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(), for: viewer, on: Fixture.today, at: site.clock.now)
        let person = try #require(all.people.first { $0.name != Cast.karin.name })
        let patient = try #require(try await rows(site).first).patient
        try await site.ongoingSpells.assign(patients: [patient], to: person.account, by: viewer, at: site.clock.now)
        func answering() async throws -> [OngoingSpellRow.Responsible?] {
            let view = try await site.patientSpell.view(
                patient: patient, spellStart: nil, settings: .init(), for: viewer, on: Fixture.today, at: site.clock.now)
            return [try await rows(site).first?.responsible, view.responsible]
        }
        #expect(try await answering() == [person, person])
        _ = try await site.database.write { try $0.execute("UPDATE account SET disabled_at = 1 WHERE id = \(person.account)") }
        #expect(try await answering() == [nil, nil])
    }
}
