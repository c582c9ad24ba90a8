import Foundation
import HTTPTypes
import Storage
import TestKit
import Testing

/// Route by route, so that a new route cannot be forgotten.
@Suite("Every route's answer is safe to send")
struct EveryRouteTests {
    private static let names = [
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "Permissions-Policy", "Strict-Transport-Security",
    ].map { HTTPField.Name($0)! }

    @Test("behind TLS each has every header of safety, whoever asks, and forbids what it does not need", arguments: SiteRoute.all)
    func headers(route: SiteRoute) async throws {
        let site = try TestSite(isSecure: true)
        for answer in [try await site.browser(route.user).send(route), try await TestBrowser(site: site).send(route)] {
            for name in Self.names { #expect(answer.headers[values: name].count == 1, "\(name)") }
            #expect(answer.headers[Self.names[6]] == "max-age=31536000; includeSubDomains")
            #expect(answer.headers[Self.names[1]] == "nosniff")
            let policy = try #require(answer.headers[Self.names[0]])
            for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
                #expect(policy.contains(part))
            }
            #expect(answer.headers[HTTPField.Name("Access-Control-Allow-Origin")!] == nil)
            #expect(answer.headers[.server] == nil && answer.headers[HTTPField.Name("X-Powered-By")!] == nil)
            for cookie in answer.headers[values: .setCookie] {
                #expect(cookie.hasPrefix("__Host-") && cookie.contains("; Secure") && cookie.contains("; Path=/"))
                #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=") && !cookie.contains("Domain="))
            }
        }
    }

    @Test("nobody keeps what a person sees: pages, files, redirections and refusals", arguments: SiteRoute.all)
    func unkept(route: SiteRoute) async throws {
        let site = try TestSite()
        for person in [route.user, .rita, .ove] {
            let answer = try await site.browser(person).send(route)
            #expect(answer.headers[values: .cacheControl] == ["no-store"], "\(person)")
        }
        #expect(try await TestBrowser(site: site).send(route).headers[.cacheControl] == "no-store")
    }

    @Test("only the program's own files may be kept, and they hold nobody")
    func assets() async throws {
        let site = try TestSite()
        let page = try await TestBrowser(site: site).get("/logga-in").body
        let paths = Set(page.components(separatedBy: "\"/assets/").dropFirst().map { "/assets/" + $0.prefix { $0 != "\"" } })
        #expect(paths.count == 3)
        for path in paths {
            let answer = try await TestBrowser(site: site).get(path)
            #expect(answer.status == 200 && answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
            #expect(answer.headers[.setCookie] == nil)
        }
    }

    @Test("what is sent is what its type says, and a file is saved under a name that the server made", arguments: SiteRoute.all)
    func types(route: SiteRoute) async throws {
        let site = try TestSite(TestTexts(attack: "å\"; filename=x.html \r\n/../"))
        let answer = try await site.browser(route.user).send(route)
        guard !answer.body.isEmpty else { return }
        let type = try #require(answer.headers[.contentType])
        #expect(type.contains("charset=utf-8"))
        if type.hasPrefix("text/html") {
            #expect(answer.body.hasPrefix("<!doctype html>"))
            return
        }
        #expect(["text/plain", "text/csv", "application/json"].contains { type.hasPrefix($0) })
        guard !type.hasPrefix("text/plain") else { return }
        let disposition = try #require(answer.headers[HTTPField.Name("Content-Disposition")!])
        #expect(disposition.contains(/^attachment; filename="[a-z0-9][a-z0-9.-]*\.[a-z]+"$/), "\(disposition)")
    }

    @Test(
        "every method but reading and sending a form is refused, and changes nothing",
        arguments: ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND", "get", "TRACK"])
    func methods(method: String) async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        let before = try site.state()
        for route in SiteRoute.all {
            var request = TestRequest(
                HTTPRequest.Method(method)!, route.path, form: [("formToken", browser.formToken)] + route.form)
            request.headers[.secFetchSite] = "same-origin"
            request.headers[HTTPField.Name("X-HTTP-Method-Override")!] = "POST"
            let answer = try await browser.send(request)
            #expect(answer.status == 405 && answer.headers[.allow] == "GET, HEAD, POST", "\(route)")
            #expect(!answer.body.contains(browser.session ?? "-"))
        }
        #expect(try site.state() == before)
    }

    @Test("reading changes nothing, whatever the address carries", arguments: SiteRoute.changing)
    func getIsSafe(route: SiteRoute) async throws {
        let site = try TestSite()
        let browser = try await site.browser(route.user)
        let before = try site.state()
        let query = ([("formToken", browser.formToken)] + route.form).map { "\($0)=\(TestRequest.encoded($1))" }.joined(
            separator: "&")
        let answer = try await browser.get("\(route.path)?\(query)")
        #expect(answer.status < 500)
        #expect(try site.state() == before)
    }

    @Test(
        "a form in any other form is refused and changes nothing",
        arguments: [
            "text/plain", "application/json", "multipart/mixed; boundary=x", "application/xml", "text/xml; charset=utf-8",
            "application/x-www-form-urlencodedx", "",
        ])
    func contentTypes(type: String) async throws {
        let site = try TestSite()
        for route in SiteRoute.changing {
            let browser = try await site.browser(route.user)
            let before = try site.state()
            var request = TestRequest(.post, route.path, form: [("formToken", browser.formToken)] + route.form)
            request.headers[.contentType] = type
            let answer = try await browser.send(request)
            #expect(answer.status == 415, "\(route)")
            #expect(try site.state() == before)
        }
    }

    @Test("fields that a form does not have change nothing", arguments: SiteRoute.changing)
    func extraFields(route: SiteRoute) async throws {
        let (plain, extended) = (try TestSite(), try TestSite())
        let extra = ["account_id", "care_provider_id", "care_unit_id", "role", "assignment_id", "is_disabled"].map { ($0, "2") }
        let expected = try await plain.browser(route.user).send(route)
        let answer = try await extended.browser(route.user).post(route.path, route.form + extra, file: route.file)
        #expect(answer.status == expected.status)
        #expect(try plain.state() == extended.state())
    }

    @Test("HEAD is GET without its body, and is in the access log as well", arguments: SiteRoute.reading)
    func head(route: SiteRoute) async throws {
        let site = try TestSite()
        let browser = try await site.browser(route.user)
        let get = try await browser.get(route.path)
        let rows = try Self.looks(site)
        let head = try await browser.send(TestRequest(.head, route.path))
        #expect(head.status == get.status && head.body.isEmpty && head.headers[.contentType] == get.headers[.contentType])
        #expect(try Self.looks(site) - rows == (route.log == nil ? 0 : 1))
    }

    private static func looks(_ site: TestSite) throws -> Int {
        try site.database.readBlocking { try $0.first("SELECT COUNT(*) FROM access_log") { $0.int(0) } ?? 0 }
    }
}
