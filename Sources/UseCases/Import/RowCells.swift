import Foundation
import Interchange

/// A CSV row of quarantine cell by cell, so that one can be corrected without counting separators. What is not changed is written back as
/// it stood, and what is written reads as what was sent.
package struct RowCells: Sendable {
    /// As the header has them.
    package let names: [String]
    /// What a field of one line shows of each cell.
    package let shown: [String]
    private let cells: [String]
    private let row: String
    private let flavour: CSVWriter.Flavour

    /// Stands for a line break where a field has one line.
    private static let lineBreak: Character = "⏎"

    /// - Returns: nil for what is no row of the header: a lost quotation mark, too many or too few cells, or a separator that no writer has.
    package init?(row: String, header: String) {
        let separator = CSVLine.separator(of: header)
        guard let flavour = RowCells.flavours[separator],
            var names = CSVLine.cells(header, separator: separator), var cells = CSVLine.cells(row, separator: separator)
        else { return nil }
        while let last = names.last, CSVLine.column(last).isEmpty { names.removeLast() }
        while cells.count > names.count, cells.last == "" { cells.removeLast() }
        guard names.count > 1, cells.count == names.count else { return nil }
        self.names = names
        self.cells = cells
        self.row = row
        self.flavour = flavour
        shown = cells.map(RowCells.shown)
        guard CSVLine.cells(CSVLine.text(cells, flavour), separator: separator) == cells else { return nil }
    }

    /// The row with what was sent in the cells that somebody has changed.
    ///
    /// - Parameter sent: for each name, as ``shown`` has them.
    package func row(of sent: [String]) -> String {
        guard sent != shown, sent.count == cells.count else { return row }
        let changed = cells.indices.map { index in
            sent[index] == shown[index] ? cells[index] : String(sent[index].map { $0 == RowCells.lineBreak ? "\n" : $0 })
        }
        return CSVLine.text(changed, flavour)
    }

    /// Which cell the reason is about; nil when it is about the whole row, or about the certificate.
    package func index(atFaultBy reason: String) -> Int? {
        CSVFault.column(in: reason).flatMap { column in names.firstIndex { CSVLine.column($0) == column } }
    }

    /// Line breaks as a sign, and the other control characters as pages write them: a browser sends back exactly this.
    private static func shown(_ cell: String) -> String {
        var shown = ""
        for character in cell {
            if character == "\r\n" || character == "\n" || character == "\r" {
                shown.append(lineBreak)
            } else {
                for scalar in character.unicodeScalars {
                    shown.unicodeScalars.append(scalar.value < 0x20 && scalar != "\t" ? "\u{FFFD}" : scalar)
                }
            }
        }
        return shown
    }

    // MARK: The row on its way

    /// As a form's hidden field can hold it: in base 64, since a browser changes line breaks, and a page control characters.
    package static func carried(_ row: String) -> String { Data(row.utf8).base64EncodedString() }

    /// Nil for what ``carried(_:)`` did not make.
    package static func row(carried text: String) -> String? {
        Data(base64Encoded: text).flatMap { String(bytes: $0, encoding: .utf8) }
    }

    // MARK: The row's form

    /// Those that have the separator; a tab none has.
    private static let flavours: [UInt8: CSVWriter.Flavour] = [UInt8(ascii: ";"): .excel, UInt8(ascii: ","): .standard]
}
