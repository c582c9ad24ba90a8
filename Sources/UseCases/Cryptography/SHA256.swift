internal import CLibCrypto

/// SHA-256 (FIPS 180-4) of bytes that come in parts. A value: a copy goes on from where it was taken.
struct SHA256 {
    static let byteCount = 32

    /// libcrypto's state, freed with the last value that uses it.
    private final class State {
        let context: OpaquePointer

        init() {
            guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { SHA256.unavailable() }
            self.context = context
        }

        init(copying other: State) {
            guard let context = EVP_MD_CTX_new(), EVP_MD_CTX_copy_ex(context, other.context) == 1 else { SHA256.unavailable() }
            self.context = context
        }

        deinit { EVP_MD_CTX_free(context) }
    }

    private var state = State()

    mutating func update(_ bytes: some Collection<UInt8>) {
        if !isKnownUniquelyReferenced(&state) { state = State(copying: state) }
        let context = state.context
        let done: Int32? = bytes.withContiguousStorageIfAvailable { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        guard let done else { return update(Array(bytes)) }
        guard done == 1 else { SHA256.unavailable() }
    }

    /// Of what has come so far.
    func digest() -> [UInt8] {
        let last = State(copying: state)
        return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { target, count in
            guard EVP_DigestFinal_ex(last.context, target.baseAddress, nil) == 1 else { SHA256.unavailable() }
            count = SHA256.byteCount
        }
    }

    static func digest(of bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { target, count in
            guard EVP_Digest(bytes, bytes.count, target.baseAddress, nil, EVP_sha256(), nil) == 1 else { unavailable() }
            count = byteCount
        }
    }

    /// Only a library without SHA-256, or no memory for its state, gets here.
    private static func unavailable() -> Never { preconditionFailure("libcrypto gives no SHA-256") }
}
