import Crypto
import Foundation

/// The head of an age file: the file's key, wrapped once for each recipient, and a seal over it all.
/// Source: age-encryption.org/v1 (C2SP), recipient type X25519.
enum AgeHeader {
    static let firstLine = "age-encryption.org/v1\n"
    private static let wrapInfo = Data("age-encryption.org/v1/X25519".utf8)

    static func make(_ fileKey: SymmetricKey, for recipients: [AgeRecipient]) throws -> [UInt8] {
        var text = firstLine
        for recipient in recipients {
            let ephemeral = Curve25519.KeyAgreement.PrivateKey()
            let share = ephemeral.publicKey.rawRepresentation
            let shared = try ephemeral.sharedSecretFromKeyAgreement(with: recipient.key)
            let wrapped = try ChaChaPoly.seal(
                fileKey.bytes, using: wrapKey(shared, share: share, recipient: recipient.key), nonce: zeroNonce)
            text += "-> X25519 \(base64(share))\n\(base64(wrapped.ciphertext + wrapped.tag))\n"
        }
        text += "---"
        return Array(text.utf8) + Array(" \(base64(Data(seal(fileKey, text))))\n".utf8)
    }

    /// Reads the head of a file and unwraps its key.
    ///
    /// - Returns: the file's key and how many bytes the head has; nil while the head is not all there.
    /// - Throws: `BackupFault.wrongKey` when it is wrapped for others; `.damaged` when the seal is broken.
    static func open(_ bytes: [UInt8], with identity: AgeIdentity) throws -> (key: SymmetricKey, count: Int)? {
        // Hostile or not a backup of ours: age's own heads have some hundred bytes.
        guard let end = endOfHead(bytes) else {
            if bytes.count > 65_536 { throw BackupFault.damaged("huvudet saknar slut") }
            return nil
        }
        guard let text = String(validating: bytes[..<end], as: UTF8.self) else {
            throw BackupFault.damaged("huvudet är inte text")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var wrappedKeys: [(share: Data, body: Data)] = []
        for (index, line) in lines.enumerated() where line.hasPrefix("-> X25519 ") && index + 1 < lines.count {
            guard let share = data(String(line.dropFirst(10))), let body = data(lines[index + 1]) else {
                throw BackupFault.damaged("huvudet går inte att läsa")
            }
            wrappedKeys.append((share, body))
        }
        guard let fileKey = wrappedKeys.lazy.compactMap({ unwrap($0.body, share: $0.share, identity) }).first else {
            throw BackupFault.wrongKey
        }
        guard let last = lines.dropLast().last, last.hasPrefix("--- "), let mac = data(String(last.dropFirst(4))) else {
            throw BackupFault.damaged("huvudet saknar sigill")
        }
        let sealed = lines.dropLast(2).joined(separator: "\n") + "\n---"
        let isValid = HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: Data(sealed.utf8), using: sealKey(fileKey))
        guard isValid else { throw BackupFault.damaged("huvudets sigill är brutet") }
        return (fileKey, end)
    }

    static func payloadKey(_ fileKey: SymmetricKey, nonce: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: fileKey, salt: Data(nonce), info: Data("payload".utf8), outputByteCount: 32)
    }

    /// After the newline of the line that begins with `---`.
    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        var start = 0
        while let newline = bytes[start...].firstIndex(of: 0x0A) {
            if bytes[start..<newline].starts(with: [0x2D, 0x2D, 0x2D]) { return newline + 1 }
            start = newline + 1
        }
        return nil
    }

    private static func unwrap(_ body: Data, share: Data, _ identity: AgeIdentity) -> SymmetricKey? {
        guard body.count == 32, let ephemeral = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: share),
            let shared = try? identity.key.sharedSecretFromKeyAgreement(with: ephemeral),
            let box = try? ChaChaPoly.SealedBox(nonce: zeroNonce, ciphertext: body.prefix(16), tag: body.suffix(16)),
            let key = try? ChaChaPoly.open(box, using: wrapKey(shared, share: share, recipient: identity.key.publicKey))
        else { return nil }
        return SymmetricKey(data: key)
    }

    /// Each wrapping key is used once, so the nonce may be zero (as the format says).
    private static var zeroNonce: ChaChaPoly.Nonce {
        get throws { try ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 12)) }
    }

    private static func wrapKey(_ shared: SharedSecret, share: Data, recipient: Curve25519.KeyAgreement.PublicKey) -> SymmetricKey
    {
        shared.hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: share + recipient.rawRepresentation, sharedInfo: wrapInfo, outputByteCount: 32)
    }

    private static func sealKey(_ fileKey: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: fileKey, salt: Data(), info: Data("header".utf8), outputByteCount: 32)
    }

    private static func seal(_ fileKey: SymmetricKey, _ text: String) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: sealKey(fileKey))
    }

    private static func base64(_ data: some DataProtocol) -> String {
        String(Data(data).base64EncodedString().prefix { $0 != "=" })
    }

    private static func data(_ text: String) -> Data? {
        Data(base64Encoded: text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4))
    }
}

extension SymmetricKey {
    fileprivate var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}
