import Storage

/// Words that may be a person's name must not stand in an address, where proxies, histories and bookmarks keep them. Sealed they
/// may: only the session that sealed them can read them, and when it has ended nobody can. Nothing is stored.
extension SignIn.Signed {
    /// Letters that an address holds as they are.
    package func seal(_ words: String) -> String {
        // Filled up with spaces, so that the length of a name does not show.
        let length = max(1, (words.utf8.count + 31) / 32) * 32
        let filled = words + String(repeating: " ", count: length - words.utf8.count)
        let nonce = RandomBytes.make(SealedBytes.nonceSize)
        return Base64URL.text(nonce + SealedBytes.seal(Array(filled.utf8), key: wordsKey, nonce: nonce))
    }

    /// Nil for what another session has sealed, and for what nobody has.
    package func open(_ sealed: String) -> String? {
        guard let bytes = Base64URL.bytes(sealed), bytes.count > SealedBytes.nonceSize,
            let opened = SealedBytes.open(
                Array(bytes.dropFirst(SealedBytes.nonceSize)), key: wordsKey, nonce: Array(bytes.prefix(SealedBytes.nonceSize)))
        else { return nil }
        return String(decoding: opened.reversed().drop { $0 == UInt8(ascii: " ") }.reversed(), as: UTF8.self)
    }

    /// Drawn from the session's own secret, which stands neither on a page nor in the database.
    private var wordsKey: [UInt8] { KeyDerivation.key(from: Array(token.utf8), salt: [], info: "searched words") }
}
