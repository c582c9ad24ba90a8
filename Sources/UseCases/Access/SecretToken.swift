/// Secrets for sessions and forms: 256 random bits in URL-safe letters.
package enum SecretToken {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    package static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        // 43 letters of six bits hold 258.
        return String(decoding: (0..<43).map { _ in alphabet[Int(generator.next() & 63)] }, as: UTF8.self)
    }

    package static func hash(_ token: String) -> [UInt8] { SHA256.digest(of: Array(token.utf8)) }
}
