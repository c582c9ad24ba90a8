internal import CLibCrypto

/// SHA-256 where the program needs a name for bytes that must not collide.
enum Digest {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            let done = EVP_Digest(bytes, bytes.count, digest.baseAddress, nil, EVP_sha256(), nil)
            // Only a library without SHA-256, or no memory for its state, gets here.
            precondition(done == 1, "libcrypto gives no SHA-256")
            count = 32
        }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String { text(of: sha256(bytes)) }

    private static func text(of hash: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Of bytes that come piece by piece.
    struct Stream {
        private var hash = SHA256()

        mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }
        var hexadecimal: String { Digest.text(of: Array(hash.finalize())) }
    }

    /// Of a list of numbers, each as eight bytes.
    static func hexadecimal(_ numbers: [Int]) -> String {
        hexadecimal(numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } })
    }
}

/// Secrets for sessions and forms: 256 random bits in URL-safe letters.
package enum SecretToken {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    package static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        // 43 letters of six bits hold 258.
        return String(decoding: (0..<43).map { _ in alphabet[Int(generator.next() & 63)] }, as: UTF8.self)
    }

    package static func hash(_ token: String) -> [UInt8] { Digest.sha256(Array(token.utf8)) }
}
