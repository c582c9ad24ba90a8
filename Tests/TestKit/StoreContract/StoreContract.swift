import SickLeave
package import Storage
import Testing

/// What every engine must do, as functions over `any Database`: each engine's own tests run them all.
package struct StoreContract: Sendable, CustomTestStringConvertible {
    package let name: String
    /// Gets a database that is migrated and empty.
    package let check: @Sendable (any Database) throws -> Void

    package var testDescription: String { name }

    package static let all: [StoreContract] = [
        engine, bulk, registry, organisation, certificates, manyAtOnce, messages, imports, accounts, access, responsibility,
        rights, regions,
        goals, chartRebases,
    ].flatMap(\.self)

    static func rule(_ name: String, _ check: @escaping @Sendable (any Database) throws -> Void) -> StoreContract {
        StoreContract(name: name, check: check)
    }
}

extension StoreContract {
    private struct Stop: Error {}

    static let engine: [StoreContract] = [
        rule("migrating twice changes nothing") { (database: any Database) throws in
            try Migrator().migrate(database, at: Instant(rawValue: 1))
            let rows = try database.readBlocking {
                try $0.all("SELECT version, applied_at FROM schema_migration") { ($0.int(0), $0.int(1)) }
            }
            #expect(rows.map(\.0) == Migrator.all.map(\.version))
            #expect(rows.allSatisfy { $0.1 == 0 })
        },
        rule("a database of a newer program is refused and left as it is") { (database: any Database) throws in
            _ = try database.writeBlocking {
                try $0.execute("INSERT INTO schema_migration (version, name, applied_at) VALUES (999, 'x', 0)")
            }
            #expect(throws: StorageError.newerSchema(found: 999, known: Migrator().newestVersion)) {
                try Migrator().migrate(database, at: Instant(rawValue: 0))
            }
            #expect(try database.readBlocking { try Migrator.version($0) } == 999)
        },
        rule("a migration that fails leaves nothing behind") { (database: any Database) throws in
            let broken = Migrator.Migration(version: 900, name: "broken") { _ in
                "CREATE TABLE half (id BIGINT); INSERT INTO missing VALUES (1);"
            }
            #expect(throws: StorageError.self) {
                try Migrator(migrations: Migrator.all + [broken]).migrate(database, at: Instant(rawValue: 0))
            }
            #expect(throws: StorageError.self) { try database.readBlocking { try $0.first("SELECT id FROM half") { $0.int(0) } } }
            #expect(try database.readBlocking { try Migrator.version($0) } == Migrator().newestVersion)
        },
        rule("an error rolls the whole transaction back") { (database: any Database) throws in
            #expect(throws: Stop.self) {
                try database.writeBlocking { (connection: any Connection) throws in
                    _ = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
                    throw Stop()
                }
            }
            #expect(try database.readBlocking { try ImportRunRepository($0).newest(1).isEmpty })
        },
        rule("a broken constraint is told as one and rolls everything back") { (database: any Database) throws in
            #expect {
                try database.writeBlocking { (connection: any Connection) throws in
                    _ = try ImportRunRepository(connection).start(source: "x", at: Instant(rawValue: 0))
                    try connection.execute("INSERT INTO person (id, kind, identifier) VALUES (1, 9, 'x')")
                }
            } throws: { error in
                if case StorageError.constraint = error { true } else { false }
            }
            #expect(try database.readBlocking { try ImportRunRepository($0).newest(1).isEmpty })
        },
        rule("references between rows hold") { (database: any Database) throws in
            #expect {
                try database.writeBlocking {
                    _ = try $0.execute(
                        "INSERT INTO patient (care_provider_id, person_id, public_id, name, sort_name) VALUES (7, 7, 'x', '', '')"
                    )
                }
            } throws: { error in
                if case StorageError.constraint = error { true } else { false }
            }
        },
        rule("a sequence gives consecutive numbers that never come again") { (database: any Database) throws in
            let numbers = try database.writeBlocking { (connection: any Connection) throws in
                try [connection.reserve(3, of: .person), connection.reserve(of: .person), connection.reserve(of: .staff)]
            }
            #expect(numbers == [1, 4, 1])
            #expect(throws: Stop.self) {
                try database.writeBlocking { (connection: any Connection) throws in
                    _ = try connection.reserve(of: .person)
                    throw Stop()
                }
            }
            #expect(try database.writeBlocking { try $0.reserve(of: .person) } >= 5)
        },
        rule("values come back as they went in") { (database: any Database) throws in
            let text = "Å’ä\"ö; DROP TABLE account; -- 🙂"
            let bytes: [UInt8] = [0, 255, 10, 0]
            try database.writeBlocking { (connection: any Connection) throws in
                let run = try ImportRunRepository(connection).start(source: text, at: Instant(rawValue: .max))
                _ = try QuarantineRepository(connection).add(
                    QuarantinedItem(
                        source: "", place: "", format: "csv", header: [], original: bytes, byteLength: bytes.count, reason: text,
                        importRun: run),
                    digest: "d")
            }
            try database.readBlocking { (connection: any Connection) throws in
                let run = try #require(try ImportRunRepository(connection).newest(1).first)
                #expect(run.source == text && run.startedAt == Instant(rawValue: .max) && run.finishedAt == nil)
                let stored = try connection.first("SELECT original, header, reason, decided_at FROM quarantine") {
                    ($0.blob(0), $0.blob(1), $0.text(2), $0.isNull(3))
                }
                #expect(stored?.0 == bytes && stored?.1 == [] && stored?.2 == text && stored?.3 == true)
            }
        },
        rule("a query may run inside another on the same text") { (database: any Database) throws in
            try database.readBlocking { (connection: any Connection) throws in
                var pairs: [String] = []
                let sql: SQL = "SELECT name FROM number_sequence WHERE name IN ('staff', 'person') ORDER BY name"
                try connection.forEach(sql) { outer in
                    let first = outer.text(0)
                    try connection.forEach(sql) { pairs.append("\(first)-\($0.text(0))") }
                }
                #expect(pairs == ["person-person", "person-staff", "staff-person", "staff-staff"])
            }
        },
        rule("an empty list of values matches nothing") { (database: any Database) throws in
            let none: [String] = []
            let found = try database.readBlocking {
                try $0.all("SELECT name FROM number_sequence WHERE name IN \(list: none)") { $0.text(0) }
            }
            #expect(found == [])
        },
    ]
}
