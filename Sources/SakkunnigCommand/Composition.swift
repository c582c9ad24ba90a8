import Foundation
import Interchange
import Logging
import SickLeave
import Statistics
import Storage
import UseCases
import Web

/// Where every part is made and joined: the only place that knows them all.
struct Composition {
    let database: any Database
    let resources: Resources
    /// Where the database's file lies; nil when the database is on a server.
    let folder: String?
    let databasePath: String

    init(databasePath: String, _ way: DatabaseOpening.Way) throws {
        // First: a program that lacks its own files must not leave an empty database behind.
        resources = try Resources()
        database = try DatabaseOpening.open(databasePath, way)
        folder = DatabaseOpening.folder(databasePath)
        self.databasePath = databasePath
    }

    static func now() -> Instant {
        Instant(rawValue: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }

    var passwords: PasswordHashing { PasswordHashing() }

    /// What is watched of the server, for the proxy and for those who run it.
    func watch(figures: Figures, jobs: JobFigures) -> Watch {
        Watch(
            readiness: Readiness(database: database, folder: folder), store: StoreWatch(database: database, figures: figures),
            jobs: jobs, clock: Composition.now)
    }

    /// Reads the file, and the secret from the file that it names.
    /// - Throws: a sentence for what would otherwise be found when somebody signs in.
    func identity(file: String, _ logger: Logger) throws -> IdentitySignIn {
        let settings: IdentityProviderFile
        let secret: String
        do {
            settings = try IdentityProviderFile.read(
                try String(contentsOfFile: file, encoding: .utf8), file: file, roles: Role.allCases.map(\.rawValue),
                providerRoles: Role.allCases.filter(\.isForProvider).map(\.rawValue))
        } catch let fault as KnowledgeFault {
            throw CommandFault("\(fault)")
        } catch {
            throw CommandFault("Filen \(file) går inte att läsa. Kontrollera sökvägen och rättigheterna.")
        }
        do {
            secret = try String(contentsOfFile: settings.clientSecretFile, encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw CommandFault(
                "Hemligheten i \(settings.clientSecretFile) går inte att läsa. Kontrollera clientSecretFile i \(file).")
        }
        try PrivateFile.requireOwnerOnly(settings.clientSecretFile)
        if let authorities = settings.authoritiesFile,
            !CertificateFile.holdsCertificate(try PrivateFile.read(authorities))
        {
            throw CommandFault("I \(authorities) finns inget certifikat i PEM-form. Kontrollera authoritiesFile i \(file).")
        }
        if settings.acr.isEmpty { logger.warning("identity provider: acr is missing, any level of assurance is taken") }
        return IdentitySignIn(database: database, settings: settings, secret: secret)
    }

    var accounts: Accounts {
        Accounts(
            database: database, passwords: passwords, rules: resources.passwordRules,
            log: SecurityLog(ServerLog.logger(level: .notice, format: nil)))
    }

    func site(
        configuration: SakkunnigSite.Configuration, requiresSecondFactor: Bool, sealing: SealingKey, identity: IdentitySignIn?,
        figures: Figures,
        watch: Watch
    ) -> SakkunnigSite {
        let signIn = SignIn(
            database: database, passwords: passwords, requiresSecondFactor: requiresSecondFactor, sealing: sealing)
        let log = AccessLog(database: database)
        let ongoing = OngoingSpells(database: database, figures: figures, calendar: resources.calendar, log: log)
        let measures = GoalMeasures(figures: figures, measures: resources.measures)
        return SakkunnigSite(
            useCases: .init(
                signIn: signIn, ownAccount: OwnAccount(signIn: signIn, rules: resources.passwordRules),
                invitations: Invitations(database: database, passwords: passwords, rules: resources.passwordRules),
                identity: identity, providerAccounts: ProviderAccounts(database: database), ongoingSpells: ongoing,
                patientSpell: PatientSpell(database: database, figures: figures, calendar: resources.calendar, log: log),
                overview: Overview(figures: figures, ongoing: ongoing, measures: measures), measures: measures,
                rebases: ChartRebases(database: database, measures: measures),
                measureSpells: MeasureSpells(
                    database: database, figures: figures, measures: resources.measures, log: log),
                equity: Equity(figures: figures, measures: resources.measures),
                goals: Goals(database: database, measures: measures), completions: CompletionLoop(figures: figures),
                completionExamples: CompletionExamples(database: database, figures: figures, log: log),
                reports: Reports(database: database, figures: figures), regionLists: RegionLists(database: database),
                imports: Imports(database: database, figures: figures, log: log), preferences: Preferences(database: database),
                logReview: LogReview(database: database, log: log), logExtract: LogExtract(database: database, log: log),
                unitRights: UnitRights(database: database),
                protection: PatientProtection(database: database, figures: figures, log: log)),
            configuration: configuration, watch: watch, clock: Composition.now)
    }
}

/// The data files that come with the program: measures and knowledge.
struct Resources {
    let calendar: DayCalendar
    let measures: [Measure]
    let passwordRules: PasswordRules

    init() throws {
        let folder = try Resources.folder()
        let file = folder.appendingPathComponent("Knowledge/day-calendar.yaml")
        do {
            calendar = try DayCalendarFile.read(try String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
            measures = try MeasureFile.measures(in: folder.appendingPathComponent("Measures"))
            passwordRules = PasswordRules(
                list: try String(contentsOf: folder.appendingPathComponent("Knowledge/common-passwords.txt"), encoding: .utf8))
        } catch let faults as MeasureFile.Faults {
            throw CommandFault("Måttfilerna kan inte läsas. \(faults.faults.map(\.description).joined(separator: " "))")
        } catch let fault as KnowledgeFault {
            throw CommandFault("\(fault)")
        } catch {
            throw CommandFault(
                "Programmets datafiler (Measures och Knowledge) i \(folder.path) kan inte läsas. Kontrollera att båda mapparna är med och "
                    + "går att läsa, eller ange en annan mapp med SAKKUNNIG_HOME.")
        }
    }

    /// `SAKKUNNIG_HOME`, the nearest folder above the program that holds `Measures` and `Knowledge`, or `share/sakkunnig` beside its `bin`.
    static func folder() throws -> URL {
        if let home = ProcessInfo.processInfo.environment["SAKKUNNIG_HOME"] { return URL(fileURLWithPath: home) }
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        var folder = program.deletingLastPathComponent()
        while folder.path != "/" {
            for candidate in [folder, folder.appendingPathComponent("share/sakkunnig")] where holdsData(candidate) {
                return candidate
            }
            folder = folder.deletingLastPathComponent()
        }
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        if holdsData(here) { return here }
        throw CommandFault(
            "Programmets datafiler (Measures och Knowledge) hittas inte. Lägg mapparna bredvid programmet eller i "
                + "share/sakkunnig bredvid dess bin, eller ange var de ligger med SAKKUNNIG_HOME.")
    }

    private static func holdsData(_ folder: URL) -> Bool {
        ["Measures", "Knowledge"].allSatisfy { FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) }
    }
}
