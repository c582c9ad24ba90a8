import Foundation
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("What an import tells whoever runs it")
struct ImportOutcomeTests {
    let folder: ImportFolder
    let database: String

    init() throws {
        folder = try ImportFolder()
        database = folder.path + "/prov.db"
    }

    private func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(["import", "--database", database] + arguments)
    }

    @Test("a table with a header and nothing more is named: it is no fault, and perhaps not what was meant")
    func withoutRows() throws {
        let number = Fixture.person(1).formatted
        let empty = try folder.write("\(number).csv", "enhet_hsa_id;manad;besok\n")
        let told = try run(empty)
        #expect(told.status == 0 && told.errors.contains("Filen har en rubrikrad och inga rader."), "\(told.errors)")
        #expect(!told.errors.contains(number))
        #expect((try run("--json", empty).json?["withoutRows"] as? [String])?.count == 1)
        let full = try folder.write("b.csv", Export.many(1))
        #expect(try run("--json", full).json?["withoutRows"] as? [String] == [])
    }

    @Test("a column that no format has is told by its name, and by nothing when it may be a person")
    func unknownColumn() throws {
        let file = try folder.write("a.csv", "enhet_hsa_id;manad;pris\n")
        #expect(try run(file).errors.contains("Kolumnen pris finns inte i formatet volymer."))
        for person in [Fixture.person(1).formatted, "Anna Andersson", "f800101"] {
            let result = try run(folder.write("b.csv", "enhet_hsa_id;manad;\(person)\n"))
            #expect(!result.errors.contains(person) && result.errors.contains("Kolumnen ”…” finns inte"), "\(result.errors)")
        }
    }

    @Test("where only conflicts wait that is what is said, and what is needed first where nobody can decide")
    func conflicts() throws {
        let first = try folder.write("a.csv", Export.certificates([Export.certificate("c-1")]))
        let other = try folder.write("b.csv", Export.certificates([Export.certificate("c-1", diagnosis: "F32.9")]))
        #expect(try run(first).status == 0)
        let told = try run(other)
        #expect(
            told.status == 2 && told.errors.contains("jämför dem, under Inläsning i webben") && !told.errors.contains("Rätta det")
        )
        #expect(
            told.output.contains("behovs- och riskanalys")
                && told.output.contains("--role unitManager --unit \(Fixture.unit.hsaID)"))
        let units = try run("--json", other).json?["conflictsByUnit"] as? [[String: Any]]
        #expect(units?.first?["hasCoordinator"] as? Bool == false && units?.first?["mayHaveCoordinator"] as? Bool == false)
        #expect(try Program.run(["verify", "--json", "--database", database]).counts("konflikter") == 1)
        let bad = try folder.write("c.pdf", "%PDF-1.7")
        #expect(try run(bad).errors.contains("Rätta det, eller lägg det åt sidan"))
    }

    @Test("the role that decides may be given where the analysis speaks of it")
    func mayBeCovered() throws {
        let site = try TestSite()
        let units = try Importer(database: site.database).conflicts(on: Fixture.today)
        #expect(!units.isEmpty && units.allSatisfy { $0.unit == Fixture.unit && $0.isCovered && $0.mayBeCovered })
        let later = try Importer(database: site.database).conflicts(on: Fixture.today + 400)
        #expect(!later.isEmpty && later.allSatisfy { !$0.mayBeCovered })
    }

    @Test("a sender that looks like no HSA-id and names nobody is refused before anything is made")
    func noSender() throws {
        let file = try folder.write("a.csv", Export.many(1))
        let refused = try run("--provider", "sdf", file)
        #expect(refused.status == 1 && refused.errors.contains("SDF är inget HSA-id som finns här"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: database))
        #expect(try run(file).status == 0)
        #expect(try run("--provider", "sdf", file).status == 1)
    }

    @Test("one that is well formed and names nobody even now is told of; one that the files themselves make known is not")
    func unknownSender() throws {
        let file = try folder.write("a.csv", Export.many(1))
        let known = try run("--provider", Fixture.provider.hsaID.rawValue, file)
        #expect(known.status == 0 && known.errors.isEmpty, "\(known.errors)")
        let unknown = try run("--provider", "SE2321000131-E000000000001", file)
        #expect(unknown.status == 0 && unknown.errors.contains("har HSA-id:t SE2321000131-E000000000001"), "\(unknown.errors)")
        let json = try run("--json", "--provider", "SE2321000131-E000000000001", file).json
        #expect(json?["unknownProvider"] as? String == "SE2321000131-E000000000001")
    }

    @Test("the examples of the help name a database")
    func help() throws {
        let help = try Program.run(["import", "--help"])
        let examples = help.output.split(separator: "\n").filter { $0.contains("sakkunnig import ") && !$0.contains("<") }
        #expect(help.status == 0 && examples.count >= 3 && examples.allSatisfy { $0.contains("--database") }, "\(help.output)")
    }
}
