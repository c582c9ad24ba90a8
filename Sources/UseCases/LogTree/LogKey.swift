import Foundation

/// The key that signs the log's checkpoints. It lies outside the database: who can change the log cannot sign it anew.
package struct LogKey: Sendable {
    private let key: Signature.PrivateKey

    package init() { key = Signature.PrivateKey() }

    /// Reads a private key of Ed25519 in PEM (PKCS #8, RFC 8410), as ``pem`` and `openssl genpkey -algorithm ed25519` write it.
    package init?(pem: String) {
        guard let bytes = LogKey.bytes(pem, "PRIVATE KEY"), bytes.starts(with: LogKey.prefix),
            let key = Signature.PrivateKey(Array(bytes.dropFirst(LogKey.prefix.count)))
        else { return nil }
        self.key = key
    }

    package var pem: String { LogKey.pem(LogKey.prefix + key.seed, "PRIVATE KEY") }
    package var publicKey: Public { Public(key: key.publicKey) }

    func sign(_ message: [UInt8]) -> [UInt8] { key.sign(message) }

    /// What RFC 8410 puts before the 32 bytes.
    private static let prefix: [UInt8] = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20]

    fileprivate static func pem(_ bytes: [UInt8], _ name: String) -> String {
        "-----BEGIN \(name)-----\n\(Data(bytes).base64EncodedString())\n-----END \(name)-----\n"
    }

    fileprivate static func bytes(_ pem: String, _ name: String) -> [UInt8]? {
        guard let begin = pem.range(of: "-----BEGIN \(name)-----"),
            let end = pem.range(of: "-----END \(name)-----", range: begin.upperBound..<pem.endIndex)
        else { return nil }
        let text = pem[begin.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
        return Data(base64Encoded: text).map { [UInt8]($0) }
    }
}

extension LogKey {
    /// Sees that a checkpoint is signed by the key.
    package struct Public: Sendable, Hashable {
        fileprivate let key: Signature.PublicKey

        fileprivate init(key: Signature.PublicKey) { self.key = key }

        /// Reads a public key in PEM, or the public half of a private one.
        package init?(pem: String) {
            if let secret = LogKey(pem: pem) {
                self = secret.publicKey
            } else if let bytes = LogKey.bytes(pem, "PUBLIC KEY"), bytes.starts(with: Public.prefix),
                let key = Signature.PublicKey(Array(bytes.dropFirst(Public.prefix.count)))
            {
                self.key = key
            } else {
                return nil
            }
        }

        /// The 32 bytes, for a line of a log.
        package var base64: String { Data(key.bytes).base64EncodedString() }
        package var pem: String { LogKey.pem(Public.prefix + key.bytes, "PUBLIC KEY") }

        private static let prefix: [UInt8] = [0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0]

        func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool { key.isSignature(signature, of: message) }

        /// 1 for Ed25519, and the key.
        private var typed: [UInt8] { [1] + key.bytes }

        /// The first four bytes of SHA-256 over the name, a line break, and the key with its type (C2SP signed-note).
        func number(named name: String) -> [UInt8] { Array(SHA256.digest(of: Array("\(name)\n".utf8) + typed).prefix(4)) }

        /// `name+number+key`, as tools for signed notes take it.
        package func verifierKey(named name: String) -> String {
            let digits = number(named: name).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
            return "\(name)+\(digits.joined())+\(Data(typed).base64EncodedString())"
        }
    }
}
