internal import Crypto
internal import Foundation
import Storage

/// Words that may be a person's name must not stand in an address, where proxies, histories and bookmarks keep them. Sealed they
/// may: only the session that sealed them can read them, and when it has ended nobody can. Nothing is stored.
extension SignIn.Signed {
    /// Letters that an address holds as they are.
    package func seal(_ words: String) -> String {
        // Filled up with spaces, so that the length of a name does not show.
        let length = max(1, (words.utf8.count + 31) / 32) * 32
        let filled = words + String(repeating: " ", count: length - words.utf8.count)
        // Sealing fails only for a nonce of the wrong length, and this one is made by the library.
        guard let box = try? AES.GCM.seal(Data(filled.utf8), using: wordsKey), let sealed = box.combined else { return "" }
        return sealed.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for what another session has sealed, and for what nobody has.
    package func open(_ sealed: String) -> String? {
        let standard = sealed.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: standard + padding), let box = try? AES.GCM.SealedBox(combined: bytes),
            let opened = try? AES.GCM.open(box, using: wordsKey)
        else { return nil }
        return String(decoding: opened, as: UTF8.self).trimmingCharacters(in: [" "])
    }

    /// Drawn from the session's own secret, which stands on no page.
    private var wordsKey: SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: session.tokenHash), info: Data("searched words".utf8), outputByteCount: 32)
    }
}
