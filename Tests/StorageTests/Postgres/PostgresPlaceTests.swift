import Storage
import Synchronization
import TestKit
import Testing

@testable import PostgresDatabase

@Suite("Where a server may be", .timeLimit(.minutes(10)))
struct PostgresPlaceTests {
    private func places(_ values: [String: String]) -> [[String]] {
        let names = ["db": ["10.0.0.1", "fd00::1"], "en": ["10.0.0.9"]]
        return Place.all(values) { names[$0] ?? [] }.map { place in place.options.map { "\($0)=\($1)" } }
    }

    @Test("every address of a name is a place of its own, with the name and the port")
    func addresses() {
        #expect(
            places(["host": "db", "port": "5433"])
                == [["host=db", "hostaddr=10.0.0.1", "port=5433"], ["host=db", "hostaddr=fd00::1", "port=5433"]])
        #expect(
            places(["host": "en,db", "port": "5433,"]) == [
                ["host=en", "port=5433"], ["host=db", "hostaddr=10.0.0.1", "port=5432"],
                ["host=db", "hostaddr=fd00::1", "port=5432"],
            ])
    }

    @Test("a name with one address or none, an address that is given and a socket are left as they are")
    func left() {
        #expect(places(["host": "en"]) == [["host=en"]])
        #expect(places(["host": "finns-inte"]) == [["host=finns-inte"]])
        #expect(places(["host": "db", "hostaddr": "10.0.0.7"]) == [["host=db", "hostaddr=10.0.0.7"]])
        #expect(places(["host": "/run/postgresql"]) == [["host=/run/postgresql"]])
        #expect(places([:]) == [])
    }

    @Test("of a name's addresses the next is tried when the first says nothing")
    func silentFirst() throws {
        let silent = try FakeServer(.silence)
        let refusing = try FakeServer(.refusal(code: "28P01", routine: "auth_failed"), port: silent.port, host: 2)
        let address = try PostgresAddress("postgres://eva@localhost:\(silent.port)/enhet?sslmode=disable")
        #expect(throws: ConnectionFault.wrongPassword) {
            try Link.open(address, limit: .seconds(10)) { _ in ["127.0.0.1", "127.0.0.2"] }
        }
        withExtendedLifetime((silent, refusing)) {}
    }

    @Test("the address that took writes last is asked first, in whatever order they are told")
    func lastFirst() throws {
        let address = try PostgresAddress("postgres://eva@localhost:1/enhet")
        let place = Place.all(["host": "db"]) { _ in ["10.0.0.1", "10.0.0.2"] }[1]
        address.reached.place.withLock { $0 = place }
        let turned = Place.all(["host": "db"]) { _ in ["10.0.0.2", "10.0.0.1"] }
        #expect(address.reached.first(of: turned) == turned)
        #expect(address.reached.first(of: turned.reversed()) == turned)
    }

    @Test("the machine's own name has an address")
    func own() { #expect(Place.addresses("localhost").contains { $0 == "127.0.0.1" || $0 == "::1" }) }
}

@Suite("Statements that are kept", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct PostgresStatementTests {
    @Test("where the server has kept a name from a try that failed, the statement is prepared under the next")
    func names() throws {
        let link = try Link.open(PostgresServer.address(), limit: .seconds(60))
        try link.run("PREPARE s1 AS SELECT 1")
        let statement: SQL = "SELECT \(7)"
        _ = try link.query(statement)
        #expect(throws: StorageError.self) { try link.query(statement) }
        var found: Int?
        try link.query(statement).forEach { found = $0.int(0) }
        #expect(found == 7)
    }
}
