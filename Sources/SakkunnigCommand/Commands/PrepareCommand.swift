import ArgumentParser

struct PrepareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: "Gör databasen och dess tabeller, eller för dem till den här versionens form.",
        discussion: """
            För en databas som ska tas i bruk innan något är inläst, och på PostgreSQL av den användare som ska äga tabellerna. En databas
            som är gjord av en äldre version förs framåt och kan sedan inte öppnas av den äldre: ta en säkerhetskopia först. Det som
            finns i databasen ändras inte, och är den redan färdig görs ingenting.

            Exempel:
              sakkunnig prepare --database var/enhet.db
              sakkunnig prepare --database "postgres://sakkunnig@db.example.org/sakkunnig?sslmode=verify-full"
            """)

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        _ = try DatabaseOpening.made(database.database)
        print("Databasen \(DatabaseOpening.shown(database.database)) är klar att använda.")
    }
}
