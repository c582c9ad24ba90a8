import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("Erasure of what the access log has kept for its years")
struct LogErasureTests {
    private static let long = Instant(LocalTime(day: Day(iso: "2015-03-01")!))
    private static let lately = Instant(LocalTime(day: Day(iso: "2024-03-01")!))
    private static let now = Instant(LocalTime(day: Day(iso: "2026-11-20")!))

    private struct World {
        let database: any Database
        let key = LogKey()
        var witnessed: [LogCheckpoint.Note] = []

        init(_ engine: TestEngine) throws {
            database = try engine.database()
            try TestData.fill(database, texts: .plain, at: long)
            for (moment, users) in [(long, ["Anna", "Bo"]), (lately, ["Bo", "Eva"])] {
                for (number, user) in (users + users).enumerated() {
                    try database.writeBlocking {
                        try AccessLog.append(
                            StoreContract.entry(.patients([number, moment == long ? 9 : 8]), user: user, at: moment + number),
                            in: $0)
                    }
                }
                witnessed += try LogTree(database: database).checkpoint(key: key, at: moment + 60)
            }
        }

        func faults() throws -> [String] {
            try database.readBlocking { try LogVerification.run($0, key: key.publicKey, witnessed: witnessed).faults }
        }

        func count(_ table: SQLName) throws -> Int {
            try database.readBlocking { try $0.first("SELECT COUNT(*) FROM \(name: table)") { $0.int(0) } ?? 0 }
        }
    }

    @Test("takes the content that is old enough and leaves the hashes, with a row about it", arguments: TestEngine.there)
    func erases(engine: TestEngine) throws {
        let world = try World(engine)
        let erased = try LogErasure(database: world.database).run(at: Self.now)
        #expect(erased.map(\.rows) == [4] && erased.map(\.places) == [4])
        #expect(try world.count("access_log") == 5 && world.count("access_log_leaf") == 9)
        // Anna is in no row any more; Bo is. Lists of the erased rows are gone with their members.
        let names = try world.database.readBlocking {
            try $0.all("SELECT user_name FROM access_log_context ORDER BY id") { $0.text(0) }
        }
        #expect(names == ["Bo", "Eva", "sakkunnig log erase"])
        #expect(
            try world.database.readBlocking {
                try $0.first("SELECT COUNT(*) FROM patient_set_member WHERE person_id = 9") { $0.int(0) }
            } == 0)
        #expect(try world.faults() == [])
        try LogTree(database: world.database).place()
        #expect(try world.faults() == [])
        #expect(try LogErasure(database: world.database).run(at: Self.now).isEmpty)
    }

    @Test("is not possible before the years have passed", arguments: TestEngine.there)
    func tooYoung(engine: TestEngine) throws {
        let world = try World(engine)
        let limit = Self.long + 60 + AccessLogRepository.keptDays * 86_400
        #expect(try LogErasure(database: world.database).run(at: limit + -1).isEmpty)
        #expect(throws: StorageError.self) {
            try world.database.writeBlocking { try LogTreeRepository($0, provider: 1).eraseRows(before: 8) }
        }
        #expect(try world.count("access_log") == 8)
        // Old enough, but without a place in the tree: its hash would be nowhere.
        try world.database.writeBlocking { try AccessLog.append(StoreContract.entry(.patient(1), at: Self.long), in: $0) }
        #expect(throws: StorageError.self) {
            try world.database.writeBlocking { try $0.script("DELETE FROM access_log WHERE id = 9") }
        }
    }

    /// With the guards gone, and a row that says that it was an erasure.
    @Test("of rows that were too young is found, whatever a row says of it", arguments: TestEngine.there)
    func pretended(engine: TestEngine) throws {
        let world = try World(engine)
        _ = try LogErasure(database: world.database).run(at: Self.now)
        try world.database.writeBlocking { connection in
            var entry = StoreContract.entry(.patients([]), at: Self.now)
            (entry.activity, entry.resource, entry.level) = (Activity.erase.rawValue, LogErasure.resource, "6")
            try AccessLog.append(entry, in: connection)
        }
        try LogTree(database: world.database).place()
        #expect(try world.faults() == [])
        try world.database.writeBlocking { connection in
            try connection.script("DROP TRIGGER access_log_no_delete\(connection.dialect == .sqlite ? "" : " ON access_log")")
            try connection.script("DELETE FROM access_log WHERE id IN (5, 6)")
        }
        #expect(try world.faults().contains { $0.contains("de första 6 raderna är borttagna utan att en gallring tillåter det") })
    }
}
