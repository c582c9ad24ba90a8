import Foundation
package import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

package struct TestRequest: Sendable {
    package var method: HTTPRequest.Method
    package var path: String
    package var headers: HTTPFields
    package var form: [(String, String)]
    /// Sent with the form, which is then one of parts.
    package var file: File?

    package struct File: Sendable {
        package let field: String
        package let name: String
        package let bytes: [UInt8]

        package init(_ field: String, name: String, _ bytes: [UInt8]) {
            self.field = field
            self.name = name
            self.bytes = bytes
        }
    }

    package init(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], form: [(String, String)] = [], file: File? = nil
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.form = form
        self.file = file
    }

    var request: Request {
        if let file { return parts(file) }
        let body = form.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return Request(
            head: HTTPRequest(method: method, scheme: "http", authority: "sakkunnig.test", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(string: body)))
    }

    private func parts(_ file: File) -> Request {
        let boundary = "----en-grans"
        var body = form.map { "--\(boundary)\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }.joined()
        body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n\r\n"
        let bytes = Array(body.utf8) + file.bytes + Array("\r\n--\(boundary)--\r\n".utf8)
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=\(boundary)"
        return Request(
            head: HTTPRequest(method: method, scheme: "http", authority: "sakkunnig.test", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: bytes)))
    }

    package static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

package struct TestResponse: Sendable {
    package let status: Int
    package let headers: HTTPFields
    package let body: String

    package var location: String? { headers[.location] }
    /// The page that it leads to, whatever is sent along.
    package var leadsTo: String? { location.map { String($0.prefix { $0 != "?" }) } }

    init(_ response: Response) async throws {
        let writer = BodyCollector()
        try await response.body.write(writer)
        status = response.status.code
        headers = response.headers
        body = String(buffer: writer.bytes.withLock { $0 })
    }

    /// What stands in the first hidden or other field of the name.
    package func value(of field: String) -> String? {
        guard let start = body.range(of: "name=\"\(field)\" value=\"")?.upperBound else { return nil }
        return String(body[start...].prefix { $0 != "\"" })
    }
}

private final class BodyCollector: ResponseBodyWriter {
    let bytes = Mutex(ByteBuffer())

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// A person at a browser: keeps the cookies, and knows the form token as the pages show it.
package struct TestBrowser: Sendable {
    package let site: TestSite
    private let jar = CookieJar()
    package var formToken = ""

    /// - Parameter token: of a session that has begun elsewhere than on the page of sign-in.
    package init(site: TestSite, session token: String? = nil) {
        self.site = site
        if let token { jar.take("session=\(token)") }
    }

    /// The session's cookie as it is sent, `session=…`; nil for who has none.
    package var session: String? { jar.cookie("session") }

    package mutating func signIn(_ person: Cast) async throws {
        _ = try await send(
            TestRequest(.post, "/logga-in", form: [("anvandarnamn", person.rawValue), ("losenord", Cast.password)]))
        let choices = try await get("/valj-enhet")
        formToken = choices.value(of: "formToken") ?? ""
        // One role is chosen at sign-in; of several, the first.
        if person.roles.count > 1, let first = choices.value(of: "enhet") {
            _ = try await post("/valj-enhet", [("enhet", first)])
        }
    }

    package func get(_ path: String) async throws -> TestResponse { try await send(TestRequest(.get, path)) }

    /// As the site's own forms are sent.
    package func post(
        _ path: String, _ form: [(String, String)] = [], file: TestRequest.File? = nil
    ) async throws -> TestResponse {
        try await send(TestRequest(.post, path, form: [("formToken", formToken)] + form, file: file))
    }

    package func send(_ request: TestRequest) async throws -> TestResponse {
        var request = request
        if let cookies = jar.header { request.headers[.cookie] = cookies }
        if request.method == .post, request.headers[.secFetchSite] == nil, request.headers[.origin] == nil {
            request.headers[.secFetchSite] = "same-origin"
        }
        let answer = try await site.respond(to: request)
        for cookie in answer.headers[values: .setCookie] { jar.take(cookie) }
        return answer
    }
}

/// What answers set, by name; shared by the copies of a browser, as a real one has one.
private final class CookieJar: Sendable {
    private let cookies = Mutex<[String: String]>([:])

    var header: String? {
        let all = cookies.withLock { $0 }
        return all.isEmpty ? nil : all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }

    func cookie(_ name: String) -> String? {
        cookies.withLock { all in all.first { $0.key == name || $0.key == "__Host-" + name }.map { "\($0.key)=\($0.value)" } }
    }

    func take(_ cookie: String) {
        let parts = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        cookies.withLock { $0[String(parts[0])] = parts[1].isEmpty ? nil : String(parts[1]) }
    }
}

extension HTTPField.Name {
    package static let secFetchSite = Self("Sec-Fetch-Site")!
}
