/// A signed token (JSON Web Token, RFC 7519, in the compact form of RFC 7515) before its signature has been judged.
struct WebToken {
    let algorithm: SignatureAlgorithm
    let keyID: String?
    private let signed: [UInt8]
    private let signature: [UInt8]
    private let payload: [UInt8]

    /// - Throws: `IdentityFault.refused` for another form, for an algorithm that is not let in (`none` and those with a shared
    ///   secret among them), and for a header that asks for something that is not understood here.
    init(_ text: String) throws(IdentityFault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64URL.bytes(parts[0]), let payload = Base64URL.bytes(parts[1]),
            let signature = Base64URL.bytes(parts[2]), !signature.isEmpty, let header = JSONValue(head)
        else { throw .refused("the token is not a signed web token") }
        guard let algorithm = header["alg"]?.text.flatMap(SignatureAlgorithm.init) else {
            throw .refused("the token's algorithm is not let in")
        }
        guard header["crit"] == nil, header["b64"] == nil else { throw .refused("the token's header asks for an extension") }
        if let type = header["typ"] {
            guard type.text?.uppercased() == "JWT" else { throw .refused("the token is of another type") }
        }
        self.algorithm = algorithm
        self.payload = payload
        self.signature = signature
        keyID = header["kid"]?.text
        signed = Array(text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
    }

    /// The claims, once the signature is right.
    func claims(by key: PublicSigningKey) throws(IdentityFault) -> JSONValue {
        guard algorithm.verifies(signature, of: signed, by: key) else { throw .refused("the token's signature is wrong") }
        guard let claims = JSONValue(payload), case .object = claims else { throw .refused("the token holds no claims") }
        return claims
    }
}

/// A provider's public keys (JSON Web Key Set, RFC 7517). What cannot be used for signatures is left out.
struct WebKeys: Sendable {
    private struct Key: Sendable {
        let id: String?
        let algorithm: SignatureAlgorithm?
        let key: PublicSigningKey
    }

    private let keys: [Key]

    init(_ set: JSONValue) throws(IdentityFault) {
        guard let list = set["keys"]?.list else { throw .unavailable("the provider's key set is malformed") }
        keys = list.prefix(64).compactMap(WebKeys.key)
    }

    private static func key(_ value: JSONValue) -> Key? {
        if let use = value["use"], use.text != "sig" { return nil }
        if let operations = value["key_ops"], !operations.texts.contains("verify") { return nil }
        let algorithm = value["alg"]?.text.flatMap(SignatureAlgorithm.init)
        // A key for another algorithm than ours is no key of ours.
        guard value["alg"] == nil || algorithm != nil else { return nil }
        func bytes(_ name: String) -> [UInt8]? { value[name]?.text.flatMap { Base64URL.bytes($0) } }
        let key: PublicSigningKey
        switch value["kty"]?.text {
        case "RSA":
            guard let modulus = bytes("n"), let exponent = bytes("e") else { return nil }
            key = .rsa(modulus: modulus, exponent: exponent)
        case "EC":
            guard value["crv"]?.text == "P-256", let x = bytes("x"), let y = bytes("y") else { return nil }
            key = .p256(x: x, y: y)
        default: return nil
        }
        return Key(id: value["kid"]?.text, algorithm: algorithm, key: key)
    }

    /// The key that the token names, or the only one that fits when it names none.
    func key(for token: WebToken) -> PublicSigningKey? {
        let fitting = keys.filter { ($0.algorithm ?? token.algorithm) == token.algorithm && token.algorithm.fits($0.key) }
        let named = token.keyID.map { id in fitting.filter { $0.id == id } } ?? fitting
        return named.count == 1 ? named[0].key : nil
    }
}

/// Why nobody was let in. The reason is for the log, and holds nothing of what was refused.
package enum IdentityFault: Error, Sendable, Equatable {
    /// The provider does not answer as it should: try again.
    case unavailable(String)
    /// The answer cannot be trusted.
    case refused(String)
    /// The person said no at the provider, or took too long.
    case givenUp
}
