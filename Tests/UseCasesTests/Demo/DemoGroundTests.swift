import Foundation
import SQLiteDatabase
import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("The made-up region keeps to a database of its own, and what is real keeps out of it")
struct DemoGroundTests {
    let folder: ImportFolder

    init() throws { folder = try ImportFolder() }

    private func ground(of database: any Database) throws -> DemoRegion.Ground {
        try DemoRegion(database: database, passwords: PasswordHashing()).ground
    }

    /// As a demo that has only begun.
    private func begin(in database: any Database) throws {
        try database.writeBlocking { _ = try ImportRunRepository($0).start(source: DemoRegion.source, at: Instant(rawValue: 0)) }
    }

    @Test("a database is the demo's from its first row, free while it is only made ready, and else somebody's own")
    func ground() throws {
        let demo = try Fixture.database()
        #expect(try ground(of: demo) == .empty)
        try begin(in: demo)
        #expect(try ground(of: demo) == .demo)
        try folder.write("a.csv", Export.many(2))
        try demo.imports([folder.path])
        #expect(try ground(of: demo) == .demo)

        let own = try Fixture.database()
        try own.imports([folder.path])
        #expect(try ground(of: own) == .other)
        // An earlier version has put the region there.
        try begin(in: own)
        #expect(try ground(of: own) == .other)

        let people = try Fixture.database()
        try Accounts(database: people, passwords: PasswordHashing(), rules: PasswordRules(common: []), log: nil).create(
            userName: "eva.lind", name: "Eva Lind", hsaID: nil, password: nil)
        #expect(try ground(of: people) == .other)
    }

    @Test("the demo is refused in a database that holds something else, which stays as it is")
    func demo() throws {
        let database = folder.path + "/enhet.db"
        let file = try folder.write("a.csv", Export.many(2))
        #expect(try Program.run(["import", "--database", database, file]).status == 0)
        let before = try Program.run(["verify", "--json", "--database", database])
        let refused = try Program.run(["demo", "--load-only", "--database", database])
        #expect(refused.status == 1 && refused.errors.contains("inte är demoregionens"), "\(refused.errors)")
        #expect(refused.errors.hasPrefix("Fel: ") && refused.errors.contains("--database"))
        #expect(try Program.run(["verify", "--json", "--database", database]).output == before.output)
    }

    @Test("an import into a demo's database is refused with what to do, and done when it is asked for by name")
    func importing() throws {
        let database = folder.path + "/demo.db"
        // Let go of when it is made, with the lock on the file.
        do {
            let store = try SQLiteDatabase(path: database)
            try Migrator().migrate(store, at: Instant(rawValue: 0))
            try begin(in: store)
            try store.close()
        }
        let file = try folder.write("a.csv", Export.many(2))
        let refused = try Program.run(["import", "--json", "--database", database, file])
        let sentence = try #require(refused.json?["error"] as? String)
        #expect(refused.status == 1 && refused.errors == "Fel: \(sentence)\n")
        #expect(sentence.contains("demoregionens") && sentence.contains("--database") && sentence.contains("--into-demo"))
        #expect(try Program.run(["verify", "--json", "--database", database]).counts("intyg") == 0)
        #expect(try Program.run(["import", "--into-demo", "--database", database, file]).status == 0)
        #expect(try Program.run(["verify", "--json", "--database", database]).counts("intyg") == 2)
    }
}
