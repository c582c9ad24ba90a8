import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("A code whose change fails")
struct KeptCodeTests {
    @Test("is not used up: what it was for is not done, and it works when it is given again", arguments: [true, false])
    func kept(isRemoval: Bool) async throws {
        let site = try TestSite()
        let (anna, recovery) = (try site.viewer(.anna).account, RecoveryCode.new())
        guard
            case .signedIn(let token) = try await site.signIn.signIn(
                userName: "anna", password: Cast.password, by: site.caller(), at: site.clock.now)
        else { throw UseCaseError.notFound }
        try await site.database.write { connection in
            let factors = SecondFactorRepository(connection)
            let secret = TestSite.sealing.sealedSecret(OneTimeCode.newSecret(), account: anna)
            try factors.add(secret: secret, lastStep: 0, account: anna, at: site.clock.now)
            try factors.setRecoveryCodes([RecoveryCode.hash(recovery)].compactMap { $0 }, account: anna)
        }
        let me = try #require(try await site.signIn.signed(token: token, at: site.clock.now))
        func change() async throws {
            if isRemoval {
                _ = try await site.ownAccount.removeSecondFactor(
                    password: Cast.password, code: recovery, for: me, by: site.caller(), at: site.clock.now)
            } else {
                _ = try await site.ownAccount.renewRecoveryCodes(
                    password: Cast.password, code: recovery, for: me, by: site.caller(), at: site.clock.now)
            }
        }
        let trigger = TestTrigger(on: isRemoval ? "session" : "recovery_code", when: "NEW.account_id IS NOT NULL", .failure)
        try site.database.writeBlocking { try trigger.set($0) }
        await #expect(throws: StorageError.self) { try await change() }
        try site.database.writeBlocking { try trigger.remove($0) }
        #expect(try await site.signIn.signed(token: token, at: site.clock.now) != nil)
        try await change()
    }
}
