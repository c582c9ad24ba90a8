import Testing

/// The lines of a file for Excel, each cell by its column.
struct CSVLines {
    let lines: [[String: String]]

    init(_ bytes: [UInt8]) throws {
        let rows = String(decoding: bytes, as: UTF8.self).replacing("\u{FEFF}", with: "").split(whereSeparator: \.isNewline).map {
            $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
        let columns = try #require(rows.first)
        lines = rows.dropFirst().map { Dictionary(zip(columns, $0)) { first, _ in first } }
    }

    func first(where column: String, is value: String) -> [String: String]? { lines.first { $0[column] == value } }
}
