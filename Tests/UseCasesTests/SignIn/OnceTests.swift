import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("What works once")
struct OnceTests {
    enum Key: CaseIterable { case invitation, appCode, recoveryCode }

    @Test("lets in once, however many come with it at the same time", arguments: Key.allCases)
    func atTheSameTime(key: Key) async throws {
        let site = try TestSite()
        let (anna, recovery, secret) = (try site.viewer(.anna).account, RecoveryCode.new(), OneTimeCode.newSecret())
        let (caller, now) = (site.caller(), site.clock.now)
        let link = try site.accounts.invite(userName: "anna", at: now)
        try await site.database.write { connection in
            let factors = SecondFactorRepository(connection)
            try factors.add(
                secret: TestSite.sealing.sealedSecret(secret, account: anna), lastStep: 0, account: anna, at: now)
            try factors.setRecoveryCodes([RecoveryCode.hash(recovery)].compactMap { $0 }, account: anna)
        }
        // Each has a sign-in of its own under way: only the code is the same.
        var tokens: [String] = []
        for _ in 0..<4 {
            guard
                case .codeAwaited(let token) = try await site.signIn.signIn(
                    userName: "anna", password: Cast.password, by: caller, at: now)
            else { throw UseCaseError.notFound }
            tokens.append(token)
        }
        let code = key == .appCode ? OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: now)) : recovery
        let successes = await withTaskGroup(of: Bool.self) { group in
            for (number, token) in tokens.enumerated() {
                group.addTask {
                    if key == .invitation {
                        let password = "hästar äter lök \(number)"
                        let accepted: Void? = try? await site.invitations.accept(
                            token: link, password: password, repeated: password, by: caller, at: now)
                        return accepted != nil
                    }
                    let outcome = try? await site.signIn.confirm(token: token, code: code, by: caller, at: now)
                    if case .signedIn = outcome { return true }
                    return false
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(successes == 1)
    }

    @Test("an identity provider's answer is taken once, however many bring it at the same time")
    func answer() async throws {
        let (site, request) = (try TestSite(), SignInRequest(at: Instant(rawValue: 0)).hash)
        let (database, now) = (site.database, site.clock.now)
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await database.write {
                        try IdentityRepository($0).take(request: request, at: now, forgetting: now + -SignInRequest.seconds)
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 1)
    }
}
