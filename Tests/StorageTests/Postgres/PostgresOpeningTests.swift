import Foundation
import PostgresDatabase
import SickLeave
import Storage
import TestKit
import Testing

@Suite("An address of a database server")
struct PostgresAddressTests {
    @Test(
        "shows where, never who or with what password",
        arguments: [
            ("postgres://eva:hemligt@db.example.org:5433/enhet?sslmode=verify-full", "postgres://db.example.org:5433/enhet"),
            ("postgresql://db1,db2/enhet?password=hemligt", "postgres://db1,db2/enhet"),
            ("postgres:///enhet?host=%2Frun%2Fpostgresql&user=eva", "postgres:///run/postgresql/enhet"),
            ("postgres:///?service=region", "postgres://service=region/"),
            ("postgres://eva:hemligt%2F%40@[::1]:5433/enhet", "postgres://::1:5433/enhet"),
        ])
    func shown(text: String, shown: String) throws {
        let address = try PostgresAddress(text)
        #expect(address.shown == shown)
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!"\(address) \(String(reflecting: address)) \(dumped)".contains("hemligt"))
    }

    @Test(
        "one that cannot be read, or whose password would end up in the host, the port or the database's name, is refused",
        arguments: [
            "postgres://eva:hem@ligt@db/enhet", "postgres://eva:hemligt@db:fem/enhet?x=1", "mysql://db/enhet", "var/enhet.db",
            "postgres://db/enhet?sslmod=require", "postgres://eva:Ab3/xYz==@127.0.0.1/enhet", "postgres://eva:12/xYz@db/enhet",
            "postgres://eva:a@b/c@127.0.0.1@127.0.0.1:55432/main", "postgres://eva:1@2/xYz:3/enhet",
            "postgres://eva:heml:igt/enhet",
            "postgres:///enhet?host=var%2Frun", "postgres://eva%3Ahemligt/enhet",
        ])
    func refused(text: String) { #expect(throws: ConnectionFault.badAddress) { try PostgresAddress(text) } }
}

@Suite("Each way that a connection is not made", .timeLimit(.minutes(10)))
struct PostgresOpeningTests {
    /// - Parameter patience: short only where nobody answers.
    private func fault(_ text: String, patience: Duration = .seconds(60)) -> ConnectionFault? {
        do {
            _ = try PostgresDatabase(PostgresAddress(text), limits: .init(wait: patience, connect: patience))
            return nil
        } catch StorageError.unreachable(let fault) {
            return fault
        } catch {
            return error as? ConnectionFault
        }
    }

    @Test("several hosts without ports are asked at PostgreSQL's own")
    func ports() {
        let named = fault("postgres://eva@127.0.0.1:5432,127.0.0.2:5432/enhet?sslmode=disable")
        #expect(fault("postgres://eva@127.0.0.1,127.0.0.2/enhet?sslmode=disable") == named)
        #expect(fault("postgres://eva@127.0.0.1:5432,127.0.0.2/enhet?sslmode=disable") == named)
    }

    private func fault(
        _ answer: FakeServer.Answer, _ options: String = "sslmode=disable", patience: Duration = .seconds(60)
    ) throws -> ConnectionFault? {
        let server = try FakeServer(answer)
        return withExtendedLifetime(server) {
            fault("postgres://eva:hemligt@127.0.0.1:\(server.port)/enhet?\(options)", patience: patience)
        }
    }

    @Test("no such host, nobody there, no answer in time, a hang-up")
    func network() throws {
        #expect(fault("postgres://eva@finns-inte.invalid/enhet") == .noSuchHost)
        #expect(fault("postgres://eva@127.0.0.1:1/enhet") == .refused)
        #expect(fault("postgres:///enhet?host=%2Fsaknas") == .refused)
        #expect(try fault(.silence, patience: .seconds(1)) == .timedOut)
        #expect(try fault(.hangUp) == .lost)
    }

    @Test(
        "refusals are known by their code, in the server's own language",
        arguments: [
            ("28P01", "auth_failed", ConnectionFault.wrongPassword), ("28000", "InitializeSessionUserId", .noSuchUser),
            ("28000", "ClientAuthentication", .tlsDemanded), ("3D000", "InitPostgres", .noSuchDatabase),
            ("53300", "InitProcess", .tooManyConnections), ("57P03", "ProcessStartupPacket", .notReady),
            ("42501", "CheckMyDatabase", .notLetIn), ("0A000", "x", .other("0A000")),
        ])
    func refusals(code: String, routine: String, expected: ConnectionFault) throws {
        #expect(try fault(.refusal(code: code, routine: routine)) == expected)
    }

    @Test("a server that is gone answers none of the next one's callers")
    func gone() throws {
        for round in 0..<400 {
            let (code, expected) =
                round.isMultiple(of: 2) ? ("28P01", ConnectionFault.wrongPassword) : ("53300", .tooManyConnections)
            #expect(try fault(.refusal(code: code, routine: "x")) == expected)
        }
    }

    @Test("a refusal where TLS was offered is no demand for TLS; a server without TLS is told as one")
    func tls() throws {
        #expect(try fault(.refusal(code: "28000", routine: "ClientAuthentication"), "sslmode=prefer") == .notLetIn)
        #expect(try fault(.noTLS, "sslmode=require") == .tlsNotOffered)
    }

    @Test("a certificate that nobody vouches for, or that is another host's, is not trusted")
    func certificates() throws {
        let server = try SelfSignedServer()
        let answer = FakeServer.Answer.tls(port: server.port)
        #expect(try fault(answer, "sslmode=verify-full&sslrootcert=/saknas.pem") == .tlsNotTrusted)
        #expect(try fault(answer, "sslmode=verify-full&sslrootcert=\(server.certificate)") == .tlsNotTrusted)
        let other = try SelfSignedServer()
        #expect(try fault(answer, "sslmode=verify-ca&sslrootcert=\(other.certificate)") == .tlsNotTrusted)
    }

    @Test("of several hosts the next is tried, and one that answers says more than one that does not")
    func hosts() throws {
        let refusing = try FakeServer(.refusal(code: "28P01", routine: "auth_failed"))
        let silent = try FakeServer(.silence)
        let found = fault(
            "postgres://eva@127.0.0.1:1,127.0.0.1:\(silent.port),127.0.0.1:\(refusing.port)/enhet?sslmode=disable",
            patience: .seconds(4))
        #expect(found == .wrongPassword)
    }

    @Test(
        "of several hosts the one that took writes last is asked first",
        .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
    func lastHost() throws {
        let gone = try FakeServer(.hangUp)
        let text = try PostgresServer.text().replacing("host=", with: "host=127.0.0.1,") + "&port=\(gone.port),&sslmode=disable"
        let address = try PostgresAddress(text)
        // The list of hosts is had from a connection that has just begun: one call at each opening. The first asks it in earnest as well.
        let database = try PostgresDatabase(address)
        #expect(gone.calls == 2)
        #expect(try database.readBlocking { try $0.first("SELECT 1") { $0.int(0) } } == 1)
        #expect(gone.calls == 3)
        _ = try PostgresDatabase(PostgresAddress(text))
        #expect(gone.calls == 5)
    }

    @Test("a real server's refusals", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
    func real() throws {
        let owner = try PostgresServer.server.get()
        #expect(try fault(PostgresServer.text("finns_inte")) == .noSuchDatabase)
        #expect(try fault(PostgresServer.text(user: "finns_inte")) == .noSuchUser)
        let (user, name) = (PostgresServer.fresh("liten"), PostgresServer.fresh("stangd"))
        try owner.runAlone("CREATE ROLE \(user) LOGIN CONNECTION LIMIT 0")
        #expect(try fault(PostgresServer.text(user: user)) == .tooManyConnections)
        try owner.runAlone("ALTER ROLE \(user) CONNECTION LIMIT 5")
        try owner.runAlone("CREATE DATABASE \(name)")
        try owner.runAlone("REVOKE CONNECT ON DATABASE \(name) FROM public")
        #expect(try fault(PostgresServer.text(name, user: user)) == .notLetIn)
        try owner.runAlone("ALTER DATABASE \(name) SET default_transaction_read_only = on")
        #expect(try fault(PostgresServer.text(name)) == .readOnly)
        try owner.runAlone("DROP DATABASE \(name)")
        try owner.runAlone("DROP ROLE \(user)")
    }

    @Test(
        "a database that cannot hold every name is refused, by the name of its encoding",
        .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"), arguments: ["LATIN1", "SQL_ASCII"])
    func encoding(_ encoding: String) throws {
        let (owner, name) = (try PostgresServer.server.get(), PostgresServer.fresh("kodning"))
        try owner.runAlone("CREATE DATABASE \(name) ENCODING '\(encoding)' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
        #expect(try fault(PostgresServer.text(name)) == .wrongEncoding(encoding))
        try owner.runAlone("DROP DATABASE \(name)")
    }
}
