import Foundation

/// Bytes that nobody can guess, from the system.
enum RandomBytes {
    /// As many as the kernel gives in one call: the call, not the bytes, is what takes time.
    private static let most = 256

    static func make(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, made in
            while made < count {
                let wanted = min(count - made, most)
                precondition(getentropy(bytes.baseAddress! + made, wanted) == 0, "the kernel always has so few")
                made += wanted
            }
        }
    }
}
