import Interchange
import SickLeave
import Storage

extension Imports {
    /// Where it stands and what is wrong, without content: no identity number, and nothing that the reason quotes.
    package struct ListedItem: Sendable {
        package let id: Int
        package let source: String
        package let place: String
        package let reason: String
        /// Of a row with a fault in one cell.
        package let column: String?

        /// The file's own name, without the folder or archive that it lay in.
        package var file: String { source.split(separator: "/").last.map(String.init) ?? source }
        /// A file that is nothing we know: no unit would know more of it.
        package let isUnknownFile: Bool

        init(_ item: QuarantinedItem.Summary, _ mask: MaskedText) {
            id = item.id
            source = mask.masked(item.source)
            place = item.place
            isUnknownFile = ImportFormat(rawValue: item.format) == .unknown
            column = CSVFault.column(in: item.reason)
            // A form's rules quote the form's own words; other reasons quote what stood in the document or row.
            reason =
                item.reason.hasPrefix(RejectionReason.start) ? mask.masked(item.reason) : mask.withoutQuotes(item.reason)
        }
    }
}

extension Imports.Item {
    init(_ item: QuarantinedItem, _ mask: MaskedText) {
        self.init(
            id: item.id, source: mask.masked(item.source), place: item.place, reason: item.reason,
            kind: Imports.Item.kind(of: item), header: Imports.Item.text(item.header), text: Imports.Item.text(of: item),
            byteLength: item.byteLength, keptBytes: item.original.count, sha256: item.sha256)
    }

    init(withholding item: QuarantinedItem, isOtherUnits: Bool, _ mask: MaskedText) {
        self.init(
            id: item.id, source: mask.masked(item.source), place: item.place, reason: mask.withoutQuotes(item.reason),
            kind: Imports.Item.kind(of: item), header: "", text: "", byteLength: item.byteLength, keptBytes: item.original.count,
            sha256: item.sha256, isWithheld: true, isOtherUnits: isOtherUnits)
    }

    private static func kind(of item: QuarantinedItem) -> Kind {
        switch ImportFormat(rawValue: item.format) {
        case .xml: .document
        case .csv: .row
        case .unknown, nil: .file
        }
    }

    static func text(of item: QuarantinedItem) -> String {
        // Of a file that is nothing we know, only what is text can be shown; a picture's bytes as letters help nobody.
        if kind(of: item) == .file, item.original.contains(0) { return "" }
        return text(item.original)
    }

    static func text(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? bytes.withUnsafeBufferPointer { Windows1252.decode($0) }
            ?? String(decoding: bytes, as: UTF8.self)
    }
}
