import SickLeave
import Storage
import TestKit
import UseCases

/// A store with rows in every table: those of the tests' cast, and in tables that these leave empty a row made from the schema alone.
enum SchemaRows {
    static func filled(at instant: Instant) async throws -> any Database {
        let site = try TestSite(.hostile)
        // Made-up rows are no log: one look that is in a signed tree, and one that waits for its place there.
        try await look(site, at: instant)
        _ = try LogTree(database: site.database).checkpoint(key: LogKey(), at: instant)
        try await look(site, at: instant)
        let tables = try site.database.readBlocking { connection in
            try PortableTable.all(connection).filter { try $0.rowCount(connection) == 0 }
        }
        for table in tables { try addRow(to: table, site.database, instant) }
        return site.database
    }

    private static func look(_ site: TestSite, at instant: Instant) async throws {
        _ = try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(), for: site.viewer(.karin), on: Fixture.today, at: instant)
    }

    /// The first row that the schema's rules take, of a few values for each kind of column.
    private static func addRow(to table: PortableTable, _ database: any Database, _ instant: Instant) throws {
        for integer in [1, 0, 2, Int(instant.rawValue)] {
            for bytes in [32, 16] {
                for isFull in [true, false] {
                    let columns = isFull ? table.columns : try table.columns.filter { try isDemanded($0, of: table, database) }
                    let values = columns.map { value(of: $0, integer: integer, bytes: bytes) }
                    if try takes(table, columns, values, database) { return }
                }
            }
        }
        throw StorageError.other(code: 0, message: "no row was found that \(table.name) takes: add one to TestData")
    }

    /// Two columns have rules of their own: what ends does so after it began, and a consent is given by word or in writing.
    private static func value(of column: PortableTable.Column, integer: Int, bytes: Int) -> SQLValue {
        switch column.kind {
        case .integer where column.name == "care_provider_id": .integer(1)
        case .integer: .integer(Int64(column.name == "ends_at" ? integer + 1 : integer))
        case .real: .real(0.5)
        case .text: .text(column.name == "form" ? "oral" : "x")
        case .blob: .blob([UInt8](repeating: 7, count: bytes))
        }
    }

    private static func takes(
        _ table: PortableTable, _ columns: [PortableTable.Column], _ values: [SQLValue], _ database: any Database
    ) throws -> Bool {
        let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let sql = SQL(stringLiteral: "INSERT INTO \"\(table.name)\" (\(names)) VALUES (\(places))").binding(values)
        do { return try database.writeBlocking { try $0.execute(sql) } == 1 } catch StorageError.constraint { return false }
    }

    private static func isDemanded(_ column: PortableTable.Column, of table: PortableTable, _ database: any Database) throws
        -> Bool
    {
        let sql: SQL =
            database.dialect == .sqlite
            ? "SELECT \"notnull\" FROM pragma_table_info(\(table.name)) WHERE name = \(column.name)"
            : """
            SELECT attnotnull FROM pg_attribute WHERE attrelid = \(table.name)::text::regclass AND attname = \(column.name)
            """
        return try database.readBlocking { try $0.first(sql) { $0.bool(0) } } ?? false
    }
}
