import Foundation

/// One piece of markup at a `<`, recognised without parsing: just enough to find where documents begin and end.
enum XMLMarkup {
    /// A comment, a CDATA section or a processing instruction: what is inside is no markup.
    case opaque(end: Int)
    case declaration(Range<Int>)
    case documentType
    case startTag(local: Range<Int>)
    case endTag(local: Range<Int>)
    /// A lone `<`, or a name too long to be one.
    case nothing
    /// The window ends before it can be told.
    case incomplete
}

extension UnsafeBufferPointer<UInt8> {
    func firstIndex(ofByte byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress, let hit = memchr(base + start, Int32(byte), count - start) else {
            return nil
        }
        return UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
    }

    func hasPrefix(_ text: StaticString, at index: Int) -> Bool {
        guard index + text.utf8CodeUnitCount <= count, let base = baseAddress else { return false }
        return memcmp(base + index, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// The index after the first occurrence of the text.
    func end(of text: StaticString, from start: Int) -> Int? {
        let first = text.utf8Start[0]
        var index = start
        while let hit = firstIndex(ofByte: first, from: index) {
            if hasPrefix(text, at: hit) { return hit + text.utf8CodeUnitCount }
            index = hit + 1
        }
        return nil
    }

    /// An XML declaration begins here: a document starts, whatever is still open.
    func isDeclaration(at index: Int) -> Bool {
        hasPrefix("<?xml", at: index) && index + 5 < count && isWhite(self[index + 5])
    }

    /// The index of the next XML declaration.
    func nextDeclaration(from start: Int) -> Int? {
        var index = start
        while let hit = firstIndex(ofByte: UInt8(ascii: "<"), from: index) {
            if isDeclaration(at: hit) { return hit }
            index = hit + 1
        }
        return nil
    }

    func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    /// Nothing but white space and byte order marks.
    var isBlank: Bool { allSatisfy(isBlankByte) }

    func isBlankByte(_ byte: UInt8) -> Bool { isWhite(byte) || byte == 0xEF || byte == 0xBB || byte == 0xBF }

    /// What the `<` at the index begins.
    func markup(at open: Int) -> XMLMarkup {
        guard open + 1 < count else { return .incomplete }
        switch self[open + 1] {
        case UInt8(ascii: "!"):
            if hasPrefix("<!--", at: open) { return end(of: "-->", from: open + 4).map { .opaque(end: $0) } ?? .incomplete }
            if hasPrefix("<![CDATA[", at: open) { return end(of: "]]>", from: open + 9).map { .opaque(end: $0) } ?? .incomplete }
            if hasPrefix("<!DOCTYPE", at: open) { return .documentType }
            return count - open < 9 ? .incomplete : .nothing
        case UInt8(ascii: "?"):
            guard let end = end(of: "?>", from: open + 2) else { return .incomplete }
            return isDeclaration(at: open) ? .declaration(open..<end) : .opaque(end: end)
        case UInt8(ascii: "/"): return name(from: open + 2).map { .endTag(local: $0) } ?? tooLong(open)
        default: return name(from: open + 1).map { .startTag(local: $0) } ?? tooLong(open)
        }
    }

    private static var longestName: Int { 256 }

    private func tooLong(_ open: Int) -> XMLMarkup { count - open > Self.longestName ? .nothing : .incomplete }

    /// The local part of the name here.
    private func name(from start: Int) -> Range<Int>? {
        var local = start
        var index = start
        let limit = Swift.min(count, start + Self.longestName)
        while index < limit {
            let byte = self[index]
            if byte <= 0x3E {
                if byte == UInt8(ascii: ":") {
                    local = index + 1
                } else if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || isWhite(byte) {
                    return local..<index
                }
            }
            index += 1
        }
        return nil
    }

    /// The index of the `>` that ends the start tag, past quoted attribute values.
    func tagEnd(from start: Int) -> Int? {
        var index = start
        while index < count {
            switch self[index] {
            case UInt8(ascii: ">"): return index
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let quote = firstIndex(ofByte: self[index], from: index + 1) else { return nil }
                index = quote
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The index after the tag that goes on here, past quoted attribute values. A tag that lacks its end ends at the next `<`,
    /// which none may hold: a lost quote swallows no document.
    func wrapperTagEnd(from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<count {
            let byte = self[index]
            if byte == UInt8(ascii: "<") { return index }
            if let opened = quote {
                if byte == opened { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
        return nil
    }
}
