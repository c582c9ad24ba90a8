/// The body of an age file: chunks of 64 KiB, each sealed under its number, the last one marked as the last. A chunk that is missing,
/// moved or changed, or an end that is not the end, is found out.
struct AgeChunks {
    static let plainSize = 65_536
    static let sealedSize = plainSize + SealedBytes.tagSize

    /// 32 bytes.
    private let key: [UInt8]
    private var number: UInt64 = 0

    init(key: [UInt8]) { self.key = key }

    mutating func seal(_ chunk: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
        defer { number += 1 }
        return SealedBytes.seal(Array(chunk), key: key, nonce: nonce(isLast: isLast))
    }

    mutating func open(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws -> [UInt8] {
        guard chunk.count >= SealedBytes.tagSize else { throw BackupFault.truncated }
        guard let plain = SealedBytes.open(Array(chunk), key: key, nonce: nonce(isLast: isLast)) else {
            // The end of a file that was cut off is a chunk that is not whole, or not marked as the last.
            throw isLast ? BackupFault.truncated : BackupFault.damaged("del \(number + 1) är ändrad")
        }
        number += 1
        return plain
    }

    /// Eleven bytes of number, highest first, and one that says if it is the last.
    private func nonce(isLast: Bool) -> [UInt8] {
        [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * (7 - UInt64($0)))) } + [isLast ? 1 : 0]
    }
}
