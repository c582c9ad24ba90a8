/// A table of figures as CSV: for people's own analyses, never read back.
package struct CSVTable {
    /// A literal is text, and so are counts: only what can be negative must be told from text.
    package enum Cell: Hashable, Sendable, ExpressibleByStringInterpolation {
        /// Guarded against formulas.
        case text(String)
        /// A number with so many decimals, at most four, as the flavour's readers expect it; empty when nil.
        case decimal(Double?, places: Int = 4)

        package init(stringLiteral value: String) { self = .text(value) }
    }

    private var text: CSVText
    private let columns: Int

    package init(columns: [String], flavour: CSVWriter.Flavour) {
        text = CSVText(flavour)
        self.columns = columns.count
        text.put(row: columns)
    }

    package var bytes: [UInt8] { text.bytes }

    /// One cell for each column.
    package mutating func add(_ cells: [Cell]) {
        precondition(cells.count == columns, "a cell for each column")
        text.put(row: cells)
    }
}
