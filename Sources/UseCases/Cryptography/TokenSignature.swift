internal import CLibCrypto

/// A public key of a JSON Web Key (RFC 7518): its numbers, big end first.
enum PublicSigningKey: Sendable, Hashable {
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// A point of the curve P-256, 32 bytes each.
    case p256(x: [UInt8], y: [UInt8])
}

/// The three ways of signing that are let in: an allow-list, so that a token cannot choose a weaker one.
enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// RSA with PKCS #1 version 1.5 and SHA-256.
    case rs256 = "RS256"
    /// RSA-PSS with SHA-256.
    case ps256 = "PS256"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"

    func fits(_ key: PublicSigningKey) -> Bool {
        switch (self, key) {
        case (.rs256, .rsa), (.ps256, .rsa), (.es256, .p256): true
        case (.rs256, .p256), (.ps256, .p256), (.es256, .rsa): false
        }
    }

    /// False for whatever is not exactly right: the key, its size, the signature's form.
    func verifies(_ signature: [UInt8], of message: [UInt8], by key: PublicSigningKey) -> Bool {
        guard fits(key), let der = key.der, let form = form(of: signature) else { return false }
        // What goes wrong inside is told by the answer; the library's list of reasons is not to grow.
        defer { ERR_clear_error() }
        let opened: OpaquePointer? = der.withUnsafeBufferPointer { bytes in
            var place = bytes.baseAddress
            return d2i_PUBKEY(nil, &place, bytes.count)
        }
        guard let opened else { return false }
        defer { EVP_PKEY_free(opened) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        var settings: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &settings, EVP_sha256(), nil, opened) == 1 else { return false }
        if self == .ps256 {
            guard EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1,
                EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, Int32(SHA256.byteCount)) == 1
            else { return false }
        }
        return EVP_DigestVerify(context, form, form.count, message, message.count) == 1
    }

    /// As libcrypto wants it: of ECDSA a DER sequence of the two numbers, which a token gives as 32 bytes each.
    private func form(of signature: [UInt8]) -> [UInt8]? {
        guard self == .es256 else { return signature }
        guard signature.count == 64 else { return nil }
        return DER.sequence(DER.integer(Array(signature.prefix(32))) + DER.integer(Array(signature.suffix(32))))
    }
}

extension PublicSigningKey {
    /// As a SubjectPublicKeyInfo (RFC 5280), which is how libcrypto takes keys of any kind; nil for a key that is too weak or too
    /// large. Whether a point lies on the curve is for libcrypto to say.
    fileprivate var der: [UInt8]? {
        switch self {
        case .rsa(let modulus, let exponent):
            let size = modulus.drop { $0 == 0 }.count
            // 2048 to 8192 bits, and an odd exponent of more than 1.
            guard (256...1024).contains(size), (1...4).contains(exponent.count), let last = exponent.last, last & 1 == 1,
                exponent.reduce(0, { $0 << 8 | Int($1) }) >= 3
            else { return nil }
            let key = DER.sequence(DER.integer(modulus) + DER.integer(exponent))
            return DER.sequence(DER.sequence(DER.rsaEncryption + DER.null) + DER.bits(key))
        case .p256(let x, let y):
            guard x.count == 32, y.count == 32 else { return nil }
            return DER.sequence(DER.sequence(DER.ellipticCurve + DER.p256) + DER.bits([4] + x + y))
        }
    }
}

/// As much of DER (X.690) as a public key and a signature need.
private enum DER {
    static let null: [UInt8] = [0x05, 0x00]
    /// 1.2.840.113549.1.1.1
    static let rsaEncryption: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    /// 1.2.840.10045.2.1
    static let ellipticCurve: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    /// 1.2.840.10045.3.1.7
    static let p256: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]

    static func sequence(_ content: [UInt8]) -> [UInt8] { tagged(0x30, content) }
    static func bits(_ content: [UInt8]) -> [UInt8] { tagged(0x03, [0] + content) }

    /// Not negative: a first bit of 1 gets a zero before it.
    static func integer(_ number: [UInt8]) -> [UInt8] {
        var digits = Array(number.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return tagged(0x02, digits)
    }

    private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let length: [UInt8] =
            switch count {
            case ..<0x80: [UInt8(count)]
            case ..<0x100: [0x81, UInt8(count)]
            default: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
            }
        return [tag] + length + content
    }
}
