package import Storage

/// The installation's own key, for what the database must keep and who reads the database must not know: the secrets of code apps. It lies
/// in a file outside the database, the same for every server that shares it.
package struct SealingKey: Sendable {
    private static let size = 32
    /// Says how what follows is sealed, so that another way can stand beside this one.
    private static let form: UInt8 = 1

    private let bytes: [UInt8]

    /// A new one.
    package init() { bytes = RandomBytes.make(SealingKey.size) }

    /// Nil for what is no such key.
    package init?(text: String) {
        guard let bytes = Base64URL.bytes(text.filter { !$0.isWhitespace }), bytes.count == SealingKey.size else { return nil }
        self.bytes = bytes
    }

    /// For the file.
    package var text: String { Base64URL.text(bytes) }

    /// - Parameter purpose: whose what is: bytes that are moved to another row open nothing there.
    func seal(_ plain: [UInt8], for purpose: String) -> [UInt8] {
        let nonce = RandomBytes.make(SealedBytes.nonceSize)
        return [SealingKey.form] + nonce + SealedBytes.seal(plain, key: key(purpose), nonce: nonce)
    }

    /// Nil for what was sealed with another key or for another purpose, and for what was never sealed.
    func open(_ sealed: [UInt8], for purpose: String) -> [UInt8]? {
        guard sealed.first == SealingKey.form, sealed.count > 1 + SealedBytes.nonceSize else { return nil }
        let nonce = Array(sealed[1...SealedBytes.nonceSize])
        return SealedBytes.open(Array(sealed.dropFirst(1 + SealedBytes.nonceSize)), key: key(purpose), nonce: nonce)
    }

    private func key(_ purpose: String) -> [UInt8] { KeyDerivation.key(from: bytes, salt: [], info: purpose) }
}

// The secret of an account's code app.
extension SealingKey {
    private static func purpose(account: Int) -> String { "second factor of account \(account)" }

    package func sealedSecret(_ secret: [UInt8], account: Int) -> [UInt8] {
        seal(secret, for: SealingKey.purpose(account: account))
    }

    /// - Throws: `StorageError.corrupt` when this is not the key that it was sealed with: that is the operators' to mend, and no wrong code.
    func secret(_ sealed: [UInt8], account: Int) throws -> [UInt8] {
        guard let secret = open(sealed, for: SealingKey.purpose(account: account)) else {
            throw StorageError.corrupt("second_factor.secret is not sealed with this key")
        }
        return secret
    }

    /// Whether the store's newest secret was sealed with this key; nil when there is none.
    package func opensSecrets(of database: any Database) throws -> Bool? {
        try database.readBlocking { try SecondFactorRepository($0).newest() }
            .map { (try? secret($0.secret, account: $0.account)) != nil }
    }
}
