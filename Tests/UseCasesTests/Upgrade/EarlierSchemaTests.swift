import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("A database of every schema that there has been is brought up to date", .serialized)
struct EarlierSchemaTests {
    private let now = Instant(LocalTime(day: Fixture.today, second: 36_000))

    @Test("it opens, keeps every row, holds together, and has the schema of a new one", arguments: EarlierSchema.kept)
    func upgraded(schema: EarlierSchema) async throws {
        let folder = try ImportFolder()
        if EarlierSchema.isRecording, !schema.isKept {
            try schema.record(try await SchemaRows.filled(at: now), in: folder, at: now)
        }
        let database = try schema.open(in: folder)
        #expect(try database.readBlocking { try Migrator.version($0) } == schema.version)
        let before = try StoreRows(database)
        #expect(before.empty == [], "a kept database has rows in every table")
        try Migrator().migrate(database, at: now)
        #expect(try database.readBlocking { try Migrator.version($0) } == Migrator().newestVersion)
        #expect(try before.missing(in: StoreRows(database)) == [])
        #expect(try await Verification(database: database).run().faults == [])
        try SchemaText.golden(database.dialect).check(SchemaText.of(database))
        // Numbers go on where they were: it can be worked in.
        _ = try database.imports([folder.write("intyg.csv", Export.many(3))])
        #expect(try database.count("SELECT COUNT(*) FROM certificate WHERE certificate_id LIKE 'm-%'") == 3)
    }

    @Test("both engines' are of every version, and none is of a version that there is not")
    func complete() throws {
        let names = try EarlierSchema.names()
        #expect(names == Migrator.all.flatMap { ["\($0.version).db.gz", "\($0.version).sql.gz"] }.sorted())
    }
}
