#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

// Byte searches that look at eight bytes at a time. They read only inside the range that they are given.

/// Repeats a byte in all eight lanes.
@inline(__always)
func lanes(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// The high bit of each lane that is below `limit` (at most 0x80). A lane above such a lane may be set falsely (borrow),
/// so only "any" and the lowest set lane are to be trusted, which on a little-endian machine is the first byte in memory.
@inline(__always)
private func lanes(of word: UInt64, below limit: UInt8) -> UInt64 {
    (word &- lanes(limit)) & ~word & 0x8080_8080_8080_8080
}

/// The first index in `index..<end` that holds `separator`, a quote, LF, CR or NUL; `end` when none does.
///
/// `seen` collects all bytes passed over, so that a row without a byte above 0x7F is known to be ASCII.
@inline(__always)
func nextSpecial(
    in base: UnsafePointer<UInt8>, from index: Int, to end: Int, separator: UInt8, seen: inout UInt64
) -> Int {
    let separators = lanes(separator)
    let quotes = lanes(0x22)
    var i = index
    while i + 8 <= end {
        let word = UInt64(littleEndian: UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self))
        // One test for all control characters up to CR: those that we do not look for are rare.
        let hit = lanes(of: word ^ separators, below: 1) | lanes(of: word ^ quotes, below: 1) | lanes(of: word, below: 0x0E)
        if hit == 0 {
            seen |= word
            i += 8
            continue
        }
        let offset = hit.trailingZeroBitCount >> 3
        // Bytes after the hit are looked at again; they may belong to the next row.
        if offset > 0 { seen |= word << UInt64(64 - offset * 8) }
        i += offset
        if isSpecial(base[i], separator) { return i }
        i += 1
    }
    while i < end {
        let byte = base[i]
        if isSpecial(byte, separator) { return i }
        seen |= UInt64(byte)
        i += 1
    }
    return end
}

@inline(__always)
private func isSpecial(_ byte: UInt8, _ separator: UInt8) -> Bool {
    byte == separator || byte == 0x22 || byte == 0x0A || byte == 0x0D || byte == 0
}

/// The first LF or CR in `index..<end`; `end` when there is none. In blocks, so that neither search runs far ahead of
/// the other in a file that has only one of the two.
func nextLineBreak(in base: UnsafePointer<UInt8>, from index: Int, to end: Int) -> Int {
    var i = index
    while i < end {
        let count = min(4096, end - i)
        let lineFeed = memchr(base + i, 0x0A, count).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
        let carriageReturn = memchr(base + i, 0x0D, count).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
        if lineFeed != nil || carriageReturn != nil { return min(lineFeed ?? end, carriageReturn ?? end) }
        i += count
    }
    return end
}

/// Whether the bytes are UTF-8 (RFC 3629: no surrogates, nothing over U+10FFFF, shortest form).
func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let end = bytes.count
    var i = 0
    while i < end {
        if i + 8 <= end, UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
            i += 8
            continue
        }
        let lead = base[i]
        if lead < 0x80 {
            i += 1
            continue
        }
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return false
        }
        guard i + length <= end, second.contains(base[i + 1]) else { return false }
        for offset in 2..<max(2, length) where base[i + offset] & 0xC0 != 0x80 { return false }
        i += length
    }
    return true
}
