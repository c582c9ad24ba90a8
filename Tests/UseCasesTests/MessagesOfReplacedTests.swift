import SickLeave
import Storage
import TestKit
import Testing
import UseCases

/// What the agency wrote about a certificate that another has taken the place of is still to be answered.
@Suite("Messages about replaced certificates")
struct MessagesOfReplacedTests {
    private func site(_ certificates: [Certificate], _ messages: [CaseMessage], revoked: [String] = []) async throws -> TestSite {
        let site = try TestSite()
        try site.database.writeBlocking { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            _ = try repository.store(certificates.map { NewCertificate($0) }, importRun: 1)
            for message in messages {
                _ = try MessageRepository(connection).store(message, importRun: 1, importedOn: Fixture.today)
            }
            for id in revoked {
                _ = try RevocationRepository(connection).store(
                    Revocation(certificate: .init(rawValue: id), revokedAt: nil, reason: "Fel", revokedBy: nil), importRun: 1)
            }
        }
        try await site.figures.refresh()
        return site
    }

    private func message(
        _ id: String, about certificate: String, _ subject: CaseMessage.Subject, sent: String, answerBy: String? = nil
    ) -> CaseMessage {
        CaseMessage(
            id: .init(rawValue: id), certificate: .init(rawValue: certificate), patient: nil, subject: subject,
            direction: .fromAgency, sentAt: LocalTime(day: Day(iso: sent)!, second: 3_600), heading: "", text: id, questions: [],
            answerBy: answerBy.flatMap(Day.init(iso:)), answers: nil, remindsOf: nil, receiver: Fixture.unit.hsaID.rawValue)
    }

    private func replacing(_ other: String, from first: String = "2026-11-01", signed: String = "2026-11-10") -> Certificate {
        Fixture.certificate(
            "ny", patient: Patients.tova.identifier, name: Patients.tova.name, from: first, through: "2026-12-20", signed: signed,
            relations: [.init(kind: .replaces, certificate: .init(rawValue: other))])
    }

    private func row(_ site: TestSite) async throws -> OngoingSpellRow? {
        try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(), for: site.viewer(.karin), on: Fixture.today, at: site.clock.now
        ).rows.first { $0.name == Patients.tova.name }
    }

    private func view(_ site: TestSite, _ patient: Patients = .tova) async throws -> PatientSpell.View {
        try await site.patientSpell.view(
            patient: patient.publicID, spellStart: nil, settings: .init(), for: site.viewer(.karin), on: Fixture.today,
            at: site.clock.now)
    }

    private func awaiting(_ view: PatientSpell.View) -> Set<String> {
        Set(view.messages.filter(\.awaitsAnswer).map(\.message.id.rawValue))
    }

    @Test(
        "they stand with the certificate in force, also one on other days; only a completion is answered by it",
        arguments: ["2026-11-01", "2026-12-01"])
    func replaced(from first: String) async throws {
        let site = try await site(
            [replacing("tova-1", from: first)],
            [
                message("kontakt", about: "tova-1", .contact, sent: "2026-11-05", answerBy: "2026-11-28"),
                message("möte", about: "tova-1", .caseConference, sent: "2026-11-05"),
                message("besvarad", about: "tova-1", .completion, sent: "2026-11-04"),
                message("senare", about: "tova-1", .completion, sent: "2026-11-12", answerBy: "2026-11-24"),
                message("egen", about: "ny", .other, sent: "2026-11-13"),
            ])
        let view = try await view(site)
        #expect(awaiting(view) == ["kontakt", "möte", "senare", "egen"])
        let inForce = try #require(view.certificates.firstIndex { $0.certificate.id.rawValue == "ny" })
        #expect(view.messages.allSatisfy { $0.carrier == inForce } && view.messages.count == 5)
        // Its spell is on the list while it goes on.
        guard first <= "\(Fixture.today)" else { return }
        let row = try #require(try await row(site))
        #expect(row.unansweredCompletions == 1 && row.unansweredQuestions == 3)
        #expect(row.answer?.by == Day(iso: "2026-11-24"))
    }

    @Test("an answer from the agency waits for none, and what care asked is answered by it")
    func answer() async throws {
        var (question, answer) = (
            message("fråga", about: "tova-1", .contact, sent: "2026-11-05"),
            message("svar", about: "tova-1", .contact, sent: "2026-11-06")
        )
        question.direction = .fromCare
        answer.answers = question.id
        let site = try await site([], [question, answer])
        #expect(try await row(site)?.unansweredMessages == 0)
        let view = try await view(site)
        #expect(awaiting(view).isEmpty && view.messages.map(\.isAnswered) == [true, true])
    }

    @Test("of certificates that name each other, their days tell the spell")
    func ring() async throws {
        let ring = [("r-1", "r-2"), ("r-2", "r-1")].map { id, other in
            Fixture.certificate(
                id, patient: Patients.tova.identifier, from: "2026-11-10", through: "2026-11-20",
                relations: [.init(kind: .replaces, certificate: .init(rawValue: other))])
        }
        let site = try await site(ring, [message("m", about: "r-1", .contact, sent: "2026-11-12")])
        #expect(try await row(site)?.unansweredQuestions == 1)
        #expect(awaiting(try await view(site)) == ["m"])
    }

    @Test("nobody answers about a revoked one; what was written stays readable")
    func revoked() async throws {
        let site = try await site([], [message("m", about: "tova-1", .contact, sent: "2026-11-05")])
        #expect(try await row(site)?.unansweredQuestions == 1)
        try site.database.writeBlocking {
            _ = try RevocationRepository($0).store(
                Revocation(certificate: .init(rawValue: "tova-1"), revokedAt: nil, reason: "Fel", revokedBy: nil), importRun: 1)
        }
        try await site.figures.refresh()
        let view = try await view(site)
        #expect(try await row(site) == nil && awaiting(view).isEmpty && view.messages.map(\.message.id.rawValue) == ["m"])
    }
}
