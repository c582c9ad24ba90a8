internal import CLibCrypto

/// X25519 (RFC 7748): two keys agree on a secret that nobody else can know.
enum KeyAgreement {
    struct PublicKey: Sendable, Hashable {
        let bytes: [UInt8]

        /// - Parameter bytes: 32 of them.
        init?(_ bytes: [UInt8]) {
            guard bytes.count == 32 else { return nil }
            self.bytes = bytes
        }
    }

    struct PrivateKey: Sendable {
        let bytes: [UInt8]
        let publicKey: PublicKey

        init() {
            guard let key = PrivateKey(RandomBytes.make(32)) else { preconditionFailure("libcrypto gives no X25519") }
            self = key
        }

        /// - Parameter bytes: 32 of them.
        init?(_ bytes: [UInt8]) {
            guard bytes.count == 32 else { return nil }
            guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nil, bytes, bytes.count) else { return nil }
            defer { EVP_PKEY_free(key) }
            var length = 32
            var shared = [UInt8](repeating: 0, count: length)
            guard EVP_PKEY_get_raw_public_key(key, &shared, &length) == 1, let publicKey = PublicKey(shared) else { return nil }
            self.bytes = bytes
            self.publicKey = publicKey
        }

        /// - Returns: 32 bytes; nil for a public key that gives the same secret whatever the private one is.
        func sharedSecret(with other: PublicKey) -> [UInt8]? {
            guard let own = EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nil, bytes, bytes.count) else { return nil }
            defer { EVP_PKEY_free(own) }
            guard let peer = EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nil, other.bytes, other.bytes.count) else { return nil }
            defer { EVP_PKEY_free(peer) }
            guard let context = EVP_PKEY_CTX_new(own, nil) else { return nil }
            defer { EVP_PKEY_CTX_free(context) }
            var secret = [UInt8](repeating: 0, count: 32)
            var length = secret.count
            guard EVP_PKEY_derive_init(context) == 1, EVP_PKEY_derive_set_peer(context, peer) == 1,
                EVP_PKEY_derive(context, &secret, &length) == 1, length == secret.count
            else { return nil }
            return secret
        }
    }
}
