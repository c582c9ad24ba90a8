package import SickLeave

/// A document, row or file that could not be read, untouched, with the reason.
package struct QuarantinedItem: Sendable {
    package enum Status: Int, Sendable {
        case waiting = 0
        case corrected = 1
        case setAside = 2
    }

    /// That it is not to wait any more.
    package struct Decision: Sendable {
        /// The corrected text, or why it was set aside.
        package let text: String
        /// Nil for one that was read without anybody's doing.
        package let account: Int?
        /// The account's name.
        package let by: String?
        package let at: Instant
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
    /// Nil while it waits.
    package var decision: Decision?
    package var importRun: Int

    package init(
        id: Int = 0, provider: Int? = nil, source: String, place: String, format: String, header: [UInt8], original: [UInt8],
        byteLength: Int?, sha256: String = "", reason: String, waits: Bool = false, status: Status = .waiting,
        decision: Decision? = nil, importRun: Int
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
        self.decision = decision
        self.importRun = importRun
    }

    /// All bytes are here.
    package var isWhole: Bool { byteLength == original.count }
}

extension QuarantinedItem {
    /// Where an item stands and why, without its bytes.
    package struct Summary: Sendable {
        package let id: Int
        package let source: String
        package let place: String
        package let reason: String
        package let format: String

        static let columns: SQL = "id, source, place, reason, format"

        init(_ row: any Row) {
            (id, source, place, reason, format) = (row.int(0), row.text(1), row.text(2), row.text(3), row.text(4))
        }

        fileprivate init(_ item: QuarantinedItem) {
            (id, source, place, reason, format) = (item.id, item.source, item.place, item.reason, item.format)
        }
    }

    package var summary: Summary { Summary(self) }
}
