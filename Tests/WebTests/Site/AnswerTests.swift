import Foundation
import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Every answer is safe to send")
struct AnswerTests {
    @Test("headers that hold for every answer, errors too", arguments: ["/logga-in", "/sjukfall", "/finns-inte", "/healthz"])
    func headers(path: String) async throws {
        let answer = try await TestBrowser(site: TestSite()).get(path)
        let policy = try #require(answer.headers[HTTPField.Name("Content-Security-Policy")!])
        for part in [
            "default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'",
        ] {
            #expect(policy.contains(part))
        }
        #expect(!policy.contains("unsafe"))
        #expect(answer.headers[HTTPField.Name("X-Content-Type-Options")!] == "nosniff")
        #expect(answer.headers[HTTPField.Name("Referrer-Policy")!] == "same-origin")
        #expect(answer.headers[HTTPField.Name("Strict-Transport-Security")!] == nil)
    }

    @Test("behind TLS the cookie is tied to the host and the browser remembers TLS")
    func secure() async throws {
        let site = try TestSite(isSecure: true)
        let answer = try await TestBrowser(site: site).send(TestRequest(.post, "/logga-in", form: SiteRoute.signIn.form))
        let cookie = try #require(answer.headers[values: .setCookie].first)
        #expect(cookie.hasPrefix("__Host-session="))
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
        #expect(answer.headers[HTTPField.Name("Strict-Transport-Security")!] != nil)
        #expect(try await site.browser(.anna).get("/sjukfall").status == 200)
    }

    @Test("pages with patients are kept by nobody")
    func uncached() async throws {
        let browser = try await TestSite().browser(.karin)
        for route in SiteRoute.ofPatients where route.method == .get {
            #expect(try await browser.send(route).headers[.cacheControl] == "no-store")
        }
    }

    @Test("the log names routes, never addresses or people")
    func log() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        for route in SiteRoute.ofPatients { _ = try await browser.send(route) }
        _ = try await browser.get(try #require(try await browser.post("/sjukfall", [("sok", "Tova")]).location))
        let lines = site.log.lines
        #expect(lines.contains { $0.contains("route=/patient/{patient}") || $0.contains("route=/patient/:patient") })
        for line in lines {
            for patient in Patients.allCases {
                #expect(
                    !line.contains(patient.publicID) && !line.contains(patient.identifier.formatted) && !line.contains("Tova"))
            }
        }
    }

    @Test("what a person may not do, and what no page of ours sends, is an event with the account's number and the route")
    func refusals() async throws {
        let site = try TestSite()
        let (rita, anna, karin) = (
            try await site.browser(.rita), try await site.browser(.anna), try await site.browser(.karin)
        )
        _ = try await rita.get("/sjukfall")
        _ = try await anna.get("/patient/\(Patients.greta.publicID)")
        _ = try await karin.send(TestRequest(.post, "/sjukfall", form: [("formToken", "x")]))
        var foreign = TestRequest(.post, "/sjukfall", form: [("formToken", karin.formToken)])
        foreign.headers[.secFetchSite] = "cross-site"
        _ = try await karin.send(foreign)
        _ = try await karin.send(TestRequest(.put, "/sjukfall"))
        var json = TestRequest(.post, "/sjukfall", form: [("formToken", karin.formToken)])
        json.headers[.contentType] = "application/json"
        _ = try await karin.send(json)
        let events = site.log.lines.filter { $0.hasPrefix("notice security") }
        func has(_ event: String, _ person: Cast?, _ route: String) throws -> Bool {
            let account = try person.map { "account=\(try site.viewer($0).account) " } ?? ""
            return events.contains { $0.contains("security \(account)event=\(event) ") && $0.contains("route=\(route)") }
        }
        #expect(try has("role lacks the right", .rita, "/sjukfall"))
        #expect(try has("not there, or another's", .anna, "/patient/"))
        #expect(try has("form without the session's token", .karin, "/sjukfall"))
        // These are refused before anybody's session is read.
        for event in ["form of another site", "content refused"] { #expect(try has(event, nil, "/sjukfall")) }
        // No page takes the method, so there is no route.
        #expect(events.contains { $0.contains("security event=method refused ") && !$0.contains("route=") })
        #expect(!events.contains { $0.contains(Patients.greta.publicID) })
    }

    @Test("an error's page says what to do and what to quote, and the log has the rest")
    func fault() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        try await site.database.write { try $0.script("DROP TABLE patient_set_member; DROP TABLE patient_set;") }
        let answer = try await browser.get("/sjukfall")
        #expect(answer.status == 500)
        #expect(answer.body.contains("referens"))
        #expect(!answer.body.contains("patient_set"))
        #expect(site.log.lines.contains { $0.hasPrefix("error") && $0.contains("patient_set") })
    }

    @Test("signing out ends the session in the store, and the old cookie is worth nothing")
    func signOut() async throws {
        let browser = try await TestSite().browser(.karin)
        let cookie = try #require(browser.session)
        let answer = try await browser.post("/logga-ut")
        #expect(answer.headers[HTTPField.Name("Clear-Site-Data")!] != nil)
        #expect(browser.session == nil)
        let old = TestRequest(.get, "/oversikt", headers: [.cookie: cookie])
        #expect(try await browser.site.respond(to: old).leadsTo == "/logga-in")
    }

    @Test("a session ends after an hour without use, and after twelve in any case")
    func limits() async throws {
        let idle = try TestSite()
        let quiet = try await idle.browser(.karin)
        idle.clock.advance(seconds: 60 * 60 - 1)
        #expect(try await quiet.get("/oversikt").status == 200)
        idle.clock.advance(seconds: 60 * 60)
        #expect(try await quiet.get("/oversikt").leadsTo == "/logga-in")

        let busy = try TestSite()
        let browser = try await busy.browser(.karin)
        for _ in 0..<23 {
            busy.clock.advance(seconds: 30 * 60)
            #expect(try await browser.get("/om").status == 200)
            #expect(try await browser.get("/import").status == 200)
        }
        busy.clock.advance(seconds: 30 * 60)
        #expect(try await browser.get("/import").leadsTo == "/logga-in")
    }

    @Test(
        "a broken address never fails",
        arguments: [
            "/sjukfall?kapitel=999&lakare=x&alder.fran=9999999999999999999&langd=77&sida=-5&slut.fran=2026-02-30&ordna=;DROP",
            "/sjukfall?sida=999999999999", "/sjukfall?sida=9223372036854775807", "/sjukfall?alder.fran=90&alder.till=10",
            "/sjukfall?%ZZ=%00&=&&",
            "/import/karantan?sida=9223372036854775807", "/import/karantan?sida=-1", "/sjukfall?sok=%00%FF%27%22",
        ])
    func brokenAddress(path: String) async throws {
        #expect(try await TestSite().browser(.karin).get(path).status == 200)
    }

    @Test(
        "what is not there is a page that says so",
        arguments: [
            "/patient/", "/patient/x/intyg/1", "/patient/\(Patients.tova.publicID)/intyg/9999",
            "/patient/\(Patients.tova.publicID)/intyg/x",
            "/import/karantan/x", "/import/karantan/99", "/mal/finns-inte", "/assets/..%2F..%2Fetc%2Fpasswd", "/assets/site.css",
        ])
    func missing(path: String) async throws {
        let answer = try await TestSite().browser(.karin).get(path)
        #expect(answer.status == 404)
        #expect(answer.body.contains("Sidan finns inte"))
    }

    @Test("too large a form is refused in words")
    func tooLarge() async throws {
        let browser = try await TestSite().browser(.karin)
        let answer = try await browser.post("/import/karantan/1", [("text", String(repeating: "a", count: 5 << 20))])
        #expect(answer.status == 413)
        #expect(answer.body.contains("för stort"))
    }
}
