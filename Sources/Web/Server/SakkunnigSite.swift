package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import SickLeave
package import UseCases

/// The site: use cases in, responder out.
package struct SakkunnigSite: Sendable {
    package struct UseCaseSet: Sendable {
        package let signIn: SignIn
        package let ownAccount: OwnAccount
        package let invitations: Invitations
        /// Nil where there is no identity provider.
        package let identity: IdentitySignIn?
        package let providerAccounts: ProviderAccounts
        package let ongoingSpells: OngoingSpells
        package let patientSpell: PatientSpell
        package let overview: Overview
        package let measures: GoalMeasures
        package let rebases: ChartRebases
        package let measureSpells: MeasureSpells
        package let equity: Equity
        package let goals: Goals
        package let completions: CompletionLoop
        package let completionExamples: CompletionExamples
        package let reports: Reports
        package let regionLists: RegionLists
        package let imports: Imports
        package let preferences: Preferences
        package let logReview: LogReview
        package let logExtract: LogExtract
        package let unitRights: UnitRights
        package let protection: PatientProtection

        package init(
            signIn: SignIn, ownAccount: OwnAccount, invitations: Invitations, identity: IdentitySignIn?,
            providerAccounts: ProviderAccounts, ongoingSpells: OngoingSpells, patientSpell: PatientSpell, overview: Overview,
            measures: GoalMeasures, rebases: ChartRebases, measureSpells: MeasureSpells, equity: Equity, goals: Goals,
            completions: CompletionLoop, completionExamples: CompletionExamples, reports: Reports,
            regionLists: RegionLists, imports: Imports, preferences: Preferences, logReview: LogReview, logExtract: LogExtract,
            unitRights: UnitRights, protection: PatientProtection
        ) {
            self.signIn = signIn
            self.ownAccount = ownAccount
            self.invitations = invitations
            self.identity = identity
            self.providerAccounts = providerAccounts
            self.ongoingSpells = ongoingSpells
            self.patientSpell = patientSpell
            self.overview = overview
            self.measures = measures
            self.rebases = rebases
            self.measureSpells = measureSpells
            self.equity = equity
            self.goals = goals
            self.completions = completions
            self.completionExamples = completionExamples
            self.reports = reports
            self.regionLists = regionLists
            self.imports = imports
            self.preferences = preferences
            self.logReview = logReview
            self.logExtract = logExtract
            self.unitRights = unitRights
            self.protection = protection
        }
    }

    package struct Configuration: Sendable {
        /// The proxy in front speaks TLS with the browser.
        package var isSecure: Bool
        /// Whose `X-Forwarded-For` is believed.
        package var proxies: TrustedProxies
        package var version: String
        /// Who can sign in, shown on the sign-in page; empty but for the demo.
        package var demoUsers: [(userName: String, description: String)]

        package var limits: ServerLimits

        package init(
            isSecure: Bool, proxies: TrustedProxies = TrustedProxies(), version: String,
            demoUsers: [(userName: String, description: String)], limits: ServerLimits = ServerLimits()
        ) {
            self.isSecure = isSecure
            self.proxies = proxies
            self.version = version
            self.demoUsers = demoUsers
            self.limits = limits
        }
    }

    private let useCases: UseCaseSet
    private let configuration: Configuration
    private let clock: @Sendable () -> Instant
    private let watch: Watch?

    package init(
        useCases: UseCaseSet, configuration: Configuration, watch: Watch? = nil, clock: @escaping @Sendable () -> Instant
    ) {
        self.useCases = useCases
        self.configuration = configuration
        self.watch = watch
        self.clock = clock
    }

    private var site: SiteInformation {
        SiteInformation(
            home: Site.home, accessibilityStatement: Site.accessibility, help: Site.about, version: configuration.version,
            isDemo: isDemo)
    }

    private var isDemo: Bool { !configuration.demoUsers.isEmpty }

    /// Every route, by the gate that it stands behind.
    package func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        let cookie = SessionCookie(isSecure: configuration.isSecure)
        let pages = UnitPages(site: site)
        router.add(middleware: RequestLog(figures: watch?.requests))
        router.add(middleware: PartingAnswers(readiness: watch?.readiness))
        router.add(middleware: BrowserSafety(isSecure: configuration.isSecure))
        router.add(middleware: ErrorPages(site: site))
        router.add(middleware: KnownRequests())
        router.add(middleware: SameSiteForms())
        router.add(middleware: WholeRequests(limits: configuration.limits))
        router.add(middleware: BoundedWaiting())
        router.add(
            middleware: SessionReading(signIn: useCases.signIn, cookie: cookie, proxies: configuration.proxies, clock: clock))
        router.add(middleware: ErrorPages(site: site))

        // Nobody needs to be signed in.
        InformationRoutes(site: site, isDemo: isDemo, readiness: watch?.readiness).add(to: router)
        SignInRoutes(
            signIn: useCases.signIn, cookie: cookie, site: site,
            demoUsers: configuration.demoUsers.map { SignInForm.DemoUser(userName: $0.userName, description: $0.description) },
            identityButton: useCases.identity?.button, clock: clock
        ).add(to: router)
        IdentityRoutes(identity: useCases.identity, cookie: cookie, pages: pages, clock: clock).add(to: router)
        InvitationRoutes(invitations: useCases.invitations, pages: pages, clock: clock).add(to: router)

        // Signed in.
        let signedIn = router.group(context: SignedInContext.self)
        UnitChoiceRoutes(signIn: useCases.signIn, cookie: cookie, site: site).add(to: signedIn)
        AccountRoutes(account: useCases.ownAccount, cookie: cookie, pages: pages, clock: clock).add(to: signedIn)

        // Role and unit chosen.
        let unit = signedIn.group(context: UnitContext.self)
        HomeRoutes().add(to: unit)
        OverviewRoutes(overview: useCases.overview, preferences: useCases.preferences, pages: pages, clock: clock).add(to: unit)
        MeasureRoutes(measures: useCases.measures, rebases: useCases.rebases, pages: pages, clock: clock).add(to: unit)
        EquityRoutes(equity: useCases.equity, pages: pages, clock: clock).add(to: unit)
        GoalRoutes(goals: useCases.goals, pages: pages, clock: clock).add(to: unit)
        MonthlyLetterRoutes(measures: useCases.measures, pages: pages, clock: clock).add(to: unit)
        CompletionsRoutes(
            loop: useCases.completions, examples: useCases.completionExamples, pages: pages, clock: clock
        ).add(to: unit)
        ReportRoutes(reports: useCases.reports, regionLists: useCases.regionLists, pages: pages, clock: clock).add(to: unit)
        ImportRoutes(imports: useCases.imports, pages: pages, clock: clock).add(to: unit)
        LogRoutes(review: useCases.logReview, extract: useCases.logExtract, pages: pages, clock: clock).add(to: unit)
        MeasureSpellsRoutes(spells: useCases.measureSpells, pages: pages, clock: clock).add(to: unit)
        ProviderAccountsRoutes(
            accounts: useCases.providerAccounts, own: useCases.ownAccount, scheme: configuration.isSecure ? "https" : "http",
            pages: pages, clock: clock
        ).add(to: unit)
        UnitRightsRoutes(rights: useCases.unitRights, pages: pages, clock: clock).add(to: unit)

        // A role that may see the unit's patients.
        let patient = unit.group(context: PatientContext.self)
        OngoingSpellsRoutes(spells: useCases.ongoingSpells, preferences: useCases.preferences, pages: pages, clock: clock).add(
            to: patient)
        PatientSpellRoutes(
            spell: useCases.patientSpell, ongoing: useCases.ongoingSpells, preferences: useCases.preferences, pages: pages,
            clock: clock
        ).add(to: patient)
        PatientProtectionRoutes(protection: useCases.protection, pages: pages, clock: clock).add(to: patient)
        return router
    }

    /// The HTTP server, HTTP/1.1 within the limits of the configuration.
    ///
    /// Those above the limit of connections are answered too; far above it they wait in the kernel's queue, so that files and memory
    /// are never used up.
    package func application(host: String, port: Int, logger: Logger) -> some ApplicationProtocol {
        let limits = configuration.limits
        let open = watch?.connections ?? OpenConnections()
        let readiness = watch?.readiness
        return Application(
            router: router(),
            server: HTTPServerBuilder {
                GuardedHTTP(limits: limits, open: open, isStopping: { readiness?.isStopping ?? false }, responder: $0)
            },
            configuration: .init(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections + 100)),
            onServerRunning: { logger.info("serving", metadata: ["port": "\($0.localAddress?.port ?? port)"]) },
            logger: logger)
    }
}
