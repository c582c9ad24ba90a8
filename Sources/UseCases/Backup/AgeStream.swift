import Crypto
import Foundation

/// The body of an age file: chunks of 64 KiB, each sealed under its number, the last one marked as the last. A chunk that is missing,
/// moved or changed, or an end that is not the end, is found out.
struct AgeChunks {
    static let plainSize = 65_536
    static let sealedSize = plainSize + 16

    private let key: SymmetricKey
    private var number: UInt64 = 0

    init(key: SymmetricKey) { self.key = key }

    mutating func seal(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws -> Data {
        let box = try ChaChaPoly.seal(chunk, using: key, nonce: try nonce(isLast: isLast))
        number += 1
        return box.ciphertext + box.tag
    }

    mutating func open(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws -> [UInt8] {
        guard chunk.count >= 16 else { throw BackupFault.truncated }
        do {
            let box = try ChaChaPoly.SealedBox(
                nonce: try nonce(isLast: isLast), ciphertext: chunk.dropLast(16), tag: chunk.suffix(16))
            let plain = try ChaChaPoly.open(box, using: key)
            number += 1
            return Array(plain)
        } catch {
            // The end of a file that was cut off is a chunk that is not whole, or not marked as the last.
            throw isLast ? BackupFault.truncated : BackupFault.damaged("del \(number + 1) är ändrad")
        }
    }

    /// Eleven bytes of number, highest first, and one that says if it is the last.
    private func nonce(isLast: Bool) throws -> ChaChaPoly.Nonce {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * (7 - UInt64($0)))) }
        return try ChaChaPoly.Nonce(data: [0, 0, 0] + counter + [isLast ? 1 : 0])
    }
}
