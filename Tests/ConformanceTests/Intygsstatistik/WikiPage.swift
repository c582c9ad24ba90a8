import Foundation

/// An acceptance page: tables in the order of the page. Prose between them says what they mean, to people.
struct WikiPage {
    let name: String
    /// Left out of the service's own runs: loads of data by hand.
    let isPruned: Bool
    let tables: [WikiTable]

    init(path: String) throws {
        name = String((path.split(separator: "/").last ?? "").dropLast(".wiki".count))
        let text = try String(contentsOfFile: path, encoding: .utf8).precomposedStringWithCanonicalMapping
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.filter { $0 != "\r" } }
        isPruned = lines.prefix { !$0.hasPrefix("|") }.contains("Prune")
        var tables: [WikiTable] = []
        var lastLine = -1
        for (number, line) in lines.enumerated() {
            guard let cells = Self.cells(line) else { continue }
            if lastLine == number - 1, !tables.isEmpty {
                tables[tables.count - 1].lines.append(WikiTable.Line(number: number + 1, cells: cells))
            } else {
                tables.append(WikiTable(lines: [WikiTable.Line(number: number + 1, cells: cells)]))
            }
            lastLine = number
        }
        self.tables = tables
    }

    /// Nil for a line that is not a table's. Brackets round a table, `!(` and `)!`, and the mark of literal cells, `!`, go.
    private static func cells(_ line: String) -> [String]? {
        var line = line.trimmingCharacters(in: .whitespaces)
        for mark in ["!(|", "!|"] where line.hasPrefix(mark) { line = String(line.dropFirst(mark.count - 1)) }
        guard line.hasPrefix("|") else { return nil }
        if line.hasSuffix(")!") { line = String(line.dropLast(2)).trimmingCharacters(in: .whitespaces) }
        line = String(line.dropFirst())
        if line.hasSuffix("|") { line = String(line.dropLast()) }
        return line.components(separatedBy: "|").map(literal)
    }

    /// `!- x-!` keeps the spaces inside.
    private static func literal(_ cell: String) -> String {
        let cell = cell.trimmingCharacters(in: CharacterSet(charactersIn: " \t\u{A0}"))
        guard cell.hasPrefix("!-"), cell.hasSuffix("-!") else { return cell }
        return String(cell.dropFirst(2).dropLast(2))
    }
}

struct WikiTable {
    struct Line {
        let number: Int
        let cells: [String]
    }

    var lines: [Line]

    /// As written, without white space and in lower case, as all names in the pages are compared.
    var name: String { WikiTable.key(lines[0].cells[0]) }
    var number: Int { lines[0].number }
    var isDisabled: Bool { name == "comment" }
    var isScript: Bool { name == "script" }

    /// Names of the columns.
    var columns: [String] { lines.count > 1 ? lines[1].cells.map(WikiTable.key) : [] }

    /// Rows of data, each as column and cell in order. A short row has blanks at its end.
    var rows: [WikiRow] {
        lines.dropFirst(2).map { line in
            WikiRow(
                number: line.number,
                cells: columns.enumerated().map { ($1, $0 < line.cells.count ? line.cells[$0] : "") })
        }
    }

    static func key(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }
}

struct WikiRow {
    let number: Int
    let cells: [(column: String, cell: String)]

    /// Nil when there is no such column; blank when the cell is.
    subscript(column: String) -> String? { cells.first { $0.column == column }?.cell }

    /// The cell; nil when there is no such column or the cell is blank.
    func filled(_ column: String) -> String? { self[column].flatMap { $0.isEmpty ? nil : $0 } }

    var expected: [(column: String, cell: String)] { cells.filter { $0.column.hasSuffix("?") && !$0.cell.isEmpty } }

    /// A comma list; nil when there is no such column or the cell is blank.
    func list(_ column: String) -> [String]? {
        filled(column)?.split(separator: ",").map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " \t\u{A0}"))
        }
    }
}

/// What the adapter does not know must be seen, not skipped.
struct WikiFault: Error, CustomStringConvertible {
    let page: String
    let line: Int
    let reason: String
    var description: String { "\(page).wiki:\(line): \(reason)" }
}

/// A fault that does not know its page and line yet.
struct WikiUnknown: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}
