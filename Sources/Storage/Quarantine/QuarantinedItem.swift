/// A document, row or file that could not be read, untouched, with the reason.
package struct QuarantinedItem: Sendable {
    package enum Status: Int, Sendable {
        case waiting = 0
        case corrected = 1
        case setAside = 2
    }

    package var id: Int
    /// Whose it is; nil until that is known.
    package var provider: Int?
    package var source: String
    /// Where in the source: `rad 14`, `dokument 3`.
    package var place: String
    /// `xml`, `csv`, or `unknown` for a file that was refused whole.
    package var format: String
    /// The header line that a CSV row needs to be read again; empty for XML.
    package var header: [UInt8]
    /// All of it, or its beginning when `byteLength` says more.
    package var original: [UInt8]
    /// Bytes that it has where it came from; nil when that could not be known.
    package var byteLength: Int?
    /// Of all its bytes, in hexadecimal; empty when they could not all be read.
    package var sha256: String
    /// A Swedish sentence that says what is wrong and what to do.
    package var reason: String
    /// It can be read when something else has come in: tried again after every import.
    package var waits: Bool
    package var status: Status
    package var importRun: Int

    package init(
        id: Int = 0, provider: Int? = nil, source: String, place: String, format: String, header: [UInt8], original: [UInt8],
        byteLength: Int?, sha256: String = "", reason: String, waits: Bool = false, status: Status = .waiting, importRun: Int
    ) {
        self.id = id
        self.provider = provider
        self.source = source
        self.place = place
        self.format = format
        self.header = header
        self.original = original
        self.byteLength = byteLength
        self.sha256 = sha256
        self.reason = reason
        self.waits = waits
        self.status = status
        self.importRun = importRun
    }

    /// All bytes are here.
    package var isWhole: Bool { byteLength == original.count }
}
