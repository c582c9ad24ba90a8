import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("Who must sign in comes to the page that was asked for, and never to another site")
struct WantedPageTests {
    private static let view = "/sjukfall?att-gora=withoutPlan&ordna=dag"
    private static let carried = "?till=%2Fsjukfall%3Fatt-gora%3DwithoutPlan%26ordna%3Ddag"
    private static let sentence = "Logga in så kommer du till sidan som du skulle till"
    private static let anna = [("anvandarnamn", "anna"), ("losenord", Cast.password)]

    static let refused = [
        "", "/", "/?x=1", "//evil.test", "///evil.test", "/\\evil.test", "\\\\evil.test", "https://evil.test", "evil.test",
        "javascript:alert(1)", "/@evil.test", "/.//evil.test", "/..//evil.test", "/mal/../logga-ut", "/mal/%2e%2e/logga-ut",
        "/%2Fevil.test", "/%5Cevil.test", "/%6Cogga-ut", "/sjukfall//evil.test", "/sjukfall/", "/sjukfall?x=https://evil.test",
        "/logga-in", "/logga-in/legitimera", "/logga-in?till=%2Fmal", "/logga-ut", "/utloggad", "/utloggad/vidare", "/valj-enhet",
        "/inbjudan/x", "/healthz", "/readyz", "/metrics", "/assets/x", "/oversikt/fil", "/sjukfall\r\nSet-Cookie: a=b",
        "/sjukfall\u{0}", "/\t/evil.test", " /sjukfall", "/sjukfall ", "/sjukfall#x", "/\u{301}/evil.test",
        "/sjukfall?a=\u{202E}",
        "/sjukfall?a=" + String(repeating: "a", count: 500),
    ]

    /// The address that a form of the page is sent to.
    private func action(_ page: TestResponse, _ gate: String) throws -> String {
        let actions = page.body.components(separatedBy: "action=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        return try #require(actions.first { $0.hasPrefix(gate) })
    }

    @Test("by password, straight to it, and the page of sign-in says so")
    func password() async throws {
        let site = try TestSite()
        let browser = TestBrowser(site: site)
        let gate = try #require(try await browser.get(Self.view).location)
        #expect(gate == "/logga-in" + Self.carried)
        let page = try await browser.get(gate)
        #expect(page.body.contains(Self.sentence))
        #expect(page.body.contains("href=\"\(gate)&amp;anvandare=anna\""))
        let wrong = try await browser.send(
            TestRequest(.post, try action(page, "/logga-in"), form: [("anvandarnamn", "anna"), ("losenord", "fel")]))
        #expect(wrong.status == 422)
        let entered = try await browser.send(TestRequest(.post, try action(wrong, "/logga-in"), form: Self.anna))
        #expect(entered.location == Self.view)
        #expect(try await browser.get(Self.view).status == 200)
        #expect(!site.log.lines.contains { $0.contains("att-gora") || $0.contains("till=") })
    }

    @Test("through the second step")
    func secondStep() async throws {
        let site = try TestSite()
        try await site.database.write { connection in
            let anna = try #require(try AccountRepository(connection).account(userName: "anna")).id
            let factors = SecondFactorRepository(connection)
            try factors.add(
                secret: TestSite.sealing.sealedSecret([1, 2, 3], account: anna), lastStep: 0, account: anna,
                at: Instant(rawValue: 0))
            try factors.setRecoveryCodes([SecretToken.hash("AAAABBBBCCCCDDDDEEEEFFFF")], account: anna)
        }
        let browser = TestBrowser(site: site)
        let first = try await browser.send(TestRequest(.post, "/logga-in" + Self.carried, form: Self.anna))
        let step = try #require(first.location)
        #expect(step == "/logga-in/kod" + Self.carried)
        let wrong = try await browser.send(
            TestRequest(.post, try action(try await browser.get(step), "/logga-in/kod"), form: [("kod", "000000")]))
        #expect(wrong.status == 422)
        let code = [("kod", "aaaa-bbbb-cccc-dddd-eeee-ffff")]
        let entered = try await browser.send(TestRequest(.post, try action(wrong, "/logga-in/kod"), form: code))
        #expect(entered.location == Self.view)
        // Without a password before it, the code's page sends back.
        #expect(try await TestBrowser(site: site).get(step).location == "/logga-in" + Self.carried)
    }

    @Test("without a word of what was done, whoever wrote it into the link")
    func receipt() async throws {
        let browser = TestBrowser(site: try TestSite())
        let till = TestRequest.encoded("/sjukfall?klart=ansvarig&%6Blart=ansvarig&vems=enhetens&klart=uppdrag-avslutat")
        let form = [("anvandarnamn", "anna"), ("losenord", Cast.password)]
        #expect(
            try await browser.send(TestRequest(.post, "/logga-in?till=\(till)", form: form)).location == "/sjukfall?vems=enhetens"
        )
    }

    @Test("through the choice of a unit")
    func unit() async throws {
        var browser = TestBrowser(site: try TestSite())
        let form = [("anvandarnamn", "karin"), ("losenord", Cast.password)]
        let entered = try await browser.send(TestRequest(.post, "/logga-in" + Self.carried, form: form))
        #expect(entered.location == Self.view)
        let gate = try #require(try await browser.get(Self.view).location)
        #expect(gate == "/valj-enhet" + Self.carried)
        let page = try await browser.get(gate)
        browser.formToken = try #require(page.value(of: "formToken"))
        let choice = [("enhet", try #require(page.value(of: "enhet")))]
        #expect(try await browser.post(try action(page, "/valj-enhet"), choice).location == Self.view)
        #expect(try await browser.get(Self.view).status == 200)
        for text in Self.refused.filter({ $0.hasPrefix("/") || $0.hasPrefix("\\") }) {
            #expect(try await browser.post("/valj-enhet?till=\(TestRequest.encoded(text))", choice).location == "/", "\(text)")
        }
    }

    @Test("also where the role may not see it, which is said there")
    func otherRole() async throws {
        let browser = TestBrowser(site: try TestSite())
        let form = [("anvandarnamn", "rita"), ("losenord", Cast.password)]
        let entered = try await browser.send(TestRequest(.post, "/logga-in" + Self.carried, form: form))
        let page = try await browser.get(try #require(entered.location))
        #expect(page.status == 403 && page.body.contains("Din roll har inte den rätten"))
    }

    @Test("a form that came too late is told not to be saved; signing out late is nothing lost")
    func lostForm() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        site.clock.advance(seconds: 2 * 60 * 60)
        #expect(try await browser.get(Self.view).location == "/logga-in" + Self.carried)
        let gate = try #require(try await browser.post("/sjukfall/ansvarig", [("ansvarig", "1")]).location)
        let page = try await browser.get(gate).body
        #expect(page.contains("Du hade loggats ut") && page.contains("Det som du skickade sparades inte."))
        #expect(page.contains("action=\"/logga-in\""))
        #expect(try await browser.post("/logga-ut").location == "/logga-in")
        #expect(try await browser.get("/").location == "/logga-in")
        let plain = try await browser.get("/logga-in").body
        #expect(!plain.contains("Du hade loggats ut") && !plain.contains(Self.sentence))
    }

    /// Where a form leads whose session has ended, sent from the page.
    private func late(_ path: String, from page: String, by browser: TestBrowser) async throws -> String? {
        try await browser.send(
            TestRequest(.post, path, headers: [.referer: page], form: [("formToken", browser.formToken)])
        ).location
    }

    @Test("the page that a form stood on is gone to when the form came too late, and never the form's own address")
    func pageOfLostForm() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        site.clock.advance(seconds: 2 * 60 * 60)
        for scheme in ["http", "https"] {
            let page = "\(scheme)://sakkunnig.test\(Self.view)&klart=ansvarig"
            let gate = try await late("/sjukfall/ansvarig", from: page, by: browser)
            #expect(gate == "/logga-in?sparades=nej&" + Self.carried.dropFirst())
        }
        let gate = "/logga-in?sparades=nej&" + Self.carried.dropFirst()
        let page = try await browser.get(gate)
        #expect(page.body.contains("Det som du skickade sparades inte. Logga in så kommer du tillbaka till sidan"))
        let form = [("anvandarnamn", "anna"), ("losenord", Cast.password)]
        let entered = try await browser.send(TestRequest(.post, try action(page, "/logga-in"), form: form))
        #expect(entered.location == Self.view)
    }

    @Test(
        "a page of another site, or one that is not to be wanted, is no page of the form's",
        arguments: [
            "http://evil.test/sjukfall", "http://sakkunnig.test.evil.test/sjukfall", "http://sakkunnig.test@evil.test/sjukfall",
            "http://sakkunnig.test", "http://sakkunnig.test/", "http://sakkunnig.test//evil.test",
            "http://sakkunnig.test/valj-enhet",
            "http://sakkunnig.test/logga-in?till=%2Fmal", "http://sakkunnig.test:80/sjukfall", "ftp://sakkunnig.test/sjukfall",
            "javascript:alert(1)", "sakkunnig.test/sjukfall", "/sjukfall", "",
        ])
    func noPageOfForm(page: String) async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        site.clock.advance(seconds: 2 * 60 * 60)
        #expect(try await late("/sjukfall/ansvarig", from: page, by: browser) == "/logga-in?sparades=nej")
    }

    @Test("a late sign-out leads to no page, and a browser may say to this site where a form stood")
    func noFormLost() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        // What the page itself says would count before the header of each answer.
        #expect(try await !browser.get("/sjukfall").body.contains("name=\"referrer\""))
        site.clock.advance(seconds: 2 * 60 * 60)
        #expect(try await late("/logga-ut", from: "http://sakkunnig.test/sjukfall", by: browser) == "/logga-in")
    }

    @Test("what is no page of ours is not gone to, whoever wrote it", arguments: refused)
    func hostile(text: String) async throws {
        #expect(WantedPage(text) == nil)
        let browser = TestBrowser(site: try TestSite())
        let gate = "/logga-in?till=\(TestRequest.encoded(text))"
        let page = try await browser.get(gate).body
        #expect(!page.contains(Self.sentence) && !page.contains("till="))
        #expect(try await browser.send(TestRequest(.post, gate, form: Self.anna)).location == "/")
    }

    @Test("every page that one must be signed in for can be gone to; a file would leave the page of sign-in where it was")
    func everyPage() {
        for route in SiteRoute.reading where route.pattern != "/valj-enhet" {
            let page = WantedPage(route.path)
            #expect(page?.text == (route.pattern.hasSuffix("/fil") ? nil : route.path), "\(route)")
        }
        let search = "/sjukfall?sok=F43.2+2026-11-20&kapitel=%C3%85&alder.fran=20&ord=a-_~*"
        #expect(WantedPage(search)?.text == search)
    }

    @Test("it waits in a cookie of its own at an identity provider, and is judged when it comes back")
    func cookie() throws {
        let cookie = SessionCookie(isSecure: true)
        let page: WantedPage = try #require(WantedPage(Self.view))
        let set = cookie.setting(wanted: page)
        #expect(set.hasPrefix("__Host-till=\(Self.view); Path=/; HttpOnly; SameSite=Lax; Max-Age=") && set.hasSuffix("; Secure"))
        #expect(cookie.setting(wanted: nil).hasPrefix("__Host-till=; ") && cookie.setting(wanted: nil).contains("Max-Age=0"))
        func read(_ value: String) -> String? {
            let head = HTTPRequest(
                method: .get, scheme: "https", authority: "sakkunnig.test", path: "/logga-in/svar",
                headerFields: [.cookie: "a=b; __Host-till=\(value)"])
            return cookie.wantedPage(in: Request(head: head, body: RequestBody(buffer: ByteBuffer())))?.text
        }
        #expect(read(Self.view) == Self.view)
        #expect(read("//evil.test") == nil && read("") == nil && read("/logga-ut") == nil)
    }
}
