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
        guard let (separator, flavour) = RowCells.separator(of: header),
            var names = RowCells.split(header, by: separator), var cells = RowCells.split(row, by: separator)
        else { return nil }
        while names.last == "" { names.removeLast() }
        while cells.count > names.count, cells.last == "" { cells.removeLast() }
        guard !names.isEmpty, cells.count == names.count else { return nil }
        self.names = names
        self.cells = cells
        self.row = row
        self.flavour = flavour
        shown = cells.map(RowCells.shown)
        guard RowCells.split(RowCells.written(cells, flavour), by: separator) == cells else { return nil }
    }

    /// The row with what was sent in the cells that somebody has changed.
    ///
    /// - Parameter sent: for each name, as ``shown`` has them.
    package func row(of sent: [String]) -> String {
        guard sent != shown, sent.count == cells.count else { return row }
        let changed = cells.indices.map { index in
            sent[index] == shown[index] ? cells[index] : String(sent[index].map { $0 == RowCells.lineBreak ? "\n" : $0 })
        }
        return RowCells.written(changed, flavour)
    }

    /// Which cell the reason is about; nil when it is about the whole row, or about the certificate.
    package func index(atFaultBy reason: String) -> Int? {
        RowCells.column(in: reason).flatMap { column in names.firstIndex { RowCells.folded($0) == column } }
    }

    /// The column of `Rad 14, kolumn perioder: …`.
    package static func column(in reason: String) -> String? {
        guard reason.hasPrefix("Rad ") else { return nil }
        let rest = reason.dropFirst(4).drop { $0.isASCII && $0.isNumber }
        guard rest.hasPrefix(", kolumn ") else { return nil }
        let name = rest.dropFirst(9).prefix { $0 != ":" }
        return !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } ? String(name) : nil
    }

    /// As the formats name their columns: people write `Enhet HSA-id` too.
    private static func folded(_ name: String) -> String {
        let letters: [Character: Character] = ["å": "a", "ä": "a", "ö": "o", "é": "e", " ": "_", "-": "_"]
        return String(name.lowercased().map { letters[$0] ?? $0 })
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

    // MARK: The row's form

    private static func separator(of header: String) -> (UInt8, CSVWriter.Flavour)? {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in header.utf8 {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let (semicolons, commas) = (counts[UInt8(ascii: ";")] ?? 0, counts[UInt8(ascii: ",")] ?? 0)
        guard max(semicolons, commas) > 0, max(semicolons, commas) >= counts[UInt8(ascii: "\t")] ?? 0 else { return nil }
        return semicolons >= commas ? (UInt8(ascii: ";"), .excel) : (UInt8(ascii: ","), .standard)
    }

    /// As the reader splits it, quotation marks and the guard against formulas taken away; nil for more than one row.
    private static func split(_ text: String, by separator: UInt8) -> [String]? {
        var bytes = Array(text.utf8)
        while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        var (cells, index, hasStrayQuote, hasInnerBreak): ([String], Int, Bool, Bool) = ([], 0, false, false)
        while true {
            var cell: [UInt8] = []
            if index < bytes.count, bytes[index] == 0x22 {
                index += 1
                while true {
                    guard index < bytes.count else { return nil }
                    let byte = bytes[index]
                    index += 1
                    if byte == 0x22 {
                        guard index < bytes.count, bytes[index] == 0x22 else { break }
                        index += 1
                    }
                    if byte == 0x0A || byte == 0x0D { hasInnerBreak = true }
                    cell.append(byte)
                }
                guard index == bytes.count || bytes[index] == separator else { return nil }
            } else {
                while index < bytes.count, bytes[index] != separator {
                    guard bytes[index] != 0x0A, bytes[index] != 0x0D else { return nil }
                    if bytes[index] == 0x22 { hasStrayQuote = true }
                    cell.append(bytes[index])
                    index += 1
                }
            }
            cells.append(unguarded(String(decoding: cell, as: UTF8.self)))
            guard index < bytes.count else { break }
            index += 1
        }
        // Both at once mean that a quotation mark was lost.
        return hasStrayQuote && hasInnerBreak ? nil : cells
    }

    /// The writer puts an apostrophe before what a spreadsheet would act on, and the reader takes one away.
    private static func unguarded(_ cell: String) -> String {
        guard cell.hasPrefix("'"), let first = cell.utf8.first(where: { $0 != UInt8(ascii: "'") }),
            "=+-@\t\r".utf8.contains(first)
        else { return cell }
        return String(cell.dropFirst())
    }

    private static func written(_ cells: [String], _ flavour: CSVWriter.Flavour) -> String {
        var table = CSVTable(columns: cells.map { _ in "" }, flavour: flavour)
        let start = table.bytes.count
        table.add(cells.map { .text($0) })
        var row = table.bytes[start...]
        while row.last == 0x0A || row.last == 0x0D { row.removeLast() }
        return String(decoding: row, as: UTF8.self)
    }
}
