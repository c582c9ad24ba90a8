import Testing

@testable import UseCases

/// The standards' own examples, against our use of libcrypto.
@Suite("Cryptography")
struct CryptographyTests {
    /// RFC 4231, cases 1 and 6.
    @Test("HMAC with SHA-256")
    func messageCode() {
        #expect(
            MessageCode.sha256(Array("Hi There".utf8), key: [UInt8](repeating: 0x0B, count: 20))
                == bytes("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"))
        #expect(
            MessageCode.sha256(
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8), key: [UInt8](repeating: 0xAA, count: 131))
                == bytes("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"))
    }

    /// RFC 5869, case 3: its first 32 bytes. Salt and info are in what `age` reads of our backups.
    @Test("HKDF with SHA-256")
    func keyDerivation() {
        let secret = [UInt8](repeating: 0x0B, count: 22)
        #expect(
            KeyDerivation.key(from: secret, salt: [], info: "")
                == bytes("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"))
    }

    /// RFC 7748, 6.1: Bob's key and what he gets from Alice.
    @Test("X25519 gives the standard's secret, and two keys agree on theirs")
    func keyAgreement() throws {
        let alice = try #require(
            KeyAgreement.PublicKey(bytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")))
        let bob = try #require(
            KeyAgreement.PrivateKey(bytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")))
        #expect(bob.publicKey.bytes == bytes("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"))
        #expect(bob.sharedSecret(with: alice) == bytes("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"))
        let other = KeyAgreement.PrivateKey()
        #expect(other.sharedSecret(with: bob.publicKey) == bob.sharedSecret(with: other.publicKey))
    }

    @Test("a public key of small order gives no secret, and one of the wrong length is none")
    func weakKeys() throws {
        let zero = try #require(KeyAgreement.PublicKey([UInt8](repeating: 0, count: 32)))
        #expect(KeyAgreement.PrivateKey().sharedSecret(with: zero) == nil)
        #expect(KeyAgreement.PublicKey([1, 2, 3]) == nil)
        #expect(KeyAgreement.PrivateKey([UInt8](repeating: 1, count: 31)) == nil)
    }

    /// RFC 8439, 2.8.2 without its additional data: the ciphertext is the same, the tag is checked by opening.
    @Test("ChaCha20-Poly1305 gives the standard's ciphertext, and opens nothing that was changed")
    func sealedBytes() throws {
        let plain = Array(
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
                .utf8)
        let key = [UInt8](0x80...0x9F)
        let nonce: [UInt8] = [7, 0, 0, 0] + Array(0x40...0x47)
        let sealed = SealedBytes.seal(plain, key: key, nonce: nonce)
        #expect(sealed.count == plain.count + SealedBytes.tagSize)
        #expect(Array(sealed.prefix(16)) == bytes("d31a8d34648e60db7b86afbc53ef7ec2"))
        #expect(SealedBytes.open(sealed, key: key, nonce: nonce) == plain)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(SealedBytes.open(changed, key: key, nonce: nonce) == nil)
        }
        #expect(SealedBytes.open(Array(sealed.dropLast()), key: key, nonce: nonce) == nil)
        #expect(SealedBytes.open([], key: key, nonce: nonce) == nil)
        let empty = SealedBytes.seal([], key: key, nonce: nonce)
        #expect(SealedBytes.open(empty, key: key, nonce: nonce) == [])
    }

    @Test("a digest in parts is that of the whole, and a copy goes its own way")
    func digestInParts() {
        let message = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var digest = SHA256()
        digest.update(message[..<300])
        var other = digest
        other.update([1, 2, 3])
        digest.update(message[300...])
        #expect(digest.digest() == SHA256.digest(of: message))
        #expect(other.digest() == SHA256.digest(of: message[..<300] + [1, 2, 3]))
        #expect(SHA256().digest() == SHA256.digest(of: []))
    }
}

private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
