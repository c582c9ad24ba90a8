import Foundation
import SQLiteDatabase
import SickLeave
import Storage
import Synchronization
import TestKit
import Testing
import UseCases

@Suite("A store is copied whole, or not at all")
struct StoreCopyTests {
    private let now = Instant(rawValue: 1_795_305_600_000_000)

    /// With rows of every kind, hostile texts among them, and a look in the access log.
    private func filled() async throws -> any Database {
        let site = try TestSite(.hostile)
        _ = try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(), for: site.viewer(.karin), on: Fixture.today, at: site.clock.now)
        return site.database
    }

    /// Every table's rows as text, in a fixed order: the slow, obvious twin of the digests.
    private func rows(_ database: any Database) throws -> [String: [String]] {
        try database.readBlocking { connection in
            var found: [String: [String]] = [:]
            for table in try PortableTable.all(connection) {
                let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
                found[table.name] = try connection.all(SQL(stringLiteral: "SELECT \(columns) FROM \"\(table.name)\"")) { row in
                    table.columns.indices.map { index in
                        if row.isNull(index) { return "-" }
                        return switch table.columns[index].kind {
                        case .integer: "\(row.int(index))"
                        case .real: "\(row.real(index))"
                        case .text: row.text(index).debugDescription
                        case .blob: "\(row.blob(index))"
                        }
                    }.joined(separator: ",")
                }.sorted()
            }
            return found
        }
    }

    @Test(
        "a backup that is restored holds the same rows, in the clear and encrypted, on either engine",
        arguments: [false, true], TestEngine.there)
    func roundTrip(isEncrypted: Bool, engine: TestEngine) async throws {
        let folder = try ImportFolder()
        let identity = AgeIdentity()
        let source = try await filled()
        let file = folder.path + "/kopia"
        let written = try StoreCopy(source).write(
            to: file, recipients: isEncrypted ? [identity.recipient] : [], program: "1", at: now)
        #expect(written.head.created == "2026-11-22T00:00:00Z" && written.head.schema == Migrator().newestVersion)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(bytes.count == written.bytes)
        #expect((bytes.range(of: Data(Cast.karin.name.utf8)) == nil) == isEncrypted)
        #expect(!FileManager.default.fileExists(atPath: file + ".part"))
        #expect(try StoreCopy.check(file, identity: identity).summary == written.summary)

        let target = try engine.empty()
        let restored = try StoreCopy(target).load(file, identity: identity, at: now)
        #expect(restored.summary == written.summary && restored.head == written.head)
        let (a, b) = (try rows(source), try rows(target))
        #expect(a == b && a["access_log"]?.count == 1 && a["certificate"]?.count == 10 && a["account"]?.isEmpty == false)
        #expect(try await Verification(database: target).run().faults == [])
        // Ids go on where they were: the copy can be worked in.
        let next = try target.writeBlocking { try $0.reserve(of: .certificate) }
        #expect(try next == source.writeBlocking { try $0.reserve(of: .certificate) })
    }

    @Test("a move gives the same rows; a table that differs is found", arguments: TestEngine.there)
    func move(engine: TestEngine) async throws {
        let source = try await filled()
        let target = try engine.empty()
        let moved = try StoreCopy(source).move(to: StoreCopy(target), at: now)
        #expect(try rows(source) == rows(target))
        #expect(moved.total == (try rows(source).values.reduce(0) { $0 + $1.count }))
        #expect(try await Verification(database: target).run().faults == [])
        _ = try target.writeBlocking { try $0.execute("UPDATE patient SET name = name || ' ' WHERE person_id = 1") }
        let folder = try ImportFolder()
        let (a, b) = (folder.path + "/a", folder.path + "/b")
        let first = try StoreCopy(source).write(to: a, recipients: [], program: "1", at: now).summary
        let second = try StoreCopy(target).write(to: b, recipients: [], program: "1", at: now).summary
        #expect(first != second && first.rows == second.rows)
    }

    @Test("a store that has anything in it is not filled, and stays as it is", arguments: TestEngine.there)
    func occupied(engine: TestEngine) async throws {
        let source = try await filled()
        let folder = try ImportFolder()
        _ = try StoreCopy(source).write(to: folder.path + "/kopia", recipients: [], program: "1", at: now)
        let target = try engine.database()
        let before = try rows(target)
        #expect(throws: BackupFault.notEmpty) { try StoreCopy(source).move(to: StoreCopy(target), at: now) }
        #expect(throws: BackupFault.notEmpty) { try StoreCopy(target).load(folder.path + "/kopia", identity: nil, at: now) }
        #expect(try rows(target) == before)
        #expect(throws: BackupFault.noStore) { try StoreCopy(engine.empty()).move(to: StoreCopy(engine.empty()), at: now) }
        #expect(throws: BackupFault.noStore) {
            try StoreCopy(engine.empty()).write(to: folder.path + "/tom", recipients: [], program: "1", at: now)
        }
    }

    @Test(
        "what is written to the source during the move stops it, and the target is as empty as before",
        arguments: TestEngine.there)
    func meanwhile(engine: TestEngine) async throws {
        let source = ChangingDatabase(try await filled()) { connection, reads in
            // Before the third: the schema's version is read, then the rows, and then both are compared.
            if reads == 3 { try connection.execute("UPDATE patient SET name = 'Någon annan' WHERE person_id = 1") }
        }
        let target = try engine.empty()
        #expect(throws: BackupFault.differs(table: "patient")) { try StoreCopy(source).move(to: StoreCopy(target), at: now) }
        #expect(try target.readBlocking { try PortableTable.names($0) } == [])
        _ = try StoreCopy(source).move(to: StoreCopy(target), at: now)
        #expect(try rows(source) == rows(target))
    }

    @Test("a row that the new database refuses stops the copy, and nothing is left", arguments: TestEngine.there)
    func refused(engine: TestEngine) async throws {
        let source = try await filled()
        let target = try engine.empty()
        let newest = try #require(Migrator.all.last)
        let stricter =
            Array(Migrator.all.dropLast()) + [
                Migrator.Migration(version: newest.version, name: "stricter") { dialect in
                    newest.statements(dialect) + "CREATE UNIQUE INDEX one_a_day ON certificate (care_provider_id);"
                }
            ]
        let folder = try ImportFolder()
        _ = try StoreCopy(source).write(to: folder.path + "/kopia", recipients: [], program: "1", at: now)
        #expect {
            try StoreCopy(target).load(folder.path + "/kopia", identity: nil, at: now, migrations: stricter)
        } throws: { error in
            if case BackupFault.refused(table: "certificate", _) = error { true } else { false }
        }
        #expect(try target.readBlocking { try PortableTable.names($0) } == [])
    }

    @Test("every byte counts: a changed or shortened backup is refused, and so is one with more at the end")
    func damaged() async throws {
        let folder = try ImportFolder()
        let file = folder.path + "/kopia"
        _ = try StoreCopy(try await filled()).write(to: file, recipients: [], program: "1", at: now)
        let whole = try Array(Data(contentsOf: URL(fileURLWithPath: file)))
        func isRefused(_ bytes: [UInt8]) throws -> Bool {
            let path = try folder.write("b", bytes)
            do { _ = try StoreCopy.check(path, identity: nil) } catch is BackupFault { return true }
            return false
        }
        #expect(try !isRefused(whole) && isRefused(whole + [0]) && isRefused(whole + whole) && isRefused([]))
        for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 400)) {
            var bytes = whole
            bytes[place] ^= 0x10
            #expect(try isRefused(bytes), "byte \(place)")
            #expect(try isRefused(Array(whole.prefix(place))), "length \(place)")
        }
    }

    @Test("a file that exists is not written over, and a failure leaves nothing behind")
    func nothingLeft() async throws {
        let folder = try ImportFolder()
        let file = try folder.write("finns", "viktigt")
        let copy = StoreCopy(try await filled())
        #expect(throws: BackupFault.exists(file)) { try copy.write(to: file, recipients: [], program: "1", at: now) }
        #expect(throws: BackupFault.interrupted) {
            try copy.write(to: folder.path + "/ny", recipients: [], program: "1", at: now, isCancelled: { true })
        }
        #expect(throws: BackupFault.self) {
            try copy.write(to: folder.path + "/saknas/ny", recipients: [], program: "1", at: now)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["finns"])
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "viktigt")
    }

    @Test("a backup of an earlier schema is brought up to date; one of a newer is refused")
    func schemas() async throws {
        let folder = try ImportFolder()
        let file = folder.path + "/kopia"
        let written = try StoreCopy(try await filled()).write(to: file, recipients: [], program: "1", at: now)
        let version = Migrator().newestVersion + 1
        let later =
            Migrator.all + [
                Migrator.Migration(version: version, name: "later") { _ in
                    "CREATE TABLE later (id BIGINT NOT NULL PRIMARY KEY, share REAL); INSERT INTO later VALUES (-5, 0.25);"
                }
            ]
        let target = try SQLiteDatabase()
        _ = try StoreCopy(target).load(file, identity: nil, at: now, migrations: later)
        #expect(try target.readBlocking { try Migrator.version($0) } == version)
        #expect(try rows(target)["later"] == ["-5,0.25"])

        let newer = folder.path + "/nyare"
        let again = try StoreCopy(target).write(to: newer, recipients: [], program: "2", at: now)
        #expect(again.summary.total == written.summary.total + 1)
        #expect(throws: BackupFault.newerSchema(found: version, known: version - 1)) {
            try StoreCopy(try SQLiteDatabase()).load(newer, identity: nil, at: now)
        }
        // What would not be restored is not called a good copy either.
        #expect(throws: BackupFault.newerSchema(found: version, known: version - 1)) {
            try StoreCopy.check(newer, identity: nil)
        }
        // The table that the migration filled is emptied before the backup's rows come.
        let third = try SQLiteDatabase()
        _ = try StoreCopy(third).load(newer, identity: nil, at: now, migrations: later)
        #expect(try rows(third) == rows(target))
    }
}

/// A store that somebody writes to between one read and the next.
private final class ChangingDatabase: ForwardingDatabase {
    let base: any Database
    private let change: @Sendable (any Connection, _ reads: Int) throws -> Void
    private let reads = Mutex(0)

    init(_ base: any Database, change: @escaping @Sendable (any Connection, _ reads: Int) throws -> Void) {
        self.base = base
        self.change = change
    }

    func readBlocking<T>(_ body: (any Connection) throws -> T) throws -> T {
        let count = reads.withLock { reads in
            reads += 1
            return reads
        }
        try base.writeBlocking { try change($0, count) }
        return try base.readBlocking(body)
    }
}
