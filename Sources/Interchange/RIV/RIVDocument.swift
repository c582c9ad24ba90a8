package import SickLeave

/// One document of a RIV-TA file, in the words of the domain.
package enum RIVDocument: Equatable, Sendable {
    case certificate(Certificate)
    case message(CaseMessage)
    case revocation(Revocation)
}

/// One document as found: its value or why it has none, and its own bytes.
package struct RIVReading: Equatable, Sendable {
    package let result: Result<RIVDocument, RIVFault>
    package let source: RIVSource

    package init(result: Result<RIVDocument, RIVFault>, source: RIVSource) {
        self.result = result
        self.source = source
    }
}

/// Where a document was found, and its bytes as sent, so that one that cannot be read is kept untouched. The bytes can be
/// read again by `RIVReader` on their own: namespace prefixes that a wrapper declared are not needed.
package struct RIVSource: Equatable, Sendable {
    /// The whole input when it holds one document, otherwise the document's element. A document cut from a file in
    /// Latin-1 or Windows-1252 is preceded by an XML declaration that says so; one cut from UTF-16 is given in UTF-8.
    package let bytes: [UInt8]
    /// Where the document starts in the input, in bytes (of UTF-8 when the input is UTF-16).
    package let offset: Int
    /// False when the document is larger than the limit: `bytes` then holds its beginning only, or its end where it has lost its beginning.
    package let isComplete: Bool

    package init(bytes: [UInt8], offset: Int, isComplete: Bool) {
        self.bytes = bytes
        self.offset = offset
        self.isComplete = isComplete
    }
}

/// What a document may cost. The largest certificates in use are below 30 KB, 12 levels and 500 elements.
package struct RIVLimits: Equatable, Sendable {
    package var bytesPerDocument: Int
    package var depth: Int
    package var elements: Int

    package init(bytesPerDocument: Int = 8 << 20, depth: Int = 64, elements: Int = 100_000) {
        self.bytesPerDocument = bytesPerDocument
        self.depth = depth
        self.elements = elements
    }

    package static let `default` = RIVLimits()
}
