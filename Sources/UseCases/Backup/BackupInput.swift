import Foundation
import Interchange

/// The bytes of a backup, decrypted when it is encrypted.
final class BackupInput {
    private let path: String
    private let file: FileHandle
    private var raw: [UInt8] = []
    private var chunks: AgeChunks?
    private var plain: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// - Parameter identity: needed for an encrypted file.
    init(path: String, identity: AgeIdentity?) throws {
        self.path = path
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw BackupFault.cannotRead(path, reason: SystemReason.words(errno))
        }
        self.file = file
        try fill(AgeHeader.firstLine.utf8.count)
        guard raw.starts(with: AgeHeader.firstLine.utf8) else { return }
        guard let identity else { throw BackupFault.encrypted }
        while true {
            if let head = try AgeHeader.open(raw, with: identity) {
                try fill(head.count + 16)
                guard raw.count >= head.count + 16 else { throw BackupFault.truncated }
                chunks = AgeChunks(key: AgeHeader.payloadKey(head.key, nonce: Array(raw[head.count..<head.count + 16])))
                raw.removeFirst(head.count + 16)
                return
            }
            guard try fill(raw.count + 512) else { throw BackupFault.truncated }
        }
    }

    var isEncrypted: Bool { chunks != nil }

    /// Exactly so many bytes.
    ///
    /// - Throws: `BackupFault.truncated` when there are fewer.
    func read(_ count: Int) throws -> [UInt8] {
        while plain.count - position < count {
            guard try more() else { throw BackupFault.truncated }
        }
        defer { position += count }
        return Array(plain[position..<position + count])
    }

    /// True when nothing is left; also reads, and so checks, the end.
    func isFinished() throws -> Bool {
        while plain.count == position {
            guard try more() else { return true }
        }
        return false
    }

    private func more() throws -> Bool {
        if isAtEnd { return false }
        plain.removeFirst(position)
        position = 0
        let size = chunks == nil ? 1 << 18 : AgeChunks.sealedSize
        // One byte more tells whether this chunk is the last.
        isAtEnd = try !fill(size + 1)
        let chunk = raw.prefix(size)
        if chunks == nil { plain += chunk } else { plain += try chunks?.open(chunk, isLast: isAtEnd) ?? [] }
        raw.removeFirst(chunk.count)
        return true
    }

    /// - Returns: whether there are so many bytes.
    @discardableResult
    private func fill(_ count: Int) throws -> Bool {
        while raw.count < count {
            let part: Data?
            do { part = try file.read(upToCount: max(1 << 16, count - raw.count)) } catch {
                throw BackupFault.cannotRead(path, reason: SystemReason.words(errno))
            }
            guard let part, !part.isEmpty else { return false }
            raw += part
        }
        return true
    }
}
