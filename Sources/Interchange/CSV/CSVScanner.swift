/// Cuts a stream of bytes into rows and fields after RFC 4180, with one row in memory at a time.
///
/// It accepts LF, CRLF and CR, a last line without line break, line breaks inside quoted fields, and a quote inside an
/// unquoted field (kept as written: record systems do not quote `skruv 5"`). A row that breaks the rules is given up at
/// its first line break and the search goes on with the next line, so that one lost quote does not swallow the rest.
///
/// A class, because it owns its buffer; used by one reader on one thread.
final class CSVScanner {
    /// Reads more bytes into the buffer; 0 at the end.
    typealias Fill = (UnsafeMutableRawBufferPointer) throws -> Int

    /// A field's bytes, counted from the row's first byte, without surrounding quotes.
    struct Field {
        var start: Int32
        var end: Int32
        /// Holds doubled quotes.
        var isEscaped: Bool
    }

    enum Break {
        case afterQuote, openQuote, fieldLength, rowLength, columns, fieldCount(Int)
    }

    enum Outcome {
        case row
        case broken(Break)
        case end
    }

    let limits: CSVLimits
    var separator: UInt8 = 0x3B
    /// Fields that the header has; 0 until it is known.
    var expectedFields = 0
    /// The current row's first line, from 1.
    private(set) var line = 0
    private(set) var fieldCount = 0
    private(set) var holdsNUL = false
    private(set) var isASCII = true
    /// Bytes taken from the stream and done with.
    private(set) var bytesRead = 0
    /// The row was longer than we keep: `raw` is its beginning.
    private(set) var isTruncated = false

    let fields: UnsafeMutablePointer<Field>
    private let fill: Fill
    private let buffer: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    /// The current row's first byte, and the first byte after what is filled.
    private var begin = 0
    private var end = 0
    private var atEnd = false
    private var rawLength = 0
    private var nextBegin = 0
    private var nextLine = 1

    private static let chunk = 256 * 1024
    private struct RowTooLong: Error {}

    init(limits: CSVLimits, fill: @escaping Fill) {
        self.limits = limits
        self.fill = fill
        capacity = limits.row + Self.chunk
        buffer = .allocate(capacity: capacity)
        fields = .allocate(capacity: limits.columns)
    }

    deinit {
        buffer.deallocate()
        fields.deallocate()
    }

    /// The current row's first byte. Valid until the next call of `next`.
    var base: UnsafePointer<UInt8> { UnsafePointer(buffer + begin) }

    /// The current row as it stands in the file, without its line break; of a broken row its first line.
    var raw: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: rawLength) }

    /// What can be looked at before the first row.
    func peek() throws -> UnsafeBufferPointer<UInt8> {
        while end - nextBegin < Self.chunk, try refill() {}
        return UnsafeBufferPointer(start: buffer + nextBegin, count: end - nextBegin)
    }

    /// Passes over bytes at the start that are no part of the first row (byte order mark).
    func skip(_ count: Int) {
        nextBegin += count
        bytesRead += count
    }

    /// Moves what remains to the buffer's start and reads more; false at the end of the stream.
    private func refill() throws -> Bool {
        guard end - begin <= limits.row else { throw RowTooLong() }
        guard !atEnd else { return false }
        if begin > 0 {
            buffer.update(from: buffer + begin, count: end - begin)
            end -= begin
            nextBegin -= begin
            begin = 0
        }
        let count = try fill(UnsafeMutableRawBufferPointer(start: buffer + end, count: Self.chunk))
        if count == 0 { atEnd = true }
        end += count
        return count > 0
    }

    /// Reads the next row that is not empty.
    func next() throws -> Outcome {
        while true {
            begin = nextBegin
            line = nextLine
            isTruncated = false
            let outcome: Outcome
            do {
                outcome = try scan()
            } catch is RowTooLong {
                outcome = try giveUp(.rowLength)
            }
            if case .row = outcome, rawLength == 0 { continue }
            return outcome
        }
    }

    private func finish(length: Int, lineBreak: Int, lines: Int) {
        rawLength = length
        nextBegin = begin + length + lineBreak
        nextLine = line + lines
        bytesRead += length + lineBreak
    }

    /// One pass over one row. Indices count from the row's first byte, so that they survive a refill.
    private func scan() throws -> Outcome {
        fieldCount = 0
        holdsNUL = false
        var seen: UInt64 = 0
        var innerLines = 0
        var strayQuote = false
        var i = 0

        row: while true {
            if fieldCount == limits.columns { return try giveUp(.columns) }
            if begin + i == end, try !refill() {
                if i == 0 { return .end }
                add(i, i, false)
                return try complete(length: i, lineBreak: 0, lines: innerLines, seen: seen)
            }
            // Half of a row's fields are empty.
            if base[i] == separator {
                add(i, i, false)
                i += 1
                continue row
            }
            var isEscaped = false
            let isQuoted = base[i] == 0x22
            if isQuoted { i += 1 }
            let start = i
            while true {
                i = nextSpecial(
                    in: base, from: i, to: end - begin, separator: isQuoted ? 0x22 : separator, seen: &seen)
                if i - start > limits.field { return try giveUp(.fieldLength) }
                if begin + i == end {
                    if try refill() { continue }
                    if isQuoted { return try giveUp(.openQuote) }
                    add(start, i, false)
                    return try complete(length: i, lineBreak: 0, lines: innerLines, seen: seen)
                }
                let byte = base[i]
                if byte == 0 {
                    holdsNUL = true
                    i += 1
                } else if byte == separator, !isQuoted {
                    add(start, i, false)
                    i += 1
                    continue row
                } else if byte == 0x22 {
                    guard isQuoted else {
                        // A row may have stray quotes or span lines; both at once means that a quote was lost.
                        if innerLines > 0 { return try giveUp(.afterQuote) }
                        strayQuote = true
                        i += 1
                        continue
                    }
                    if begin + i + 1 == end, try !refill() {
                        add(start, i, isEscaped)
                        return try complete(length: i + 1, lineBreak: 0, lines: innerLines, seen: seen)
                    }
                    let after = base[i + 1]
                    if after == 0x22 {
                        isEscaped = true
                        i += 2
                        continue
                    }
                    guard after == separator || after == 0x0A || after == 0x0D else { return try giveUp(.afterQuote) }
                    add(start, i, isEscaped)
                    if after == separator {
                        i += 2
                        continue row
                    }
                    i += 1
                    return try complete(length: i, lineBreak: lineBreak(at: i), lines: innerLines + 1, seen: seen)
                } else if isQuoted {
                    if strayQuote { return try giveUp(.afterQuote) }
                    if byte == 0x0A { innerLines += 1 } else if try lineBreak(at: i) == 1 { innerLines += 1 }
                    i += 1
                } else {
                    add(start, i, false)
                    return try complete(length: i, lineBreak: lineBreak(at: i), lines: innerLines + 1, seen: seen)
                }
            }
        }
    }

    @inline(__always)
    private func add(_ start: Int, _ end: Int, _ isEscaped: Bool) {
        fields[fieldCount] = Field(start: Int32(start), end: Int32(end), isEscaped: isEscaped)
        fieldCount += 1
    }

    private func complete(length: Int, lineBreak: Int, lines: Int, seen: UInt64) throws -> Outcome {
        isASCII = seen & 0x8080_8080_8080_8080 == 0
        if length > limits.row { return try giveUp(.rowLength) }
        // An empty field after the last column (a separator at the end of the line) is harmless.
        while expectedFields > 0, fieldCount > expectedFields, fields[fieldCount - 1].start == fields[fieldCount - 1].end {
            fieldCount -= 1
        }
        if expectedFields > 0, fieldCount != expectedFields, length > 0 {
            // Over several lines a wrong number means that a quote has swallowed rows.
            return try giveUp(.fieldCount(fieldCount))
        }
        finish(length: length, lineBreak: lineBreak, lines: lines)
        return .row
    }

    /// Length of the line break at `i`: 2 for CRLF.
    private func lineBreak(at i: Int) throws -> Int {
        guard base[i] == 0x0D else { return 1 }
        if begin + i + 1 == end, try !refill() { return 1 }
        return base[i + 1] == 0x0A ? 2 : 1
    }

    /// Gives up the row at its first line break; what comes after is read anew.
    private func giveUp(_ reason: Break) throws -> Outcome {
        var i = 0
        while true {
            i = nextLineBreak(in: base, from: i, to: end - begin)
            if begin + i < end {
                let isLast = begin + i + 1 == end && i >= limits.row
                finish(length: i, lineBreak: isLast ? 1 : try lineBreak(at: i), lines: 1)
                return .broken(reason)
            }
            if i > limits.row {
                try skipLine()
                return .broken(reason)
            }
            if try !refill() {
                finish(length: i, lineBreak: 0, lines: 1)
                return .broken(reason)
            }
        }
    }

    /// Reads past a line that is longer than the buffer, holding on to its first bytes.
    private func skipLine() throws {
        isTruncated = true
        bytesRead += end - begin
        if begin > 0 {
            buffer.update(from: buffer + begin, count: limits.row)
            begin = 0
        }
        rawLength = limits.row
        nextLine = line + 1
        var endsWithReturn = false
        while true {
            let count = try fill(UnsafeMutableRawBufferPointer(start: buffer + limits.row, count: Self.chunk))
            if count == 0 { atEnd = true }
            end = limits.row + count
            nextBegin = limits.row
            if atEnd { return }
            if endsWithReturn {
                // A CRLF cut in two by the chunk.
                if buffer[nextBegin] == 0x0A { nextBegin += 1 }
                break
            }
            let hit = nextLineBreak(in: UnsafePointer(buffer), from: limits.row, to: end)
            if hit < end {
                nextBegin = hit + 1
                guard buffer[hit] == 0x0D else { break }
                if nextBegin < end {
                    if buffer[nextBegin] == 0x0A { nextBegin += 1 }
                    break
                }
                endsWithReturn = true
            }
            bytesRead += count
        }
        bytesRead += nextBegin - limits.row
    }
}
