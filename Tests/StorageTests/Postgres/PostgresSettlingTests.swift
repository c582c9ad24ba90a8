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

    @Test("its commit does not wait for the disk, and every other does")
    func commits() throws {
        let database = try LentDatabase()
        func mode(_ connection: any Connection) throws -> String? {
            try connection.first("SHOW synchronous_commit") { $0.text(0) }
        }
        #expect(try database.writeUnsettled(mode) == "off")
        // The same connection, lent again.
        #expect(try database.writeBlocking(mode) == "on")
    }

    @Test("when a settler has settled it is on the disk")
    func settled() throws {
        let database = try LentDatabase()
        let settler = try database.settler()
        for number in 1...30 {
            try database.writeUnsettled { try add(number, $0) }
            let written = try database.readBlocking {
                try $0.first("SELECT pg_current_wal_insert_lsn()::text") { $0.text(0) } ?? ""
            }
            try settler.settle()
            let isOnDisk = try database.readBlocking {
                try $0.first("SELECT pg_current_wal_flush_lsn() >= \(written)::text::pg_lsn") { $0.bool(0) }
            }
            #expect(isOnDisk == true)
        }
    }

    @Test(
        "a settler that lost its connection does not know what became of it, and says so for ever; a new one knows of what comes")
    func lost() throws {
        let database = try LentDatabase()
        let settler = try database.settler()
        try database.writeUnsettled { try add(1, $0) }
        try settler.settle()
        #expect(try database.endSettlers() == 1)
        #expect(throws: StorageError.outcomeUnknown) { try settler.settle() }
        #expect(throws: StorageError.outcomeUnknown) { try settler.settle() }
        let next = try database.settler()
        try database.writeUnsettled { try add(2, $0) }
        try next.settle()
    }
}
