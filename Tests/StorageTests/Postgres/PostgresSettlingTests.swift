import Foundation
import PostgresDatabase
import Storage
import TestKit
import Testing

@Suite(
    "What is written unsettled on PostgreSQL", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"),
    .timeLimit(.minutes(10)))
struct PostgresSettlingTests {
    private func add(_ number: Int, _ connection: any Connection) throws {
        _ = try AccountRepository(connection).create(userName: "\(number)", name: "N", hsaID: "", passwordHash: "")
    }

    private func names(_ database: any Database) throws -> [String] {
        try database.readBlocking { try $0.all("SELECT user_name FROM account ORDER BY id") { $0.text(0) } }
    }

    @Test("the first commit waits for the disk, those after it do not, and every other does")
    func commits() throws {
        let database = try LentDatabase()
        func mode(_ connection: any Connection) throws -> String? {
            try connection.first("SHOW synchronous_commit") { $0.text(0) }
        }
        let writer = database.unsettledWriter()
        #expect(try [writer.write(mode), writer.write(mode), writer.write(mode)] == ["on", "off", "off"])
        // The same connection, lent again.
        #expect(try database.writeBlocking(mode) == "on")
    }

    @Test("when it has settled it is on the disk")
    func settled() throws {
        let database = try LentDatabase()
        let writer = database.unsettledWriter()
        try writer.write { try add(0, $0) }
        for number in 1...30 {
            try writer.write { try add(number, $0) }
            let written = try database.readBlocking {
                try $0.first("SELECT pg_current_wal_insert_lsn()::text") { $0.text(0) } ?? ""
            }
            try writer.settle()
            let isOnDisk = try database.readBlocking {
                try $0.first("SELECT pg_current_wal_flush_lsn() >= \(written)::text::pg_lsn") { $0.bool(0) }
            }
            #expect(isOnDisk == true)
        }
    }

    @Test("a writer that lost its witness does not know what became of the last, says so for ever and writes nothing more")
    func lost() throws {
        let database = try LentDatabase()
        let writer = database.unsettledWriter()
        for number in 1...2 { try writer.write { try add(number, $0) } }
        #expect(try database.endWitnesses() == 1)
        for _ in 1...2 {
            #expect(throws: StorageError.outcomeUnknown) { try writer.write { try add(3, $0) } }
            #expect(throws: StorageError.outcomeUnknown) { try writer.settle() }
        }
        #expect(try names(database) == ["1", "2"])
        let next = database.unsettledWriter()
        for number in 3...5 { try next.write { try add(number, $0) } }
        try next.settle()
        #expect(try names(database).count == 5)
    }

    @Test("a witness that is lost when all is settled is replaced, and the writer goes on")
    func replaced() throws {
        let database = try LentDatabase()
        let writer = database.unsettledWriter()
        for number in 1...2 { try writer.write { try add(number, $0) } }
        try writer.settle()
        #expect(try database.endWitnesses() == 1)
        try writer.write { try add(3, $0) }
        try writer.settle()
        #expect(try names(database).count == 3)
    }

    @Test("one transaction alone opens no connection of its own")
    func single() throws {
        let database = try LentDatabase()
        let writer = database.unsettledWriter()
        try writer.write { try add(1, $0) }
        try writer.settle()
        #expect(try database.endWitnesses() == 0)
    }
}
