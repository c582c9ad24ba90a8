import HTTPTypes
import Hummingbird
import NIOCore

/// Sends the browser elsewhere with GET.
struct Redirection: HTTPResponseError {
    private let location: @Sendable (Request) -> String
    private let cookies: [String]

    init(to href: Href, cookie: String...) {
        location = { _ in href.text }
        cookies = cookie
    }

    /// To the page that was asked for before the sign-in, or else to the start page.
    init(onTo page: WantedPage?, cookie: String...) {
        location = { _ in page?.text ?? Site.home.text }
        cookies = cookie
    }

    /// To a page that stands before the one that is asked for. It is told where to go on to: to the same page, or, of a form, which was
    /// not taken, to the page that it stood on.
    init(byWayOf gate: Href) {
        location = { request in
            let page = WantedPage(of: request)
            return switch request.method {
            case .get, .head: gate.on(to: page).text
            // Who signs out late has lost nothing.
            default: page == nil ? gate.text : gate.query("sparades", "nej").on(to: WantedPage(ofFormIn: request)).text
            }
        }
        cookies = []
    }

    var status: HTTPResponse.Status { .seeOther }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers: HTTPFields = [.location: location(request)]
        headers[values: .setCookie] = cookies
        return Response(status: .seeOther, headers: headers)
    }
}

extension Response {
    /// A page. Pages may hold patients, so nothing keeps a copy.
    init(page: Page, status: HTTPResponse.Status = .ok) {
        self.init(html: page.html, status: status)
    }

    /// A table to save: nothing keeps a copy of it on the way.
    init(csv bytes: [UInt8], named name: String) {
        self.init(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    init(html: HTML, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: html.utf8)))
    }
}

extension HTTPField.Name {
    static let contentDisposition = Self("Content-Disposition")!
}
