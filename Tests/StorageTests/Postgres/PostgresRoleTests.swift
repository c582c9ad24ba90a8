import Foundation
import PostgresDatabase
import SickLeave
import Storage
import TestKit
import Testing

@Suite("A role for the server that does not own the tables", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct PostgresRoleTests {
    /// The statements of the handbook, for another name.
    private static func statements(_ role: String) throws -> [String] {
        let page = try String(contentsOf: Repository.root.appendingPathComponent("docs/handbok/postgresql.md"), encoding: .utf8)
        let blocks = page.components(separatedBy: "```sql\n").map { $0.components(separatedBy: "```")[0] }
        return blocks.filter { $0.contains("sakkunnig_server") }.joined().replacing("sakkunnig_server", with: role).replacing(
            " PASSWORD '…'", with: ""
        )
        .split(separator: ";").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }

    @Test("where amcheck is installed and the role may not run it, the store is checked without it")
    func amcheck() async throws {
        let database = try LentDatabase()
        try database.inner.runAlone("CREATE EXTENSION amcheck")
        let role = PostgresServer.fresh("roll")
        for statement in try Self.statements(role) { try database.inner.runAlone(statement) }
        defer {
            try? database.inner.runAlone("DROP OWNED BY \(role)")
            try? database.inner.runAlone("DROP ROLE \(role)")
        }
        let own = try PostgresDatabase(PostgresServer.address(database.name, user: role))
        #expect(try await own.integrityFaults() == [])
        #expect(try await database.integrityFaults() == [])
    }

    @Test("one that may make nothing, not even for itself, is told that the tables are not compared")
    func withoutTemporary() async throws {
        let database = try LentDatabase()
        let role = PostgresServer.fresh("roll")
        for statement in try Self.statements(role) { try database.inner.runAlone(statement) }
        try database.inner.runAlone("REVOKE TEMPORARY ON DATABASE \(database.name) FROM PUBLIC")
        defer {
            try? database.inner.runAlone("DROP OWNED BY \(role)")
            try? database.inner.runAlone("DROP ROLE \(role)")
        }
        let own = try PostgresDatabase(PostgresServer.address(database.name, user: role))
        let untold =
            "schemat: tabellerna är inte jämförda med programmets, eftersom användaren saknar rätten TEMPORARY i databasen"
        #expect(try await own.integrityFaults() == [untold])
        try database.inner.runAlone("DROP TRIGGER access_log_no_update ON access_log")
        #expect(try await own.integrityFaults() == ["schemat: triggern access_log.access_log_no_update saknas", untold])
    }

    @Test("as the handbook makes it, it runs the server and writes the access log, and changes nothing in it")
    func role() throws {
        let database = try LentDatabase()
        let role = PostgresServer.fresh("roll")
        let statements = try Self.statements(role)
        #expect(statements.count == 4)
        for statement in statements { try database.inner.runAlone(statement) }
        defer {
            try? database.inner.runAlone("DROP OWNED BY \(role)")
            try? database.inner.runAlone("DROP ROLE \(role)")
        }
        let own = try PostgresDatabase(PostgresServer.address(database.name, user: role))
        try Migrator().migrate(own, at: Instant(rawValue: 0))
        try TestData.fill(own, texts: .plain, at: Instant(rawValue: 0))
        try own.writeBlocking { connection in
            try StoreContract.append(StoreContract.entry(.patients([1, 2])), connection)
            let hash = [UInt8](repeating: 1, count: 32)
            #expect(try LogTreeRepository(connection, provider: 1).placeOldest(10, prefix: [0]) { _ in hash } == 1)
        }
        let writer = own.unsettledWriter()
        for _ in 1...2 { _ = try writer.write { try $0.reserve(1, of: .person) } }
        try writer.settle()
        for table in [
            "access_log", "access_log_context", "access_log_leaf", "access_log_checkpoint", "patient_set", "patient_set_member",
        ] {
            for statement in [
                "UPDATE \(table) SET care_provider_id = 2", "DELETE FROM \(table)", "TRUNCATE \(table)", "DROP TABLE \(table)",
                "ALTER TABLE \(table) DISABLE TRIGGER ALL",
            ] {
                #expect(throws: StorageError.self, "\(statement)") { try own.writeBlocking { try $0.script(statement) } }
            }
        }
        #expect(try own.readBlocking { try AccessLogRepository($0).count() } == 1)
    }
}
