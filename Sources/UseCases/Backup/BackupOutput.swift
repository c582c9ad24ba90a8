import Foundation
import Interchange

/// A file that is there whole or not at all: written under another name, synced, read back, and only then given its own.
final class BackupOutput {
    private let path: String
    private let unfinished: String
    private let file: FileHandle
    private var chunks: AgeChunks?
    private var waiting: [UInt8] = []
    private var digest = SHA256()
    private var byteCount = 0

    /// - Parameter recipients: who can read the file; it is in the clear when there are none.
    /// - Throws: `BackupFault.exists`: nothing is written over.
    init(path: String, recipients: [AgeRecipient]) throws {
        self.path = path
        unfinished = path + ".part"
        guard !FileManager.default.fileExists(atPath: path) else { throw BackupFault.exists(path) }
        file = FileHandle(fileDescriptor: try BackupOutput.take(unfinished, for: path), closeOnDealloc: true)
        guard !recipients.isEmpty else { return }
        let (key, nonce) = (RandomBytes.make(16), RandomBytes.make(16))
        try put(Data(try AgeHeader.make(key, for: recipients) + nonce))
        chunks = AgeChunks(key: AgeHeader.payloadKey(key, nonce: nonce))
    }

    private static func take(_ unfinished: String, for path: String) throws -> Int32 {
        let descriptor: Int32
        do { descriptor = try OwnFile.open(unfinished) } catch {
            throw BackupFault.cannotWrite(path, reason: error.reason(whenTaken: "en annan säkerhetskopia skrivs dit just nu"))
        }
        guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 else {
            defer { close(descriptor) }
            throw BackupFault.cannotWrite(path, reason: SystemReason.words(errno))
        }
        return descriptor
    }

    func write(_ bytes: some Sequence<UInt8>) throws {
        waiting += bytes
        guard waiting.count > AgeChunks.plainSize else { return }
        // The last chunk is marked, so one is always held back.
        var start = 0
        while waiting.count - start > AgeChunks.plainSize {
            try seal(waiting[start..<start + AgeChunks.plainSize], isLast: false)
            start += AgeChunks.plainSize
        }
        waiting.removeFirst(start)
    }

    /// - Returns: the file's size.
    func finish() throws -> Int {
        try seal(waiting[...], isLast: true)
        guard fsync(file.fileDescriptor) == 0 else { throw failure() }
        try checkReadBack()
        // Unlike rename, link does not write over a file that came meanwhile.
        guard link(unfinished, path) == 0 else {
            throw errno == EEXIST ? BackupFault.exists(path) : failure()
        }
        unlink(unfinished)
        SyncedFolder.sync(of: path)
        return byteCount
    }

    func abandon() { unlink(unfinished) }

    private func seal(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws {
        try put(Data(chunks?.seal(chunk, isLast: isLast) ?? Array(chunk)))
    }

    private func put(_ data: Data) throws {
        do { try file.write(contentsOf: data) } catch { throw failure() }
        digest.update(data)
        byteCount += data.count
    }

    private func failure() -> BackupFault {
        .cannotWrite(path, reason: SystemReason.words(errno))
    }

    private func checkReadBack() throws {
        // What lies in memory says nothing of the disk.
        posix_fadvise(file.fileDescriptor, 0, 0, Int32(POSIX_FADV_DONTNEED))
        guard let again = FileHandle(forReadingAtPath: unfinished) else { throw BackupFault.readBackDiffers(path) }
        var read = SHA256()
        while let part = try again.read(upToCount: 1 << 20), !part.isEmpty { read.update(part) }
        guard read.digest() == digest.digest() else { throw BackupFault.readBackDiffers(path) }
    }
}
