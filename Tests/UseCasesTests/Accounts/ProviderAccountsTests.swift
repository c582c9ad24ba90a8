import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("A care provider's accounts, for its administrator")
struct ProviderAccountsTests {
    private static let eva = ProviderAccounts.Person(
        name: "Eva Lind", userName: "Eva.Lind", hsaID: "SE2321000016-E1", identityNumber: "")

    private func account(_ person: Cast, _ site: TestSite) throws -> Int {
        try #require(try site.database.readBlocking { try AccountRepository($0).account(userName: person.rawValue) }).id
    }

    private func outcome(_ site: TestSite, _ name: String, _ password: String = Cast.password) async throws -> SignIn.Outcome {
        try await site.signIn.signIn(userName: name, password: password, by: site.caller(), at: site.clock.now)
    }

    private func one(_ person: Cast, _ site: TestSite) async throws -> ProviderAccounts.Row {
        try await site.providerAccounts.one(try account(person, site), for: site.viewer(.sven), at: site.clock.now)
    }

    @Test("are those with a role there and those that it made, with how far each has come in; another provider's are not")
    func all() async throws {
        let site = try TestSite()
        _ = try await site.browser(.anna)
        let sven = try site.viewer(.sven)
        let rows = try await site.providerAccounts.all(for: sven, at: site.clock.now)
        #expect(Set(rows.map(\.userName)) == Set(Cast.allCases.filter { $0 != .ove }.map(\.rawValue)))
        let anna = try #require(rows.first { $0.userName == "anna" })
        #expect(anna.roles.map(\.role) == [.physician] && anna.roles[0].place == Fixture.unit.name)
        #expect(anna.sessions == 1 && anna.hasPassword && !anna.hasSecondFactor && anna.invitedUntil == nil)
        #expect(rows.first { $0.userName == "karin" }?.roles.count == 2)
        #expect(rows.first { $0.userName == "lena" }?.roles[0].place == Fixture.provider.name)
        await #expect(throws: UseCaseError.notFound) {
            try await site.providerAccounts.one(try account(.ove, site), for: sven, at: site.clock.now)
        }
        // What is made by one provider is nothing to another's administrator.
        let made = try await site.providerAccounts.create(Self.eva, by: sven, site.caller(), at: site.clock.now)
        let others = try site.otherAdministrator
        #expect(try await site.providerAccounts.all(for: others, at: site.clock.now).map(\.userName) == ["ove"])
        await #expect(throws: UseCaseError.notFound) {
            try await site.providerAccounts.disable(made.account, by: others, site.caller(), at: site.clock.now)
        }
    }

    @Test("a new one is entered by its link alone, once, and has no role until the unit's manager gives one")
    func create() async throws {
        let site = try TestSite()
        let sven = try site.viewer(.sven)
        let made = try await site.providerAccounts.create(Self.eva, by: sven, site.caller(), at: site.clock.now)
        let row = try await site.providerAccounts.one(made.account, for: sven, at: site.clock.now)
        #expect(row.userName == "eva.lind" && row.hsaID == "SE2321000016-E1" && !row.hasPassword && row.roles.isEmpty)
        #expect(row.invitedUntil == site.clock.now + Invitations.seconds)
        try await site.invitations.accept(
            token: made.token, password: "hästar äter lök", repeated: "hästar äter lök", by: site.caller(), at: site.clock.now)
        await #expect(throws: UseCaseError.notFound) {
            try await site.invitations.accept(
                token: made.token, password: "hästar äter gräs", repeated: "hästar äter gräs", by: site.caller(),
                at: site.clock.now)
        }
        guard case .signedIn(let token) = try await outcome(site, "eva.lind", "hästar äter lök") else {
            Issue.record("the link's password does not open the account")
            return
        }
        let signed = try #require(try await site.signIn.signed(token: token, at: site.clock.now))
        #expect(signed.choices.isEmpty && signed.viewer == nil)
        #expect(site.log.lines.contains { $0.contains("event=account made") && $0.contains("administrator=\(sven.account)") })
        #expect(!site.log.lines.contains { $0.contains("Eva") || $0.contains(made.token) })
    }

    @Test(
        "what cannot be an account is refused in words and makes none",
        arguments: [
            ("", "eva", "", ""), ("Eva", "", "", ""), ("Eva", "eva lind", "", ""),
            ("Eva", "eva", String(repeating: "E", count: 65), ""),
            ("Eva", "eva", "", "19121212-1213"), ("Eva", "anna", "", ""), ("Eva", String(repeating: "e", count: 101), "", ""),
        ])
    func refused(name: String, userName: String, hsaID: String, number: String) async throws {
        let site = try TestSite()
        let person = ProviderAccounts.Person(name: name, userName: userName, hsaID: hsaID, identityNumber: number)
        await #expect {
            _ = try await site.providerAccounts.create(
                person, by: try site.viewer(.sven), site.caller(), at: site.clock.now)
        } throws: { if case UseCaseError.invalidAnswer = $0 { true } else { false } }
        #expect(try await site.providerAccounts.all(for: site.viewer(.sven), at: site.clock.now).count == Cast.allCases.count - 1)
    }

    @Test(
        "an HSA-id that another of the provider's accounts has is refused by that account's name; another provider's is neither told nor in the way"
    )
    func takenHSAID() async throws {
        let site = try TestSite()
        let (sven, others) = (try site.viewer(.sven), try site.otherAdministrator)
        _ = try await site.providerAccounts.create(Self.eva, by: sven, site.caller(), at: site.clock.now)
        let again = ProviderAccounts.Person(name: "Eva", userName: "eva2", hsaID: "se2321000016-e1", identityNumber: "")
        await #expect {
            _ = try await site.providerAccounts.create(again, by: sven, site.caller(), at: site.clock.now)
        } throws: {
            if case UseCaseError.invalidAnswer(.hsaID, let sentence) = $0 { sentence.contains("eva.lind") } else { false }
        }
        let made = try await site.providerAccounts.create(again, by: others, site.caller(), at: site.clock.now)
        #expect(try await site.providerAccounts.one(made.account, for: others, at: site.clock.now).hsaID == "SE2321000016-E1")
    }

    @Test("a name that is too long is called so")
    func tooLong() async throws {
        let site = try TestSite()
        let long = String(repeating: "e", count: 101)
        for (name, userName, words) in [(long, "eva", "Namnet är längre"), ("Eva", long, "Användarnamnet är längre")] {
            await #expect {
                _ = try await site.providerAccounts.create(
                    .init(name: name, userName: userName, hsaID: "", identityNumber: ""), by: try site.viewer(.sven),
                    site.caller(), at: site.clock.now)
            } throws: {
                if case UseCaseError.invalidAnswer(_, let sentence) = $0 { sentence.contains(words) } else { false }
            }
        }
    }

    @Test("a new link ends the one before it, and one that is withdrawn opens nothing")
    func invitations() async throws {
        let site = try TestSite()
        let (sven, karin) = (try site.viewer(.sven), try account(.karin, site))
        func link() async throws -> String {
            try await site.providerAccounts.invite(karin, by: sven, site.caller(), at: site.clock.now)
        }
        let (first, second) = (try await link(), try await link())
        #expect(try await site.invitations.userName(token: first, at: site.clock.now) == nil)
        #expect(try await site.invitations.userName(token: second, at: site.clock.now) == "karin")
        try await site.providerAccounts.withdrawInvitation(karin, by: sven, site.caller(), at: site.clock.now)
        #expect(try await site.invitations.userName(token: second, at: site.clock.now) == nil)
        #expect(try await one(.karin, site).invitedUntil == nil)
    }

    @Test("the administrator ends a person's sessions, shuts the account and opens it again, each at once and in the log")
    func sessions() async throws {
        let site = try TestSite()
        let (sven, anna) = (try site.viewer(.sven), try account(.anna, site))
        let (first, second) = (try await site.browser(.anna), try await site.browser(.anna))
        #expect(try await one(.anna, site).sessions == 2)
        try await site.providerAccounts.endSessions(anna, by: sven, site.caller(), at: site.clock.now)
        for browser in [first, second] { #expect(try await browser.get("/sjukfall").leadsTo == "/logga-in") }
        let again = try await site.browser(.anna)
        let link = try await site.providerAccounts.invite(anna, by: sven, site.caller(), at: site.clock.now)
        try await site.providerAccounts.disable(anna, by: sven, site.caller(), at: site.clock.now)
        #expect(try await again.get("/sjukfall").leadsTo == "/logga-in")
        #expect(try await site.invitations.userName(token: link, at: site.clock.now) == nil)
        guard case .wrongUserNameOrPassword = try await outcome(site, "anna") else {
            Issue.record("a shut account lets in")
            return
        }
        await #expect { _ = try await site.providerAccounts.invite(anna, by: sven, site.caller(), at: site.clock.now) } throws: {
            if case UseCaseError.invalid = $0 { true } else { false }
        }
        try await site.providerAccounts.enable(anna, by: sven, site.caller(), at: site.clock.now)
        #expect(try await site.browser(.anna).get("/sjukfall").status == 200)
        for event in ["sessions ended", "account disabled", "account enabled"] {
            #expect(
                site.log.lines.contains {
                    $0.contains("event=\(event)") && $0.contains("account=\(anna)")
                        && $0.contains("administrator=\(sven.account)")
                }, "\(event)")
        }
    }

    @Test("a lost second factor goes with its recovery codes, the password and all sessions: a new link is the only way in")
    func lostFactor() async throws {
        let site = try TestSite()
        let (sven, anna) = (try site.viewer(.sven), try account(.anna, site))
        let provider = site.providerAccounts
        func reset() async throws -> String {
            try await provider.resetSecondFactor(anna, by: sven, site.caller(), at: site.clock.now)
        }
        func isRefused() async -> Bool {
            do { _ = try await reset() } catch UseCaseError.invalid { return true } catch {}
            return false
        }
        #expect(await isRefused(), "there is no factor to take away")
        let browser = try await site.browser(.anna)
        let code = RecoveryCode.new()
        try await site.database.write { connection in
            let factors = SecondFactorRepository(connection)
            try factors.add(
                secret: TestSite.sealing.sealedSecret(OneTimeCode.newSecret(), account: anna), lastStep: 0, account: anna,
                at: site.clock.now)
            try factors.setRecoveryCodes([RecoveryCode.hash(code)].compactMap { $0 }, account: anna)
        }
        guard case .codeAwaited(let awaiting) = try await outcome(site, "anna") else {
            Issue.record("no code is asked for")
            return
        }
        #expect(try await browser.get("/sjukfall").status == 200)
        let earlier = try await provider.invite(anna, by: sven, site.caller(), at: site.clock.now)
        let link = try await reset()
        let row = try await one(.anna, site)
        #expect(!row.hasSecondFactor && !row.hasPassword && row.sessions == 0 && row.invitedUntil != nil)
        #expect(try site.database.readBlocking { try SecondFactorRepository($0).recoveryCodesLeft(account: anna) } == 0)
        #expect(try await browser.get("/sjukfall").leadsTo == "/logga-in")
        guard case .wrongUserNameOrPassword = try await outcome(site, "anna"),
            case .tooLate = try await site.signIn.confirm(token: awaiting, code: code, by: site.caller(), at: site.clock.now)
        else {
            Issue.record("what was known before still lets in")
            return
        }
        #expect(try await site.invitations.userName(token: earlier, at: site.clock.now) == nil)
        try await site.invitations.accept(
            token: link, password: "hästar äter lök", repeated: "hästar äter lök", by: site.caller(), at: site.clock.now)
        guard case .signedIn = try await outcome(site, "anna", "hästar äter lök") else {
            Issue.record("the link's password does not let in")
            return
        }
        for event in ["second factor removed", "invited"] {
            #expect(
                site.log.lines.contains {
                    $0.contains("event=\(event)") && $0.contains("account=\(anna)")
                        && $0.contains("administrator=\(sven.account)")
                }, "\(event)")
        }
        #expect(!site.log.lines.contains { $0.contains(link) || $0.contains(code) })
    }

    @Test("the second factor of a shut account stays, and so does its password")
    func lostFactorOfShut() async throws {
        let site = try TestSite()
        let (sven, anna) = (try site.viewer(.sven), try account(.anna, site))
        try await site.database.write {
            try SecondFactorRepository($0).add(secret: [1], lastStep: 0, account: anna, at: site.clock.now)
        }
        try await site.providerAccounts.disable(anna, by: sven, site.caller(), at: site.clock.now)
        await #expect {
            _ = try await site.providerAccounts.resetSecondFactor(anna, by: sven, site.caller(), at: site.clock.now)
        } throws: { if case UseCaseError.invalid = $0 { true } else { false } }
        let row = try await one(.anna, site)
        #expect(row.hasSecondFactor && row.hasPassword && row.invitedUntil == nil)
    }

    @Test("nothing is done with the own account, nor with one that has a role at another provider too")
    func hindrances() async throws {
        let site = try TestSite()
        let sven = try site.viewer(.sven)
        try site.accounts.assign(
            .physician, to: "anna", at: Fixture.outsideUnit.hsaID, from: Fixture.today, at: site.clock.now, needsAnalysis: false)
        #expect(try await one(.anna, site).hindrance == .hasRolesElsewhere)
        // Of the roles elsewhere nothing is told but that there are some.
        #expect(try await one(.anna, site).roles.map(\.place) == [Fixture.unit.name])
        #expect(try await one(.sven, site).hindrance == .isOneself)
        for person in [Cast.anna, .sven] {
            let id = try account(person, site)
            let deeds: [@Sendable () async throws -> Void] = [
                { _ = try await site.providerAccounts.invite(id, by: sven, site.caller(), at: site.clock.now) },
                { _ = try await site.providerAccounts.resetSecondFactor(id, by: sven, site.caller(), at: site.clock.now) },
                { try await site.providerAccounts.withdrawInvitation(id, by: sven, site.caller(), at: site.clock.now) },
                { try await site.providerAccounts.endSessions(id, by: sven, site.caller(), at: site.clock.now) },
                { try await site.providerAccounts.disable(id, by: sven, site.caller(), at: site.clock.now) },
                { try await site.providerAccounts.enable(id, by: sven, site.caller(), at: site.clock.now) },
            ]
            for deed in deeds {
                await #expect { try await deed() } throws: { if case UseCaseError.invalid = $0 { true } else { false } }
            }
        }
    }

    @Test("only the administrator's role does any of it", arguments: Cast.insiders.filter { $0 != .sven })
    func rights(person: Cast) async throws {
        let site = try TestSite()
        let viewer = try site.viewer(person)
        await #expect(throws: UseCaseError.notAllowed(.manageAccounts)) {
            _ = try await site.providerAccounts.all(for: viewer, at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notAllowed(.manageAccounts)) {
            _ = try await site.providerAccounts.invite(1, by: viewer, site.caller(), at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notAllowed(.manageAccounts)) {
            _ = try await site.providerAccounts.resetSecondFactor(1, by: viewer, site.caller(), at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notAllowed(.manageAccounts)) {
            _ = try await site.providerAccounts.create(Self.eva, by: viewer, site.caller(), at: site.clock.now)
        }
    }
}
