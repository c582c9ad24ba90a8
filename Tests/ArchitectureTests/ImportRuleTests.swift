import Testing

@Suite("Imports follow the layers")
struct ImportRuleTests {
    @Test("a target imports only what its layer may", arguments: ImportRule.all.map(\.target))
    func imports(target: String) throws {
        let rule = try #require(ImportRule.all.first { $0.target == target })
        let files = Repository.files(in: "Sources/\(target)", ending: ".swift")
        #expect(!files.isEmpty)
        for file in files {
            for (index, line) in file.lines.enumerated() {
                guard let module = ImportRule.module(importedBy: line) else { continue }
                #expect(rule.allowed.contains(module), "\(file.path):\(index + 1) imports \(module)")
            }
        }
    }

    @Test("every folder of Sources with Swift in it has a rule, but for the command, which sees everything")
    func everyTarget() {
        let folders = Set(Repository.files(in: "Sources", ending: ".swift").map { String($0.path.split(separator: "/")[1]) })
        #expect(folders.subtracting(["SakkunnigCommand"]) == Set(ImportRule.all.map(\.target)))
    }

    @Test("nothing imports what the house does without")
    func banned() {
        for file in Repository.files(in: "Sources", ending: ".swift") {
            for line in file.lines {
                guard let module = ImportRule.module(importedBy: line) else { continue }
                #expect(!ImportRule.banned.contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test(
        "the module of an import line",
        arguments: [
            ("import SickLeave", "SickLeave"), ("package import Storage", "Storage"), ("@testable import Web", "Web"),
            ("@preconcurrency internal import GRDB", "GRDB"), ("import struct Foundation.Data", "Foundation"),
            ("  import Yams", "Yams"),
            ("// import Foundation", nil), ("let import = 1", nil), ("importer.run()", nil),
        ])
    func module(line: String, module: String?) {
        #expect(ImportRule.module(importedBy: line) == module)
    }
}
