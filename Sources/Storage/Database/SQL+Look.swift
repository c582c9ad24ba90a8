extension SQL {
    /// Joins rows that are asked about with a large table, each looked up by itself: `FROM asked \(SQL.look(…))`.
    ///
    /// During an import PostgreSQL does not know how large the tables have become, and would read an index whole rather than look some
    /// hundred keys up in it; `OFFSET 0` keeps each look a look. SQLite takes the tables in the order of a `CROSS JOIN`.
    ///
    /// - Parameters:
    ///   - name: of the table in the condition and in the rest of the statement.
    ///   - condition: over an index of the table, by columns of what stands before. No other index may begin with one of its columns: a
    ///     plan that is made while the table is empty, and kept, may take that one.
    package static func look(in table: SQLName, as name: SQLName, where condition: SQL, _ dialect: Dialect) -> SQL {
        switch dialect {
        case .postgres:
            "CROSS JOIN LATERAL (SELECT * FROM \(name: table) AS \(name: name) WHERE \(condition) OFFSET 0) AS \(name: name)"
        default: "CROSS JOIN \(name: table) AS \(name: name) ON \(condition)"
        }
    }
}
