/// One row by itself, as it stands in a file or in quarantine, cut as the reader cuts it.
package enum CSVLine {
    /// The separator that a file with this header has.
    package static func separator(of header: String) -> UInt8 {
        var header = header
        return header.withUTF8(CSVReader.separator)
    }

    /// A column's name as the formats have it, however the header writes it.
    package static func column(_ name: String) -> String { CSVHeader.folded(name) }

    /// The cells as text: surrounding quotes, doubled quotes and the guard against formulas taken away.
    ///
    /// - Returns: nil for what is no row, or more than one.
    package static func cells(_ row: String, separator: UInt8) -> [String]? {
        var rest = Array(row.utf8)[...]
        let scanner = CSVScanner(limits: CSVLimits()) { buffer in
            let part = rest.prefix(buffer.count)
            buffer.copyBytes(from: part)
            rest = rest.dropFirst(part.count)
            return part.count
        }
        scanner.separator = separator
        guard case .row? = try? scanner.next() else { return nil }
        let cells = (0..<scanner.fieldCount).map {
            CSVRow.text(of: scanner.fields[$0], in: scanner.base, encoding: .utf8)
        }
        guard case .end? = try? scanner.next() else { return nil }
        return cells
    }

    /// Without its line break.
    package static func text(_ cells: [String], _ flavour: CSVWriter.Flavour) -> String {
        var text = CSVText(flavour)
        // What begins a file is no part of the row.
        _ = text.take()
        text.put(row: cells)
        var row = text.take()
        while row.last == 0x0A || row.last == 0x0D { row.removeLast() }
        return String(decoding: row, as: UTF8.self)
    }
}
