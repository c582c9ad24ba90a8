import HTTPTypes
import Hummingbird
import NIOCore

/// Sends the browser elsewhere with GET.
struct Redirection: HTTPResponseError {
    let href: Href
    let cookies: [String]

    init(to href: Href, cookie: String...) {
        self.href = href
        cookies = cookie
    }

    var status: HTTPResponse.Status { .seeOther }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers: HTTPFields = [.location: href.text]
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
