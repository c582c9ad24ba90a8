/// Markup that is safe to send: UTF-8 bytes made from literals written by us and from values that were escaped on the way in.
///
/// Write pages as string literals. What stands in the literal is markup; what is interpolated is text:
///
/// ```swift
/// let row: HTML = """
///     <tr class="\(row.className)"><th scope="row">\(patient.name)</th><td>\(row.days)</td></tr>
///     """
/// let list: HTML = "<ul>\(for: rows, { "<li>\($0.title)</li>" })</ul>"
/// let mark: HTML = "\(if: row.isLate, "<strong>Försenad</strong>")"
/// ```
///
/// - A `String` is escaped so that it is inert both between tags and inside a *quoted* attribute. Always quote attributes.
/// - In `href="`, `src="` and `action="` only local references come through from a `String` (see ``Href``).
/// - Another `HTML`, an array of them, or a ``Component`` goes in as it is. `nil` writes nothing.
/// - Integers are written with plain digits. There is no interpolation of `Double` or `Bool`: say how it should be printed (``SwedishNumber``).
///
/// The literal type is `StaticString`, so not even `HTML(stringLiteral:)` can turn a run-time string into markup.
package struct HTML: Sendable, Hashable {
    package private(set) var utf8: [UInt8]

    package init() { utf8 = [] }

    /// Markup from a literal, for the rare place where the type cannot be inferred.
    package init(trusted markup: StaticString) {
        utf8 = markup.withUTF8Buffer { Array($0) }
    }

    package init(_ component: some Component) { self = component.html }

    package var isEmpty: Bool { utf8.isEmpty }

    /// The markup as text, for tests and golden files; responses send ``utf8``.
    package var text: String { String(decoding: utf8, as: UTF8.self) }

    package mutating func append(_ other: HTML) { utf8.append(contentsOf: other.utf8) }

    package static func + (a: HTML, b: HTML) -> HTML {
        var sum = a
        sum.append(b)
        return sum
    }

    package static func += (a: inout HTML, b: HTML) { a.append(b) }
}

/// A part of a page: a plain model that knows its markup. It can be interpolated as it is: `"\(Notice(…))"`.
package protocol Component: Sendable {
    var html: HTML { get }
}

extension HTML: Component {
    package var html: HTML { self }
}

extension HTML: ExpressibleByStringInterpolation {
    package init(stringLiteral value: StaticString) { self.init(trusted: value) }
    package init(stringInterpolation: StringInterpolation) { utf8 = stringInterpolation.bytes }

    /// Collects the pieces of one literal in one buffer.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        package mutating func appendInterpolation(_ html: HTML) { bytes.append(contentsOf: html.utf8) }
        package mutating func appendInterpolation(_ component: some Component) { bytes.append(contentsOf: component.html.utf8) }
        package mutating func appendInterpolation(_ component: (some Component)?) {
            if let component { appendInterpolation(component) }
        }
        package mutating func appendInterpolation(_ components: [some Component]) {
            for component in components { appendInterpolation(component) }
        }

        package mutating func appendInterpolation(_ text: String) {
            Escaping.append(text, to: &bytes, asReference: Escaping.endsInReferenceAttribute(bytes))
        }
        package mutating func appendInterpolation(_ text: Substring) { appendInterpolation(String(text)) }
        package mutating func appendInterpolation(_ text: String?) {
            if let text { appendInterpolation(text) }
        }
        package mutating func appendInterpolation(_ text: StaticString) {
            text.withUTF8Buffer { Escaping.append($0, to: &bytes) }
        }

        package mutating func appendInterpolation(_ number: some FixedWidthInteger) {
            var digits = String(number)
            digits.withUTF8 { bytes.append(contentsOf: $0) }
        }
        package mutating func appendInterpolation(_ number: (some FixedWidthInteger)?) {
            if let number { appendInterpolation(number) }
        }

        package mutating func appendInterpolation(_ reference: Href) {
            var text = reference.text
            text.withUTF8 { Escaping.append($0, to: &bytes) }
        }
    }
}

extension Sequence<HTML> {
    /// The parts after one another, with `separator` between them.
    package func joined(separator: HTML = HTML()) -> HTML {
        var sum = HTML()
        var isFirst = true
        for part in self {
            if !isFirst { sum.append(separator) }
            isFirst = false
            sum.append(part)
        }
        return sum
    }
}
