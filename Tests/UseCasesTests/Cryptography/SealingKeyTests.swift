import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("The key that seals the secrets of code apps")
struct SealingKeyTests {
    private let key = SealingKey()
    private let secret = OneTimeCode.newSecret()

    @Test("opens what it has sealed, and from its text it is the same key")
    func roundTrip() throws {
        let sealed = key.sealedSecret(secret, account: 1)
        #expect(try key.secret(sealed, account: 1) == secret)
        #expect(try #require(SealingKey(text: key.text + "\n")).secret(sealed, account: 1) == secret)
        #expect(key.sealedSecret(secret, account: 1) != sealed, "the same nonce twice")
        #expect(!sealed.indices.contains { Array(sealed[$0...].prefix(secret.count)) == secret })
        for text in ["", "x", String(key.text.dropLast()), key.text + "AA", "å\(key.text)"] {
            #expect(SealingKey(text: text) == nil)
        }
    }

    @Test("another key, another account's row, a changed byte, a shorter text and what was never sealed open nothing")
    func refused() {
        let sealed = key.sealedSecret(secret, account: 1)
        func refuses(_ key: SealingKey, _ bytes: [UInt8], _ account: Int) -> Bool {
            do {
                _ = try key.secret(bytes, account: account)
                return false
            } catch StorageError.corrupt { return true } catch { return false }
        }
        #expect(refuses(SealingKey(), sealed, 1) && refuses(key, sealed, 2))
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 1
            #expect(refuses(key, changed, 1), "byte \(place)")
        }
        for length in sealed.indices { #expect(refuses(key, Array(sealed.prefix(length)), 1)) }
        #expect(refuses(key, secret, 1) && refuses(key, [], 1))
    }

    @Test("a store tells whether its secrets are this key's; a server with another one is not started")
    func store() throws {
        let database = try Fixture.database()
        #expect(try key.opensSecrets(of: database) == nil)
        try database.writeBlocking { connection in
            let account = try AccountRepository(connection).create(userName: "a", name: "A", hsaID: "", passwordHash: nil)
            try SecondFactorRepository(connection).add(
                secret: key.sealedSecret(secret, account: account), lastStep: 0, account: account, at: .init(rawValue: 0))
        }
        #expect(try key.opensSecrets(of: database) == true && SealingKey().opensSecrets(of: database) == false)
    }
}
