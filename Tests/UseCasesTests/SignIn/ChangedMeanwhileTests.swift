import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("A sign-in whose account is changed while it is under way")
struct ChangedMeanwhileTests {
    /// Right after the account has been read, and before what was right then lets in.
    private func signIn(_ site: TestSite, _ event: @escaping @Sendable (Accounts) throws -> Void) throws -> SignIn {
        let accounts = try site.accounts
        return SignIn(
            database: InterleavedDatabase(site.database) { try event(accounts) }, passwords: TestSite.passwords,
            requiresSecondFactor: false, sealing: TestSite.sealing)
    }

    private func addFactor(_ site: TestSite, code: String) async throws {
        let anna = try site.viewer(.anna).account
        try await site.database.write { connection in
            let factors = SecondFactorRepository(connection)
            try factors.add(secret: [1], lastStep: 0, account: anna, at: site.clock.now)
            try factors.setRecoveryCodes([RecoveryCode.hash(code)].compactMap { $0 }, account: anna)
        }
    }

    private func isSaid(_ site: TestSite) throws -> Bool {
        let anna = try site.viewer(.anna).account
        return site.log.lines.contains { $0.contains("account=\(anna) event=account changed meanwhile") }
    }

    @Test("the password that was right a moment ago opens nothing, and the log says so", arguments: [false, true])
    func password(hasFactor: Bool) async throws {
        let site = try TestSite()
        if hasFactor { try await addFactor(site, code: RecoveryCode.new()) }
        let signIn = try signIn(site) { try $0.setPassword("fyra helt nya ord", userName: "anna") }
        guard
            case .wrongUserNameOrPassword = try await signIn.signIn(
                userName: "anna", password: Cast.password, by: site.caller(), at: site.clock.now)
        else {
            Issue.record("let in")
            return
        }
        #expect(try isSaid(site))
    }

    @Test("nor does the code of a sign-in that was ended, which is no wrong code, and can be used afterwards")
    func code() async throws {
        let site = try TestSite()
        let code = RecoveryCode.new()
        try await addFactor(site, code: code)
        func awaited() async throws -> String {
            guard
                case .codeAwaited(let token) = try await site.signIn.signIn(
                    userName: "anna", password: Cast.password, by: site.caller(), at: site.clock.now)
            else { throw UseCaseError.notFound }
            return token
        }
        let interleaved = try signIn(site) { try $0.endSessions(userName: "anna") }
        guard
            case .tooLate = try await interleaved.confirm(
                token: awaited(), code: code, by: site.caller(), at: site.clock.now)
        else {
            Issue.record("let in, or called wrong")
            return
        }
        #expect(try isSaid(site) && !site.log.lines.contains { $0.contains("event=wrong code") })
        guard
            case .signedIn = try await site.signIn.confirm(
                token: awaited(), code: code, by: site.caller(), at: site.clock.now)
        else {
            Issue.record("the code is lost")
            return
        }
    }

    @Test("a link that is withdrawn while its password is hashed sets none, and the log says so")
    func link() async throws {
        let site = try TestSite()
        let (anna, accounts) = (try site.viewer(.anna).account, try site.accounts)
        let link = try accounts.invite(userName: "anna", at: site.clock.now)
        let invitations = Invitations(
            database: InterleavedDatabase(site.database) { try accounts.disable(userName: "anna", at: site.clock.now) },
            passwords: TestSite.passwords, rules: PasswordRules(common: []))
        let before = try site.database.readBlocking { try AccountRepository($0).account(id: anna)?.passwordHash }
        await #expect(throws: UseCaseError.notFound) {
            try await invitations.accept(
                token: link, password: "fyra helt nya ord", repeated: "fyra helt nya ord", by: site.caller(), at: site.clock.now)
        }
        #expect(try site.database.readBlocking { try AccountRepository($0).account(id: anna)?.passwordHash } == before)
        #expect(try isSaid(site))
    }

    @Test("a code that comes after its sign-in was ended opens nothing, and the log says so")
    func lateCode() async throws {
        let site = try TestSite()
        let code = RecoveryCode.new()
        try await addFactor(site, code: code)
        guard
            case .codeAwaited(let token) = try await site.signIn.signIn(
                userName: "anna", password: Cast.password, by: site.caller(), at: site.clock.now)
        else { throw UseCaseError.notFound }
        try site.accounts.endSessions(userName: "anna")
        guard case .tooLate = try await site.signIn.confirm(token: token, code: code, by: site.caller(), at: site.clock.now)
        else {
            Issue.record("let in, or called wrong")
            return
        }
        #expect(site.log.lines.contains { $0.contains("event=code of no sign-in under way") })
    }
}
