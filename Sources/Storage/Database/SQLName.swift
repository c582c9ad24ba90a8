/// The name of a table or a column: small letters, digits and underscores, so that it can stand in a statement as it is.
package struct SQLName: Sendable, Hashable, ExpressibleByStringLiteral {
    package let text: String

    /// Nil when anything else is in it.
    package init?(_ text: String) {
        let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte) || byte == 0x5F }
        guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 63,
            text.utf8.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
    }

    package init(stringLiteral value: StaticString) { text = value.description }
}
