package import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Interchange
import NIOEmbedded
package import SickLeave
package import Statistics
package import Storage
import Synchronization
package import UseCases
package import Web

/// The whole site in this process on a database in memory: no socket, a clock that stands still until it is moved, and the
/// fixed cast.
package struct TestSite: Sendable {
    package let database: any Database
    package let figures: Figures
    package let clock: TestClock
    package let log = RecordedLog()
    /// `GET /sjukfall`, every one that is mounted.
    package let routes: [String]
    private let useCases: SakkunnigSite.UseCaseSet
    private let responder: RouterResponder<AppContext>

    package static let calendar = Result {
        try DayCalendarFile.read(
            String(contentsOf: Repository.root.appendingPathComponent("Knowledge/day-calendar.yaml"), encoding: .utf8),
            file: "day-calendar.yaml")
    }
    package static let measures = Result { try MeasureFile.measures(in: Repository.root.appendingPathComponent("Measures")) }

    package static let passwordRules = Result {
        PasswordRules(
            list: try String(
                contentsOf: Repository.root.appendingPathComponent("Knowledge/common-passwords.txt"), encoding: .utf8))
    }

    /// Cheap: tests sign in hundreds of times.
    package static let passwords = PasswordHashing(memoryKiB: 8, passes: 1)
    package static let sealing = SealingKey()
    private static let passwordHash = passwords.hash(Cast.password)

    package init(
        _ texts: TestTexts = .plain, isSecure: Bool = false, fill: Bool = true, requiresSecondFactor: Bool = false,
        proxies: TrustedProxies = TrustedProxies(), store: (any Database) -> any Database = { $0 }
    ) throws {
        let clock = TestClock(Instant(LocalTime(day: Fixture.today, second: 10 * 3600)))
        let filled =
            try fill
            ? TestEngine.ofThisRun.database("site, texts: \(texts)") { database in
                try TestData.fill(database, texts: texts, at: clock.now)
                try TestSite.addCast(to: database, texts: texts)
                try TestSite.addGoal(to: database, texts: texts, at: clock.now)
                try TestSite.addRebases(to: database, texts: texts, at: clock.now)
            } : Fixture.database()
        let database = store(filled)
        figures = try Figures(database: database)
        let accessLog = AccessLog(database: database)
        let calendar = try TestSite.calendar.get()
        let ongoing = OngoingSpells(database: database, figures: figures, calendar: calendar, log: accessLog)
        let measures = GoalMeasures(figures: figures, measures: try TestSite.measures.get())
        let signIn = UseCases.SignIn(
            database: database, passwords: TestSite.passwords, requiresSecondFactor: requiresSecondFactor,
            sealing: TestSite.sealing)
        let rules = try TestSite.passwordRules.get()
        useCases = SakkunnigSite.UseCaseSet(
            signIn: signIn, ownAccount: OwnAccount(signIn: signIn, rules: rules),
            invitations: Invitations(database: database, passwords: TestSite.passwords, rules: rules), identity: nil,
            providerAccounts: ProviderAccounts(database: database), ongoingSpells: ongoing,
            patientSpell: PatientSpell(database: database, figures: figures, calendar: calendar, log: accessLog),
            overview: Overview(figures: figures, ongoing: ongoing, measures: measures), measures: measures,
            rebases: ChartRebases(database: database, measures: measures),
            measureSpells: MeasureSpells(
                database: database, figures: figures, measures: try TestSite.measures.get(), log: accessLog),
            equity: Equity(figures: figures, measures: try TestSite.measures.get()),
            goals: Goals(database: database, measures: measures), completions: CompletionLoop(figures: figures),
            completionExamples: CompletionExamples(database: database, figures: figures, log: accessLog),
            reports: Reports(database: database, figures: figures), regionLists: RegionLists(database: database),
            imports: Imports(database: database, figures: figures, log: accessLog), preferences: Preferences(database: database),
            logReview: LogReview(database: database, log: accessLog),
            logExtract: LogExtract(database: database, log: accessLog), unitRights: UnitRights(database: database),
            protection: PatientProtection(database: database, figures: figures, log: accessLog))
        let site = SakkunnigSite(
            useCases: useCases,
            configuration: .init(
                isSecure: isSecure, proxies: proxies, version: "0.0.0",
                demoUsers: [(userName: "anna", description: "Läkare, enheten")]),
            clock: { clock.now })
        let router = site.router()
        routes = router.routes.filter { $0.method != .head }.map { "\($0.method.rawValue) \($0.path)" }.sorted()
        responder = router.buildResponder()
        self.clock = clock
        self.database = database
    }

    /// Unit one wants more part-time; number 1, with step 2.
    private static func addGoal(to database: any Database, texts: TestTexts, at instant: Instant) throws {
        try database.writeBlocking { connection in
            guard let unit = try OrganisationRepository.units(connection, hsaID: Fixture.unit.hsaID).first,
                let lead = try AccountRepository(connection).account(userName: Cast.bo.rawValue)
            else { throw StorageError.constraint("no such unit or lead") }
            let goals = GoalRepository(connection, provider: unit.provider)
            let goal = try goals.choose(
                UnitGoal.Content(
                    measure: "deltid-vid-start", baseline: .init(month: Month(iso: "2026-10")!, value: 2_500), target: 4_000,
                    due: Day(iso: "2027-06-30")!, responsible: texts.of("Bo"),
                    plan: texts.of("Fråga om deltid vid första besöket."),
                    status: .atWork),
                unit: unit.root, by: lead.id, at: instant)
            try goals.addStep(
                goal: goal, what: texts.of("Ta upp på läkarmötet"), responsible: texts.of("Bo"), due: Day(iso: "2026-11-01")!,
                by: lead.id, at: instant)
            try goals.addFollowUp(goal: goal, day: Fixture.today, note: texts.of("Fler frågar nu."), by: lead.id, at: instant)
        }
    }

    /// Unit one's limits for the trained are reckoned anew from August; number 1. That from July was taken back.
    private static func addRebases(to database: any Database, texts: TestTexts, at instant: Instant) throws {
        try database.writeBlocking { connection in
            guard let unit = try OrganisationRepository.units(connection, hsaID: Fixture.unit.hsaID).first,
                let lead = try AccountRepository(connection).account(userName: Cast.bo.rawValue)
            else { throw StorageError.constraint("no such unit or lead") }
            let rebases = ChartRebaseRepository(connection, provider: unit.provider)
            for (month, reason) in [("2026-08", "Alla nya går kursen"), ("2026-07", "Ny chef")] {
                try rebases.add(
                    measure: rebasedMeasure, month: Month(iso: month)!, reason: texts.of(reason), unit: unit.root, by: lead.id,
                    at: instant)
            }
            guard let early = try rebases.history(unit: unit.root, measure: rebasedMeasure).first else { return }
            try rebases.remove(early, reason: texts.of("Ändringen syntes inte"), unit: unit.root, by: lead.id, at: instant)
        }
    }

    package static let rebasedMeasure = "deltid-vid-start"

    private static func addCast(to database: any Database, texts: TestTexts) throws {
        try database.writeBlocking { connection in
            let accounts = AccountRepository(connection)
            for person in Cast.allCases {
                let account = try accounts.create(
                    userName: person.rawValue, name: texts.of(person.name), hsaID: person.hsaID, passwordHash: passwordHash)
                for (role, place) in person.roles {
                    let unit = try OrganisationRepository.units(connection, hsaID: place).first
                    let provider = try unit?.provider ?? OrganisationRepository.provider(connection, hsaID: place)
                    try accounts.assign(
                        account: account, role: role.rawValue, provider: provider!, unit: unit?.root,
                        from: Day(iso: "2020-01-01")!)
                }
            }
        }
        try setPhysiciansSeeUnit(true, in: database)
        try decide(in: database, texts: texts)
    }

    /// What the manager of unit one has signed and decided before the tests begin: an analysis for coordinators, and the lead's
    /// and the coordinator's mandates.
    private static func decide(in database: any Database, texts: TestTexts) throws {
        try database.writeBlocking { connection in
            let accounts = AccountRepository(connection)
            guard let manager = try accounts.account(userName: Cast.mats.rawValue),
                let lead = try accounts.account(userName: Cast.bo.rawValue),
                let coordinator = try accounts.account(userName: Cast.karin.rawValue),
                let unit = try OrganisationRepository.units(connection, hsaID: Fixture.unit.hsaID).first
            else { throw StorageError.constraint("the cast is not there") }
            try RiskAnalysisRepository(connection).sign(
                [
                    .init(
                        role: Role.rehabCoordinator.rawValue, needs: texts.of("Samordnar enhetens sjukfall"),
                        risks: texts.of("Ser fler än hon möter"), measures: texts.of("Granskar åtkomstloggen varje månad"))
                ], validThrough: Fixture.today + 100, provider: unit.provider, unit: unit.root, by: manager.id,
                at: Instant(rawValue: 1_760_000_000_000_000))
            for person in [lead, coordinator] {
                try MandateRepository(connection).grant(
                    to: person.id, purpose: texts.of("Planer i långa sjukfall"), from: Fixture.today - 10,
                    through: Fixture.today + 50, provider: unit.provider, unit: unit.root, by: manager.id,
                    at: Instant(rawValue: 1_760_000_000_000_000))
            }
        }
    }

    /// What the manager of unit one decides: whether its physicians and other professions see all its patients, or their own.
    package static func setPhysiciansSeeUnit(_ isSo: Bool, in database: any Database) throws {
        try database.writeBlocking { connection in
            guard let manager = try AccountRepository(connection).account(userName: Cast.mats.rawValue),
                let unit = try OrganisationRepository.units(connection, hsaID: Fixture.unit.hsaID).first
            else { throw StorageError.constraint("the cast is not there") }
            try UnitSettingRepository(connection).set(
                "physiciansSeeUnit", to: isSo ? "ja" : "nej", provider: unit.provider, unit: unit.root, by: manager.id,
                at: Instant(rawValue: 0))
        }
    }

    /// One request through routes and middleware, as the server would make it.
    package func respond(to request: TestRequest) async throws -> TestResponse {
        let logger = log.logger(request: "referens")
        let context = AppContext(source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger))
        let response = try await responder.respond(to: request.request, context: context)
        return try await TestResponse(response)
    }

    package var signIn: UseCases.SignIn { useCases.signIn }
    package var ownAccount: OwnAccount { useCases.ownAccount }
    package var providerAccounts: ProviderAccounts { useCases.providerAccounts }
    package var invitations: Invitations { useCases.invitations }
    package var accounts: Accounts {
        get throws {
            Accounts(
                database: database, passwords: TestSite.passwords, rules: try TestSite.passwordRules.get(),
                log: SecurityLog(log.logger(request: "kommando")))
        }
    }
    package func caller(address: String = "192.0.2.1") -> UseCases.SignIn.Caller {
        UseCases.SignIn.Caller(address: address, browser: "Firefox på Linux", logger: log.logger(request: "referens"))
    }
    package var ongoingSpells: OngoingSpells { useCases.ongoingSpells }
    package var patientSpell: PatientSpell { useCases.patientSpell }
    package var imports: Imports { useCases.imports }
    package var measureSpells: MeasureSpells { useCases.measureSpells }
    package var goals: Goals { useCases.goals }
    package var equity: Equity { useCases.equity }
    package var rebases: ChartRebases { useCases.rebases }
    package var completions: CompletionLoop { useCases.completions }
    package var reports: Reports { useCases.reports }
    package var regionLists: RegionLists { useCases.regionLists }
    package var preferences: Preferences { useCases.preferences }
    package var logReview: LogReview { useCases.logReview }
    package var logExtract: LogExtract { useCases.logExtract }
    package var overview: Overview { useCases.overview }
    package var protection: PatientProtection { useCases.protection }
    package var unitRights: UnitRights { useCases.unitRights }
    package var measures: GoalMeasures { useCases.measures }

    /// The person in the first of the roles, as a use case sees it.
    package func viewer(_ person: Cast) throws -> UseCases.Viewer {
        try database.readBlocking { connection in
            let (role, place) = person.roles[0]
            let account = try AccountRepository(connection).account(userName: person.rawValue)
            let unit = try OrganisationRepository.units(connection, hsaID: place).first
            let provider = try unit?.provider ?? OrganisationRepository.provider(connection, hsaID: place)
            guard let account, let provider,
                let owner = try OrganisationRepository.providers(connection, ids: [provider])[provider],
                let assignment = try AccountRepository(connection).assignments(account: account.id, on: Day(of: clock.now)).first
            else { throw StorageError.constraint("no such member of the cast") }
            return UseCases.Viewer(
                account: account.id, name: account.name, hsaID: HSAID(account.hsaID), role: role, assignment: assignment.id,
                provider: provider,
                unit: .init(
                    number: unit?.root ?? UseCases.Viewer.UnitOfViewer.wholeProvider, hsaID: unit?.hsaID ?? owner.hsaID,
                    name: unit?.name ?? owner.name, providerHSAID: owner.hsaID, providerName: owner.name))
        }
    }

    /// The person at the unit one of the test, signed in with the first of the roles.
    package func browser(_ person: Cast) async throws -> TestBrowser {
        var browser = TestBrowser(site: self)
        try await browser.signIn(person)
        return browser
    }
}

/// Stands still until a test moves it.
package final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    package init(_ instant: Instant) { self.instant = Mutex(instant) }

    package var now: Instant { instant.withLock { $0 } }
    package func advance(seconds: Int) { instant.withLock { $0 = $0 + seconds } }
}

/// Where the project lies, for its data files and goldens.
package enum Repository {
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
