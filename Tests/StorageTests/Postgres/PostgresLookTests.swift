import PostgresDatabase
import Storage
import TestKit
import Testing

@Suite("What an import asks for by key, on PostgreSQL", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct PostgresLookTests {
    /// By a text, the first column that is asked for, or by a number, the second.
    private static let looks: [(SQLName, SQL)] = [
        ("certificate", "t.certificate_id = asked.column1"), ("person", "t.id = asked.column2"),
        ("certificate_content", "t.care_provider_id = 1 AND t.certificate_number = asked.column2"),
        ("case_message_question", "t.care_provider_id = 1 AND t.message_number = asked.column2"),
    ]

    @Test("each key is looked up by itself, where a join would read all while the server thinks that there is little")
    func plan() throws {
        let database = try LentDatabase()
        for (table, condition) in Self.looks {
            let looked = try plan(of: SQL.look(in: table, as: "t", where: condition, .postgres), database)
            #expect(looked.contains("Nested Loop") && looked.contains("Index"), "\(table.text)")
            for word in ["Hash", "Merge"] { #expect(!looked.contains(word), "\(table.text)") }
        }
        let joined = try plan(of: "JOIN certificate t ON t.certificate_id = asked.column1", database)
        #expect(["Hash", "Merge"].contains { joined.contains($0) })
    }

    private func plan(of join: SQL, _ database: any Database) throws -> String {
        let keys = (0..<500).map { ["nyckel-\($0)".sqlValue, $0.sqlValue] }
        return try database.writeBlocking { connection in
            let lines = try connection.all("EXPLAIN SELECT t.* FROM (VALUES \(rows: keys)) AS asked \(join)") { $0.text(0) }
            return lines.joined(separator: "\n")
        }
    }
}
