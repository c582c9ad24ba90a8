import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("Review of the access log, and own looks")
struct LogReviewTests: LogWorld {
    private static let month = Fixture.today.month

    private func start(_ site: TestSite, _ viewer: Viewer, sample: Int = 5) async throws -> Int {
        try await site.logReview.start(month: Self.month, sample: sample, seed: 7, by: viewer, at: site.clock.now)
    }

    // The store comes with a review, number 1, of the first unit.

    @Test("a manager reviews the unit's looks, a reviewer the provider's, and nobody another provider's")
    func reach() async throws {
        let site = try await world()
        let own = try await start(site, manager(site))
        let whole = try await start(site, site.viewer(.lena))
        let ownView = try await site.logReview.view(own, for: manager(site), at: site.clock.now)
        #expect(ownView.picks.map(\.row.userName) == [Cast.karin.name, Cast.anna.name])
        #expect(ownView.picks.map(\.patients) == [[Patients.tova, .nils, .pia].map(\.name), [Patients.tova.name]])
        #expect(ownView.picks.map(\.row.patients) == [3, 1])
        let wholeView = try await site.logReview.view(whole, for: site.viewer(.lena), at: site.clock.now)
        #expect(wholeView.picks.map(\.row.userName) == [Cast.karin.name, Cast.anna.name, Cast.olle.name])
        #expect(try await site.logReview.reviews(for: manager(site)).map(\.number) == [own, 1])
        #expect(try await site.logReview.reviews(for: site.viewer(.lena)).map(\.number) == [whole, own, 1])
        for stranger in [Cast.olle, .ove] {
            let viewer = try manager(site, like: stranger)
            #expect(try await site.logReview.reviews(for: viewer).isEmpty)
            await #expect(throws: UseCaseError.notFound) { try await site.logReview.view(own, for: viewer, at: site.clock.now) }
            await #expect(throws: UseCaseError.notFound) {
                try await site.logReview.decide(1, of: own, .justified, note: "", by: viewer, at: site.clock.now)
            }
            await #expect(throws: UseCaseError.notFound) {
                try await site.logReview.sign(own, note: "", by: viewer, at: site.clock.now)
            }
        }
        await #expect(throws: UseCaseError.notFound) {
            try await site.logReview.view(whole, for: manager(site), at: site.clock.now)
        }
    }

    @Test("a review is signed when every row is judged, and then it stands")
    func signing() async throws {
        let site = try await world()
        let (mats, now) = (try manager(site), site.clock.now)
        let number = try await start(site, mats)
        await #expect(throws: UseCaseError.self) { try await site.logReview.sign(number, note: "", by: mats, at: now) }
        await #expect(throws: UseCaseError.self) {
            try await site.logReview.decide(1, of: number, .unjustified, note: "", by: mats, at: now)
        }
        await #expect(throws: UseCaseError.notFound) {
            try await site.logReview.decide(9, of: number, .justified, note: "", by: mats, at: now)
        }
        try await site.logReview.decide(1, of: number, .lookedInto, note: "frågar", by: mats, at: now)
        try await site.logReview.decide(1, of: number, .justified, note: "hade listan", by: mats, at: now + 60)
        try await site.logReview.decide(2, of: number, .justified, note: "", by: mats, at: now)
        try await site.logReview.sign(number, note: "Inget att åtgärda.", by: mats, at: now + 120)
        let view = try await site.logReview.view(number, for: mats, at: now + 180)
        #expect(view.picks.map(\.decision?.value) == [.justified, .justified] && view.picks[0].decision?.note == "hade listan")
        #expect(view.review.signature == .init(note: "Inget att åtgärda.", at: now + 120, by: Cast.mats.name))
        #expect(view.review.decided == 2 && view.review.picks == 2 && view.review.candidates == 2)
        await #expect(throws: UseCaseError.self) {
            try await site.logReview.decide(1, of: number, .justified, note: "", by: mats, at: now)
        }
        await #expect(throws: UseCaseError.self) { try await site.logReview.sign(number, note: "", by: mats, at: now) }
        // What was said before is kept, and shown.
        #expect(view.picks.map { $0.judgements.map(\.note) } == [["frågar", "hade listan"], [""]])
        #expect(view.picks[0].judgements.map(\.value) == [.lookedInto, .justified])
    }

    @Test("a review with an unjustified look is not signed without a word of what was done about it")
    func unjustified() async throws {
        let site = try await world()
        let (mats, now) = (try manager(site), site.clock.now)
        let number = try await start(site, mats)
        try await site.logReview.decide(1, of: number, .justified, note: "", by: mats, at: now)
        try await site.logReview.decide(2, of: number, .unjustified, note: "nyfiken", by: mats, at: now)
        await #expect {
            try await site.logReview.sign(number, note: "", by: mats, at: now)
        } throws: { error in
            if case UseCaseError.invalidAnswer(.reviewNote, let sentence) = error {
                return sentence.contains("Minst en åtkomst är obefogad")
            }
            return false
        }
        #expect(try await site.logReview.view(number, for: mats, at: now).review.signature == nil)
        try await site.logReview.sign(number, note: "Samtal, anmält.", by: mats, at: now)
        #expect(try await site.logReview.view(number, for: mats, at: now).review.signature?.note == "Samtal, anmält.")
    }

    @Test("nobody judges the own looks: they wait for another reviewer, who judges them and signs")
    func ownLooks() async throws {
        let site = try await world()
        let (mats, lena, now) = (try manager(site), try site.viewer(.lena), site.clock.now)
        // Anna is the manager too, and has looked at Tova as a physician.
        let anna = try manager(site, like: .anna)
        let number = try await start(site, anna)
        #expect(try await site.logReview.view(number, for: anna, at: now).picks.map(\.isOwn) == [false, true])
        #expect(try await site.logReview.view(number, for: mats, at: now).picks.map(\.isOwn) == [false, false])
        try await site.logReview.decide(1, of: number, .justified, note: "", by: anna, at: now)
        #expect(try await site.logReview.view(number, for: anna, at: now).waitsForAnother)
        #expect(try await !site.logReview.view(number, for: lena, at: now).waitsForAnother)
        await #expect(throws: UseCaseError.self) {
            try await site.logReview.decide(2, of: number, .justified, note: "", by: anna, at: now)
        }
        await #expect(throws: UseCaseError.self) { try await site.logReview.sign(number, note: "", by: anna, at: now) }
        try await site.logReview.decide(2, of: number, .lookedInto, note: "frågar", by: lena, at: now)
        // Nor is what another has said of it changed.
        await #expect(throws: UseCaseError.self) {
            try await site.logReview.decide(2, of: number, .justified, note: "", by: anna, at: now)
        }
        // Nothing is unjustified, and yet the check is documented.
        let summary = UseCaseError.invalidAnswer(.reviewNote, "Skriv vad granskningen visade, till exempel: Inget att åtgärda.")
        await #expect(throws: summary) {
            try await site.logReview.sign(number, note: "", by: lena, at: now)
        }
        try await site.logReview.sign(number, note: "Frågan är besvarad.", by: lena, at: now)
        #expect(try await site.logReview.view(number, for: anna, at: now).review.signature?.by == Cast.lena.name)
    }

    @Test("the draw can be made again from what is kept of it, and the review's own rows are not drawn")
    func again() async throws {
        let site = try await world()
        let first = try await start(site, site.viewer(.lena), sample: 1)
        let second = try await start(site, site.viewer(.lena), sample: 1)
        let views = try await (
            site.logReview.view(first, for: site.viewer(.lena), at: site.clock.now),
            site.logReview.view(second, for: site.viewer(.lena), at: site.clock.now)
        )
        #expect(views.0.picks.map(\.row.id) == views.1.picks.map(\.row.id) && !views.0.picks.isEmpty)
        #expect(views.1.review.candidates == 3 && views.1.review.seed == 7 && views.1.review.sample == 1)
    }

    @Test("each emergency access is listed with its reason, and the link leads to what the review has said of it")
    func emergencies() async throws {
        let site = try await world()
        let reason = "Medvetslös på akuten"
        _ = try await site.browser(.anna).post("/patient/\(Patients.pia.publicID)/enhet/2", [("skal", reason)])
        let (mats, lena, now) = (try manager(site), try site.viewer(.lena), site.clock.now)
        func listed(_ viewer: Viewer) async throws -> [LogReview.Emergency] {
            try await site.logReview.emergencies(10, for: viewer)
        }
        let opening = try #require(try await listed(mats).first)
        #expect(opening.by == Cast.anna.name && opening.reason == reason && opening.at == now && opening.until == now + 3_600)
        #expect(opening.from == Fixture.unit.name && opening.opened == Fixture.otherUnit.name && opening.reviewed == nil)
        // Every emergency access of the month is drawn, however few rows are asked for.
        let number = try await start(site, mats, sample: 1)
        let pick = try #require(
            try await site.logReview.view(number, for: mats, at: now).picks.first {
                $0.reasons.contains(LogPickRule.emergencyAccess.title)
            })
        let waiting = try #require(try await listed(mats).first?.reviewed)
        #expect(waiting.review == number && waiting.ordinal == pick.ordinal && waiting.decision == nil)
        try await site.logReview.decide(pick.ordinal, of: number, .justified, note: "", by: mats, at: now)
        #expect(try await listed(mats).map(\.reviewed?.decision) == [.justified])
        #expect(try await listed(lena).map(\.reviewed?.decision) == [.justified])
        // A later review of another's that waits does not hide what was decided.
        _ = try await start(site, lena)
        #expect(try await listed(lena).map(\.reviewed?.decision) == [.justified])
        for stranger in [Cast.olle, .ove] { #expect(try await listed(manager(site, like: stranger)).isEmpty) }
        await #expect(throws: UseCaseError.notAllowed(.reviewLog)) { _ = try await listed(site.viewer(.anna)) }
    }

    @Test("a colleague's record is picked by the identity number of the colleague's account, whatever the names")
    func colleague() async throws {
        let site = try await world()
        func reasons() async throws -> Set<String> {
            let number = try await start(site, manager(site))
            let picks = try await site.logReview.view(number, for: manager(site), at: site.clock.now).picks
            return Set(try #require(picks.first { $0.row.userName == Cast.anna.name }).reasons)
        }
        #expect(try await reasons().isDisjoint(with: [LogPickRule.colleague.title, LogPickRule.ownRecord.title]))
        // Anna has opened Tova's record. Olle works at the next unit, Bo at Anna's own.
        try site.accounts.setIdentity(Patients.tova.identifier, userName: "olle")
        #expect(try await !reasons().contains(LogPickRule.colleague.title))
        try site.accounts.setIdentity(Patients.tova.identifier, userName: "bo")
        #expect(try await reasons().contains(LogPickRule.colleague.title))
        try site.accounts.setIdentity(Patients.tova.identifier, userName: "anna")
        #expect(try await reasons().contains(LogPickRule.ownRecord.title))
    }

    @Test(
        "of a protected person a rule that tells who the patient is, beside the reader's name, is told as one word for them all")
    func titles() {
        let likenesses: [LogPickRule] = [.ownRecord, .colleague, .sameSurname, .colleagueName]
        let others: [LogPickRule] = [.emergencyAccess, .noActiveCase, .outOfHours, .random]
        for rule in likenesses {
            #expect(
                LogPickRule.titles([rule, .outOfHours], isProtected: true)
                    == ["Samband mellan den som läste och patienten", LogPickRule.outOfHours.title])
        }
        #expect(LogPickRule.titles(likenesses, isProtected: true).count == 1)
        #expect(LogPickRule.titles(others, isProtected: true) == others.map(\.title))
        #expect(LogPickRule.titles(LogPickRule.allCases, isProtected: false) == LogPickRule.allCases.map(\.title))
    }

    @Test("a month that has not begun and a sample that is none are refused")
    func refused() async throws {
        let site = try TestSite()
        for (month, sample) in [(Self.month + 1, 5), (Self.month, 0), (Self.month, 51)] {
            await #expect(throws: UseCaseError.self) {
                try await site.logReview.start(month: month, sample: sample, seed: 1, by: site.viewer(.lena), at: site.clock.now)
            }
        }
    }

    @Test("each person sees the own looks and nobody else's")
    func own() async throws {
        let site = try await world()
        #expect(try await site.logReview.own(10, for: site.viewer(.karin)).map(\.resource) == ["Pågående sjukfall"])
        #expect(try await site.logReview.own(10, for: site.viewer(.anna)).map(\.resource) == ["Sjukfall"])
        #expect(try await site.logReview.own(10, for: site.viewer(.sven)).isEmpty)
    }

    @Test("a protected person has no name in a review nor in an extract")
    func protected() async throws {
        let site = try await world()
        try site.database.writeBlocking { connection in
            let record = ProtectionRecord(
                id: "p-tova", kind: .protectedIdentity, patient: Patients.tova.identifier, careUnit: Fixture.unit.hsaID,
                firstDay: Fixture.today - 5, lastDay: nil)
            _ = try ProtectionRepository(connection).store(record, registry: Registry(), importRun: 1, at: site.clock.now)
        }
        // The one who looked is the patient: beside the reader's name the rule would be the patient's.
        try site.accounts.setIdentity(Patients.tova.identifier, userName: "anna")
        let number = try await start(site, manager(site))
        for viewer in [try manager(site), try site.viewer(.lena)] {
            let view = try await site.logReview.view(number, for: viewer, at: site.clock.now)
            let hidden = PatientRepository.Patient.protectedName
            #expect(view.picks.map(\.patients) == [[hidden, Patients.nils.name, Patients.pia.name], [hidden]])
            // In Karin's list of three she is a colleague.
            for reasons in view.picks.map(\.reasons) {
                #expect(reasons.contains("Samband mellan den som läste och patienten"))
                #expect(Set(reasons).isDisjoint(with: [LogPickRule.ownRecord.title, LogPickRule.colleague.title]))
            }
            let extract = try await site.logExtract.extract(
                of: Patients.tova.identifier.formatted, as: .file, for: viewer, at: site.clock.now)
            #expect(extract.name == PatientRepository.Patient.protectedName && !extract.rows.isEmpty)
        }
    }

    @Test("looks for follow-up are drawn as those of care are, and those of the review itself are not")
    func followUp() async throws {
        let site = try await world()
        #expect(try await site.browser(.bo).get("/mal/deltid-vid-start/sjukfall").status == 200)
        let first = try await start(site, manager(site))
        let picks = try await site.logReview.view(first, for: manager(site), at: site.clock.now).picks
        #expect(picks.map(\.row.userName) == [Cast.karin.name, Cast.anna.name, Cast.bo.name])
        #expect(picks.last?.row.resource == "Sjukfall bakom måttet deltid-vid-start")
        let second = try await start(site, manager(site))
        #expect(try await site.logReview.view(second, for: manager(site), at: site.clock.now).review.candidates == 3)
    }

    @Test("a search by name that finds one patient is judged by who the patient is, whom the reviewer then has looked at")
    func search() async throws {
        let site = try await world()
        let karin = try await site.browser(.karin)
        _ = try await karin.get(try #require(try await karin.post("/sjukfall", [("sok", "ödman")]).location))
        try site.accounts.setIdentity(Patients.pia.identifier, userName: "karin")
        let number = try await start(site, manager(site))
        let pick = try #require(try await site.logReview.view(number, for: manager(site), at: site.clock.now).picks.last)
        #expect(pick.row.patients == 1 && pick.patients == [Patients.pia.name])
        #expect(pick.reasons.contains(LogPickRule.ownRecord.title))
        let extract = try await site.logExtract.extract(
            of: Patients.pia.identifier.canonical, as: .page, for: site.viewer(.lena), at: site.clock.now)
        #expect(extract.rows.map(\.resource) == ["Logggranskning", "Pågående sjukfall", "Pågående sjukfall"])
    }

    @Test("five patients are judged one by one, and six are a list", arguments: [5, 6])
    func members(count: Int) async throws {
        let site = try TestSite()
        let karin = try site.viewer(.karin)
        try site.accounts.setIdentity(Patients.tova.identifier, userName: "karin")
        try await site.database.write { connection in
            try AccessLog.append(.read, "Prov", .patients(Array(1...count)), by: karin, at: site.clock.now, in: connection)
        }
        let number = try await start(site, manager(site))
        let pick = try #require(try await site.logReview.view(number, for: manager(site), at: site.clock.now).picks.first)
        let isFew = count == LogCandidates.mostMembers
        #expect(pick.reasons.contains(LogPickRule.ownRecord.title) == isFew)
        #expect(pick.patients.count == (isFew ? 5 : 0) && pick.row.patients == count)
    }
}
