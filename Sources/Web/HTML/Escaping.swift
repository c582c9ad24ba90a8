/// One escaping that is right both between tags and inside a quoted attribute.
enum Escaping {
    /// Appends `text` with `& < > " '` as character references. Control characters that HTML forbids become U+FFFD, so that a
    /// certificate with a NUL in it cannot break a page that is otherwise fine.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        for index in 0..<text.count {
            guard isSpecial(text[index]) else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            replacement(of: text[index]).withUTF8Buffer { bytes.append(contentsOf: $0) }
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    /// Appends a run-time string. As the start of a reference attribute it must be local: anything that could name a scheme or
    /// another host (`javascript:`, `//host`, `/\host`) is replaced by `#`.
    static func append(_ text: String, to bytes: inout [UInt8], asReference: Bool) {
        var text = text
        text.withUTF8 { utf8 in
            if asReference, !isLocalReference(utf8) {
                bytes.append(UInt8(ascii: "#"))
            } else {
                append(utf8, to: &bytes)
            }
        }
    }

    static func endsInReferenceAttribute(_ bytes: [UInt8]) -> Bool {
        guard bytes.last == UInt8(ascii: "\""), bytes.count > 5, bytes[bytes.count - 2] == UInt8(ascii: "=") else { return false }
        return endings.contains { bytes.suffix($0.count).elementsEqual($0) }
    }

    static func isLocalReference(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        // Browsers drop tabs and line breaks inside addresses: "/\t/host" would become "//host".
        if text.contains(where: { $0 < 0x20 }) { return false }
        switch first {
        case UInt8(ascii: "#"), UInt8(ascii: "?"): return true
        case UInt8(ascii: "/"):
            return text.count == 1 || (text[1] != UInt8(ascii: "/") && text[1] != UInt8(ascii: "\\"))
        default: return false
        }
    }

    private static let endings: [[UInt8]] = ["href=\"", "src=\"", "action=\""].map { Array($0.utf8) }

    /// Compiles to a few comparisons: most bytes of a page pass here.
    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        if byte > 0x3E { return false }
        switch byte {
        case 0x22, 0x26, 0x27, 0x3C, 0x3E: return true
        case 0x09, 0x0A, 0x0D: return false
        default: return byte < 0x20
        }
    }

    private static func replacement(of byte: UInt8) -> StaticString {
        switch byte {
        case 0x26: "&amp;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        case 0x22: "&quot;"
        case 0x27: "&#39;"
        default: "\u{FFFD}"
        }
    }
}
