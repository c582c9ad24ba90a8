import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

extension TestSite {
    /// Ove's provider has an administrator too.
    var otherAdministrator: Viewer {
        get throws {
            let (sven, ove) = (try viewer(.sven), try viewer(.ove))
            return Viewer(
                account: sven.account, name: "Annan", hsaID: nil, role: .administrator, assignment: 0, provider: ove.provider,
                unit: .init(
                    number: Viewer.UnitOfViewer.wholeProvider, hsaID: ove.unit.providerHSAID, name: ove.unit.providerName,
                    providerHSAID: ove.unit.providerHSAID, providerName: ove.unit.providerName))
        }
    }
}

/// An administrator who sets an account's password may come in with it wherever the account has a role.
@Suite("Whose an account is, when there are several care providers")
struct AccountOwnersTests {
    private static let recoveryCode = RecoveryCode.new()
    private static let invalid: @Sendable (any Error) -> Bool = {
        switch $0 {
        case UseCaseError.invalid, UseCaseError.invalidAnswer: true
        default: false
        }
    }

    /// Made by the command line, with a role at the other provider.
    private func eva(_ site: TestSite) throws -> Int {
        try site.accounts.create(userName: "eva.lind", name: "Eva Lind", hsaID: nil, password: nil)
        try site.accounts.assign(
            .logReviewer, to: "eva.lind", at: Fixture.otherProvider.hsaID, from: Fixture.today, at: site.clock.now)
        return try #require(try site.database.readBlocking { try AccountRepository($0).account(userName: "eva.lind") }).id
    }

    private func takeBack(_ site: TestSite) throws {
        try site.accounts.unassign(
            .logReviewer, from: "eva.lind", at: Fixture.otherProvider.hsaID, on: Fixture.today, at: site.clock.now)
    }

    private func give(_ site: TestSite, to userName: String = "eva.lind") async throws {
        try await site.unitRights.give(
            .rehabCoordinator, to: userName, from: Fixture.today, through: nil, by: site.viewer(.mats), site.caller(),
            on: Fixture.today,
            at: site.clock.now)
    }

    @Test("one that another provider made gets no role here: its administrator may know the password")
    func foreign() async throws {
        let site = try TestSite()
        let person = ProviderAccounts.Person(name: "Eva Lind", userName: "eva.lind", hsaID: "", identityNumber: "")
        _ = try await site.providerAccounts.create(
            person, by: site.otherAdministrator, site.caller(), at: site.clock.now)
        await #expect { try await give(site) } throws: { Self.invalid($0) }
    }

    @Test("nor does one of the command line's that has or has had a role at another provider", arguments: [false, true])
    func rolesElsewhere(hasEnded: Bool) async throws {
        let site = try TestSite()
        _ = try eva(site)
        if hasEnded { try takeBack(site) }
        await #expect {
            try await give(site)
        } throws: {
            // It has no role here, so nothing is told of it.
            if case UseCaseError.invalidAnswer(_, let sentence) = $0 { sentence.contains("inget konto") } else { false }
        }
        try site.accounts.assign(
            .logReviewer, to: "eva.lind", at: Fixture.provider.hsaID, from: Fixture.today, at: site.clock.now)
        await #expect {
            try await give(site)
        } throws: {
            if case UseCaseError.invalidAnswer(_, let sentence) = $0 { sentence.contains("annan vårdgivare") } else { false }
        }
    }

    @Test("an administrator's open link opens nothing any more once the account has a role at another provider")
    func openLink() async throws {
        let site = try TestSite()
        let eva = try eva(site)
        let link = try await site.providerAccounts.invite(
            eva, by: site.otherAdministrator, site.caller(), at: site.clock.now)
        // A further role at the same provider changes nothing.
        try site.accounts.assign(
            .rehabCoordinator, to: "eva.lind", at: Fixture.outsideUnit.hsaID, from: Fixture.today, at: site.clock.now,
            needsAnalysis: false)
        #expect(try await site.invitations.userName(token: link, at: site.clock.now) == "eva.lind")
        #expect(
            try site.accounts.assign(
                .logReviewer, to: "eva.lind", at: Fixture.provider.hsaID, from: Fixture.today, at: site.clock.now)
                == .waysIn)
        #expect(try await site.invitations.userName(token: link, at: site.clock.now) == nil)
        await #expect(throws: UseCaseError.notFound) {
            try await site.invitations.accept(
                token: link, password: "hästar äter lök", repeated: "hästar äter lök", by: site.caller(), at: site.clock.now)
        }
    }

    /// What the other provider's administrator may have chosen, or have somebody do.
    private func enter(_ site: TestSite, _ eva: Int) async throws {
        try site.accounts.setPassword("hästar äter lök", userName: "eva.lind")
        try await site.database.write { connection in
            let factors = SecondFactorRepository(connection)
            let secret = TestSite.sealing.sealedSecret(OneTimeCode.newSecret(), account: eva)
            try factors.add(secret: secret, lastStep: 0, account: eva, at: site.clock.now)
            try factors.setRecoveryCodes([RecoveryCode.hash(Self.recoveryCode)].compactMap { $0 }, account: eva)
            _ = try SignIn.begin(account: eva, way: .password, by: site.caller(), at: site.clock.now, in: connection)
        }
    }

    /// Password, second factor, recovery codes and sessions.
    private func waysIn(_ site: TestSite, _ eva: Int) throws -> [Int] {
        try site.database.readBlocking { connection in
            let account = try #require(try AccountRepository(connection).account(id: eva))
            return [
                account.passwordHash == nil ? 0 : 1, account.hasSecondFactor ? 1 : 0,
                try SecondFactorRepository(connection).recoveryCodesLeft(account: eva),
                try SessionRepository(connection).sessions(account: eva).count,
            ]
        }
    }

    @Test("with a role at another provider an account loses password, second factor, recovery codes, sessions and link")
    func waysInEnd() async throws {
        let site = try TestSite()
        let eva = try eva(site)
        try await enter(site, eva)
        // A further role at the same provider changes nothing.
        #expect(
            try site.accounts.assign(
                .rehabCoordinator, to: "eva.lind", at: Fixture.outsideUnit.hsaID, from: Fixture.today, at: site.clock.now,
                needsAnalysis: false)
                == .nothing)
        #expect(try waysIn(site, eva) == [1, 1, 1, 1])
        func isSaid() -> Bool {
            site.log.lines.contains { $0.contains("account=\(eva) actor=command line event=password and second factor removed") }
        }
        #expect(!isSaid())
        #expect(
            try site.accounts.assign(
                .logReviewer, to: "eva.lind", at: Fixture.provider.hsaID, from: Fixture.today, at: site.clock.now)
                == .waysIn)
        #expect(try waysIn(site, eva) == [0, 0, 0, 0] && isSaid())
        let link = try site.accounts.invite(userName: "eva.lind", at: site.clock.now)
        try await site.invitations.accept(
            token: link, password: "egna nya ord här", repeated: "egna nya ord här", by: site.caller(), at: site.clock.now)
        guard
            case .signedIn = try await site.signIn.signIn(
                userName: "eva.lind", password: "egna nya ord här", by: site.caller(), at: site.clock.now)
        else {
            Issue.record("the person does not come in by the link")
            return
        }
    }

    @Test("whoever has not asked for that is refused, and nothing is changed; where nothing is lost nobody need ask")
    func mayNotLose() throws {
        let site = try TestSite()
        let eva = try eva(site)
        try site.accounts.setPassword("hästar äter lök", userName: "eva.lind")
        func assign(_ role: Role, at place: HSAID) throws -> Accounts.Loss {
            try site.accounts.assign(
                role, to: "eva.lind", at: place, from: Fixture.today, at: site.clock.now, needsAnalysis: false,
                mayRemoveWaysIn: false)
        }
        #expect(throws: Accounts.Fault.losesWaysIn) { try assign(.logReviewer, at: Fixture.provider.hsaID) }
        #expect(try waysIn(site, eva) == [1, 0, 0, 0])
        #expect(try site.accounts.all(on: Fixture.today).first { $0.userName == "eva.lind" }?.roles.count == 1)
        #expect(try assign(.rehabCoordinator, at: Fixture.outsideUnit.hsaID) == .nothing)
    }

    @Test("a role by an identity provider takes no way in: by a password nobody comes to it")
    func identityProvider() async throws {
        let site = try TestSite()
        let eva = try eva(site)
        try await enter(site, eva)
        try await site.database.write { connection in
            _ = try AccountRepository(connection).assign(
                account: eva, role: Role.logReviewer.rawValue, provider: 1, unit: nil, from: Fixture.today,
                issuer: "https://idp.example.org")
        }
        #expect(try waysIn(site, eva) == [1, 1, 1, 1])
        guard
            case .codeAwaited(let waiting) = try await site.signIn.signIn(
                userName: "eva.lind", password: "hästar äter lök", by: site.caller(), at: site.clock.now),
            case .signedIn(let token) = try await site.signIn.confirm(
                token: waiting, code: Self.recoveryCode, by: site.caller(), at: site.clock.now)
        else {
            Issue.record("not let in")
            return
        }
        let choices = try #require(try await site.signIn.signed(token: token, at: site.clock.now)).choices
        #expect(choices.map(\.unit.providerHSAID) == [Fixture.otherProvider.hsaID])
    }

    @Test("of one that has no role at the provider and was not made there its administrator makes no link, but may shut it")
    func noRole() async throws {
        let site = try TestSite()
        let (eva, admin) = (try eva(site), try site.otherAdministrator)
        try takeBack(site)
        try await site.database.write {
            try SecondFactorRepository($0).add(secret: [1], lastStep: 0, account: eva, at: site.clock.now)
        }
        let row = try await site.providerAccounts.one(eva, for: admin, at: site.clock.now)
        #expect(row.hindrance == nil && row.linkHindrance == .hasNoRoleHere)
        await #expect {
            _ = try await site.providerAccounts.invite(eva, by: admin, site.caller(), at: site.clock.now)
        } throws: { Self.invalid($0) }
        await #expect {
            _ = try await site.providerAccounts.resetSecondFactor(eva, by: admin, site.caller(), at: site.clock.now)
        } throws: { Self.invalid($0) }
        #expect(try await site.providerAccounts.one(eva, for: admin, at: site.clock.now).hasSecondFactor)
        try await site.providerAccounts.disable(eva, by: admin, site.caller(), at: site.clock.now)
        #expect(try await site.providerAccounts.one(eva, for: admin, at: site.clock.now).isDisabled)
    }
}
