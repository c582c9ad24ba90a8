import Hummingbird
import UseCases

/// While the server stops, each answer says that it is the last on its connection: a proxy that keeps connections would else send its next
/// request on one that is about to close, and a change that got no answer is not sent again.
struct PartingAnswers: RouterMiddleware {
    let readiness: Readiness?

    func handle(_ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response) async throws
        -> Response
    {
        var response = try await next(request, context)
        if readiness?.isStopping == true { response.headers[.connection] = "close" }
        return response
    }
}
