import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

/// Karin, coordinator at unit one, has a mandate there from the beginning.
@Suite("A mandate whose role ends")
struct MandateEndingTests: IdentityTests {
    private func holders(_ site: TestSite) async throws -> [String] {
        try await site.unitRights.view(for: site.viewer(.mats), on: Fixture.today).mandates.map(\.name).sorted()
    }

    private func lines(_ site: TestSite) -> Int { site.log.lines.count { $0.contains("event=mandate withdrawn") } }

    @Test("ends with it when the command line takes the role back, and does not come back with the role")
    func commandLine() async throws {
        let site = try TestSite()
        #expect(try await holders(site) == [Cast.bo.name, Cast.karin.name])
        // At another unit it says nothing of this one.
        try site.accounts.unassign(
            .rehabCoordinator, from: "karin", at: Fixture.otherUnit.hsaID, on: Fixture.today, at: site.clock.now)
        #expect(try await holders(site) == [Cast.bo.name, Cast.karin.name])
        try site.accounts.unassign(
            .rehabCoordinator, from: "karin", at: Fixture.unit.hsaID, on: Fixture.today, at: site.clock.now)
        #expect(try await holders(site) == [Cast.bo.name])
        #expect(lines(site) == 1)
        try site.accounts.assign(.rehabCoordinator, to: "karin", at: Fixture.unit.hsaID, from: Fixture.today, at: site.clock.now)
        #expect(try await holders(site) == [Cast.bo.name])
    }

    @Test("stays while another role there can use it, also one that begins later or of an account that is shut")
    func otherRole() async throws {
        let site = try TestSite()
        try site.accounts.assign(
            .insuranceMedicineLead, to: "karin", at: Fixture.unit.hsaID, from: Fixture.today + 3, at: site.clock.now,
            needsAnalysis: false)
        try site.accounts.disable(userName: "karin", at: site.clock.now)
        try site.accounts.unassign(
            .rehabCoordinator, from: "karin", at: Fixture.unit.hsaID, on: Fixture.today, at: site.clock.now)
        #expect(try await holders(site) == [Cast.bo.name, Cast.karin.name])
    }

    enum Giver: CaseIterable { case manager, commandLine, identityProvider }

    @Test(
        "ends when the role has run out, which nobody is there to see: it does not come back with the next",
        arguments: Giver.allCases)
    func runOut(giver: Giver) async throws {
        let site = try TestSite()
        try site.accounts.create(userName: "siv", name: "Siv Lind", hsaID: HSAID("SE1-SIV"), password: nil)
        let siv = try #require(try await site.database.read { try AccountRepository($0).account(userName: "siv") }).id
        let (mats, later) = (try site.viewer(.mats), Fixture.today + 2)
        try await site.unitRights.give(
            .rehabCoordinator, to: "siv", from: Fixture.today, through: later - 1, by: mats, site.caller(), on: Fixture.today,
            at: site.clock.now
        )
        try await site.unitRights.grantMandate(
            to: siv, purpose: "Planer", through: later + 9, by: mats, site.caller(), on: Fixture.today, at: site.clock.now)
        site.clock.advance(seconds: 2 * 86_400)
        #expect(try await site.unitRights.view(for: mats, on: later).mandates.map(\.name).contains("Siv Lind"))
        switch giver {
        case .manager:
            try await site.unitRights.give(
                .rehabCoordinator, to: "siv", from: later, through: nil, by: mats, site.caller(), on: later, at: site.clock.now)
        case .commandLine:
            try site.accounts.assign(.rehabCoordinator, to: "siv", at: Fixture.unit.hsaID, from: later, at: site.clock.now)
        case .identityProvider: _ = try await enter(site, claims("SE1-SIV", "Koordinator"))
        }
        let view = try await site.unitRights.view(for: mats, on: later)
        #expect(view.held.contains { $0.userName == "siv" })
        #expect(view.mandates.map(\.name).sorted() == [Cast.bo.name, Cast.karin.name])
        #expect(lines(site) == 1)
    }

    @Test("ends with it when the identity provider no longer shows the commission, in the same transaction")
    func commissionGone() async throws {
        let site = try TestSite()
        _ = try await coordinator(site)
        let siv = try #require(
            try await site.database.read { try AccountRepository($0).accounts(hsaID: "SE1-SIV") }.first)
        try await site.unitRights.grantMandate(
            to: siv.id, purpose: "Planer", through: Fixture.today + 9, by: site.viewer(.mats), site.caller(), on: Fixture.today,
            at: site.clock.now)
        #expect(try await holders(site).contains(siv.name))
        let trigger = TestTrigger(on: "follow_up_mandate", when: "NEW.first_day IS NULL", .failure)
        try site.database.writeBlocking { try trigger.set($0) }
        await #expect(throws: StorageError.self) { _ = try await enter(site, claims("SE1-SIV", "Granskare")) }
        #expect(try await held(site) != nil)
        try site.database.writeBlocking { try trigger.remove($0) }
        _ = try await enter(site, claims("SE1-SIV", "Granskare"))
        #expect(try await held(site) == nil)
        #expect(try await holders(site) == [Cast.bo.name, Cast.karin.name])
        #expect(lines(site) == 1)
    }
}
