import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import SickLeave
import Storage
import UnixSignals
import UseCases
import Web

/// The running server: the site, the private listener and the inbox, started and stopped together.
struct Server {
    let composition: Composition
    let options: ServerOptions

    func run(demoUsers: [DemoRegion.User]) async throws {
        guard let level = Logger.Level(rawValue: options.logLevel) else {
            throw CommandFault("Nivån ska vara debug, info, warning eller error.")
        }
        let madeFor = try checkPlaces()
        let logger = ServerLog.logger(level: level, format: options.logFormat)
        for option in madeFor { logger.warning("folder was missing and is made", metadata: ["option": "\(option)"]) }
        let changes = try composition.database.changes()
        let figures = try Figures(database: composition.database)
        let jobs = JobFigures()
        let shared = SharedJobs(database: composition.database, clock: Composition.now)
        let watch = composition.watch(figures: figures, jobs: jobs)
        let limits = options.limits.limits
        guard let proxies = TrustedProxies(options.trustedProxy) else {
            throw CommandFault("Skriv proxyns adress som 10.0.0.5 eller fd00::5.")
        }
        let sealing = try SealingKeyFile.key(
            options.sealingKey, databasePath: composition.databasePath, composition.database)
        let site = composition.site(
            configuration: .init(
                isSecure: options.behindTls, proxies: proxies, version: Sakkunnig.version,
                demoUsers: demoUsers.map { (userName: $0.userName, description: $0.description) }, limits: limits),
            // In the made-up region anybody may look around with the password alone.
            requiresSecondFactor: demoUsers.isEmpty && options.secondFactor == .required, sealing: sealing,
            identity: try options.identityProvider.map { try composition.identity(file: $0, logger) }, figures: figures,
            watch: watch)
        logger.info(
            "open",
            metadata: [
                "engine": "\(composition.database.engine)", "owner": "\(shared.owner)",
                "allocator": "\(Allocator.name)",
            ])

        // Stopped in reverse order: those who watch see the server until its end.
        var services: [any Service] = []
        if let metrics = options.metrics {
            services.append(
                PrivateSite(watch: watch, version: Sakkunnig.version).application(
                    at: try PrivateAddress(metrics).address, logger: logger))
        }
        let maker = BackupMaker(database: composition.database, jobs: jobs, logger: logger)
        let checkpoints = try logCheckpoints(logger)
        if let socket = ServerSocket(databasePath: composition.databasePath) {
            let requests = PrivateSite(
                watch: watch, version: Sakkunnig.version, backups: maker.requests, checkpoints: checkpoints.requests)
            services.append(requests.application(at: .unixDomainSocket(path: socket.path), logger: logger))
        }
        services.append(site.application(host: options.host, port: options.port, logger: logger))
        services.append(FiguresService(figures: figures, changes: changes, logger: logger))
        services.append(
            LogService(
                checkpoints: checkpoints, shared: shared, interval: .seconds(options.log.logCheckpointMinutes * 60),
                logger: logger))
        if let inbox {
            services.append(
                InboxService(
                    inbox: inbox, quiet: .seconds(options.inboxQuiet), importer: Importer(database: composition.database),
                    figures: figures, jobs: jobs, shared: shared, logger: logger))
        }
        services.append(ClockedJob.housekeeping(composition.database, shared, logger))
        services.append(ClockedJob.check(composition.database, shared, logger))
        if let backupFolder, let schedule = DailySchedule(options.backups.backupTime) {
            services.append(
                BackupService(
                    folder: backupFolder, schedule: schedule,
                    recipients: try Recipients.parse(options.backups.backupRecipient), maker: maker, jobs: jobs, shared: shared))
        }
        // Longer than all that has a limit of its own, and shorter than the operations guide's `TimeoutStopSec`.
        let deadline = StopDeadline(after: limits.notice + limits.drain + .seconds(15), logger: logger)
        services.append(
            StoppingNotice(
                readiness: watch.readiness, time: limits.notice, backups: maker, checkpoints: checkpoints, deadline: deadline,
                logger: logger))
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // The connections' own clocks end within the drain time; this is for what has none.
        configuration.maximumGracefulShutdownDuration = limits.notice + limits.drain + .seconds(10)
        defer {
            close(logger)
            deadline.done()
        }
        do { try await ServiceGroup(configuration: configuration).run() } catch {
            await sealLast(checkpoints, shared, logger)
            throw error
        }
        await sealLast(checkpoints, shared, logger)
    }

    private var inbox: InboxFolder? { options.inbox.map { InboxFolder(folder: URL(fileURLWithPath: $0)) } }

    private var backupFolder: BackupFolder? {
        options.backups.backupFolder.map { BackupFolder(path: $0, keep: options.backups.backupKeep) }
    }

    /// What only a person can put right is told before anything is begun.
    ///
    /// - Returns: the options whose folders were not there.
    private func checkPlaces() throws -> [String] {
        try ListeningAddress(host: options.host, port: options.port)
            .mustBeFree(hostOption: "--host", portOption: "--port (make run PORT=8090)")
        if let metrics = options.metrics {
            let address = try PrivateAddress(metrics)
            try address.mustBeFree()
            // Both are free, until one of them is taken.
            if case .port(_, options.port) = address, options.port != 0 {
                throw CommandFault("Porten \(options.port) är sidornas egen. Välj en annan för mätvärdena med --metrics.")
            }
        }
        if let inbox = options.inbox,
            try DemoRegion(database: composition.database, passwords: composition.passwords).ground == .demo
        {
            Terminal.say(
                "Obs: det här är demoregionens databas, där alla har samma lösenord. Det som läggs i \(inbox) läses in bland de påhittade "
                    + "uppgifterna. Lägg aldrig riktiga uppgifter där.")
        }
        var madeFor: [String] = []
        if let inbox, try WorkFolder.mustBeUsable(inbox.folder.path, option: "--inbox", inbox.prepare) {
            madeFor.append("--inbox")
        }
        if let backupFolder,
            try WorkFolder.mustBeUsable(backupFolder.path, option: "--backup-folder", backupFolder.prepare)
        {
            madeFor.append("--backup-folder")
        }
        try OpenFiles.mustSuffice(for: options.limits.maxConnections)
        return madeFor
    }

    /// What the last requests wrote, when nobody writes more: rows after the last checkpoint can be cut off without a trace. Another server
    /// that signs just then takes them with its next.
    private func sealLast(_ checkpoints: LogCheckpoints, _ shared: SharedJobs, _ logger: Logger) async {
        do { try await shared.run(.checkpoint) { _ in _ = try await checkpoints.make() } } catch {
            logger.error("access log not sealed", metadata: ["error": "\(type(of: error))", "detail": "\(error)"])
        }
    }

    /// So that who copies the database's file from a stopped server has all of it.
    private func close(_ logger: Logger) {
        do {
            try composition.database.close()
            logger.info("closed")
        } catch {
            logger.error("not closed: the newest lies in the log beside the file", metadata: ["error": "\(type(of: error))"])
        }
    }

    private func logCheckpoints(_ logger: Logger) throws -> LogCheckpoints {
        let key = try (options.log.logKey ?? LogKeyFile.standard(databasePath: composition.databasePath)).map(LogKeyFile.made)
        if let key {
            logger.info("access log key", metadata: ["public": "\(key.publicKey.base64)"])
        } else {
            logger.warning("access log not signed: --log-key is missing")
        }
        return LogCheckpoints(
            tree: LogTree(database: composition.database), key: key, witness: options.log.witness, logger: logger)
    }
}

/// The first to be stopped: from then on the server says that it is not ready, and for a while it takes all that comes nonetheless, until
/// the proxy has heard it. A proxy that learns of the stop from a connection that breaks may not send a change to the next server.
private struct StoppingNotice: Service {
    let readiness: Readiness
    let time: Duration
    let backups: BackupMaker
    let checkpoints: LogCheckpoints
    let deadline: StopDeadline
    let logger: Logger

    func run() async throws {
        // However the server comes to stop, and whoever asked for a backup: what may take long must not hold it up.
        defer {
            deadline.begin()
            backups.stop()
            checkpoints.hurry()
        }
        try await gracefulShutdown()
        deadline.begin()
        readiness.stop()
        logger.info("stopping")
        try await Task.sleep(for: time)
    }
}
