import Foundation
import Testing

@Suite("A command that fails says what to do, in words and to a program")
struct CommandFaultTests {
    let folder: ImportFolder

    init() throws { folder = try ImportFolder() }

    private static let toFile: [[String]] = [
        ["generate", "--certificates", "5", "--out", "fil"], ["generate", "--certificates", "5", "--out", "fil/mapp"],
        ["import", "fil", "--database", "fil/mapp/enhet.db"], ["export", "--database", "enhet.db", "--out", "fil"],
        ["export", "--database", "enhet.db", "--out", "fil/mapp"],
    ]

    @Test("a file where a folder should be is named", arguments: toFile)
    func fileForFolder(_ command: [String]) throws {
        let file = try folder.write("fil", "inget")
        #expect(try Program.run(["prepare", "--database", folder.path + "/enhet.db"]).status == 0)
        let placed = command.map { $0.hasPrefix("fil") || $0 == "enhet.db" ? folder.path + "/" + $0 : $0 }
        let result = try Program.run(placed)
        #expect(result.status == 1 && result.output.isEmpty, "\(result.output)")
        #expect(result.errors.hasPrefix("Fel: \(file) går inte att skriva: det är en fil, ingen mapp."), "\(result.errors)")
    }

    @Test("with --json the sentence is on standard output too, whatever failed")
    func json() throws {
        let missing = try Program.run(["verify", "--json", "--database", folder.path + "/typo.db"])
        let sentence = try #require(missing.json?["error"] as? String)
        #expect(missing.status == 1 && sentence.contains("finns inte") && missing.errors == "Fel: \(sentence)\n")
        let arguments = try Program.run(["import", folder.path + "/saknas.csv", "--json"])
        #expect(arguments.status == 64 && arguments.errors.contains("saknas.csv finns inte"))
        #expect((arguments.json?["error"] as? String)?.hasSuffix("saknas.csv finns inte. Kontrollera sökvägen.") == true)
        let option = try Program.run(["generate", "--json", "--certificates", "många", "--out", folder.path])
        #expect(option.status == 64 && option.json?["error"] != nil)
    }

    @Test("a result and a help page are no failure")
    func noFailure() throws {
        try folder.write("a.pdf", "%PDF-1.7")
        let waiting = try Program.run(["import", folder.path + "/a.pdf", "--json", "--database", folder.path + "/enhet.db"])
        #expect(waiting.status == 2 && waiting.json?["error"] == nil && waiting.number("waiting") == 1)
        let help = try Program.run(["import", "--json", "--help"])
        #expect(help.status == 0 && help.json == nil)
    }

    @Test("a region is made in a folder of its own, so that what an earlier one left is not read with it")
    func generate() throws {
        let arguments = ["generate", "--certificates", "20", "--json", "--out", folder.path + "/region"]
        try folder.write("region/.dold", "")
        #expect(try Program.run(arguments).number("certificates") == 20)
        let again = try Program.run(arguments)
        #expect(again.status == 1 && again.errors.contains("är inte tom"), "\(again.errors)")
    }

    @Test(
        "a region ends on a day that its forms and faults are made for",
        arguments: ["1800-01-05", "2199-01-05", "2041-01-01", "i dag"])
    func endDay(_ day: String) throws {
        let result = try Program.run(["generate", "--certificates", "5", "--end-day", day, "--out", folder.path + "/region"])
        #expect(result.status == 64 && !FileManager.default.fileExists(atPath: folder.path + "/region"))
    }

    @Test("a link that leads round is no missing file")
    func loop() throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/a", withDestinationPath: "a")
        let result = try Program.run(["import", folder.path + "/a", "--database", folder.path + "/enhet.db"])
        #expect(result.status == 64 && result.errors.contains("leder runt"), "\(result.errors)")
    }
}
