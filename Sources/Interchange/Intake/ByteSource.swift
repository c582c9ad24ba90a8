#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Bytes in order, read once. A class where it holds something open.
protocol ByteSource: AnyObject {
    /// Writes the next bytes into the buffer and returns how many; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeFault) -> Int
}

/// An open file or pipe.
final class FileBytes: ByteSource {
    private let descriptor: Int32
    private let ownsDescriptor: Bool

    init(path: String) throws(IntakeFault) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        ownsDescriptor = true
        if descriptor < 0 { throw FileBytes.fault(errno) }
    }

    private init(standardInput: Int32) {
        descriptor = standardInput
        ownsDescriptor = false
    }

    static func standardInput() -> FileBytes { FileBytes(standardInput: STDIN_FILENO) }

    deinit { if ownsDescriptor { close(descriptor) } }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeFault) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, base, buffer.count)
            #else
                let count = Glibc.read(descriptor, base, buffer.count)
            #endif
            if count >= 0 { return count }
            if errno != EINTR { throw FileBytes.fault(errno) }
        }
    }

    static func fault(_ code: Int32) -> IntakeFault {
        switch code {
        case ENOENT, ENOTDIR: .missing
        default: .unreadable(reason: SystemReason.words(code))
        }
    }
}

/// Puts back the bytes that were looked at, and counts what is read.
final class PeekedBytes: ByteSource {
    private let source: any ByteSource
    private var peeked: [UInt8] = []
    private var offset = 0
    private(set) var bytesRead: Int64 = 0
    /// What `peek` saw, also when it has been read.
    private(set) var beginning: [UInt8] = []

    init(_ source: any ByteSource) { self.source = source }

    /// The first bytes, fewer than `count` only when there are no more. Before any reading.
    func peek(_ count: Int) throws(IntakeFault) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        var filled = 0
        while filled < count {
            let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if got == 0 { break }
            filled += got
        }
        peeked = Array(buffer[..<filled])
        beginning = peeked
        return peeked
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeFault) -> Int {
        let waiting = peeked.count - offset
        let count: Int
        if waiting > 0 {
            count = min(waiting, buffer.count)
            peeked.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + count)])) }
            offset += count
            if offset == peeked.count { (peeked, offset) = ([], 0) }
        } else {
            count = try source.read(into: buffer)
        }
        bytesRead += Int64(count)
        return count
    }
}
