import Foundation

/// The head of an age file: the file's key, wrapped once for each recipient, and a seal over it all.
/// Source: age-encryption.org/v1 (C2SP), recipient type X25519.
enum AgeHeader {
    static let firstLine = "age-encryption.org/v1\n"
    private static let wrapInfo = "age-encryption.org/v1/X25519"
    /// Each wrapping key is used once, so the nonce may be zero (as the format says).
    private static let zeroNonce = [UInt8](repeating: 0, count: 12)

    /// - Throws: `BackupFault.wrongKey` for a recipient that no secret can be kept from.
    static func make(_ fileKey: [UInt8], for recipients: [AgeRecipient]) throws -> [UInt8] {
        var text = firstLine
        for recipient in recipients {
            let ephemeral = KeyAgreement.PrivateKey()
            let share = ephemeral.publicKey.bytes
            guard let shared = ephemeral.sharedSecret(with: recipient.key) else { throw BackupFault.wrongKey }
            let wrapped = SealedBytes.seal(
                fileKey, key: wrapKey(shared, share: share, recipient: recipient.key), nonce: zeroNonce)
            text += "-> X25519 \(base64(share))\n\(base64(wrapped))\n"
        }
        text += "---"
        return Array(text.utf8) + Array(" \(base64(seal(fileKey, text)))\n".utf8)
    }

    /// Reads the head of a file and unwraps its key.
    ///
    /// - Returns: the file's key and how many bytes the head has; nil while the head is not all there.
    /// - Throws: `BackupFault.wrongKey` when it is wrapped for others; `.damaged` when the seal is broken.
    static func open(_ bytes: [UInt8], with identity: AgeIdentity) throws -> (key: [UInt8], count: Int)? {
        // Hostile or not a backup of ours: age's own heads have some hundred bytes.
        guard let end = endOfHead(bytes) else {
            if bytes.count > 65_536 { throw BackupFault.damaged("huvudet saknar slut") }
            return nil
        }
        guard let text = String(validating: bytes[..<end], as: UTF8.self) else {
            throw BackupFault.damaged("huvudet är inte text")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var wrappedKeys: [(share: [UInt8], body: [UInt8])] = []
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
        guard MessageCode.isEqual(mac, seal(fileKey, sealed)) else { throw BackupFault.damaged("huvudets sigill är brutet") }
        return (fileKey, end)
    }

    static func payloadKey(_ fileKey: [UInt8], nonce: [UInt8]) -> [UInt8] {
        KeyDerivation.key(from: fileKey, salt: nonce, info: "payload")
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

    private static func unwrap(_ body: [UInt8], share: [UInt8], _ identity: AgeIdentity) -> [UInt8]? {
        guard body.count == 32, let ephemeral = KeyAgreement.PublicKey(share),
            let shared = identity.key.sharedSecret(with: ephemeral)
        else { return nil }
        return SealedBytes.open(
            body, key: wrapKey(shared, share: share, recipient: identity.key.publicKey), nonce: zeroNonce)
    }

    private static func wrapKey(_ shared: [UInt8], share: [UInt8], recipient: KeyAgreement.PublicKey) -> [UInt8] {
        KeyDerivation.key(from: shared, salt: share + recipient.bytes, info: wrapInfo)
    }

    private static func seal(_ fileKey: [UInt8], _ text: String) -> [UInt8] {
        MessageCode.sha256(Array(text.utf8), key: KeyDerivation.key(from: fileKey, salt: [], info: "header"))
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func data(_ text: String) -> [UInt8]? {
        Data(base64Encoded: text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)).map { Array($0) }
    }
}
