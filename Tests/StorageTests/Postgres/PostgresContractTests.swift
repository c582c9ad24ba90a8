import PostgresDatabase
import SickLeave
import Storage
import TestKit
import Testing

@Suite("The store's contract, on PostgreSQL", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct PostgresContractTests {
    @Test("on a server", arguments: StoreContract.all)
    func onServer(rule: StoreContract) throws { try rule.check(try LentDatabase()) }

    @Test("a sound database has no faults")
    func integrity() async throws {
        let database = try LentDatabase()
        try TestData.fill(database, texts: .plain, at: Instant(rawValue: 0))
        #expect(try await database.integrityFaults() == [])
    }
}
