import HTTPTypes
import Hummingbird
import SickLeave
import UseCases

/// The page behind an invitation's link. Looking at it does not use it up: programs that check links in mail do that.
struct InvitationRoutes {
    let invitations: Invitations
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<AppContext>) {
        router.get("inbjudan/:token", use: show)
        router.post("inbjudan/:token", use: accept)
    }

    private func token(_ context: AppContext) -> String { context.parameters.get("token") ?? "" }

    private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try await page(context, refusal: nil)
    }

    private func page(_ context: AppContext, refusal: OwnAccount.Refusal?) async throws -> Response {
        guard let userName = try await invitations.userName(token: token(context), at: clock()) else {
            return Response(
                page: pages.page(
                    "Länken gäller inte", width: .narrow,
                    content: Notice(
                        .attention, title: "Länken har redan använts, eller så är den för gammal",
                        body: "<p>Be den som är administratör om en ny.</p>"
                    ).html, context),
                status: .notFound)
        }
        let form: HTML = """
            \(RefusalSummary(refusal))
            <form class="sheet form" method="post" action="\(Site.invitation(token(context)))">
            <input type="hidden" autocomplete="username" name="anvandarnamn" value="\(userName)">
            \(NewPasswordFields(refusal: refusal))
            <button class="button primary full">Spara lösenordet</button>
            </form>
            """
        return Response(
            page: pages.page(
                "Välj ditt lösenord", width: .narrow,
                content: "<p>Användarnamn: <strong>\(userName)</strong></p>\(form)", context),
            status: refusal == nil ? .ok : .unprocessableContent)
    }

    private func accept(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await request.formFields(context)
        do {
            try await invitations.accept(
                token: token(context), password: fields["nytt"] ?? "", repeated: fields["igen"] ?? "", by: context.caller,
                at: clock())
        } catch let refusal as OwnAccount.Refusal {
            return try await page(context, refusal: refusal)
        } catch UseCaseError.notFound {
            return try await page(context, refusal: nil)
        }
        throw Redirection(to: Site.signIn.telling(.passwordChosen))
    }
}
