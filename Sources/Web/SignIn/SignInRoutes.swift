import HTTPTypes
import Hummingbird
import SickLeave
import UseCases

struct SignInRoutes {
    let signIn: SignIn
    let cookie: SessionCookie
    let site: SiteInformation
    let demoUsers: [SignInForm.DemoUser]
    /// What stands on the button of the identity provider; nil without one.
    let identityButton: String?
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<AppContext>) {
        router.get("logga-in", use: show)
        router.post("logga-in", use: enter)
        router.get("logga-in/kod", use: showCode)
        router.post("logga-in/kod", use: enterCode)
    }

    /// In a demo the address may carry who wants to sign in.
    private func show(_ request: Request, _ context: AppContext) -> Response {
        let asked = request.queryFields["anvandare"]
        return page(
            request, context, userName: demoUsers.first { $0.userName == asked }?.userName ?? "", error: nil)
    }

    private func page(
        _ request: Request, _ context: AppContext, userName: String, error: String?, status: HTTPResponse.Status = .ok
    ) -> Response {
        let wanted = request.wantedPage
        return Response(
            page: Page(
                title: "Logga in", width: .narrow, appearance: context.appearance, site: site, receipt: context.receipt?.sentence,
                content: """
                    \(reason(request))\
                    \(SignInForm(
                        action: Site.signIn.on(to: wanted), userName: userName, error: error, demoUsers: demoUsers,
                        identity: identityButton.map { (title: $0, href: Site.identify.on(to: wanted)) }))
                    """),
            status: status)
    }

    /// Why one is here, who meant to be elsewhere.
    private func reason(_ request: Request) -> Notice? {
        if request.hasLostForm {
            let next: HTML? = request.wantedPage.map { _ in " Logga in så kommer du tillbaka till sidan, och kan göra om det." }
            return Notice(.attention, title: "Du hade loggats ut", body: "<p>Det som du skickade sparades inte.\(next)</p>")
        }
        return request.wantedPage.map { _ in Notice(.info, title: "Logga in så kommer du till sidan som du skulle till") }
    }

    private func enter(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await request.formFields(context)
        let userName = fields["anvandarnamn"] ?? ""
        let outcome = try await signIn.signIn(
            userName: userName, password: fields["losenord"] ?? "", by: context.caller, at: clock())
        switch outcome {
        case .signedIn(let token):
            throw Redirection(onTo: request.wantedPage, cookie: cookie.setting(token), cookie.hiding.clearing)
        case .codeAwaited(let token):
            throw Redirection(to: Site.signInCode.on(to: request.wantedPage), cookie: cookie.awaitingCode.setting(token))
        case .wrongUserNameOrPassword:
            return page(
                request, context, userName: userName,
                error: "Användarnamnet eller lösenordet stämmer inte. Kontrollera båda och försök igen.",
                status: .unprocessableContent)
        case .wait(let seconds):
            return page(
                request, context, userName: userName, error: SignIn.sentence(waiting: seconds), status: .tooManyRequests)
        }
    }

    private func showCode(_ request: Request, _ context: AppContext) throws -> Response {
        guard cookie.awaitingCode.token(in: request) != nil else {
            throw Redirection(to: Site.signIn.on(to: request.wantedPage))
        }
        return codePage(request, context, error: nil)
    }

    private func codePage(
        _ request: Request, _ context: AppContext, error: String?, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            page: Page(
                title: "Andra steget", lead: "Lösenordet stämmer. Nu behövs en kod.", width: .narrow,
                appearance: context.appearance, site: site,
                content: "\(CodeForm(action: Site.signInCode.on(to: request.wantedPage), error: error))"),
            status: status)
    }

    private func enterCode(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await request.formFields(context)
        let wanted = request.wantedPage
        guard let token = cookie.awaitingCode.token(in: request) else { throw Redirection(to: Site.signIn.on(to: wanted)) }
        switch try await signIn.confirm(token: token, code: fields["kod"] ?? "", by: context.caller, at: clock()) {
        case .signedIn(let token):
            throw Redirection(onTo: wanted, cookie: cookie.setting(token), cookie.awaitingCode.clearing, cookie.hiding.clearing)
        case .tooLate:
            throw Redirection(to: Site.signIn.on(to: wanted), cookie: cookie.awaitingCode.clearing)
        case .wrongCode:
            return codePage(
                request, context, error: "Koden stämmer inte, eller så har den redan använts. Skriv nästa kod som appen visar.",
                status: .unprocessableContent)
        case .wait(let seconds):
            return codePage(request, context, error: SignIn.sentence(waiting: seconds), status: .tooManyRequests)
        }
    }
}

/// What a signed-in person can do before role and unit are chosen.
struct UnitChoiceRoutes {
    let signIn: SignIn
    let cookie: SessionCookie
    let site: SiteInformation

    func add(to router: some RouterMethods<SignedInContext>) {
        router.get("valj-enhet", use: show)
        router.post("valj-enhet", use: choose)
        router.post("logga-ut", use: leave)
    }

    private func show(_ request: Request, _ context: SignedInContext) -> Response {
        let choices = context.signed.choices.map {
            UnitChooser.Choice(id: "\($0.assignment)", unit: $0.unit.name, role: $0.role.title)
        }
        let body: HTML =
            choices.isEmpty
            ? Notice(
                .attention, title: "Du har ingen roll",
                body:
                    "<p>Be verksamhetschefen att ge dig en roll på enheten, eller att se över enhetens behovs- och riskanalys.</p>"
            ).html
            : UnitChooser(
                action: Site.chooseUnit.on(to: request.wantedPage), choices: choices, formToken: context.signed.formToken
            ).html
        let lost = request.hasLostForm ? Notice(.attention, title: "Det som du skickade sparades inte") : nil
        return Response(
            page: Page(
                title: "Välj enhet och roll", width: .narrow, appearance: context.appearance, site: site,
                content: "\(lost)\(body)"))
    }

    private func choose(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.signed.formToken)
        guard let assignment = fields.int("enhet") else { throw UseCaseError.invalid("Välj en enhet.") }
        let token = try await signIn.choose(assignment: assignment, for: context.signed)
        throw Redirection(onTo: request.wantedPage, cookie: cookie.setting(token))
    }

    private func leave(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try await request.formFields(context, expecting: context.signed.formToken)
        try await signIn.signOut(context.signed, by: context.caller)
        var headers: HTTPFields = [
            .location: (context.signed.isByIdentityProvider ? Site.signedOut : Site.signIn).text,
            .clearSiteData: "\"cache\", \"storage\"",
        ]
        headers[values: .setCookie] = [cookie.clearing, cookie.hiding.clearing]
        return Response(status: .seeOther, headers: headers)
    }
}
