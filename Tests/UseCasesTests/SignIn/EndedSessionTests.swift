import Storage
import TestKit
import Testing
import UseCases

@Suite("A session that has been ended")
struct EndedSessionTests {
    private func begun(_ site: TestSite) async throws -> String {
        guard
            case .signedIn(let token) = try await site.signIn.signIn(
                userName: "anna", password: Cast.password, by: site.caller(), at: site.clock.now)
        else { throw UseCaseError.notFound }
        return token
    }

    @Test("what a session had begun when it was ended is not done: no password, no codes, no new session")
    func endedMeanwhile() async throws {
        let site = try TestSite()
        let token = try await begun(site)
        let stolen = try #require(try await site.signIn.signed(token: token, at: site.clock.now))
        let hash = try site.database.readBlocking { try AccountRepository($0).account(userName: "anna")?.passwordHash }
        try site.accounts.endSessions(userName: "anna")
        await #expect(throws: UseCaseError.notFound) {
            try await site.ownAccount.changePassword(
                from: Cast.password, to: "fyra ord på rad", repeated: "fyra ord på rad", for: stolen, by: site.caller(),
                at: site.clock.now)
        }
        let (kept, sessions) = try site.database.readBlocking { connection in
            let account = try #require(try AccountRepository(connection).account(userName: "anna"))
            return (account.passwordHash, try SessionRepository(connection).sessions(account: account.id).count)
        }
        #expect(kept == hash && sessions == 0)
    }

    @Test("one that was begun while the clock was ahead is over when it is right; a minute between two servers ends none")
    func begunAhead() async throws {
        let site = try TestSite()
        site.clock.advance(seconds: 3 * 3_600)
        let token = try await begun(site)
        site.clock.advance(seconds: -60)
        #expect(try await site.signIn.signed(token: token, at: site.clock.now) != nil)
        site.clock.advance(seconds: -1)
        #expect(try await site.signIn.signed(token: token, at: site.clock.now) == nil)
    }

    @Test("one that was used while the clock was ahead is over when it is right")
    func usedAhead() async throws {
        let site = try TestSite()
        let token = try await begun(site)
        site.clock.advance(seconds: 50 * 60)
        #expect(try await site.signIn.signed(token: token, at: site.clock.now) != nil)
        site.clock.advance(seconds: -40 * 60)
        #expect(try await site.signIn.signed(token: token, at: site.clock.now) == nil)
    }

    @Test("one from a clock that was ahead is not among the person's sessions, and does not stay in the store")
    func listedAhead() async throws {
        let site = try TestSite()
        let mine = try await begun(site)
        site.clock.advance(seconds: 30 * 60)
        _ = try await begun(site)
        site.clock.advance(seconds: -30 * 60)
        let me = try #require(try await site.signIn.signed(token: mine, at: site.clock.now))
        #expect(try await site.ownAccount.overview(of: me, at: site.clock.now).sessions.map(\.isThisOne) == [true])
        func stored() throws -> [[UInt8]] {
            try site.database.readBlocking { try $0.all("SELECT token_hash FROM session") { $0.blob(0) } }
        }
        #expect(try stored().count == 2)
        try await Housekeeping(database: site.database).run(at: site.clock.now)
        #expect(try stored() == [SecretToken.hash(mine)])
    }
}
