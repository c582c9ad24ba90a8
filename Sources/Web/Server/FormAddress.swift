import Hummingbird

extension RouterMethods {
    /// A form whose address is not its page's. One that cannot be accepted is shown there again, so a reload or a step back asks for the
    /// address with GET: the answer is the page that the form stands on, which judges for itself what the address names.
    func form(
        _ path: RouterPath, on page: @escaping @Sendable (Context) throws -> Href,
        use handler: @escaping @Sendable (Request, Context) async throws -> Response
    ) {
        post(path, use: handler)
        get(path) { _, context -> Response in throw Redirection(to: try page(context)) }
    }
}
