import ArgumentParser
import Foundation
import UseCases

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Skriv allt som är inläst till CSV-filer. De innehåller patientuppgifter.",
        discussion: """
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
        let composition = try Composition(databasePath: database.database)
        let rows = try Export(database: composition.database).write(to: URL(fileURLWithPath: out), forExcel: excel)
        if output.json { return try Terminal.json(rows) }
        for (name, count) in rows.sorted(by: { $0.key < $1.key }) { print("\(name): \(count) rader") }
    }
}
