internal import CLibCrypto

/// Ed25519 (RFC 8032): who holds the private key has said the message, and nobody has changed it since.
enum Signature {
    struct PublicKey: Sendable, Hashable {
        let bytes: [UInt8]

        /// - Parameter bytes: 32 of them.
        init?(_ bytes: [UInt8]) {
            guard bytes.count == 32 else { return nil }
            self.bytes = bytes
        }

        func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
            guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count) else { return false }
            defer { EVP_PKEY_free(key) }
            guard let context = EVP_MD_CTX_new() else { return false }
            defer { EVP_MD_CTX_free(context) }
            return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
                && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        }
    }

    struct PrivateKey: Sendable {
        /// The 32 bytes that RFC 8032 calls the private key.
        let seed: [UInt8]
        let publicKey: PublicKey

        init() {
            guard let key = PrivateKey(RandomBytes.make(32)) else { preconditionFailure("libcrypto gives no Ed25519") }
            self = key
        }

        /// - Parameter seed: 32 bytes.
        init?(_ seed: [UInt8]) {
            guard seed.count == 32 else { return nil }
            guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else { return nil }
            defer { EVP_PKEY_free(key) }
            var length = 32
            var bytes = [UInt8](repeating: 0, count: length)
            guard EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1, let publicKey = PublicKey(bytes) else { return nil }
            self.seed = seed
            self.publicKey = publicKey
        }

        /// - Returns: 64 bytes, the same each time.
        func sign(_ message: [UInt8]) -> [UInt8] {
            var length = 64
            var signature = [UInt8](repeating: 0, count: length)
            let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
            let context = EVP_MD_CTX_new()
            defer {
                EVP_MD_CTX_free(context)
                EVP_PKEY_free(key)
            }
            guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
                EVP_DigestSign(context, &signature, &length, message, message.count) == 1, length == 64
            else { preconditionFailure("libcrypto gives no Ed25519") }
            return signature
        }
    }
}
