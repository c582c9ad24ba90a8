/// A table as the database's own schema has it, in terms that both engines share. What a migration adds is found by itself.
package struct PortableTable: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, Codable { case integer, real, text, blob }

    package struct Column: Sendable, Hashable, Codable {
        package let name: String
        package let kind: Kind
    }

    package let name: String
    package let columns: [Column]
    /// The column by which a row names another row of its table; those that name none come first.
    let parentColumn: String?

    package init(name: String, columns: [Column], parentColumn: String? = nil) {
        self.name = name
        self.columns = columns
        self.parentColumn = parentColumn
    }

    /// Rows pass through memory some at a time.
    ///
    /// - Parameter body: gets each row in `RowCoding`; the buffer is used again for the next.
    package func forEachRow(_ connection: any Connection, _ body: (borrowing [UInt8]) throws -> Void) throws {
        var text =
            "SELECT \(columns.map { PortableTable.quoted($0.name) }.joined(separator: ", ")) FROM \(PortableTable.quoted(name))"
        if let parentColumn { text += " ORDER BY (\(PortableTable.quoted(parentColumn)) IS NOT NULL)" }
        var bytes: [UInt8] = []
        try connection.forEach(SQL(stringLiteral: text)) { row in
            bytes.removeAll(keepingCapacity: true)
            for (index, column) in columns.enumerated() { RowCoding.append(row, index, column.kind, to: &bytes) }
            try body(bytes)
        }
    }

    package func rowCount(_ connection: any Connection) throws -> Int {
        try connection.first(SQL(stringLiteral: "SELECT COUNT(*) FROM \(PortableTable.quoted(name))")) { $0.int(0) } ?? 0
    }

    /// Empties a table that a migration has filled.
    package func removeAll(_ connection: any Connection) throws {
        try connection.execute(SQL(stringLiteral: "DELETE FROM \(PortableTable.quoted(name))"))
    }

    /// - Parameter rows: in `RowCoding`.
    package func insert(_ rows: [[UInt8]], _ connection: any Connection) throws {
        // Fewer round trips, and far below the engines' limits for parameters of one statement.
        let most = max(1, min(50, 900 / columns.count))
        let whole = insertion(of: most)
        var values: [SQLValue] = []
        var count = 0
        for row in rows {
            try RowCoding.decode(row, columns, into: &values)
            count += 1
            if count == most {
                try connection.execute(whole.binding(values))
                values.removeAll(keepingCapacity: true)
                count = 0
            }
        }
        if count > 0 { try connection.execute(insertion(of: count).binding(values)) }
    }

    private func insertion(of count: Int) -> SQL {
        let row = "(\(columns.map { _ in "?" }.joined(separator: ", ")))"
        return SQL(
            stringLiteral: "INSERT INTO \(PortableTable.quoted(name)) "
                + "(\(columns.map { PortableTable.quoted($0.name) }.joined(separator: ", "))) VALUES "
                + Array(repeating: row, count: count).joined(separator: ", "))
    }

    /// Names come from the database's own catalogue; one with a quote in it is still no SQL.
    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
