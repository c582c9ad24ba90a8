import Interchange
import SickLeave
import Storage

extension Imports.Item {
    init(_ item: QuarantinedItem, _ mask: MaskedText) {
        self.init(
            id: item.id, source: mask.masked(item.source), place: item.place, reason: item.reason,
            kind: Imports.Item.kind(of: item), header: Imports.Item.text(item.header), text: Imports.Item.text(of: item),
            byteLength: item.byteLength, keptBytes: item.original.count, sha256: item.sha256)
    }

    init(withholding item: QuarantinedItem, _ mask: MaskedText) {
        self.init(
            id: item.id, source: mask.masked(item.source), place: item.place, reason: mask.withoutQuotes(item.reason),
            kind: Imports.Item.kind(of: item), header: "", text: "", byteLength: item.byteLength, keptBytes: item.original.count,
            sha256: item.sha256, isWithheld: true)
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

    private static func text(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? bytes.withUnsafeBufferPointer { Windows1252.decode($0) }
            ?? String(decoding: bytes, as: UTF8.self)
    }
}
