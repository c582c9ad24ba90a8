/// Repetition, choice and optional attributes inside a literal. The closures are parameters of the interpolation, so they stand
/// inside its parentheses: `\(for: rows, { row in "<li>\(row.name)</li>" })`.
extension HTML.StringInterpolation {
    /// Writes `body` once for each element.
    package mutating func appendInterpolation<Elements: Sequence>(
        for elements: Elements, _ body: (Elements.Element) -> HTML
    ) {
        for element in elements { appendInterpolation(body(element)) }
    }

    /// Writes `body` when there is a value, otherwise `otherwise`.
    package mutating func appendInterpolation<Value>(
        with value: Value?, _ body: (Value) -> HTML, else otherwise: @autoclosure () -> HTML = HTML()
    ) {
        if let value { appendInterpolation(body(value)) } else { appendInterpolation(otherwise()) }
    }

    /// Writes `body` when the condition holds, otherwise `otherwise`; only the one that is written is made.
    package mutating func appendInterpolation(
        if condition: Bool, _ body: @autoclosure () -> HTML, else otherwise: @autoclosure () -> HTML = HTML()
    ) {
        appendInterpolation(condition ? body() : otherwise())
    }

    /// Writes ` name="value"` with its leading space, or nothing for `nil`: `<td\(attribute: "id", row.id)>`.
    package mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
        guard let value else { return }
        openAttribute(name)
        appendInterpolation(value)
        appendLiteral("\"")
    }

    package mutating func appendInterpolation(attribute name: StaticString, _ value: (some FixedWidthInteger)?) {
        guard let value else { return }
        openAttribute(name)
        appendInterpolation(value)
        appendLiteral("\"")
    }

    package mutating func appendInterpolation(attribute name: StaticString, _ value: Href?) {
        guard let value else { return }
        openAttribute(name)
        appendInterpolation(value)
        appendLiteral("\"")
    }

    /// Writes a boolean attribute (` checked`) when `isSet`.
    package mutating func appendInterpolation(attribute name: StaticString, if isSet: Bool) {
        guard isSet else { return }
        appendLiteral(" ")
        appendLiteral(name)
    }

    private mutating func openAttribute(_ name: StaticString) {
        appendLiteral(" ")
        appendLiteral(name)
        appendLiteral("=\"")
    }
}
