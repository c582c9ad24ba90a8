import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("What a session's secret is for")
struct SealedWordsTests {
    private func signed(_ site: TestSite) async throws -> (token: String, signed: SignIn.Signed) {
        guard
            case .signedIn(let token) = try await site.signIn.signIn(
                userName: "karin", password: Cast.password, by: site.caller(), at: site.clock.now)
        else { throw UseCaseError.notFound }
        return (token, try #require(try await site.signIn.signed(token: token, at: site.clock.now)))
    }

    @Test("sealed words are opened by the browser's token and by nothing that is stored of the session")
    func key() async throws {
        let site = try TestSite()
        let (token, karin) = try await signed(site)
        let sealed = try #require(Base64URL.bytes(karin.seal("Ödman")))
        func opens(_ secret: [UInt8]) -> Bool {
            SealedBytes.open(
                Array(sealed.dropFirst(SealedBytes.nonceSize)),
                key: KeyDerivation.key(from: secret, salt: [], info: "searched words"),
                nonce: Array(sealed.prefix(SealedBytes.nonceSize))) != nil
        }
        let stored = try await site.database.read { connection in
            try connection.all("SELECT token_hash, form_token FROM session") { [$0.blob(0), Array($0.text(1).utf8)] }.flatMap {
                $0
            }
        }
        #expect(stored.count == 2 && stored.allSatisfy { !opens($0) })
        #expect(opens(Array(token.utf8)))
    }

    @Test("no page names a session by what is stored of it")
    func name() async throws {
        let site = try TestSite()
        let (token, karin) = try await signed(site)
        let sessions = try await site.ownAccount.overview(of: karin, at: site.clock.now).sessions
        #expect(sessions.count == 1 && sessions[0].id != Digest.hexadecimal(SecretToken.hash(token)))
        let page = try await TestBrowser(site: site, session: token).get("/konto").body
        #expect(!page.contains(Digest.hexadecimal(SecretToken.hash(token))))
    }
}
