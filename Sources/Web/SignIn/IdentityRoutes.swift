import HTTPTypes
import Hummingbird
import SickLeave
import UseCases

/// Signing in through an identity provider: away to it, and back.
struct IdentityRoutes {
    /// Nil where there is no provider: then its addresses lead nowhere.
    let identity: IdentitySignIn?
    let cookie: SessionCookie
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<AppContext>) {
        router.get("logga-in/legitimera", use: leave)
        router.get("logga-in/svar", use: comeBack)
        router.get("utloggad", use: signedOut)
        router.get("utloggad/vidare", use: leaveForGood)
    }

    private func configured() throws -> IdentitySignIn {
        guard let identity else { throw UseCaseError.notFound }
        return identity
    }

    /// With GET: a form that leads to another site is stopped by the page's own content security policy.
    private func leave(_ request: Request, _ context: AppContext) async throws -> Response {
        do {
            let (address, secret) = try await configured().begin(by: context.caller, at: clock())
            var response = Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
            response.headers[values: .setCookie] = [
                cookie.identityRequest.setting(secret), cookie.setting(wanted: request.wantedPage),
            ]
            return response
        } catch let fault as IdentityFault {
            return page(fault, context)
        }
    }

    private func comeBack(_ request: Request, _ context: AppContext) async throws -> Response {
        let identity = try configured()
        let query = request.queryFields
        var response: Response
        do {
            let outcome = try await identity.finish(
                cookie: cookie.identityRequest.token(in: request) ?? "", code: query["code"], state: query["state"],
                issuer: query["iss"], error: query["error"], by: context.caller, at: clock())
            switch outcome {
            case .signedIn(let token):
                throw Redirection(
                    onTo: cookie.wantedPage(in: request), cookie: cookie.setting(token), cookie.identityRequest.clearing,
                    cookie.setting(wanted: nil), cookie.hiding.clearing)
            case .noRole:
                response = page(
                    "Ditt uppdrag ger ingen roll här",
                    "Legitimeringen gick bra, men inget av dina medarbetaruppdrag hör till en enhet i Sakkunnig.",
                    "Be den som är administratör att se efter vilka uppdrag som ger en roll.", .forbidden, context)
            case .noAnalysis:
                response = page(
                    "Din roll kan inte ges än",
                    "Legitimeringen gick bra, men enheten har ingen gällande behovs- och riskanalys för din roll i Sakkunnig.",
                    "Be verksamhetschefen att fylla i och signera den, under Behörigheter.", .forbidden, context)
            case .roleEnded:
                response = page(
                    "Din roll är avslutad", "Legitimeringen gick bra, men din roll är avslutad i Sakkunnig.",
                    "Be verksamhetschefen att ge den igen, under Behörigheter. Gäller rollen hela vårdgivaren: hör av dig till den som "
                        + "sköter driften.", .forbidden, context)
            case .severalAccounts:
                response = page(
                    "Flera konton har ditt HSA-id",
                    "Legitimeringen gick bra, men det går inte att veta vilket konto som är ditt.",
                    "Be den som sköter driften att ta bort ditt HSA-id från de konton som inte ska ha det.", .forbidden, context)
            case .accountDisabled:
                response = page(
                    "Ditt konto är avstängt", "Legitimeringen gick bra, men kontot är avstängt i Sakkunnig.",
                    "Hör av dig till den som är administratör.", .forbidden, context)
            }
        } catch let fault as IdentityFault {
            response = page(fault, context)
        }
        response.headers[.setCookie] = cookie.identityRequest.clearing
        return response
    }

    /// Details are for the log: here it only matters what to do.
    private func page(_ fault: IdentityFault, _ context: AppContext) -> Response {
        switch fault {
        case .unavailable:
            page(
                "Legitimeringen svarar inte", "Tjänsten för legitimering svarar inte som den ska just nu.",
                "Försök igen om en stund. Hör av dig till den som sköter driften om det håller i sig.", .badGateway, context)
        case .refused:
            page(
                "Inloggningen gick inte att lita på", "Svaret från legitimeringen stämde inte, och du är inte inloggad.",
                "Försök igen. Hör av dig till den som sköter driften om det händer en gång till.", .forbidden, context)
        case .givenUp:
            page(
                "Inloggningen avbröts", "Legitimeringen avbröts eller tog för lång tid.", "Försök igen när du vill.", .forbidden,
                context)
        }
    }

    private func page(
        _ title: String, _ message: String, _ advice: String, _ status: HTTPResponse.Status, _ context: AppContext
    ) -> Response {
        Response(
            page: pages.page(
                title, width: .narrow, content: ErrorBody(message: message, advice: advice, home: Site.signIn).html, context),
            status: status)
    }

    /// Where a session of the provider's ends: others may still be open there.
    private func signedOut(_ request: Request, _ context: AppContext) -> Response {
        let content: HTML = """
            \(Notice(.done, title: "Du är utloggad ur Sakkunnig"))
            <p>Du kan vara kvar som inloggad hos den som legitimerade dig. Logga ut där också om du lämnar datorn.</p>
            <p class="actions">\(LinkButton("Logga ut även där", Site.signOutElsewhere, .primary)) \
            \(LinkButton("Logga in igen", Site.signIn))</p>
            """
        return Response(page: pages.page("Utloggad", width: .narrow, content: content, context))
    }

    private func leaveForGood(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let address = try await configured().endAddress(at: clock()) else { throw Redirection(to: Site.signIn) }
        return Response(status: .seeOther, headers: [.location: address])
    }
}
