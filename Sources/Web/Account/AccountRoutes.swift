import HTTPTypes
import Hummingbird
import SickLeave
import UseCases

struct AccountRoutes {
    let account: OwnAccount
    let cookie: SessionCookie
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<SignedInContext>) {
        router.get("konto", use: show)
        router.form("konto/sessioner", on: { _ in Site.account }, use: endSessions)
        router.get("konto/losenord", use: showPassword)
        router.post("konto/losenord", use: changePassword)
        router.get("konto/tvasteg", use: showSecondFactor)
        router.post("konto/tvasteg", use: changeSecondFactor)
    }

    private func answer(
        _ title: String, _ content: HTML, _ context: SignedInContext, refusal: OwnAccount.Refusal? = nil, isTop: Bool = false
    ) -> Response {
        Response(
            page: pages.page(
                title, breadcrumbs: isTop ? [] : [Breadcrumb("Mitt konto", Site.account)], content: content, context),
            status: refusal == nil ? .ok : .unprocessableContent)
    }

    private func overview(_ context: SignedInContext) async throws -> OwnAccount.Overview {
        try await account.overview(of: context.signed, at: clock())
    }

    private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await show(context, refusal: nil)
    }

    private func show(_ context: SignedInContext, refusal: OwnAccount.Refusal?) async throws -> Response {
        let body = AccountPage(
            name: context.signed.name, overview: try await overview(context),
            asksForPassword: !context.signed.isByIdentityProvider, refusal: refusal,
            formToken: context.signed.formToken)
        return answer("Mitt konto", body.html, context, refusal: refusal, isTop: true)
    }

    private func endSessions(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.signed.formToken)
        do {
            try await account.end(
                session: fields["session"], password: fields["losenord"] ?? "", for: context.signed, by: context.caller,
                at: clock())
        } catch let refusal as OwnAccount.Refusal {
            return try await show(context, refusal: refusal)
        }
        throw Redirection(to: Site.account.telling(fields["session"] == nil ? .otherSessionsEnded : .sessionEnded))
    }

    /// Who signs in through an identity provider has no password here to change.
    private func withPassword(_ context: SignedInContext) async throws -> OwnAccount.Overview {
        let overview = try await overview(context)
        guard overview.hasPassword else { throw UseCaseError.notFound }
        return overview
    }

    private func showPassword(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await showPassword(context, refusal: nil)
    }

    private func showPassword(_ context: SignedInContext, refusal: OwnAccount.Refusal?) async throws -> Response {
        let overview = try await withPassword(context)
        let body = ChangePasswordPage(userName: overview.userName, refusal: refusal, formToken: context.signed.formToken)
        return answer("Byt lösenord", body.html, context, refusal: refusal)
    }

    private func changePassword(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.signed.formToken)
        _ = try await withPassword(context)
        do {
            let token = try await account.changePassword(
                from: fields["losenord"] ?? "", to: fields["nytt"] ?? "", repeated: fields["igen"] ?? "", for: context.signed,
                by: context.caller, at: clock())
            throw Redirection(to: Site.account.telling(.passwordChanged), cookie: cookie.setting(token))
        } catch let refusal as OwnAccount.Refusal {
            return try await showPassword(context, refusal: refusal)
        }
    }

    private func showSecondFactor(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await showSecondFactor(context, proposal: nil, refusal: nil)
    }

    private func showSecondFactor(
        _ context: SignedInContext, proposal: String?, refusal: OwnAccount.Refusal?
    ) async throws -> Response {
        let overview = try await withPassword(context)
        let formToken = context.signed.formToken
        guard !overview.hasSecondFactor else {
            let body = SecondFactorPage(
                codesLeft: overview.recoveryCodesLeft, isRequired: account.requiresSecondFactor, refusal: refusal,
                formToken: formToken)
            return answer("Andra steget", body.html, context, refusal: refusal)
        }
        let body = AddSecondFactorPage(
            proposal: account.propose(proposal, userName: overview.userName, for: context.signed),
            isRequired: context.signed.mustAddSecondFactor, refusal: refusal, formToken: formToken)
        return answer("Lägg till ett andra steg", body.html, context, refusal: refusal)
    }

    private func changeSecondFactor(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.signed.formToken)
        let overview = try await withPassword(context)
        let (password, code) = (fields["losenord"] ?? "", fields["kod"] ?? "")
        do {
            switch fields["gor"] {
            case "lagg-till" where !overview.hasSecondFactor:
                let (token, codes) = try await account.addSecondFactor(
                    fields["forslag"] ?? "", password: password, code: code, for: context.signed, by: context.caller, at: clock())
                var response = answer("Dina återställningskoder", RecoveryCodesPage(codes: codes).html, context)
                response.headers[.setCookie] = cookie.setting(token)
                return response
            case "nya-koder" where overview.hasSecondFactor:
                let codes = try await account.renewRecoveryCodes(
                    password: password, code: code, for: context.signed, by: context.caller, at: clock())
                return answer("Dina återställningskoder", RecoveryCodesPage(codes: codes).html, context)
            case "ta-bort" where overview.hasSecondFactor:
                let token = try await account.removeSecondFactor(
                    password: password, code: code, for: context.signed, by: context.caller, at: clock())
                throw Redirection(to: Site.account.telling(.secondFactorRemoved), cookie: cookie.setting(token))
            default:
                throw UseCaseError.invalid("Välj vad du vill göra.")
            }
        } catch let refusal as OwnAccount.Refusal {
            return try await showSecondFactor(context, proposal: fields["forslag"], refusal: refusal)
        }
    }
}
