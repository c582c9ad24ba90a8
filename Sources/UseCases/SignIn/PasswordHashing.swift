internal import CArgon2

/// Argon2id of libargon2: 19 MiB, two passes, one lane, as OWASP's password storage guidance gives it.
package struct PasswordHashing: Sendable {
    private let memoryKiB: UInt32
    private let passes: UInt32

    package init() { self.init(memoryKiB: 19_456, passes: 2) }

    /// Cheap parameters, for tests that sign in often.
    package init(memoryKiB: UInt32, passes: UInt32) {
        self.memoryKiB = memoryKiB
        self.passes = passes
    }

    /// The encoded hash with its parameters and a random salt of 128 bits.
    package func hash(_ password: String) -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var encoded = [CChar](repeating: 0, count: 160)
        let bytes = Array(password.utf8)
        let result = argon2id_hash_encoded(
            passes, memoryKiB, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
        precondition(result == ARGON2_OK.rawValue, "argon2 failed: \(result)")
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package func verify(_ password: String, against encoded: String) -> Bool {
        let bytes = Array(password.utf8)
        return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
    }
}
