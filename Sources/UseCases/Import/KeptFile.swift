import Interchange

/// What is kept of a file that was refused whole: all of it up to a bound, and of a larger one the beginning, with the length and
/// SHA-256 of it all, so that the very file can be known again.
struct KeptFile {
    static let bound = 64 * 1024
    /// A pipe may have no end: what is longer than this is not counted.
    private static let longest = 4 << 30

    private(set) var beginning: [UInt8]
    private(set) var whole: ImportItem.WholeFile

    /// Of a file whose rest cannot be had.
    init(beginning: [UInt8]) {
        self.beginning = Array(beginning.prefix(KeptFile.bound))
        whole = .init(length: nil, sha256: "")
    }

    /// Reads to the end with bounded memory. Bytes that cannot be read (an archive's bomb, a disk's fault) leave the length unknown.
    init(_ bytes: RefusedBytes?) {
        self.init(beginning: [])
        guard let bytes else { return }
        var hash = SHA256()
        var length = 0
        do {
            while true {
                let chunk = try bytes.nextChunk()
                if chunk.isEmpty { break }
                if beginning.count < KeptFile.bound { beginning += chunk.prefix(KeptFile.bound - beginning.count) }
                hash.update(chunk)
                length += chunk.count
                if length > KeptFile.longest { return }
            }
        } catch {
            return
        }
        whole = .init(length: length, sha256: Digest.hexadecimal(ofDigest: hash.digest()))
    }
}
