/// Cuts the XML of a spreadsheet into tags and text. Such files are made by programs, and only names, attributes and text are
/// needed of them; what is not understood is passed over.
struct SheetTags {
    enum Part {
        case start(name: Substring, attributes: Substring, isEmpty: Bool)
        case end(name: Substring)
        case text(String)
    }

    private var rest: Substring

    init(_ xml: String) { rest = xml[...] }

    mutating func next() -> Part? {
        while let character = rest.first {
            guard character == "<" else {
                let text = rest.prefix { $0 != "<" }
                rest = rest.dropFirst(text.count)
                return .text(Self.unescaped(text))
            }
            guard let end = rest.firstIndex(of: ">") else { return nil }
            let tag = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?") || tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") { return .end(name: Self.local(tag.dropFirst())) }
            let isEmpty = tag.hasSuffix("/")
            let body = isEmpty ? tag.dropLast() : tag
            let name = body.prefix { !$0.isWhitespace }
            return .start(name: Self.local(name), attributes: body.dropFirst(name.count), isEmpty: isEmpty)
        }
        return nil
    }

    /// The value of an attribute written as `name="value"`.
    static func attribute(_ name: String, in attributes: Substring) -> String? {
        for part in attributes.split(whereSeparator: \.isWhitespace) where part.hasPrefix("\(name)=") {
            return unescaped(part.dropFirst(name.count + 1).drop { $0 == "\"" || $0 == "'" }.prefix { $0 != "\"" && $0 != "'" })
        }
        return nil
    }

    private static func local(_ name: Substring) -> Substring {
        name.lastIndex(of: ":").map { name[name.index(after: $0)...] } ?? name
    }

    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        let parts = text.split(separator: "&", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts[0])) { result, part in
            guard let end = part.firstIndex(of: ";") else {
                result += "&\(part)"
                return
            }
            result += character(part[..<end]) + part[part.index(after: end)...]
        }
    }

    private static func character(_ entity: Substring) -> String {
        switch entity {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let number = entity.hasPrefix("#x") ? UInt32(entity.dropFirst(2), radix: 16) : UInt32(entity.dropFirst())
            guard entity.hasPrefix("#"), let scalar = number.flatMap(Unicode.Scalar.init) else { return "&\(entity);" }
            return String(Character(scalar))
        }
    }
}
