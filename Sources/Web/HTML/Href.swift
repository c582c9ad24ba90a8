/// An address for a link or a form: a literal that we wrote, with escaped path segments and query values added to it.
///
/// ```swift
/// let spell: Href = "/sjukfall"
/// spell.appending(id).query("flik", "intyg").fragment("frist")
/// ```
/// Components ask for `Href`, never `String`, so that no address from data (`javascript:…`) becomes a link.
/// No patient's identity may be put in it: opaque ids only.
package struct Href: Hashable, Sendable, ExpressibleByStringLiteral {
    package private(set) var text: String

    package init(stringLiteral value: StaticString) { text = "\(value)" }

    /// Adds `/segment`, percent-encoded.
    package func appending(_ segment: String) -> Href {
        var copy = self
        if !copy.text.hasSuffix("/") { copy.text += "/" }
        copy.text += Href.percentEncoded(segment)
        return copy
    }

    /// Adds `name=value`; `nil` adds nothing, so that a filter that is not set stays out of the address.
    package func query(_ name: String, _ value: String?) -> Href {
        guard let value else { return self }
        var copy = self
        copy.text += copy.text.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        copy.text += "\(Href.percentEncoded(name))=\(Href.percentEncoded(value))"
        return copy
    }

    package func fragment(_ id: String) -> Href {
        var copy = self
        copy.text += "#" + Href.percentEncoded(id)
        return copy
    }

    /// RFC 3986: everything but the unreserved characters, so that the result is inert wherever it stands.
    private static func percentEncoded(_ text: String) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return text }
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}
