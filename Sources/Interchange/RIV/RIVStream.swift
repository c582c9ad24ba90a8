package import Foundation

/// The documents of an input of any size, one at a time. Holds at most one document and one chunk in memory.
package struct RIVStream {
    private let reader: RIVReader
    private let pieces: RIVPieceReader
    private let nextChunk: () throws -> [UInt8]
    private var splitter: RIVSplitter?
    private var decoder: UTF16Decoder?
    private var window: [UInt8] = []
    /// Bytes and lines of the input that the window has left behind.
    private var offset = 0
    private var lines = 0
    private var isFinal = false
    private var found = 0
    private var isBlank = true
    /// The input as given, kept up to the limit until a document is found: an input without any is quarantined whole.
    private var head: [UInt8] = []
    private var headIsComplete = true

    init(reader: RIVReader, nextChunk: @escaping () throws -> [UInt8]) {
        self.reader = reader
        pieces = RIVPieceReader(reader: reader)
        self.nextChunk = nextChunk
    }

    /// Nil at the end of the input. Throws what the input throws.
    package mutating func next() throws -> RIVReading? {
        if splitter == nil { try begin() }
        while true {
            let step = window.withUnsafeBufferPointer { splitter!.next(in: $0, isFinal: isFinal) }
            switch step {
            case .piece(let piece): return reading(piece)
            case .end: return last()
            case .more(let kept):
                leave(kept)
                if window.count > reader.limits.bytesPerDocument,
                    let piece = window.withUnsafeBufferPointer({ splitter!.abandon($0) })
                {
                    return reading(piece)
                }
                try extend()
            }
        }
    }

    private mutating func begin() throws {
        var start: [UInt8] = []
        while start.count < 4, !isFinal {
            let chunk = try nextChunk()
            isFinal = chunk.isEmpty
            start += chunk
        }
        decoder = start.withUnsafeBufferPointer { UTF16Decoder(beginning: $0) }
        splitter = RIVSplitter(isConverted: decoder != nil)
        append(start)
    }

    private mutating func extend() throws {
        let chunk = try nextChunk()
        isFinal = chunk.isEmpty
        append(chunk)
    }

    private mutating func append(_ chunk: [UInt8]) {
        if found == 0, headIsComplete {
            headIsComplete = head.count + chunk.count <= reader.limits.bytesPerDocument
            if headIsComplete { head += chunk }
        }
        let text = decoder == nil ? chunk : chunk.withUnsafeBufferPointer { decoder!.decode($0, isLast: isFinal) }
        if isBlank { isBlank = text.withUnsafeBufferPointer(\.isBlank) }
        window += text
    }

    private mutating func leave(_ count: Int) {
        guard count > 0 else { return }
        lines += window.withUnsafeBufferPointer { $0.lineBreaks(in: 0..<count) }
        offset += count
        window.removeFirst(count)
        splitter!.shift(by: count)
    }

    private mutating func reading(_ piece: RIVSplitter.Piece) -> RIVReading {
        found += 1
        head = []
        return window.withUnsafeBufferPointer {
            pieces.read(piece, in: $0, windowOffset: offset, linesBefore: lines, whole: nil)
        }
    }

    private mutating func last() -> RIVReading? {
        guard found == 0 else { return nil }
        found = 1
        return RIVReading(
            result: .failure(splitter!.nothingFound(isBlank: isBlank)),
            source: RIVSource(bytes: head, offset: 0, isComplete: headIsComplete)
        )
    }
}

extension RIVReader {
    /// - Parameter nextChunk: gives the next bytes of the input; none at its end.
    package func stream(nextChunk: @escaping () throws -> [UInt8]) -> RIVStream {
        RIVStream(reader: self, nextChunk: nextChunk)
    }

    /// Reads a file without holding it whole. Throws what opening it throws; reading errors come from `next()`.
    package func stream(file: URL, chunk: Int = 1 << 18) throws -> RIVStream {
        let handle = try FileHandle(forReadingFrom: file)
        return RIVStream(reader: self) { try handle.read(upToCount: chunk).map { Array($0) } ?? [] }
    }
}
