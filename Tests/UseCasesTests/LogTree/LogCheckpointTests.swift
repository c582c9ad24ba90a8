import SickLeave
import Testing

@testable import UseCases

@Suite("Signed checkpoints of the access log")
struct LogCheckpointTests {
    private let key = LogKey()
    private var checkpoint: LogCheckpoint {
        LogCheckpoint(
            origin: LogCheckpoint.origin(ofProvider: "SE2321000016-1003"), size: 12, root: [UInt8](repeating: 7, count: 32),
            at: Instant(rawValue: 1_700_000_000_500_000))
    }

    /// RFC 8032 7.1, tests 1 and 2.
    @Test("Ed25519 gives the standard's keys and signatures, and takes no other signature for one")
    func standard() throws {
        for (seed, publicKey, message, signature) in [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", [],
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", [0x72],
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ] as [(String, String, [UInt8], String)] {
            let key = try #require(Signature.PrivateKey(bytes(seed)))
            #expect(key.publicKey.bytes == bytes(publicKey))
            #expect(key.sign(message) == bytes(signature))
            #expect(key.publicKey.isSignature(bytes(signature), of: message))
            #expect(!key.publicKey.isSignature(bytes(signature), of: message + [0]))
            var other = bytes(signature)
            other[3] ^= 1
            #expect(!key.publicKey.isSignature(other, of: message) && !key.publicKey.isSignature([], of: message))
        }
        #expect(Signature.PrivateKey([1]) == nil && Signature.PublicKey([1]) == nil)
    }

    @Test("a note is four lines, a blank one and the signature, and is read back")
    func form() throws {
        let note = checkpoint.signed(with: key)
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.prefix(5) == [
                "sakkunnig/SE2321000016-1003", "12", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=", "2023-11-14T22:13:20Z", "",
            ])
        #expect(lines.count == 7 && lines[5].hasPrefix("— sakkunnig/SE2321000016-1003 ") && lines[6] == "")
        let read = try #require(LogCheckpoint.Note(note.text))
        #expect(read == note && read.checkpoint == checkpoint && read.isSigned(by: key.publicKey))
        #expect(!read.isSigned(by: LogKey().publicKey))
    }

    @Test("every changed byte of a note makes it no note, or one that is not signed")
    func changed() {
        let note = checkpoint.signed(with: key)
        let text = Array(note.text.utf8)
        for index in text.indices {
            var other = text
            other[index] ^= 1
            guard let changed = String(validating: other, as: UTF8.self) else { continue }
            if let read = LogCheckpoint.Note(changed) {
                #expect(!read.isSigned(by: key.publicKey), "byte \(index)")
            }
        }
    }

    @Test("a witness's file is read note by note, and says where it is none")
    func witness() {
        let note = checkpoint.signed(with: key).text
        #expect(LogCheckpoint.Note.all(in: note + "\n\n" + note).notes.count == 2)
        let (notes, brokenAt) = LogCheckpoint.Note.all(in: note + "\nhej\n")
        #expect(notes.count == 1 && brokenAt == 8)
        #expect(LogCheckpoint.Note.all(in: "").brokenAt == nil)
    }

    @Test("a key is read from its PEM, private and public; other text is no key")
    func pem() throws {
        #expect(LogKey(pem: key.pem)?.publicKey == key.publicKey)
        #expect(LogKey.Public(pem: key.pem) == key.publicKey && LogKey.Public(pem: key.publicKey.pem) == key.publicKey)
        #expect(LogKey(pem: key.publicKey.pem) == nil && LogKey.Public(pem: "nyckel") == nil)
        let name = LogCheckpoint.origin(ofProvider: "SE 1+Å")
        #expect(name == "sakkunnig/SE_1___")
        let parts = key.publicKey.verifierKey(named: name).split(separator: "+", maxSplits: 2)
        #expect(parts[0] == name && parts[1].count == 8 && parts[2].count == 44)
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
