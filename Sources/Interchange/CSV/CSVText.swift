/// Text of a CSV file as it grows: separators, quotation marks, line ends and the guard against formulas, for every table that we write.
struct CSVText: Sendable {
    let flavour: CSVWriter.Flavour
    /// What is written and not yet taken.
    private(set) var bytes: [UInt8] = []

    init(_ flavour: CSVWriter.Flavour) {
        self.flavour = flavour
        if flavour == .excel { bytes += [0xEF, 0xBB, 0xBF] }
    }

    private var separator: UInt8 { flavour == .excel ? 0x3B : 0x2C }

    /// Hands over what is written so far, so that a long table needs little memory.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: false) }
        return bytes
    }

    mutating func put(row cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(separator) }
            put(cell)
        }
        endRow()
    }

    mutating func put(row cells: [CSVTable.Cell]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(separator) }
            switch cell {
            case .text(let text): put(text)
            case .decimal(let value, let places): if let value { put(value, places: places) }
            }
        }
        endRow()
    }

    private mutating func endRow() {
        if flavour == .excel { bytes.append(0x0D) }
        bytes.append(0x0A)
    }

    /// Neither guarded nor quoted: a minus sign before digits is no formula, and a number with an apostrophe is no number. In a Swedish
    /// Excel `12,5`, elsewhere `12.5`.
    private mutating func put(_ value: Double, places: Int) {
        let one: UInt = (0..<places).reduce(1) { power, _ in power * 10 }
        let parts = Int((value * Double(one)).rounded())
        let digits = String(parts.magnitude % one)
        if parts < 0 { bytes.append(0x2D) }
        bytes += String(parts.magnitude / one).utf8
        bytes.append(flavour == .excel ? 0x2C : 0x2E)
        bytes += String(repeating: "0", count: places - digits.utf8.count).utf8
        bytes += digits.utf8
    }

    private mutating func put(_ cell: String) {
        guard !cell.isEmpty else { return }
        var cell = cell
        cell.withUTF8 { utf8 in
            let isGuarded = CSVFormulaGuard.needsGuard(utf8)
            // Spaces at the ends are quoted, because many programs trim what is not.
            let isQuoted =
                utf8.first == 0x20 || utf8.last == 0x20
                || utf8.contains { $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 || $0 == 0 }
            if isQuoted { bytes.append(0x22) }
            if isGuarded { bytes.append(0x27) }
            if isQuoted {
                // NUL has no place in a text file.
                for byte in utf8 where byte != 0 {
                    if byte == 0x22 { bytes.append(0x22) }
                    bytes.append(byte)
                }
                bytes.append(0x22)
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
    }
}
