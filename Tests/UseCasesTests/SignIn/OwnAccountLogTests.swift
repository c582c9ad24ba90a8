import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("What the security log says of changes of the own account")
struct OwnAccountLogTests {
    private let site: TestSite
    private let anna: Int
    private let codes = [RecoveryCode.new(), RecoveryCode.new()]

    init() throws {
        site = try TestSite()
        let anna = try site.viewer(.anna).account
        self.anna = anna
        let hashes = codes.compactMap(RecoveryCode.hash)
        try site.database.writeBlocking { connection in
            let factors = SecondFactorRepository(connection)
            let secret = TestSite.sealing.sealedSecret(OneTimeCode.newSecret(), account: anna)
            try factors.add(secret: secret, lastStep: 0, account: anna, at: site.clock.now)
            try factors.setRecoveryCodes(hashes, account: anna)
        }
    }

    private func signed() async throws -> SignIn.Signed {
        let token = try await site.database.write { [site, anna] connection in
            try SignIn.begin(account: anna, way: .password, by: site.caller(), at: site.clock.now, in: connection)
        }
        return try #require(try await site.signIn.signed(token: token, at: site.clock.now))
    }

    private func renew(_ me: SignIn.Signed, password: String = Cast.password, code: String) async throws {
        _ = try await site.ownAccount.renewRecoveryCodes(
            password: password, code: code, for: me, by: site.caller(), at: site.clock.now)
    }

    private func passwordHash() throws -> String? {
        try site.database.readBlocking { try AccountRepository($0).account(id: anna)?.passwordHash }
    }

    private func count(_ event: SecurityLog.Event) -> Int {
        site.log.lines.count { $0.contains("security account=\(anna) event=\(event.rawValue) ") }
    }

    @Test("that a recovery code was used, for new ones or to remove the second factor")
    func recoveryCode() async throws {
        let me = try await signed()
        try await renew(me, code: codes[0])
        #expect(count(.recoveryCodeUsed) == 1 && count(.recoveryCodesRenewed) == 1)
        let hash = try #require(RecoveryCode.hash(codes[1]))
        try site.database.writeBlocking { try SecondFactorRepository($0).setRecoveryCodes([hash], account: anna) }
        _ = try await site.ownAccount.removeSecondFactor(
            password: Cast.password, code: codes[1], for: me, by: site.caller(), at: site.clock.now)
        #expect(count(.recoveryCodeUsed) == 2)
    }

    @Test("that tries with wrong codes were slowed down")
    func slowedCodes() async throws {
        let me = try await signed()
        for _ in 0..<6 { try? await renew(me, code: "000000") }
        #expect(count(.wrongCode) == 5 && count(.slowedDown) == 1)
    }

    @Test("and with wrong passwords")
    func slowedPasswords() async throws {
        let me = try await signed()
        for _ in 0..<6 { try? await renew(me, password: "fel", code: codes[0]) }
        #expect(count(.wrongPassword) == 5 && count(.slowedDown) == 1)
    }

    @Test("that a session was ended while a change was on its way, which then is not made", arguments: [true, false])
    func endedMeanwhile(hasCode: Bool) async throws {
        let (me, before) = (try await signed(), try passwordHash())
        try site.accounts.endSessions(userName: "anna")
        await #expect(throws: UseCaseError.notFound) {
            if hasCode {
                try await renew(me, code: codes[0])
            } else {
                _ = try await site.ownAccount.changePassword(
                    from: Cast.password, to: "fyra ord på rad", repeated: "fyra ord på rad", for: me, by: site.caller(),
                    at: site.clock.now)
            }
        }
        #expect(count(.changedMeanwhile) == 1)
        #expect(try passwordHash() == before)
        #expect(try site.database.readBlocking { try SecondFactorRepository($0).recoveryCodesLeft(account: anna) } == 2)
    }
}
