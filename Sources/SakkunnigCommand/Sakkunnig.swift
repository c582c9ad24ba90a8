import ArgumentParser
import Foundation
import Interchange
import Storage

/// The program's way in: arguments only. What the parts are is decided in `Composition`.
@main
struct Sakkunnig: AsyncParsableCommand {
    /// What fails is told here for every command: to the person on standard error, and with `--json` on standard output too, for the
    /// program that reads there.
    static func main() async {
        do {
            try await runCommand()
        } catch {
            let sentence = words(for: error)
            if let sentence { Terminal.say("Fel: \(sentence)") } else { tellParsers(error) }
            // A command that ends with a code of its own has told its result, and help is no failure. The words themselves are asked:
            // what is wrong may be that they make no command.
            let isTold = error is ExitCode || exitCode(for: error) == .success
            if !isTold, ProcessInfo.processInfo.arguments.contains("--json") {
                try? Terminal.json(["error": sentence ?? ParserWords.sentence(message(for: error))])
            }
            exit(withError: sentence == nil ? exitCode(for: error) : ExitCode.failure)
        }
    }

    /// What the parser of arguments has to say: help on standard output, what is wrong on standard error.
    private static func tellParsers(_ error: any Error) {
        let page = ParserWords.page(fullMessage(for: error, columns: nil))
        if page.isEmpty { return }
        guard exitCode(for: error) != .success else { return print(page) }
        Terminal.say(page)
        if let near = ParserWords.suggestion(for: Array(ProcessInfo.processInfo.arguments.dropFirst())) {
            Terminal.say("  Menar du ”\(near)”?")
        }
    }

    /// Also of an error of the store in the middle of the work. Nil for what the parser of arguments tells by itself.
    private static func words(for error: any Error) -> String? {
        switch error {
        case let error as StorageError: DatabaseOpening.sentence(error)
        case let fault as CommandFault: fault.sentence
        case let fault as WritingFault: fault.sentence
        default: nil
        }
    }

    /// A command that ends with a code of its own has a result as well.
    private static func runCommand() async throws {
        var command = try parseAsRoot()
        do {
            if var waiting = command as? any AsyncParsableCommand { try await waiting.run() } else { try command.run() }
        } catch let code as ExitCode {
            try Terminal.endResult()
            throw code
        }
        try Terminal.endResult()
    }

    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "sakkunnig",
        abstract: "Stöd för försäkringsmedicinskt arbete på en vårdenhet.",
        discussion: """
            Exempel:
              sakkunnig demo                              prova med en påhittad region på http://127.0.0.1:8080
              sakkunnig import --database var/enhet.db intyg/   läs in en mapp med intyg
              sakkunnig serve --database var/enhet.db     starta servern

            Slutkoder: 0 klart, 1 något gick fel, 2 något väntar på en människa (karantän eller fel i filer), 64 fel argument.
            """,
        version: version,
        subcommands: [
            DemoCommand.self, ServeCommand.self, ImportCommand.self, ExportCommand.self, GenerateCommand.self, ReportCommand.self,
            MeasuresCommand.self, UserCommand.self, VerifyCommand.self, BackupCommand.self, RestoreCommand.self, MoveCommand.self,
            PrepareCommand.self, KeyCommand.self, LogCommand.self,
        ])
}

/// Codes that scripts can act on, beside 0 for done and ArgumentParser's 64 for wrong arguments.
extension ExitCode {
    static let waitsForPerson = ExitCode(2)
}
