import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import SickLeave
import Storage
import UnixSignals
import UseCases
import Web

struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Adress att lyssna på.", valueName: "adress"))
    var host = "127.0.0.1"

    @Option(name: .shortAndLong, help: ArgumentHelp("Port att lyssna på.", valueName: "port"))
    var port = 8080

    @Flag(help: "En proxy framför talar TLS med webbläsaren: säkra kakor och HSTS.")
    var behindTls = false

    @Option(help: ArgumentHelp("Mapp som bevakas: filer som läggs där läses in.", valueName: "mapp"))
    var inbox: String?

    @Option(help: ArgumentHelp("Hur mycket loggen berättar: debug, info, warning, error.", valueName: "nivå"))
    var logLevel = "info"
}

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Starta servern.",
        discussion: """
            Exempel:
              sakkunnig serve --database var/enhet.db --inbox var/inkorg
              sakkunnig serve --host 127.0.0.1 --port 8080 --behind-tls
              sakkunnig serve --database "postgres://sakkunnig@db.example.org/sakkunnig?sslmode=verify-full"
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let composition = try Composition(databasePath: database.database)
        try await Server(composition: composition, options: server).run(demoUsers: [])
    }
}

/// The running server: site and inbox, started and stopped together.
struct Server {
    let composition: Composition
    let options: ServerOptions

    func run(demoUsers: [DemoRegion.User]) async throws {
        guard let level = Logger.Level(rawValue: options.logLevel) else {
            throw ValidationError("Nivån ska vara debug, info, warning eller error.")
        }
        var logger = Logger(label: "sakkunnig", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level
        let changes = try composition.database.changes()
        let figures = try Figures(database: composition.database)
        let site = composition.site(
            configuration: .init(
                isSecure: options.behindTls, version: Sakkunnig.version,
                demoUsers: demoUsers.map { (userName: $0.userName, description: $0.description) }),
            figures: figures)
        logger.info("open", metadata: ["engine": "\(composition.database.engine)"])
        var services: [any Service] = [site.application(host: options.host, port: options.port, logger: logger)]
        services.append(FiguresService(figures: figures, changes: changes, logger: logger))
        if let inbox = options.inbox {
            services.append(
                InboxService(
                    folder: URL(fileURLWithPath: inbox), importer: Importer(database: composition.database), figures: figures,
                    logger: logger))
        }
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}

/// Keeps the figures in step with what other servers and commands store in the same database.
private struct FiguresService: Service {
    let figures: Figures
    let changes: DataChanges
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await figures.follow(changes) { error in
                logger.error("figures not refreshed", metadata: ["error": "\(type(of: error))"])
            }
        }
    }
}
