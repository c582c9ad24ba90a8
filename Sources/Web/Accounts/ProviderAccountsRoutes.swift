import Hummingbird
import SickLeave
import UseCases

struct ProviderAccountsRoutes {
    let accounts: ProviderAccounts
    /// Asks for the administrator's own password before a link is made.
    let own: OwnAccount
    /// How the site's own addresses begin, for the link that a person is given.
    let scheme: String
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("konton", use: list)
        router.post("konton", use: create)
        router.get("konton/:account", use: show)
        router.post("konton/:account", use: change)
    }

    private func list(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await list(nil, context)
    }

    /// - Parameter returned: the form of a new account, when it is shown again.
    private func list(_ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let rows = try await accounts.all(for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .accounts, title: "Konton",
                lead: "Konton som \(context.viewer.unit.providerName) har gjort, och de som har eller har haft en roll här.",
                width: .wide, context: context,
                content: """
                    \(ProviderAccountsPage(
                        rows: rows, asksForPassword: !context.signed.isByIdentityProvider, formToken: context.formToken,
                        returned: returned))
                    """),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func create(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        // The right first: who lacks it is not asked for a password.
        guard context.viewer.may(.manageAccounts) else { throw UseCaseError.notAllowed(.manageAccounts) }
        var made: (account: Int, token: String)?
        let returned = try await ReturnedForm.of(Site.providerAccounts, fields) {
            try await confirm(fields, context)
            made = try await accounts.create(
                ProviderAccounts.Person(
                    name: fields.trimmed("namn"), userName: fields.trimmed("anvandarnamn"), hsaID: fields.trimmed("hsa-id"),
                    identityNumber: fields.trimmed("personnummer")), by: context.viewer, context.caller, at: clock())
        }
        guard let made else { return try await list(returned, context) }
        return link(made.token, account: made.account, .account, request, context)
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await page(try number(context), nil, context)
    }

    /// - Parameter returned: the form of a link, when it is shown again.
    private func page(_ id: Int, _ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let row = try await accounts.one(id, for: context.viewer, at: clock())
        return Response(
            page: pages.page(
                .accounts, title: row.name, breadcrumbs: [.init("Konton", Site.providerAccounts)], width: .reading,
                context: context,
                content: """
                    \(ProviderAccountPage(
                        row: row, asksForPassword: !context.signed.isByIdentityProvider, formToken: context.formToken,
                        returned: returned))
                    """),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func change(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let (id, viewer, caller) = (try number(context), context.viewer, context.caller)
        // Both the right and the account first, for the same reason.
        _ = try await accounts.one(id, for: viewer, at: clock())
        var (token, receipt): (String?, Receipt) = (nil, .invitation)
        let returned = try await ReturnedForm.of(Site.providerAccount(id), fields) {
            switch fields["gor"] {
            case "lank" where fields["andra-steg"] == nil:
                try await confirm(fields, context)
                token = try await accounts.invite(id, by: viewer, caller, at: clock())
            case "lank":
                try await confirm(fields, context)
                token = try await accounts.resetSecondFactor(id, by: viewer, caller, at: clock())
                receipt = .secondFactorReset
            case "dra-tillbaka":
                try await accounts.withdrawInvitation(id, by: viewer, caller, at: clock())
                receipt = .invitationWithdrawn
            case "avsluta":
                try await accounts.endSessions(id, by: viewer, caller, at: clock())
                receipt = .accountSessionsEnded
            case "stang-av":
                try await accounts.disable(id, by: viewer, caller, at: clock())
                receipt = .accountDisabled
            case "oppna":
                try await accounts.enable(id, by: viewer, caller, at: clock())
                receipt = .accountEnabled
            default: throw UseCaseError.invalid("Välj vad du vill göra.")
            }
        }
        if let returned { return try await page(id, returned, context) }
        if let token { return link(token, account: id, receipt, request, context) }
        throw Redirection(to: Site.providerAccount(id).telling(receipt))
    }

    private func number(_ context: UnitContext) throws -> Int {
        guard let number = context.parameters.get("account", as: Int.self) else { throw UseCaseError.notFound }
        return number
    }

    private func confirm(_ fields: FormFields, _ context: UnitContext) async throws {
        do {
            try await own.confirm(fields["losenord"] ?? "", for: context.signed, by: context.caller, at: clock())
        } catch let refusal as OwnAccount.Refusal {
            throw UseCaseError.invalidAnswer(.password, refusal.sentence)
        }
    }

    private func link(
        _ token: String, account: Int, _ receipt: Receipt, _ request: Request, _ context: UnitContext
    ) -> Response {
        let address = "\(scheme)://\(request.head.authority ?? "")\(Site.invitation(token).text)"
        return Response(
            page: pages.page(
                .accounts, title: "Länk till kontot", breadcrumbs: [.init("Konton", Site.providerAccounts)], width: .reading,
                receipt: receipt, context: context, content: "\(InvitationLinkPage(address: address, account: account))"))
    }
}
