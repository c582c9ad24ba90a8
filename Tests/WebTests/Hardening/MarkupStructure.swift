/// A page as a browser would take it apart: its tags with the names of their attributes, and its texts. Obvious, after the tokenizer of the HTML
/// standard, and no part of what writes the pages. It reads tens of thousands of pages without an optimiser: bytes are compared one by one.
struct MarkupStructure {
    /// `a class href`, `/a`, `!`: two pages that differ in words alone have the same.
    private(set) var tags: [String] = []
    /// What stands between tags and in attributes, with character references read.
    private(set) var texts: [String] = []
    /// Addresses that lead out of the site or run something.
    private(set) var foreignAddresses: [String] = []

    private let bytes: [UInt8]
    private var index = 0

    init(_ page: String) {
        bytes = Array(page.utf8)
        while index < bytes.count {
            if bytes[index] != UInt8(ascii: "<") {
                readText()
            } else if byte(1) == UInt8(ascii: "!") || byte(1) == UInt8(ascii: "?") {
                let isComment = starts("<!--")
                skip(past: isComment ? "-->" : ">")
                tags.append(isComment ? "!--" : "!")
            } else if isLetter(byte(1)) || (byte(1) == UInt8(ascii: "/") && isLetter(byte(2))) {
                readTag()
            } else {
                readText()
            }
        }
    }

    private mutating func readTag() {
        index += 1
        var name = ""
        if byte(0) == UInt8(ascii: "/") {
            name = "/"
            index += 1
        }
        name += take { !isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }.lowercased()
        let tag = name
        while index < bytes.count, byte(0) != UInt8(ascii: ">") {
            if isSpace(byte(0)) || byte(0) == UInt8(ascii: "/") {
                index += 1
                continue
            }
            let attribute = take { !isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
            name += " " + attribute.lowercased()
            if byte(0) == UInt8(ascii: "=") {
                index += 1
                add(attribute.lowercased(), value())
            } else if attribute.isEmpty {
                index += 1
            }
        }
        index += 1
        tags.append(name)
        // Inside these nothing is a tag but their own end.
        if ["script", "style", "title", "textarea"].contains(tag) {
            let start = index
            let end = Array("</\(tag)".utf8)
            while index < bytes.count, bytes[index] != UInt8(ascii: "<") || !starts(end) { index += 1 }
            texts.append(MarkupStructure.decoded(String(decoding: bytes[start..<index], as: UTF8.self)))
        }
    }

    private mutating func value() -> String {
        guard byte(0) == UInt8(ascii: "\"") || byte(0) == UInt8(ascii: "'") else {
            return take { !isSpace($0) && $0 != UInt8(ascii: ">") }
        }
        let quote = byte(0)
        index += 1
        let text = take { $0 != quote }
        index += 1
        return text
    }

    private mutating func add(_ attribute: String, _ value: String) {
        let value = MarkupStructure.decoded(value)
        texts.append(value)
        guard ["href", "src", "action", "formaction", "srcset", "data"].contains(attribute) else { return }
        let isLocal = value.hasPrefix("#") || value.hasPrefix("?") || (value.hasPrefix("/") && !value.hasPrefix("//"))
        if !isLocal || value.contains("\\") || value.utf8.contains(where: { $0 < 0x20 }) { foreignAddresses.append(value) }
    }

    private mutating func readText() {
        let start = index
        repeat { index += 1 } while index < bytes.count && bytes[index] != UInt8(ascii: "<")
        texts.append(MarkupStructure.decoded(String(decoding: bytes[start..<index], as: UTF8.self)))
    }

    private func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    private func starts(_ text: StaticString) -> Bool { text.withUTF8Buffer { starts($0) } }
    private func starts(_ text: some Sequence<UInt8>) -> Bool { bytes[index...].starts(with: text) }

    private mutating func take(while holds: (UInt8) -> Bool) -> String {
        let start = index
        while index < bytes.count, holds(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func skip(past end: StaticString) {
        while index < bytes.count, !starts(end) { index += 1 }
        index += end.utf8CodeUnitCount
    }

    private static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
            "&#39;", with: "'"
        )
        .replacing("&amp;", with: "&")
    }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D }
