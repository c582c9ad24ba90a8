import PostgresDatabase
import Storage
import TestKit
import Testing

@Suite("What an import asks for by key, on PostgreSQL", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct PostgresLookTests {
    @Test("each key is looked up by itself, where a join would read all while the server thinks that there is little")
    func plan() throws {
        let look = SQL.look(in: "certificate", as: "c", where: "c.certificate_id = asked.column1", .postgres)
        let join: SQL = "JOIN certificate c ON c.certificate_id = asked.column1"
        let looked = try plan(of: look)
        #expect(looked.contains("Nested Loop") && looked.contains("certificate_by_id"))
        for word in ["Hash", "Merge", "Seq Scan"] { #expect(!looked.contains(word)) }
        #expect(try ["Hash", "Merge"].contains { try plan(of: join).contains($0) })
    }

    private func plan(of join: SQL) throws -> String {
        let ids = (0..<500).map { ["intyg-\($0)".sqlValue] }
        return try LentDatabase().writeBlocking { connection in
            let lines = try connection.all("EXPLAIN SELECT c.number FROM (VALUES \(rows: ids)) AS asked \(join)") { $0.text(0) }
            return lines.joined(separator: "\n")
        }
    }
}
