import CLibPQ
import Storage

/// A lent connection inside one transaction.
struct PostgresConnection: Connection {
    let link: Link
    let attempt: Int
    let numbers: NumberLine

    var dialect: Dialect { .postgres }

    func execute(_ sql: SQL) throws -> Int { try link.query(sql).changed }

    func forEach(_ sql: SQL, _ body: (any Row) throws -> Void) throws { try link.query(sql).forEach(body) }

    /// By a cursor, so that other statements may run between the rows.
    func scan(_ sql: SQL, _ body: (any Row) throws -> Void) throws {
        link.scans += 1
        let name = "scan\(link.scans)"
        _ = try link.send("DECLARE \(name) NO SCROLL CURSOR FOR \(Statement.numbered(sql.text))", sql.values)
        var rows = PostgresConnection.rowsAtOnce
        while rows == PostgresConnection.rowsAtOnce {
            let answer = try link.send("FETCH FORWARD \(PostgresConnection.rowsAtOnce) FROM \(name)", [])
            rows = answer.rows
            try answer.forEach(body)
        }
        try link.run("CLOSE \(name)")
    }

    private static let rowsAtOnce = 8_192

    func prepare(_ text: StaticString) throws -> any PreparedStatement {
        PostgresStatement(link: link, text: SQL(stringLiteral: text.description))
    }

    func insert(into table: SQLName, _ columns: [SQLName], _ rows: (any RowWriter) throws -> Void) throws -> Int {
        link.written.insert(table.text)
        return try Copy(link, table: table, columns: columns).run(rows)
    }

    /// `LOCK TABLE` looks at nothing, so that the transaction's view of the data begins when the wait is over.
    func lock(_ table: SQLName) throws { try link.run("LOCK TABLE \(table.text) IN SHARE ROW EXCLUSIVE MODE") }

    /// A draw waits for nothing but another's, five seconds at most: what has not been answered in ten will not be.
    func reserve(_ count: Int, of sequence: NumberSequence) throws -> Int {
        try numbers.reserve(count, of: sequence, within: link.answersWithin.map { min($0, Link.longestSilence) })
    }

    func script(_ text: String) throws {
        link.written.insert("*")
        try link.run(text)
    }
}

struct PostgresStatement: PreparedStatement {
    let link: Link
    let text: SQL

    func run(_ values: [SQLValue]) throws -> Int { try link.query(text.binding(values)).changed }
}
