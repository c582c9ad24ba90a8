import HTTPTypes
import Hummingbird
import Logging
import SickLeave
import UseCases

/// Turns every error into a page; the person gets a sentence, the log gets the details. Stands both outside and inside of what reads the
/// session: inside, the page keeps the person's own navigation.
struct ErrorPages: RouterMiddleware {
    let site: SiteInformation

    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        do {
            return try await next(request, context)
        } catch let redirection as Redirection {
            return try redirection.response(from: request, context: context)
        } catch {
            let fault = PageFault(error)
            if fault.status.code >= 500 {
                context.logger.error("request failed", metadata: ["error": "\(type(of: error))", "detail": "\(error)"])
            }
            if let event = fault.event {
                context.caller.log.refused(event, by: context.signed, route: context.endpointPath)
            }
            let body: HTML =
                "\(ErrorBody(message: fault.message, advice: fault.advice, reference: fault.status.code >= 500 ? context.id : nil))"
            var response = Response(
                page: UnitPages(site: site).page(fault.title, width: .narrow, content: body, context), status: fault.status)
            if fault.status == .methodNotAllowed { response.headers[.allow] = KnownRequests.allowed }
            return response
        }
    }
}

/// One line a request: matched route, status and time. Never the address itself, which names patients, if only by opaque ids.
struct RequestLog: RouterMiddleware {
    let figures: RequestFigures?

    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        let start = ContinuousClock.now
        figures?.began()
        defer { figures?.ended() }
        let response = try await next(request, context)
        let elapsed = start.duration(to: .now)
        figures?.answered(
            method: request.method.rawValue, route: context.endpointPath, status: response.status.code, seconds: elapsed.inSeconds
        )
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method)", "route": "\(context.endpointPath ?? "-")", "status": "\(response.status.code)",
                "ms": "\(elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000)",
            ])
        return response
    }
}

/// Nobody waits for the database once for each thing that a page needs of it.
struct BoundedWaiting: RouterMiddleware {
    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        try await asking { try await next(request, context) }
    }
}

/// Headers that hold for every answer, and the check that a form comes from this site.
struct BrowserSafety: RouterMiddleware {
    static let contentSecurityPolicy =
        "default-src 'none'; object-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    let isSecure: Bool

    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        var response = try await next(request, context)
        // What does not say that it may be kept is kept by nobody: pages, redirections, errors and files alike.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        response.headers[.contentSecurityPolicy] = BrowserSafety.contentSecurityPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        return response
    }
}

/// The site reads pages and takes forms. Every other method, and every other kind of content, is refused before anything reads it.
struct KnownRequests: RouterMiddleware {
    static let allowed = "GET, HEAD, POST"

    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        switch request.method {
        case .get, .head: break
        case .post:
            // Without a type it is read as a form, which is all that it can be.
            let type = request.headers[.contentType].map { $0.prefix { $0 != ";" }.lowercased() }
            guard type == nil || type == "application/x-www-form-urlencoded" || type == "multipart/form-data" else {
                throw PageFault.otherContent
            }
        default: throw PageFault.otherMethod
        }
        return try await next(request, context)
    }
}

/// A form that another site sends is refused before anything reads it: browsers say where a form comes from.
struct SameSiteForms: RouterMiddleware {
    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        if request.method != .get, request.method != .head {
            if let site = request.headers[.secFetchSite] {
                guard site == "same-origin" || site == "none" else { throw PageFault.foreignForm }
            } else if let origin = request.headers[.origin] {
                guard let host = request.head.authority, origin.hasSuffix("://\(host)") else { throw PageFault.foreignForm }
            }
        }
        return try await next(request, context)
    }
}

/// Reads the session cookie, what the person has chosen to look at, and what has just been done.
struct SessionReading: RouterMiddleware {
    let signIn: SignIn
    let cookie: SessionCookie
    let proxies: TrustedProxies
    let clock: @Sendable () -> Instant

    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        var context = context
        context.caller = context.caller(of: request, trusting: proxies)
        context.appearance = Page.Appearance(
            themeCookie: request.cookies[cookie.prefix + "theme"]?.value,
            personalCookie: request.cookies[cookie.hiding.name]?.value)
        context.receipt = request.receipt
        if let token = cookie.token(in: request) {
            context.signed = try await signIn.signed(token: token, at: clock())
        }
        return try await next(request, context)
    }
}

/// A cookie of the sign-in. Over TLS it carries a `__Host-` name, which browsers tie to this host, path and TLS alone.
struct SessionCookie: Sendable {
    let isSecure: Bool
    private let kind: String
    /// Nil for as long as the browser is open.
    private let lifetime: Int?

    /// The session's own.
    init(isSecure: Bool) { self.init(isSecure: isSecure, kind: "session", lifetime: nil) }

    private init(isSecure: Bool, kind: String, lifetime: Int?) {
        self.isSecure = isSecure
        self.kind = kind
        self.lifetime = lifetime
    }

    /// Between the password and the code.
    var awaitingCode: SessionCookie { SessionCookie(isSecure: isSecure, kind: "kod", lifetime: SignIn.codeSeconds) }

    /// Between the start at an identity provider and its answer.
    var identityRequest: SessionCookie {
        SessionCookie(isSecure: isSecure, kind: "legitimering", lifetime: IdentitySignIn.seconds)
    }

    /// The script's, of personal data that is hidden. It is cleared where a session begins and ends: the next person at the browser has
    /// hidden nothing.
    var hiding: SessionCookie { SessionCookie(isSecure: isSecure, kind: "personal", lifetime: nil) }

    /// Of every cookie's name, those that the script sets too.
    var prefix: String { isSecure ? "__Host-" : "" }
    var name: String { prefix + kind }
    func setting(_ token: String) -> String { text(token, lifetime.map { "; Max-Age=\($0)" } ?? "") }
    var clearing: String { text("", "; Max-Age=0") }

    private func text(_ value: String, _ age: String) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax\(age)\(isSecure ? "; Secure" : "")"
    }

    /// What the browser sent; nil for what cannot be one of ours.
    func token(in request: Request) -> String? {
        (request.cookies[name]?.value).flatMap { $0.utf8.count <= 64 && !$0.isEmpty ? $0 : nil }
    }
}

extension HTTPField.Name {
    static let contentSecurityPolicy = Self("Content-Security-Policy")!
    static let xContentTypeOptions = Self("X-Content-Type-Options")!
    static let referrerPolicy = Self("Referrer-Policy")!
    static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    static let crossOriginResourcePolicy = Self("Cross-Origin-Resource-Policy")!
    static let permissionsPolicy = Self("Permissions-Policy")!
    static let strictTransportSecurity = Self("Strict-Transport-Security")!
    static let secFetchSite = Self("Sec-Fetch-Site")!
    static let clearSiteData = Self("Clear-Site-Data")!
}
