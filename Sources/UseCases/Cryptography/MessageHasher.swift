internal import CLibCrypto

/// SHA-256 of many short messages by one state: a log of a million rows is two million of them, and asking the library for the
/// algorithm each time would cost more than the hashing.
final class MessageHasher {
    private let context: OpaquePointer
    private let algorithm: OpaquePointer

    init() {
        guard let context = EVP_MD_CTX_new(), let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
            preconditionFailure("libcrypto gives no SHA-256")
        }
        self.context = context
        self.algorithm = algorithm
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_MD_free(algorithm)
    }

    func digest(of bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { digest(of: $0) } }

    func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { target, count in
            guard EVP_DigestInit_ex2(context, algorithm, nil) == 1,
                EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1,
                EVP_DigestFinal_ex(context, target.baseAddress, nil) == 1
            else { preconditionFailure("libcrypto gives no SHA-256") }
            count = SHA256.byteCount
        }
    }
}
