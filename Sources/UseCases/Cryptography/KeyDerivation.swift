internal import CLibCrypto

/// HMAC (RFC 2104).
enum MessageCode {
    static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] { code(message, key, EVP_sha256(), SHA256.byteCount) }

    /// For one-time codes, whose standard asks for it, and nothing else.
    static func sha1(_ message: [UInt8], key: [UInt8]) -> [UInt8] { code(message, key, EVP_sha1(), 20) }

    private static func code(_ message: [UInt8], _ key: [UInt8], _ digest: OpaquePointer?, _ size: Int) -> [UInt8] {
        // No key at all is a key of length zero; the library wants an address even so.
        let material = key.isEmpty ? [0] : key
        return [UInt8](unsafeUninitializedCapacity: size) { target, count in
            let done = HMAC(digest, material, Int32(key.count), message, message.count, target.baseAddress, nil)
            precondition(done != nil, "libcrypto gives no HMAC")
            count = size
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
