/// A key pair of age's (age-encryption.org/v1): the public half may lie beside the server, the secret half must not.
package struct AgeIdentity: Sendable {
    let key: KeyAgreement.PrivateKey

    package init() { key = KeyAgreement.PrivateKey() }

    /// Reads an identity file as `age-keygen` writes it: the first line that is a secret key.
    package init?(file text: String) {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let bytes = Bech32.decode(prefix: "age-secret-key-", String(line.filter { !$0.isWhitespace })),
                let key = KeyAgreement.PrivateKey(bytes)
            else { continue }
            self.key = key
            return
        }
        return nil
    }

    package var recipient: AgeRecipient { AgeRecipient(key: key.publicKey) }
    package var text: String { Bech32.encode(prefix: "age-secret-key-", key.bytes).uppercased() }
}

/// The public half, `age1…`.
package struct AgeRecipient: Sendable {
    let key: KeyAgreement.PublicKey

    init(key: KeyAgreement.PublicKey) { self.key = key }

    package init?(_ text: String) {
        guard let bytes = Bech32.decode(prefix: "age", text),
            let key = KeyAgreement.PublicKey(bytes)
        else { return nil }
        self.key = key
    }

    package var text: String { Bech32.encode(prefix: "age", key.bytes) }
}
