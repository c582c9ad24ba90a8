import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("How roles by an identity provider's word end, and whose they are")
struct IdentityEndingsTests: IdentityTests {
    private func end(_ site: TestSite) async throws {
        try await site.unitRights.end(
            try #require(await held(site)).assignment, by: site.viewer(.mats), site.caller(), on: Fixture.today,
            at: site.clock.now)
    }

    @Test(
        "it ends at once when the manager ends it, does not come back by the provider's word, and does when the manager gives it")
    func endedHere() async throws {
        let site = try TestSite()
        let siv = try await coordinator(site)
        let userName = try #require(try await held(site)).userName
        try await end(site)
        #expect(try await siv.get("/sjukfall").leadsTo == "/logga-in")
        guard case .roleEnded = try await enter(site, claims("SE1-SIV", "Koordinator")) else {
            Issue.record("the role came back")
            return
        }
        #expect(site.log.lines.contains { $0.contains("event=role ended here, not given by the identity provider") })
        // What else the provider gives is not touched, nor does it bring the ended role along.
        guard case .signedIn(let token) = try await enter(site, claims("SE1-SIV", "Koordinator", "Granskare")) else {
            Issue.record("not let in by another role")
            return
        }
        #expect(try await roles(site, token) == [.logReviewer])
        try await site.unitRights.give(
            .rehabCoordinator, to: userName, from: Fixture.today, through: nil, by: site.viewer(.mats), site.caller(),
            on: Fixture.today,
            at: site.clock.now)
        #expect(try await coordinator(site).get("/sjukfall").status == 200)
    }

    @Test("nor does one that the manager or the command line had given and ended")
    func localEnded() async throws {
        let site = try TestSite()
        try site.accounts.create(userName: "siv", name: "Siv", hsaID: HSAID("SE1-SIV"), password: nil)
        try site.accounts.assign(.rehabCoordinator, to: "siv", at: Fixture.unit.hsaID, from: Fixture.today, at: site.clock.now)
        _ = try await coordinator(site)
        try site.accounts.unassign(
            .rehabCoordinator, from: "siv", at: Fixture.unit.hsaID, on: Fixture.today, at: site.clock.now)
        guard case .roleEnded = try await enter(site, claims("SE1-SIV", "Koordinator")) else {
            Issue.record("the role came back")
            return
        }
    }

    @Test("it ends with the account")
    func shutAccount() async throws {
        let site = try TestSite()
        let siv = try await coordinator(site)
        try site.accounts.disable(userName: try #require(try await held(site)).userName, at: site.clock.now)
        #expect(try await siv.get("/sjukfall").leadsTo == "/logga-in")
    }

    @Test(
        "it ends with its sessions at the sign-in that no longer shows the commission, also when nothing else gives a role, and is back with it",
        arguments: [["Granskare"], ["Något annat"]])
    func commissionGone(others: [String]) async throws {
        let site = try TestSite()
        let siv = try await coordinator(site)
        #expect(try await siv.get("/sjukfall").status == 200)
        _ = try await enter(site, claims("SE1-SIV", others))
        #expect(try await siv.get("/sjukfall").leadsTo == "/logga-in")
        #expect(try await held(site) == nil)
        #expect(site.log.lines.contains { $0.contains("event=commission gone, role ended") })
        #expect(try await coordinator(site).get("/sjukfall").status == 200)
    }

    @Test("a role that was given here stays when the provider shows no such commission")
    func localStays() async throws {
        let site = try TestSite()
        _ = try await coordinator(site)
        let userName = try #require(try await held(site)).userName
        try await site.unitRights.give(
            .rehabCoordinator, to: userName, from: Fixture.today, through: nil, by: site.viewer(.mats), site.caller(),
            on: Fixture.today,
            at: site.clock.now)
        _ = try await enter(site, claims("SE1-SIV", "Granskare"))
        let left = try await site.unitRights.view(for: site.viewer(.mats), on: Fixture.today).held
        #expect(left.filter { $0.userName == userName }.map(\.isByIdentityProvider) == [false])
    }

    @Test("no role ends by a sign-in that shows the chosen commission alone")
    func chosenAlone() async throws {
        let site = try TestSite()
        let siv = try await coordinator(site)
        let chosen = """
            {"sub":"s-SE1-SIV","employeeHsaId":"SE1-SIV","commissionHsaId":"U9","commissionName":"Granskare",\
            "healthCareUnitHsaId":"\(Fixture.unit.hsaID)","healthCareProviderHsaId":"\(Fixture.provider.hsaID)"}
            """
        guard case .signedIn = try await enter(site, try #require(JSONValue(Array(chosen.utf8)))) else {
            Issue.record("not let in")
            return
        }
        #expect(try await siv.get("/sjukfall").status == 200)
    }

    @Test("of two accounts that were made for one HSA-id neither is taken over, and no third is made")
    func severalAccounts() async throws {
        let site = try TestSite()
        for name in ["siv", "siv.lind"] {
            _ = try await site.database.write {
                try AccountRepository($0).create(userName: name, name: "Siv", hsaID: "SE1-SIV", passwordHash: nil)
            }
        }
        guard case .severalAccounts = try await enter(site, claims("SE1-SIV", "Koordinator")) else {
            Issue.record("let in")
            return
        }
        let accounts = try await site.database.read { try AccountRepository($0).accounts(hsaID: "SE1-SIV") }
        #expect(accounts.map(\.userName) == ["siv", "siv.lind"])
        #expect(site.log.lines.contains { $0.contains("event=several accounts with the HSA-id") })
        // Who runs the system says which it is.
        try site.accounts.setHSAID(nil, userName: "siv.lind")
        _ = try await coordinator(site)
        #expect(try await held(site)?.userName == "siv")
    }

    @Test("an account that another provider has made with one's HSA-id is neither taken over nor in the way")
    func madeElsewhere() async throws {
        let site = try TestSite()
        let elsewhere = try #require(
            try await site.database.read { try OrganisationRepository.provider($0, hsaID: Fixture.otherProvider.hsaID) })
        for name in ["annans", "annans.till"] {
            _ = try await site.database.write {
                try AccountRepository($0).create(
                    userName: name, name: "Annan", hsaID: "SE1-SIV", passwordHash: nil, maker: elsewhere)
            }
        }
        #expect(try await coordinator(site).get("/sjukfall").status == 200)
        #expect(try await held(site)?.userName.hasPrefix("se1-siv@") == true)
    }

    @Test("who came in by an HSA-id that the account no longer has comes in no more, and the right person does")
    func wrongHSAID() async throws {
        let site = try TestSite()
        try site.accounts.create(userName: "eva", name: "Eva", hsaID: HSAID("SE1-SIV"), password: nil)
        let siv = try await coordinator(site)
        #expect(try await held(site)?.userName == "eva")
        try site.accounts.setHSAID(HSAID("SE1-EVA"), userName: "eva")
        #expect(try await siv.get("/sjukfall").leadsTo == "/logga-in")
        #expect(try await coordinator(site).get("/sjukfall").status == 200)
        let own = try await site.database.read { try AccountRepository($0).accounts(hsaID: "SE1-SIV") }
        #expect(own.map { $0.userName.hasPrefix("se1-siv@") } == [true])
    }

    @Test("the unit is the one of the commission's own provider, also when another provider has one with the same HSA-id")
    func sameUnitID() async throws {
        let site = try TestSite()
        // The other provider's came first.
        try await site.database.write { connection in
            let organisation = OrganisationRepository(connection, registry: Registry())
            let twin = CareUnit(
                hsaID: Fixture.outsideUnit.hsaID, name: "Tvilling", careProvider: Fixture.provider, parent: nil)
            _ = try organisation.store(twin)
        }
        try await signAnalysis(of: "Tvilling", site)
        let claims = try claims("SE1-SIV", ["Koordinator"], unit: Fixture.outsideUnit.hsaID)
        guard case .signedIn(let token) = try await enter(site, claims) else {
            Issue.record("not let in")
            return
        }
        let choices = try #require(try await site.signIn.signed(token: token, at: site.clock.now)).choices
        #expect(choices.map(\.unit.name) == ["Tvilling"] && choices.map(\.unit.providerName) == [Fixture.provider.name])
    }

    private func signAnalysis(of unit: String, _ site: TestSite) async throws {
        let mats = try site.viewer(.mats)
        try await site.database.write { connection in
            let unit = try #require(try OrganisationRepository.units(connection).first { $0.name == unit })
            try RiskAnalysisRepository(connection).sign(
                [.init(role: Role.rehabCoordinator.rawValue, needs: "Behov", risks: "Risker", measures: "Åtgärder")],
                validThrough: Fixture.today, provider: unit.provider, unit: unit.id, by: mats.account, at: site.clock.now)
        }
    }
}
