import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Pages for those who see only whom they treat")
struct OwnPatientsPageTests {
    @Test("the list and its tab say whose spells they show")
    func list() async throws {
        let site = try TestSite()
        let anna = try await site.browser(.anna)
        let whole = try await anna.get("/sjukfall?vems=enhetens").body
        #expect(whole.contains("3\u{A0}sjukfall på \(Fixture.unit.name)") && whole.contains("Hela enheten"))
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        let own = try await anna.get("/sjukfall?vems=enhetens").body
        #expect(own.contains("2\u{A0}sjukfall bland dem som du behandlar på \(Fixture.unit.name)"))
        #expect(own.contains("Mina patienter") && own.contains("Mina och kollegors patienter"))
        #expect(!own.contains("Hela enheten"))
    }

    @Test("a case that is over is taken back on the patient's page, and whoever then sees the patient no more comes to the list")
    func takenBack() async throws {
        let site = try TestSite()
        let (anna, karin) = (try await site.browser(.anna), try await site.browser(.karin))
        let (emil, pia) = ("/patient/\(Patients.emil.publicID)", "/patient/\(Patients.pia.publicID)")
        #expect(try await karin.get(emil).body.contains("action=\"\(emil)/ansvarig\""))
        let account = try site.viewer(.karin).account
        for (chosen, done) in [("\(account)", "ansvarig"), ("", "ingen-ansvarig")] {
            #expect(try await karin.post("\(emil)/ansvarig", [("ansvarig", chosen)]).location == "\(emil)?klart=\(done)")
        }
        try site.database.writeBlocking { connection in
            let record = ProtectionRecord(
                id: "skydd-1", kind: .protectedIdentity, patient: Patients.pia.identifier, careUnit: Fixture.unit.hsaID,
                firstDay: Fixture.today, lastDay: nil)
            _ = try ProtectionRepository(connection).store(record, registry: Registry(), importRun: 1, at: site.clock.now)
        }
        #expect(try await anna.post("\(pia)/ansvarig", [("ansvarig", "\(account)")]).location == "\(pia)?klart=ansvarig")
        #expect(try await karin.post("\(pia)/ansvarig", [("ansvarig", "")]).location == "/sjukfall?klart=ingen-ansvarig")
        #expect(try await karin.get(pia).status == 404)
    }

    @Test("the overview says whose work waits, or that none of theirs does")
    func overview() async throws {
        let site = try TestSite()
        let (anna, fatima, bo) = (try await site.browser(.anna), try await site.browser(.fatima), try await site.browser(.bo))
        for browser in [anna, fatima] {
            #expect(try await !browser.get("/oversikt").body.contains("du behandlar"))
        }
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        let mine = try await anna.get("/oversikt").body
        #expect(mine.contains("Bland dem som du behandlar") && mine.contains("class=\"todo-count\""))
        let none = try await fatima.get("/oversikt").body
        #expect(none.contains("Inget väntar bland dem som du behandlar") && !none.contains("Inget väntar på enheten"))
        // Whoever sees only figures has the unit's.
        #expect(try await !bo.get("/oversikt").body.contains("du behandlar"))
    }
}
