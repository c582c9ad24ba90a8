import ArgumentParser
import Foundation
import Interchange

struct MeasuresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measures", abstract: "Måttens filer.", subcommands: [MeasuresCheckCommand.self])
}

struct MeasuresCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Kontrollera måttens filer: varje fel med fil och rad.",
        discussion: "Exempel:\n  sakkunnig measures check\n  sakkunnig measures check --directory Measures")

    @Option(help: ArgumentHelp("Mapp med måttfiler.", valueName: "mapp"))
    var directory: String?

    @OptionGroup var output: JSONOption

    private struct Fault: Encodable {
        let file: String
        let line: Int
        let message: String
    }

    func run() throws {
        let folder = try directory.map { URL(fileURLWithPath: $0) } ?? Resources.folder().appendingPathComponent("Measures")
        let faults = MeasureFile.check(folder)
        if output.json {
            try Terminal.json(faults.map { Fault(file: $0.file, line: $0.line, message: $0.message) })
        } else if faults.isEmpty {
            print("Alla mått är rätt skrivna.")
        } else {
            for fault in faults { print(fault) }
        }
        if !faults.isEmpty { throw ExitCode.waitsForPerson }
    }
}
