/// An identity in the Swedish health-care directory (HSA-id): of a care provider, care unit or member of staff.
///
/// The catalogue's own rule is `^[A-Z0-9-]{1,31}$`, yet systems send lower case and stray spaces, also inside. We
/// upper-case, drop all spaces, and keep what else they send, so that the same unit never becomes two; `isWellFormed` tells.
package struct HSAID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    /// For identities that were normalised before (the store).
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Nil when nothing is left without spaces, or more than 64 characters.
    package init?(_ text: some StringProtocol) {
        // Nearly all identities come as they should; a file of millions must not pay for the exceptions.
        if text.withBytes(HSAID.isWellFormed) {
            rawValue = String(text)
            return
        }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !scalar.properties.isWhitespace { kept.append(scalar) }
        guard !kept.isEmpty, kept.count <= 64 else { return nil }
        rawValue = String(kept).uppercased()
    }

    /// One that a person types, who can be asked again: by the catalogue's own rule once it is normalised.
    package init?(typed text: String) {
        self.init(listed: text)
        guard isWellFormed else { return nil }
    }

    /// One on a list of units that are known here: with the catalogue's letters, and as long as the store keeps them, since systems have sent
    /// longer ones than the catalogue has.
    package init?(listed text: String) {
        // In capitals other letters than these can become these: ß is SS.
        guard text.unicodeScalars.allSatisfy({ $0.isASCII || $0.properties.isWhitespace }) else { return nil }
        self.init(text)
        guard rawValue.utf8.allSatisfy(HSAID.isOfCatalogue) else { return nil }
    }

    /// In the form that those in the catalogue have: a few letters, the organisation's number, a hyphen and more. What lacks it is
    /// doubtful, and not wrong.
    package var hasUsualForm: Bool {
        let parts = rawValue.split(separator: "-", maxSplits: 1)
        guard isWellFormed, parts.count == 2 else { return false }
        let number = parts[0].drop(while: \.isLetter)
        return number.startIndex != parts[0].startIndex && !number.isEmpty && number.allSatisfy(\.isNumber)
    }

    /// Follows the catalogue's own rule.
    package var isWellFormed: Bool { rawValue.withBytes(HSAID.isWellFormed) }

    private static func isWellFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        (1...31).contains(bytes.count) && bytes.allSatisfy(isOfCatalogue)
    }

    private static func isOfCatalogue(_ byte: UInt8) -> Bool {
        (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "-")
    }

    package var description: String { rawValue }
}
