import ArgumentParser

struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Adress att lyssna på.", valueName: "adress"))
    var host = "127.0.0.1"

    @Option(name: .shortAndLong, help: ArgumentHelp("Port att lyssna på.", valueName: "port"))
    var port = 8080

    @Flag(help: "En proxy framför talar TLS med webbläsaren: säkra kakor och HSTS.")
    var behindTls = false

    @Option(
        help: ArgumentHelp(
            "Adress till en proxy vars X-Forwarded-For gäller. Kan anges flera gånger.", valueName: "adress"))
    var trustedProxy: [String] = []

    @Option(
        help: ArgumentHelp(
            "Om ett lokalt konto måste ha ett andra steg: required eller optional.", valueName: "krav"))
    var secondFactor = SecondFactorDemand.required

    @Option(
        help: ArgumentHelp(
            "Fil som säger hur man loggar in med e-tjänstekort eller annan legitimering genom OpenID Connect.",
            valueName: "fil"))
    var identityProvider: String?

    @Option(
        help: ArgumentHelp(
            "Filen med nyckeln till engångskodernas hemligheter; görs om den saknas. Förval: bredvid databasens fil.",
            valueName: "fil"))
    var sealingKey: String?

    @Option(help: ArgumentHelp("Mapp som bevakas: filer som läggs där läses in.", valueName: "mapp"))
    var inbox: String?

    @Option(help: ArgumentHelp("Så länge ska en fil i mappen ha legat orörd innan den läses.", valueName: "sekunder"))
    var inboxQuiet = 10

    @Option(
        help: ArgumentHelp(
            "Privat adress för mätvärden: 127.0.0.1:9464, eller en sökväg till en socket. Aldrig en adress som andra når.",
            valueName: "adress"))
    var metrics: String?

    @Option(help: ArgumentHelp("Hur mycket loggen berättar: debug, info, warning, error.", valueName: "nivå"))
    var logLevel = "info"

    @Option(help: ArgumentHelp("Loggens form: json eller text. Förval: text i en terminal, annars json.", valueName: "form"))
    var logFormat: LogFormat?

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("Porten ska vara 0–65535; 0 låter systemet välja en.") }
        guard (1...86_400).contains(inboxQuiet) else { throw ValidationError("Inkorgens väntetid ska vara 1–86400 sekunder.") }
    }

    @OptionGroup(title: "Säkerhetskopior") var backups: BackupOptions
    @OptionGroup(title: "Åtkomstlogg") var log: LogOptions
    @OptionGroup(title: "Gränser") var limits: LimitOptions
}

/// Whether who signs in with a password must also give a code.
enum SecondFactorDemand: String, ExpressibleByArgument, CaseIterable {
    case required, optional
}

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Starta servern.",
        discussion: """
            Exempel:
              sakkunnig serve --database var/enhet.db --inbox var/inkorg
              sakkunnig serve --host 127.0.0.1 --port 8080 --behind-tls --metrics 127.0.0.1:9464
              sakkunnig serve --database "postgres://sakkunnig@db.example.org/sakkunnig?sslmode=verify-full"
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let composition = try Composition(databasePath: database.database, .upgraded)
        try await Server(composition: composition, options: server).run(demoUsers: [])
    }
}
