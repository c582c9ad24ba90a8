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
        package let ongoingSpells: OngoingSpells
        package let patientSpell: PatientSpell
        package let overview: Overview
        package let measures: GoalMeasures
        package let imports: Imports
        package let preferences: Preferences
        package let logReview: LogReview

        package init(
            signIn: SignIn, ongoingSpells: OngoingSpells, patientSpell: PatientSpell, overview: Overview, measures: GoalMeasures,
            imports: Imports, preferences: Preferences, logReview: LogReview
        ) {
            self.signIn = signIn
            self.ongoingSpells = ongoingSpells
            self.patientSpell = patientSpell
            self.overview = overview
            self.measures = measures
            self.imports = imports
            self.preferences = preferences
            self.logReview = logReview
        }
    }

    package struct Configuration: Sendable {
        /// The proxy in front speaks TLS with the browser.
        package var isSecure: Bool
        package var version: String
        /// Who can sign in, shown on the sign-in page; empty but for the demo.
        package var demoUsers: [(userName: String, description: String)]

        package init(isSecure: Bool, version: String, demoUsers: [(userName: String, description: String)]) {
            self.isSecure = isSecure
            self.version = version
            self.demoUsers = demoUsers
        }
    }

    private let useCases: UseCaseSet
    private let configuration: Configuration
    private let clock: @Sendable () -> Instant

    package init(useCases: UseCaseSet, configuration: Configuration, clock: @escaping @Sendable () -> Instant) {
        self.useCases = useCases
        self.configuration = configuration
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
        router.add(middleware: RequestLog())
        router.add(middleware: BrowserSafety(isSecure: configuration.isSecure))
        router.add(middleware: ErrorPages(site: site))
        router.add(middleware: SameSiteForms())
        router.add(middleware: SessionReading(signIn: useCases.signIn, cookie: cookie, clock: clock))
        router.add(middleware: ErrorPages(site: site))

        // Nobody needs to be signed in.
        InformationRoutes(site: site, isDemo: isDemo).add(to: router)
        SignInRoutes(
            signIn: useCases.signIn, cookie: cookie, site: site,
            demoUsers: configuration.demoUsers.map { SignInForm.DemoUser(userName: $0.userName, description: $0.description) },
            clock: clock
        ).add(to: router)

        // Signed in.
        let signedIn = router.group(context: SignedInContext.self)
        UnitChoiceRoutes(signIn: useCases.signIn, cookie: cookie, site: site).add(to: signedIn)

        // Role and unit chosen.
        let unit = signedIn.group(context: UnitContext.self)
        HomeRoutes(pages: pages).add(to: unit)
        OverviewRoutes(overview: useCases.overview, preferences: useCases.preferences, pages: pages, clock: clock).add(to: unit)
        MeasureRoutes(measures: useCases.measures, pages: pages, clock: clock).add(to: unit)
        ImportRoutes(imports: useCases.imports, pages: pages, clock: clock).add(to: unit)
        LogReviewRoutes(review: useCases.logReview, pages: pages).add(to: unit)

        // A role that may see the unit's patients.
        let patient = unit.group(context: PatientContext.self)
        OngoingSpellsRoutes(spells: useCases.ongoingSpells, preferences: useCases.preferences, pages: pages, clock: clock).add(
            to: patient)
        PatientSpellRoutes(
            spell: useCases.patientSpell, ongoing: useCases.ongoingSpells, preferences: useCases.preferences, pages: pages,
            clock: clock
        ).add(to: patient)
        return router
    }

    /// The HTTP server: HTTP/1.1, a stalled connection is dropped after a minute.
    package func application(host: String, port: Int, logger: Logger) -> some ApplicationProtocol {
        Application(
            router: router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil), logger: logger)
    }
}
