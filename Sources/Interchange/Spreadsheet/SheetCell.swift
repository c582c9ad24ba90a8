/// A cell of a spreadsheet: what it holds, not how it looks.
enum SheetCell: Hashable {
    case empty
    case text(String)
    case number(Double)

    /// As text; a whole number has no decimals.
    var text: String {
        switch self {
        case .empty: ""
        case .text(let text): text
        case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
        }
    }
}

/// A row with its number as the spreadsheet shows it, from 1.
struct SheetRow {
    let number: Int
    /// By column, 0 being A.
    var cells: [Int: SheetCell] = [:]

    subscript(column: Int) -> SheetCell { cells[column] ?? .empty }
}
