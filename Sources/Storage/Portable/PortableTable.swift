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
    /// The columns of the primary key, in its order.
    let key: [String]

    package init(name: String, columns: [Column], parentColumn: String? = nil, key: [String] = []) {
        self.name = name
        self.columns = columns
        self.parentColumn = parentColumn
        self.key = key
    }

    /// Rows pass through memory some at a time.
    ///
    /// - Parameter body: gets each row in `RowCoding`; the buffer is used again for the next.
    package func forEachRow(_ connection: any Connection, _ body: (borrowing [UInt8]) throws -> Void) throws {
        let order = parentColumn.map { " ORDER BY (\(PortableTable.quoted($0)) IS NOT NULL)" } ?? ""
        try forEachRow(connection, SQL(stringLiteral: selection + order), body)
    }

    private func forEachRow(_ connection: any Connection, _ sql: SQL, _ body: (borrowing [UInt8]) throws -> Void) throws {
        var bytes: [UInt8] = []
        try connection.scan(sql) { row in
            encode(row, to: &bytes)
            try body(bytes)
        }
    }

    private func encode(_ row: any Row, to bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        for (index, column) in columns.enumerated() { RowCoding.append(row, index, column.kind, to: &bytes) }
    }

    package func rowCount(_ connection: any Connection) throws -> Int {
        try connection.first(SQL(stringLiteral: "SELECT COUNT(*) FROM \(PortableTable.quoted(name))")) { $0.int(0) } ?? 0
    }

    /// Empties a table that a migration has filled.
    package func removeAll(_ connection: any Connection) throws {
        try connection.execute(SQL(stringLiteral: "DELETE FROM \(PortableTable.quoted(name))"))
    }

    /// - Parameter rows: calls the function that it gets with each row, in `RowCoding`.
    /// - Throws: `RowCoding.Fault` for bytes that are no row of this table.
    package func insert(_ connection: any Connection, _ rows: (_ add: ([UInt8]) throws -> Void) throws -> Void) throws {
        let names = columns.compactMap { SQLName($0.name) }
        guard let table = SQLName(name), names.count == columns.count else {
            throw StorageError.other(code: 0, message: "table \(name) has a name that is not portable")
        }
        try connection.insert(into: table, names) { writer in
            var values: [SQLValue] = []
            try rows { row in
                values.removeAll(keepingCapacity: true)
                try RowCoding.decode(row, columns, into: &values)
                try writer.add(values)
            }
        }
    }

    /// Reads the table in two stores side by side, in order of its key.
    ///
    /// - Returns: whether every row is the same in both, and there is none more in either.
    package func isSame(_ first: any Connection, _ second: any Connection) throws -> Bool {
        var others = KeyedRows(table: self, connection: second)
        var isSame = true
        try forEachRow(first, SQL(stringLiteral: selection + ordering)) { row in
            if isSame, try others.next() != copy row { isSame = false }
        }
        return try isSame && others.next() == nil
    }

    /// Rows in order of their key, a page at a time, so that the reader and not the database says when the next one comes.
    private struct KeyedRows {
        private static let page = 1_000

        let table: PortableTable
        let connection: any Connection
        private var rows: [[UInt8]] = []
        private var position = 0
        private var isLast = false

        init(table: PortableTable, connection: any Connection) {
            self.table = table
            self.connection = connection
        }

        mutating func next() throws -> [UInt8]? {
            if position == rows.count, !isLast { try fetch() }
            guard position < rows.count else { return nil }
            position += 1
            return rows[position - 1]
        }

        private mutating func fetch() throws {
            var sql = SQL(stringLiteral: table.selection)
            if let last = rows.last {
                var values: [SQLValue] = []
                try RowCoding.decode(last, table.columns, into: &values)
                let keys = table.key.compactMap { name in table.columns.firstIndex { $0.name == name } }.map { values[$0] }
                let places = keys.map { _ in "?" }.joined(separator: ", ")
                sql = sql + SQL(stringLiteral: " WHERE (\(table.keyList)) > (\(places))").binding(keys)
            }
            var (found, bytes) = ([[UInt8]](), [UInt8]())
            try connection.forEach(sql + SQL(stringLiteral: table.ordering + " LIMIT \(KeyedRows.page)")) { row in
                table.encode(row, to: &bytes)
                found.append(bytes)
            }
            (rows, position, isLast) = (found, 0, found.count < KeyedRows.page)
        }
    }

    private var selection: String {
        "SELECT \(columns.map { PortableTable.quoted($0.name) }.joined(separator: ", ")) FROM \(PortableTable.quoted(name))"
    }
    private var keyList: String { key.map(PortableTable.quoted).joined(separator: ", ") }
    private var ordering: String { key.isEmpty ? "" : " ORDER BY \(keyList)" }

    /// Names come from the database's own catalogue; one with a quote in it is still no SQL.
    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
