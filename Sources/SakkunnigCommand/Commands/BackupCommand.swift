import ArgumentParser
import Storage
import UseCases

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Skriv en säkerhetskopia till en fil, också medan servern är igång.",
        discussion: """
            Kopian visar allt som det var i ett ögonblick. Den läses tillbaka innan kommandot säger att den är klar. Utan --recipient är
            den läsbar för var och en som får tag i filen.

            Exempel:
              sakkunnig backup var/kopior/enhet.backup --database var/enhet.db
              sakkunnig backup /mnt/kopior/enhet.backup.age --database var/enhet.db --recipient age1…
              sakkunnig backup /mnt/kopior/region.backup.age --database "postgres:///sakkunnig" --recipient age1…
            """)

    @Argument(help: ArgumentHelp("Filen att skriva. Den får inte finnas.", valueName: "fil")) var file: String
    @Option(help: ArgumentHelp("Kryptera för den här nyckeln, age1…; kan anges flera gånger.", valueName: "nyckel"))
    var recipient: [String] = []
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: JSONOption

    func validate() throws { _ = try Recipients.parse(recipient) }

    func run() throws {
        try explaining(database.database) { try report().show(asJSON: output.json) }
    }

    private func report() throws -> BackupReport {
        do {
            let store = try DatabaseOpening.existing(database.database)
            return BackupReport(
                try StoreCopy(store).write(
                    to: file, recipients: try Recipients.parse(recipient), program: Sakkunnig.version, at: Composition.now()))
        } catch StorageError.inUse {
            // The server has the file for itself; it makes the copy. A database on a server is open to both.
            guard let server = ServerSocket(databasePath: database.database) else {
                throw StorageError.inUse(path: database.database)
            }
            return try server.backup(to: file, recipients: recipient)
        }
    }
}
