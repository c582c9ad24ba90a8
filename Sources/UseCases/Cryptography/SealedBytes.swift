internal import CLibCrypto

/// ChaCha20-Poly1305 (RFC 8439): bytes that only the key's holder can read, and that nobody can change unseen.
enum SealedBytes {
    static let tagSize = 16
    static let nonceSize = 12

    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes, never the same twice for one key.
    /// - Returns: as many bytes as `plain`, and the tag.
    static func seal(_ plain: [UInt8], key: [UInt8], nonce: [UInt8]) -> [UInt8] {
        let sealed = cipher(plain, key, nonce, isSealing: true) { context, output in
            output += [UInt8](repeating: 0, count: tagSize)
            let place = output.count - tagSize
            return output.withUnsafeMutableBytes {
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagSize), $0.baseAddress! + place)
            }
        }
        guard let sealed else { preconditionFailure("libcrypto gives no ChaCha20-Poly1305") }
        return sealed
    }

    /// - Returns: nil when the bytes, the key or the nonce are not those that were sealed.
    static func open(_ sealed: [UInt8], key: [UInt8], nonce: [UInt8]) -> [UInt8]? {
        guard sealed.count >= tagSize else { return nil }
        var tag = Array(sealed.suffix(tagSize))
        return cipher(Array(sealed.dropLast(tagSize)), key, nonce, isSealing: false) { context, _ in
            1
        } before: { context in
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagSize), &tag)
        }
    }

    private static func cipher(
        _ input: [UInt8], _ key: [UInt8], _ nonce: [UInt8], isSealing: Bool,
        after: (OpaquePointer, inout [UInt8]) -> Int32, before: (OpaquePointer) -> Int32 = { _ in 1 }
    ) -> [UInt8]? {
        precondition(key.count == 32 && nonce.count == nonceSize)
        guard let context = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: input.count)
        var (written, rest) = (Int32(0), Int32(0))
        guard EVP_CipherInit_ex(context, EVP_chacha20_poly1305(), nil, key, nonce, isSealing ? 1 : 0) == 1,
            EVP_CipherUpdate(context, &output, &written, input, Int32(input.count)) == 1, before(context) == 1
        else { return nil }
        // A stream cipher has nothing left to give: this is where the tag is judged.
        var end = [UInt8](repeating: 0, count: tagSize)
        guard EVP_CipherFinal_ex(context, &end, &rest) == 1, Int(written) == input.count, rest == 0,
            after(context, &output) == 1
        else { return nil }
        return output
    }
}
