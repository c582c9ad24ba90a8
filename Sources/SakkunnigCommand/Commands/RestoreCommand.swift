import ArgumentParser
import UseCases

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Gör en ny databas av en säkerhetskopia.",
        discussion: """
            En databas som finns skrivs aldrig över: filen får inte finnas, databasen på servern ska vara tom. Den nya är färdig och
            kontrollerad när kommandot slutar utan fel. Går något fel finns ingen ny fil, och databasen på servern är tom; utom när
            kontrollen efteråt finner fel: då är databasen på servern fylld, och ska inte användas.

            Nycklarna till engångskoderna och åtkomstloggen ligger inte i kopian. Har någon ett andra steg säger kommandot var servern
            letar efter den första.

            Exempel:
              sakkunnig restore enhet.backup --database var/ny.db
              sakkunnig restore enhet.backup.age --identity nyckel.txt --database var/ny.db
              sakkunnig restore enhet.backup --database "postgres://sakkunnig@db.example.org/ny?sslmode=verify-full"
            """)

    @Argument(help: ArgumentHelp("Säkerhetskopian.", valueName: "fil")) var file: String
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Den nya databasens fil, eller adressen till en tom databas.", valueName: "fil"))
    var database: String
    @Option(help: ArgumentHelp("Fil med den hemliga nyckeln, för en krypterad kopia.", valueName: "fil")) var identity: String?
    @OptionGroup var output: JSONOption

    func run() async throws {
        let identity = try Recipients.identity(identity)
        let (report, reminder) = try await NewStore(name: database).make { store in
            let (head, summary) = try StoreCopy(store).load(file, identity: identity, at: Composition.now())
            return (BackupReport(head, summary), try SealingKeyFile.reminder(databasePath: database, store))
        }
        report.show(asJSON: output.json)
        if let reminder { Terminal.say(reminder) }
    }
}

struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Flytta allt till en ny databas, också mellan SQLite och PostgreSQL, och jämför rad för rad.",
        discussion: """
            Källan ändras inte. Stoppa alla servrar på den först: det som skrivs efter att flytten börjat följer inte med, och märks det
            görs ingen flytt. Avbryts flytten är den nya databasen tom, eller finns inte: kör om.

            Exempel:
              sakkunnig move --from var/enhet.db --to "postgres://sakkunnig@db.example.org/sakkunnig?sslmode=verify-full"
              sakkunnig move --from "postgres:///sakkunnig?host=/run/postgresql" --to var/enhet.db
            """)

    @Option(help: ArgumentHelp("Databasen att flytta: fil eller adress.", valueName: "fil")) var from: String
    @Option(help: ArgumentHelp("Den nya databasen: en fil som inte finns, eller adressen till en tom databas.", valueName: "fil"))
    var to: String
    @OptionGroup var output: JSONOption

    func run() async throws {
        let source = try explaining(from) { try DatabaseOpening.existing(from) }
        let (rows, reminder) = try await NewStore(name: to).make { store in
            let rows = try StoreCopy(source).move(to: StoreCopy(store), at: Composition.now()).rows
            return (rows, try SealingKeyFile.reminder(databasePath: to, store))
        }
        if let reminder { Terminal.say(reminder) }
        if output.json { return try Terminal.json(rows) }
        print("Rader: \(rows.values.reduce(0, +)) i \(rows.count) tabeller, desamma i båda.")
    }
}
