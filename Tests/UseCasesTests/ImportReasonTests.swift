import Foundation
import Interchange
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Who runs an import is told why something was not read")
struct ImportReasonTests {
    let database: any Database
    let folder: ImportFolder

    init() throws {
        database = try Fixture.database()
        folder = try ImportFolder()
    }

    /// A row whose time of signing is something that a person has written.
    private func faulty(_ id: String, signed: String = "i går") -> String { Export.certificate(id, signed: signed) }

    @Test("each by its file, place and reason, without what a cell held and without personal numbers")
    func reasons() throws {
        let number = Fixture.person(1).formatted
        try folder.write("a.pdf", "%PDF-1.7")
        try folder.write("b.csv", Export.certificates([faulty("f-1", signed: "Namn Efternamn \(number)")]))
        try folder.write("\(number).txt", "Det här är ingenting som vi läser.")
        let items = try database.imports([folder.path]).items
        #expect(items.map(\.place) == ["filen", "filen", "rad 2"])
        #expect(items.contains { $0.source.hasSuffix("/a.pdf") && $0.reason.hasPrefix("Filen är en PDF.") })
        #expect(items.contains { $0.source.hasSuffix("/b.csv") && $0.reason.contains("kolumn signerat") })
        #expect(items.allSatisfy { !"\($0.source) \($0.reason)".contains(number) && !$0.reason.contains("Efternamn") })
    }

    @Test("what is read before the run ends is not told, and what waits since before is")
    func stillWaiting() throws {
        let message = try folder.write("a.csv", Export.message("m-1", about: "c-1"))
        let certificate = try folder.write("b.csv", Export.certificates([Export.certificate("c-1"), faulty("f-1")]))
        for _ in 1...2 {
            #expect(try database.imports([message, certificate], batch: 1).items.map(\.place) == ["rad 3"])
        }
    }

    @Test("of many the first are told")
    func bounded() throws {
        try folder.write("a.csv", Export.certificates((0..<Importer.listed + 20).map { faulty("f-\($0)") }))
        let report = try database.imports([folder.path], batch: 16)
        #expect(report.waiting == Importer.listed + 20 && report.items.count == Importer.listed)
        #expect(report.items.map(\.place) == (0..<Importer.listed).map { "rad \($0 + 2)" })
    }

    @Test("the program tells the first on standard error, how many more, and all that it lists in its JSON")
    func program() throws {
        try folder.write("a.csv", Export.certificates((0..<7).map { faulty("f-\($0)") }))
        let arguments = ["import", folder.path + "/a.csv", "--database", folder.path + "/prov.db"]
        let told = try Program.run(arguments)
        #expect(told.status == 2 && told.output.contains("I karantän: 7"))
        #expect(told.errors.contains("a.csv: Rad 2, ") && told.errors.contains("a.csv: Rad 6, "))
        #expect(!told.errors.contains("Rad 7") && told.errors.contains("… och 2 till i karantän."))
        let json = try Program.run(arguments + ["--json"])
        let items = try #require(json.json?["items"] as? [[String: String]])
        #expect(json.status == 2 && items.count == 7)
        #expect(items[0]["place"] == "rad 2" && items[0]["reason"]?.contains("signerat") == true)
        #expect(items[0]["source"]?.hasSuffix("/a.csv") == true)
    }
}
