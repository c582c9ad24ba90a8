import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("Roles by an identity provider's word")
struct IdentityRolesTests: IdentityTests {
    // The manager of unit one has signed an analysis for coordinators alone.

    @Test("a role at a unit is given only when the unit's signed analysis of needs and risks speaks of it")
    func analysis() async throws {
        let site = try TestSite()
        guard case .noAnalysis = try await enter(site, claims("SE1-SIV", "Läkare")) else {
            Issue.record("a role came without an analysis")
            return
        }
        #expect(site.log.lines.contains { $0.contains("event=no analysis of needs and risks allows the role") })
        guard case .signedIn(let token) = try await enter(site, claims("SE1-SIV", "Läkare", "Koordinator", "Granskare")) else {
            Issue.record("roles that may be given were not")
            return
        }
        // A role at the whole provider shows no patient and needs none.
        #expect(try await roles(site, token) == [.rehabCoordinator, .logReviewer])
        // When the analysis has run out, the role is not given the next time.
        site.clock.advance(seconds: 101 * 24 * 60 * 60)
        guard case .noAnalysis = try await enter(site, claims("SE1-SIV", "Koordinator")) else {
            Issue.record("a role came by an analysis that has run out")
            return
        }
    }

    private func sign(_ site: TestSite, _ role: Role) async throws {
        try await site.unitRights.sign(
            [.init(role: role, needs: "Behov", risks: "Risker", measures: "Åtgärder")], by: site.viewer(.mats), site.caller(),
            on: Fixture.today, at: site.clock.now)
    }

    @Test(
        "it ceases within the session when the manager signs an analysis that no longer speaks of it, and is back with one that does"
    )
    func withdrawnAnalysis() async throws {
        let site = try TestSite()
        let siv = try await coordinator(site)
        #expect(try await siv.get("/sjukfall").status == 200)
        try await sign(site, .physician)
        #expect(try await siv.get("/sjukfall").leadsTo == "/valj-enhet")
        #expect(try await siv.get("/valj-enhet").body.contains("Du har ingen roll"))
        // What was given here is the manager's to end.
        #expect(try await site.browser(.karin).get("/sjukfall").status == 200)
        try await sign(site, .rehabCoordinator)
        #expect(try await siv.get("/sjukfall").status == 200)
    }

    @Test("it ceases at midnight, within the session, when the analysis or its own period runs out", arguments: [true, false])
    func midnight(endsWithAnalysis: Bool) async throws {
        let site = try TestSite()
        let (mats, last) = (try site.viewer(.mats), Fixture.today)
        site.clock.advance(seconds: (13 * 60 + 30) * 60)
        let siv = try await coordinator(site)
        try await site.database.write { connection in
            guard endsWithAnalysis else {
                try connection.execute("UPDATE assignment SET last_day = \(last) WHERE issuer = \(Self.issuer)")
                return
            }
            try RiskAnalysisRepository(connection).sign(
                [.init(role: Role.rehabCoordinator.rawValue, needs: "Behov", risks: "Risker", measures: "Åtgärder")],
                validThrough: last, provider: mats.provider, unit: mats.unit.number, by: mats.account, at: site.clock.now)
        }
        site.clock.advance(seconds: 29 * 60)
        #expect(try await siv.get("/sjukfall").status == 200)
        site.clock.advance(seconds: 2 * 60)
        #expect(try await siv.get("/sjukfall").leadsTo == "/valj-enhet")
        #expect(try await siv.get("/konto").status == 200)
    }

    @Test("a role that was given here has passed that gate, and is used in the provider's sessions too")
    func local() async throws {
        let site = try TestSite()
        // Anna's account has her HSA-id and the role of a physician.
        guard case .signedIn(let token) = try await enter(site, claims(Cast.anna.hsaID, "Läkare")) else {
            Issue.record("the role that was given here does not open")
            return
        }
        #expect(try await roles(site, token) == [.physician])
    }

    @Test("a role that only the provider gives is not opened by the account's password, nor does a new password open it")
    func password() async throws {
        let site = try TestSite()
        guard case .signedIn(let token) = try await enter(site, claims(Cast.anna.hsaID, "Läkare", "Koordinator")) else {
            Issue.record("not let in")
            return
        }
        #expect(try await roles(site, token) == [.physician, .rehabCoordinator])
        let signed = try #require(try await site.signIn.signed(token: token, at: site.clock.now))
        let coordinator = try #require(signed.choices.first { $0.role == .rehabCoordinator }).assignment
        guard
            case .signedIn(let own) = try await site.signIn.signIn(
                userName: "anna", password: Cast.password, by: site.caller(), at: site.clock.now)
        else {
            Issue.record("the password does not let in")
            return
        }
        let byPassword = try #require(try await site.signIn.signed(token: own, at: site.clock.now))
        #expect(byPassword.choices.map(\.role) == [.physician] && byPassword.viewer?.role == .physician)
        await #expect(throws: UseCaseError.notFound) {
            _ = try await site.signIn.choose(assignment: coordinator, for: byPassword)
        }
        // The provider's session goes on as one.
        let chosen = try await site.signIn.choose(assignment: coordinator, for: signed)
        let changed = try await site.ownAccount.changePassword(
            from: Cast.password, to: "hästar äter lök", repeated: "hästar äter lök",
            for: try #require(try await site.signIn.signed(token: chosen, at: site.clock.now)), by: site.caller(),
            at: site.clock.now)
        let after = try #require(try await site.signIn.signed(token: changed, at: site.clock.now))
        #expect(after.isByIdentityProvider && after.viewer?.role == .rehabCoordinator)
        #expect(after.choices.map(\.role) == [.physician, .rehabCoordinator])
    }

    @Test("a new password in the provider's session opens nothing more, for no longer: a session by password would want the code")
    func passwordWithoutCode() async throws {
        let site = try TestSite()
        let anna = try site.viewer(.anna).account
        try await site.database.write {
            try SecondFactorRepository($0).add(secret: [1], lastStep: 0, account: anna, at: site.clock.now)
        }
        guard case .signedIn(let token) = try await enter(site, claims(Cast.anna.hsaID, "Koordinator")) else {
            Issue.record("not let in")
            return
        }
        site.clock.advance(seconds: 50 * 60)
        let changed = try await site.ownAccount.changePassword(
            from: Cast.password, to: "hästar äter lök", repeated: "hästar äter lök",
            for: try #require(try await site.signIn.signed(token: token, at: site.clock.now)), by: site.caller(),
            at: site.clock.now)
        // Anna is a physician here by a role that the provider has not vouched for.
        #expect(try await roles(site, changed) == [.rehabCoordinator])
        for _ in 0..<16 {
            site.clock.advance(seconds: 40 * 60)
            _ = try await site.signIn.signed(token: changed, at: site.clock.now)
        }
        #expect(try await site.signIn.signed(token: changed, at: site.clock.now) != nil)
        site.clock.advance(seconds: 30 * 60)
        #expect(try await site.signIn.signed(token: changed, at: site.clock.now) == nil)
    }

    @Test("who came in through the provider is not asked for a password to end the other sessions, also when the account has one")
    func sessions() async throws {
        let site = try TestSite()
        let other = try await site.browser(.anna)
        guard case .signedIn(let token) = try await enter(site, claims(Cast.anna.hsaID, "Läkare")) else {
            Issue.record("not let in")
            return
        }
        var browser = TestBrowser(site: site, session: token)
        let page = try await browser.get("/konto")
        browser.formToken = page.value(of: "formToken") ?? ""
        #expect(page.body.contains("name=\"session\"") && !page.body.contains("name=\"losenord\""))
        #expect(try await other.get("/konto").body.contains("name=\"losenord\""))
        #expect(try await browser.post("/konto/sessioner").location == "/konto?klart=inloggningar-avslutade")
        #expect(try await other.get("/konto").leadsTo == "/logga-in")
    }

    @Test("the manager sees who gives it, and may give the same role here as a reserve")
    func reserve() async throws {
        let site = try TestSite()
        _ = try await enter(site, claims("SE1-SIV", "Koordinator"))
        let mats = try site.viewer(.mats)
        let held = try await site.unitRights.view(for: mats, on: Fixture.today).held.filter(\.isByIdentityProvider)
        #expect(held.map(\.name) == ["Siv Lind"] && held.map(\.role) == [.rehabCoordinator])
        try await site.unitRights.give(
            .rehabCoordinator, to: held[0].userName, from: Fixture.today, through: nil, by: mats, site.caller(),
            on: Fixture.today,
            at: site.clock.now)
        let both = try await site.unitRights.view(for: mats, on: Fixture.today).held.filter { $0.name == "Siv Lind" }
        #expect(both.map(\.isByIdentityProvider).sorted { $0 && !$1 } == [true, false])
    }

    @Test("the account and the roles that a sign-in makes are lines in the security log, once")
    func events() async throws {
        let site = try TestSite()
        func events() -> [String] {
            site.log.lines.filter { $0.hasPrefix("notice security") }.map { line in
                line.split(separator: " ").filter { $0.hasPrefix("role=") || $0.hasPrefix("by=") }.joined(separator: " ")
                    + (line.contains("event=account made") ? " made" : line.contains("event=role given") ? " given" : "")
            }
        }
        _ = try await enter(site, claims("SE1-SIV", "Koordinator"))
        #expect(events() == ["by=identity made", "by=identity role=rehabCoordinator given", "by=identity"])
        _ = try await enter(site, claims("SE1-SIV", "Koordinator"))
        #expect(events().count == 4)
    }
}
