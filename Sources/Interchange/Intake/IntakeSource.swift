/// One file to import: its name, what it holds, and its bytes, which can be read once.
package final class IntakeSource {
    /// For people: the path, or archive and name in it. Never used as a path.
    package let name: String
    package let kind: IntakeKind
    /// Bytes that it will give; nil when that cannot be known (standard input, a pipe).
    package let size: Int64?
    /// The file's path when it is a plain file, for readers that want to open it themselves.
    package let path: String?

    /// How far all sources before this one have come, and what part of the whole this one stands for.
    private let doneBefore: Int64
    private let share: Int64
    private let bytes: PeekedBytes
    /// The first bytes, at most 64 KB, as they came: kept for the case that reading stops halfway.
    package let beginning: [UInt8]

    init(name: String, kind: IntakeKind, size: Int64?, path: String?, doneBefore: Int64, share: Int64, bytes: PeekedBytes) {
        self.name = name
        self.kind = kind
        self.size = size
        self.path = path
        self.doneBefore = doneBefore
        self.share = share
        self.bytes = bytes
        beginning = bytes.beginning
    }

    /// Bytes of this source read so far.
    package var bytesRead: Int64 { bytes.bytesRead }

    /// How far the whole intake has come, in bytes of `Intake.totalBytes`.
    package var position: Int64 {
        guard let size, size > 0 else { return doneBefore + bytesRead }
        if share == size { return doneBefore + min(bytesRead, share) }
        return doneBefore + Int64(Double(share) * min(1, Double(bytesRead) / Double(size)))
    }

    /// Writes the next bytes into the buffer and returns how many; 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeFault) -> Int { try bytes.read(into: buffer) }

    /// The next bytes; empty at the end.
    package func nextChunk(_ size: Int = 1 << 18) throws(IntakeFault) -> [UInt8] {
        var fault: IntakeFault?
        let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            do throws(IntakeFault) {
                count = try bytes.read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return chunk
    }
}

/// What the intake met, in order: a source to read, or what is wrong with it.
package struct IntakeEntry {
    package let name: String
    package let source: Result<IntakeSource, IntakeFault>
    /// All bytes of what was refused, from the first, so that something of it can be kept; nil when there are none to be had.
    package let refused: RefusedBytes?

    init(name: String, source: Result<IntakeSource, IntakeFault>, refused: RefusedBytes? = nil) {
        self.name = name
        self.source = source
        self.refused = refused
    }
}

/// The bytes of a file that was refused, read once. Use it before the next entry is asked for.
package final class RefusedBytes {
    private let bytes: PeekedBytes

    init(_ bytes: PeekedBytes) { self.bytes = bytes }

    /// A file once more from its beginning; nil when it cannot be opened.
    package init?(path: String) {
        guard let file = try? FileBytes(path: path) else { return nil }
        bytes = PeekedBytes(file)
    }

    /// The next bytes; empty at the end.
    package func nextChunk(_ size: Int = 1 << 18) throws(IntakeFault) -> [UInt8] {
        var fault: IntakeFault?
        let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            do throws(IntakeFault) {
                count = try bytes.read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return chunk
    }
}
