import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("User names")
struct UserNameTests {
    private static let refused = [
        "", "eva lind", "eva\u{A0}lind", String(repeating: "e", count: 101), "se1-siv@https://idp.example.org/oidc",
        "SE1-SIV@HTTPS://idp.example.org",
    ]

    @Test(
        "the command line makes no account with one that an identity provider's person could get, nor with a name that is none",
        arguments: refused)
    func commandLine(userName: String) throws {
        let site = try TestSite()
        for password in [nil, "hästar äter lök"] {
            #expect {
                try site.accounts.create(userName: userName, name: "Eva Lind", hsaID: nil, password: password)
            } throws: {
                if case Accounts.Fault.userName = $0 { true } else { false }
            }
        }
        #expect(try site.database.readBlocking { try AccountRepository($0).account(userName: userName.lowercased()) } == nil)
    }

    @Test("nor does an administrator", arguments: refused)
    func administrator(userName: String) async throws {
        let site = try TestSite()
        await #expect {
            _ = try await site.providerAccounts.create(
                .init(name: "Eva Lind", userName: userName, hsaID: "", identityNumber: ""), by: site.viewer(.sven),
                site.caller(), at: site.clock.now)
        } throws: {
            guard case UseCaseError.invalidAnswer(_, let sentence) = $0 else { return false }
            return sentence == UserName.objection(to: userName)
        }
    }
}
