import ArgumentParser
import Foundation
import SickLeave
import UseCases

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Starta med en påhittad region: tolv enheter, tre år, en användare i varje roll.",
        discussion: """
            Ingen i demoregionen finns. Lägg aldrig riktiga uppgifter i dess databas: alla har samma lösenord. En databas som redan
            innehåller något annat än demoregionen fylls inte.

            Exempel:
              sakkunnig demo
              sakkunnig demo --port 9000 --database var/demo.db
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var server: ServerOptions

    @Flag(help: "Gör databasen färdig men starta inte servern.")
    var loadOnly = false

    func run() async throws {
        let composition = try Composition(databasePath: database.database, .made)
        let demo = DemoRegion(database: composition.database, passwords: composition.passwords)
        guard try demo.ground != .other else {
            throw CommandFault(
                "Databasen \(DatabaseOpening.shown(database.database)) innehåller uppgifter som inte är demoregionens. "
                    + "Påhittade patienter och konton med känt lösenord läggs inte till där. Ange en egen databas: sakkunnig demo "
                    + "--database var/demo.db.")
        }
        let now = Composition.now()
        if try !demo.isLoaded {
            Terminal.say("Gör demoregionen …")
            try demo.load(through: Day(of: now), at: now) { progress in
                Terminal.progress("\(progress.items) poster, \(Int(progress.itemsPerSecond)) i sekunden")
            }
            Terminal.endProgress()
        }
        let users = DemoRegion.users(through: Day(of: now))
        Terminal.say("")
        Terminal.say("Sakkunnig finns på \(Terminal.attention("http://\(server.host):\(server.port)"))")
        Terminal.say("Logga in som någon av dem här, lösenord \(Terminal.attention(DemoRegion.password)):")
        for user in users {
            Terminal.say("  \(user.userName.padding(toLength: 20, withPad: " ", startingAt: 0)) \(user.description)")
        }
        Terminal.say("")
        if loadOnly { return }
        try await Server(composition: composition, options: server).run(demoUsers: users)
    }
}
