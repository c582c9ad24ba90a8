import Foundation
import Testing

@Suite("What the parser of arguments says, in Swedish")
struct ParserWordsTests {
    private static let wrong: [([String], String)] = [
        (["improt"], "Fel: ”improt” känns inte igen."), (["improt"], "Menar du ”import”?"),
        (["user", "asign"], "Menar du ”assign”?"),
        (["import"], "Fel: Det här saknas: <sökväg>"), (["generate", "--certificates"], "Efter det här saknas ett värde"),
        (["verify", "--jsn"], "Fel: --jsn finns inte. Menar du --json?"),
        (["verify", "--zzzzzzz"], "Fel: --zzzzzzz finns inte."),
        (["serve", "--port", "abc"], "Fel: ”abc” går inte för --port <port>."),
        (["serve", "--log-format", "xml"], "Välj json eller text."),
        (["serve", "--port", "99999"], "Fel: Porten ska vara 0–65535"),
        (["serve", "--port=-1"], "Fel: Porten ska vara 0–65535"),
        (["verify", "a", "b"], "Fel: De här orden känns inte igen: 'a', 'b'."),
        (["generate", "--defects=1"], "--defects tar inget värde"),
        (["report", "--unit", "SE1-X", "--day", "2190-01-01"], "ligger framåt"),
    ]

    @Test("what is wrong is told in a sentence, with how it is written", arguments: wrong)
    func errors(_ arguments: [String], _ words: String) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 64 && result.output.isEmpty && result.errors.contains(words), "\(result.errors)")
        for english in ["Error", "Usage", "See '", "Unexpected", "Missing", "Unknown", "Help:"] {
            #expect(!result.errors.contains(english), "\(result.errors)")
        }
    }

    @Test(
        "the help is whole, on standard output",
        arguments: [["--help"], ["help"], ["user"], ["serve", "--help"], ["help", "import"]])
    func help(_ arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 0 && result.errors.isEmpty && result.output.contains("SÅ HÄR: sakkunnig"), "\(result.output)")
        for english in ["OVERVIEW", "USAGE", "OPTIONS", "ARGUMENTS", "SUBCOMMANDS", "Show ", "(default", "(values", "See '"] {
            #expect(!result.output.contains(english), "\(english) in \(result.output)")
        }
    }

    @Test("a program is told in Swedish too, and what is for programs stays as it is")
    func programs() throws {
        let result = try Program.run(["verify", "--json", "--jsn"])
        #expect(result.json?["error"] as? String == "--jsn finns inte. Menar du --json?")
        #expect(try Program.run(["--version"]).output.allSatisfy { $0.isNumber || $0 == "." || $0 == "\n" })
        #expect(try Program.run(["--generate-completion-script", "bash"]).output.hasPrefix("#!/bin/bash"))
    }
}
