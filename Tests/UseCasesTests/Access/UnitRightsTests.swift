import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("What a unit's manager decides")
struct UnitRightsTests {
    private let site: TestSite
    private let today = Fixture.today

    init() throws { site = try TestSite() }

    private static func part(_ role: Role) -> RiskAnalysis.Part {
        RiskAnalysis.Part(role: role, needs: "Behov", risks: "Risker", measures: "Åtgärder")
    }

    private func sign(_ roles: [Role] = [.physician, .rehabCoordinator], by person: Cast = .mats) async throws {
        try await site.unitRights.sign(
            roles.map(Self.part), by: site.viewer(person), site.caller(), on: today, at: site.clock.now)
    }

    private func give(
        _ role: Role, to userName: String = "olle", from first: Day? = nil, through last: Day? = nil, on day: Day? = nil
    )
        async throws
    {
        try await site.unitRights.give(
            role, to: userName, from: first ?? today, through: last, by: site.viewer(.mats), site.caller(), on: day ?? today,
            at: site.clock.now)
    }

    private func refused(_ words: String, _ work: () async throws -> Void) async {
        await #expect {
            try await work()
        } throws: { error in
            switch error {
            case UseCaseError.invalid(let sentence), UseCaseError.invalidAnswer(_, let sentence): return sentence.contains(words)
            default: return false
            }
        }
    }

    @Test("no role is given without a signed analysis of that role, nor when it has run out")
    func analysisFirst() async throws {
        await refused("behovs- och riskanalys") { try await give(.physician) }
        try await sign()
        await refused("behovs- och riskanalys") {
            try await give(.physician, from: today + 366, on: today + 366)
        }
        try await give(.physician)
        let held = try await site.unitRights.view(for: site.viewer(.mats), on: today).held
        let given = try #require(held.first { $0.userName == "olle" })
        #expect(given.role == .physician && given.givenBy == Cast.mats.name && given.lastDay == nil && given.firstDay == today)
    }

    @Test("every signed version stays as it was, newest first")
    func versions() async throws {
        try await sign([.physician])
        try await sign([.rehabCoordinator, .careProfessional])
        let analyses = try await site.unitRights.view(for: site.viewer(.mats), on: today).analyses
        #expect(
            analyses.map { Set($0.parts.map(\.role)) } == [
                [.rehabCoordinator, .careProfessional], [.physician], [.rehabCoordinator],
            ])
        #expect(analyses.allSatisfy { $0.signedBy == Cast.mats.name })
        #expect(analyses.map(\.validThrough) == [today + 365, today + 365, today + 100])
    }

    @Test("an analysis has all three texts for each role that it speaks of")
    func wholeAnalysis() async throws {
        let viewer = try site.viewer(.mats)
        for parts in [
            [], [RiskAnalysis.Part(role: .physician, needs: "x", risks: "", measures: "x")], [Self.part(.administrator)],
            [Self.part(.physician), Self.part(.physician)],
            [RiskAnalysis.Part(role: .physician, needs: String(repeating: "x", count: 4001), risks: "x", measures: "x")],
        ] {
            await #expect(throws: UseCaseError.self) {
                try await site.unitRights.sign(parts, by: viewer, site.caller(), on: today, at: site.clock.now)
            }
        }
        #expect(try await site.unitRights.view(for: viewer, on: today).analyses.count == 1)
    }

    @Test("a given role can be chosen on its days only")
    func period() async throws {
        try await sign()
        try await give(.physician, from: today + 1, through: today + 2)
        func choices(_ day: Day) throws -> [String] {
            try site.database.readBlocking { connection in
                let accounts = AccountRepository(connection)
                let olle = try accounts.account(userName: "olle")!.id
                return try accounts.assignments(account: olle, on: day).map { "\($0.role) \($0.unit ?? 0)" }
            }
        }
        #expect(try choices(today) == ["physician 2"])
        #expect(try choices(today + 1) == ["physician 2", "physician 1"])
        #expect(try choices(today + 3) == ["physician 2"])
    }

    @Test("an ended role ends the sessions in which it is chosen, and no others")
    func ending() async throws {
        let anna = try await site.browser(.anna)
        let karin = try await site.browser(.karin)
        #expect(try await anna.get("/sjukfall").status == 200)
        let mats = try site.viewer(.mats)
        let held = try await site.unitRights.view(for: mats, on: today).held
        let role = try #require(held.first { $0.userName == "anna" })
        try await site.unitRights.end(role.assignment, by: mats, site.caller(), on: today, at: site.clock.now)
        #expect(try await anna.get("/sjukfall").leadsTo == "/logga-in")
        #expect(try await karin.get("/sjukfall").status == 200)
        let again = try await site.browser(.anna)
        #expect(try await again.get("/sjukfall").leadsTo == "/valj-enhet")
        #expect(try await again.get("/valj-enhet").body.contains("Du har ingen roll"))
        await #expect(throws: UseCaseError.notFound) {
            try await site.unitRights.end(role.assignment, by: mats, site.caller(), on: today, at: site.clock.now)
        }
    }

    @Test("another unit's roles and the manager's own are not the manager's to end")
    func notTheirs() async throws {
        let mats = try site.viewer(.mats)
        let olle = try #require(
            try await site.database.read { connection in
                try connection.first(
                    "SELECT s.id FROM assignment s JOIN account a ON a.id = s.account_id WHERE a.user_name = 'olle'"
                ) { $0.int(0) }
            })
        await #expect(throws: UseCaseError.notFound) {
            try await site.unitRights.end(olle, by: mats, site.caller(), on: today, at: site.clock.now)
        }
        let own = try #require(try await site.unitRights.view(for: mats, on: today).held.first { $0.role == .unitManager })
        await refused("inte av enhetens chef") {
            try await site.unitRights.end(own.assignment, by: mats, site.caller(), on: today, at: site.clock.now)
        }
    }

    @Test("nor does the command line give a role that shows patients before the analysis is signed")
    func commandLine() async throws {
        let accounts = try site.accounts
        let unit = Fixture.unit.hsaID
        #expect(throws: Accounts.Fault.noAnalysis) {
            try accounts.assign(.physician, to: "olle", at: unit, from: today, at: site.clock.now)
        }
        #expect(throws: Accounts.Fault.noAnalysis) {
            try accounts.assign(.rehabCoordinator, to: "olle", at: Fixture.otherUnit.hsaID, from: today, at: site.clock.now)
        }
        try accounts.assign(.unitManager, to: "olle", at: unit, from: today, at: site.clock.now)
        try accounts.assign(.logReviewer, to: "olle", at: Fixture.provider.hsaID, from: today, at: site.clock.now)
        try await sign()
        try accounts.assign(.physician, to: "olle", at: unit, from: today, at: site.clock.now)
        // Without a unit are only the roles that show no patient.
        for role in [Role.rehabCoordinator, .unitManager, .physician] {
            #expect(throws: Accounts.Fault.needsUnit) {
                try accounts.assign(role, to: "olle", at: Fixture.provider.hsaID, from: today, at: site.clock.now)
            }
        }
    }

    @Test("the command line takes back any role, at once, and says when there is none to take")
    func takenBack() async throws {
        let accounts = try site.accounts
        let outcome = try await site.signIn.signIn(
            userName: "mats", password: Cast.password, by: site.caller(), at: site.clock.now)
        guard case .signedIn(let token) = outcome else { throw UseCaseError.notFound }
        func take(_ role: Role, from person: Cast, at place: HSAID) throws {
            try accounts.unassign(role, from: person.rawValue, at: place, on: today, at: site.clock.now)
        }
        try take(.unitManager, from: .mats, at: Fixture.unit.hsaID)
        #expect(try await site.signIn.signed(token: token, at: site.clock.now) == nil)
        try take(.logReviewer, from: .lena, at: Fixture.provider.hsaID)
        let left = try accounts.all(on: today).filter { ["mats", "lena"].contains($0.userName) }
        #expect(left.count == 2 && left.allSatisfy(\.roles.isEmpty))
        #expect(throws: Accounts.Fault.noSuchRole) { try take(.unitManager, from: .mats, at: Fixture.unit.hsaID) }
        #expect(throws: Accounts.Fault.noSuchRole) { try take(.physician, from: .anna, at: Fixture.provider.hsaID) }
        #expect(throws: Accounts.Fault.unknownUnit) { try take(.physician, from: .anna, at: HSAID(rawValue: "SE-X")) }
    }

    @Test("who cannot be given what, in words")
    func refusals() async throws {
        try await sign()
        await refused("inget konto") { try await give(.physician, to: "finns.inte") }
        await refused("före i dag") { try await give(.physician, from: today - 1) }
        await refused("före den första") { try await give(.physician, from: today + 2, through: today + 1) }
        await refused("inte av enhetens chef") { try await give(.administrator) }
        await refused("har redan rollen") { try await give(.physician, to: "anna") }
        try await give(.physician, from: today + 10)
        await refused("har redan rollen") { try await give(.physician, through: today + 10) }
        try await give(.physician, through: today + 9)
    }

    @Test("only the manager decides", arguments: Cast.allCases.filter { $0 != .mats })
    func onlyManager(person: Cast) async throws {
        let viewer = try site.viewer(person)
        await #expect(throws: UseCaseError.notAllowed(.manageUnit)) {
            _ = try await site.unitRights.view(for: viewer, on: today)
        }
        await #expect(throws: UseCaseError.notAllowed(.manageUnit)) {
            try await site.unitRights.give(
                .physician, to: "olle", from: today, through: nil, by: viewer, site.caller(), on: today, at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notAllowed(.manageUnit)) {
            try await site.unitRights.setPhysiciansSeeUnit(false, by: viewer, site.caller(), at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notAllowed(.manageUnit)) {
            try await site.unitRights.grantMandate(
                to: viewer.account, purpose: "x", through: today, by: viewer, site.caller(), on: today, at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notAllowed(.manageUnit)) { try await sign(by: person) }
    }

    @Test(
        "each decision is a line in the security log with the manager's account, the other's and the role; a refusal leaves none")
    func events() async throws {
        let (mats, olle, caller) = (try site.viewer(.mats), try site.viewer(.olle).account, site.caller())
        await refused("inget konto") { try await give(.rehabCoordinator, to: "okänd") }
        try await sign()
        try await give(.rehabCoordinator)
        try await site.unitRights.grantMandate(
            to: olle, purpose: "Planer", through: today + 9, by: mats, caller, on: today, at: site.clock.now)
        try await site.unitRights.withdrawMandate(from: olle, by: mats, caller, on: today, at: site.clock.now)
        try await site.unitRights.setPhysiciansSeeUnit(true, by: mats, caller, at: site.clock.now)
        try await site.unitRights.setPhysiciansSeeUnit(false, by: mats, caller, at: site.clock.now)
        try await site.unitRights.grantMandate(
            to: olle, purpose: "Planer", through: today + 9, by: mats, caller, on: today, at: site.clock.now)
        let held = try await site.unitRights.view(for: mats, on: today).held
        let role = try #require(held.first { $0.userName == "olle" })
        try await site.unitRights.end(role.assignment, by: mats, caller, on: today, at: site.clock.now)
        let (manager, other) = ("manager=\(mats.account)", "account=\(olle)")
        #expect(
            site.log.lines.filter { $0.hasPrefix("notice security") }
                == [
                    "event=analysis of needs and risks signed hb.request.id=referens \(manager) unit=1",
                    "\(other) event=role given hb.request.id=referens \(manager) role=rehabCoordinator unit=1",
                    "\(other) event=mandate given hb.request.id=referens \(manager) unit=1",
                    "\(other) event=mandate withdrawn hb.request.id=referens \(manager) unit=1",
                    "event=physicians see the unit's patients hb.request.id=referens \(manager) unit=1",
                    "event=physicians see their own patients hb.request.id=referens \(manager) unit=1",
                    "\(other) event=mandate given hb.request.id=referens \(manager) unit=1",
                    "\(other) event=role taken back hb.request.id=referens \(manager) role=rehabCoordinator unit=1",
                    "\(other) event=mandate withdrawn hb.request.id=referens \(manager) unit=1",
                ].map { "notice security \($0)" })
    }
}
