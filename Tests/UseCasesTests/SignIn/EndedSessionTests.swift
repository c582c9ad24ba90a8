import Storage
import TestKit
import Testing
import UseCases

@Suite("A session that has been ended")
struct EndedSessionTests {
    @Test("what a session had begun when it was ended is not done: no password, no codes, no new session")
    func endedMeanwhile() async throws {
        let site = try TestSite()
        let outcome = try await site.signIn.signIn(
            userName: "anna", password: Cast.password, by: site.caller(), at: site.clock.now)
        guard case .signedIn(let token) = outcome else { throw UseCaseError.notFound }
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
}
