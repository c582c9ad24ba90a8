internal import CLibCrypto

/// HMAC with SHA-256 (RFC 2104).
enum MessageCode {
    static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        // No key at all is a key of length zero; the library wants an address even so.
        let material = key.isEmpty ? [0] : key
        return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { target, count in
            let done = HMAC(EVP_sha256(), material, Int32(key.count), message, message.count, target.baseAddress, nil)
            precondition(done != nil, "libcrypto gives no HMAC")
            count = SHA256.byteCount
        }
    }

    /// In a time that does not tell how far two codes are alike.
    static func isEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
    }
}

/// Keys out of a secret (HKDF with SHA-256, RFC 5869), one block of it: 32 bytes.
enum KeyDerivation {
    static func key(from secret: [UInt8], salt: [UInt8], info: String) -> [UInt8] {
        let pseudorandom = MessageCode.sha256(secret, key: salt)
        return MessageCode.sha256(Array(info.utf8) + [1], key: pseudorandom)
    }
}

/// Bytes that nobody can guess, from the system.
enum RandomBytes {
    static func make(_ count: Int) -> [UInt8] {
        // Each draw asks the kernel: by eight at a time.
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            let drawn: UInt64 = generator.next()
            withUnsafeBytes(of: drawn) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
