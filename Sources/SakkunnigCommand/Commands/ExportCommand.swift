import ArgumentParser
import Foundation
import UseCases

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Skriv allt som är inläst till CSV-filer. De innehåller patientuppgifter.",
        discussion: """
            Tabellerna bär det som handbokens sida om CSV beskriver. Bara du kan läsa filerna, och uttaget skrivs i åtkomstloggen. En rad som inte ryms nämns och utelämnas; då är slutkoden 2.

            Exempel:
              sakkunnig export --out var/uttag
              sakkunnig export --out var/uttag --excel
            """)

    @OptionGroup var database: DatabaseOptions
    @Option(help: ArgumentHelp("Mapp att skriva i.", valueName: "mapp"))
    var out: String
    @Flag(help: "För Excel på svenska: semikolon och byteordningsmärke.")
    var excel = false
    @OptionGroup var output: JSONOption

    func run() throws {
        let composition = try Composition(databasePath: database.database, .current)
        var leftOut = 0
        let rows = try Export(database: composition.database).write(
            to: URL(fileURLWithPath: out), forExcel: excel, at: Composition.now()
        ) { file, why in
            leftOut += 1
            Terminal.say("\(file): \(why)")
        }
        if output.json {
            try Terminal.json(rows)
        } else {
            for (name, count) in rows.sorted(by: { $0.key < $1.key }) { print("\(name): \(count) rader") }
        }
        if leftOut > 0 { throw ExitCode.waitsForPerson }
    }
}
