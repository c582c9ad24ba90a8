import Foundation
import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("The ways in")
struct SignInPageTests {
    @Test("a password that is right asks for the code, and only the code lets in")
    func secondStep() async throws {
        let site = try TestSite(isSecure: true)
        let codes = ["AAAABBBBCCCCDDDDEEEEFFFF"]
        try await site.database.write { connection in
            let anna = try #require(try AccountRepository(connection).account(userName: "anna")).id
            let factors = SecondFactorRepository(connection)
            let secret = TestSite.sealing.sealedSecret([1, 2, 3], account: anna)
            try factors.add(secret: secret, lastStep: 0, account: anna, at: Instant(rawValue: 0))
            try factors.setRecoveryCodes(codes.map { SecretToken.hash($0) }, account: anna)
        }
        let browser = TestBrowser(site: site)
        let first = try await browser.send(TestRequest(.post, "/logga-in", form: SiteRoute.signIn.form))
        #expect(first.location == "/logga-in/kod" && browser.session == nil)
        let cookie = try #require(first.headers[values: .setCookie].first)
        for part in ["__Host-kod=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=600"] {
            #expect(cookie.contains(part))
        }
        #expect(try await browser.get("/oversikt").leadsTo == "/logga-in")
        #expect(try await browser.get("/logga-in/kod").status == 200)
        func send(_ code: String) async throws -> TestResponse {
            try await browser.send(TestRequest(.post, "/logga-in/kod", form: [("kod", code)]))
        }
        #expect(try await send("000000").status == 422)
        #expect(browser.session == nil)
        let entered = try await send("aaaa-bbbb-cccc-dddd-eeee-ffff")
        #expect(entered.location == "/" && browser.session != nil)
        #expect(try await browser.get("/sjukfall").status == 200)
        #expect(try await browser.get("/logga-in/kod").location == "/logga-in")
    }

    @Test("where a second factor is demanded nothing opens before it, but signing out does")
    func demanded() async throws {
        let site = try TestSite(requiresSecondFactor: true)
        let browser = try await site.browser(.anna)
        for route in SiteRoute.reading {
            let answer = try await browser.get(route.path)
            if case .signedIn = route.gate {
                #expect(answer.status == 200, "\(route)")
            } else {
                #expect(answer.location == "/konto/tvasteg", "\(route)")
            }
        }
        #expect(try await browser.get("/konto/tvasteg").body.contains("Du behöver ett andra steg"))
        #expect(try await browser.post("/logga-ut").location == "/logga-in")
    }

    @Test("the page shows the recovery codes once, under a new cookie")
    func adding() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.anna)
        let page = try await browser.get("/konto/tvasteg")
        let start = try #require(page.body.range(of: "<code class=\"secret\">")?.upperBound)
        let secret = page.body[start...].prefix { $0 != "<" }.filter { $0 != " " }
        let code = try Self.oathtool(String(secret), at: site.clock.now)
        let old = browser.session
        let answer = try await browser.post(
            "/konto/tvasteg",
            [("forslag", page.value(of: "forslag") ?? ""), ("kod", code), ("losenord", Cast.password), ("gor", "lagg-till")])
        #expect(answer.status == 200 && answer.headers[.cacheControl] == "no-store")
        #expect(answer.body.components(separatedBy: "<code class=\"recovery\">").count == 9)
        #expect(browser.session != old)
        #expect(try await browser.get("/konto").body.contains("8\u{A0}återställningskoder"))
        #expect(try await browser.post("/logga-ut").location == "/logga-in")
    }

    private static func oathtool(_ secret: String, at instant: Instant) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/oathtool")
        process.arguments = ["--totp", "--base32", "--now", "@\(instant.rawValue / 1_000_000)", secret]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    @Test("a new cookie at each choice of unit; the old one opens nothing")
    func newCookie() async throws {
        let browser = try await TestSite().browser(.karin)
        let old = try #require(browser.session)
        let choice = try #require(try await browser.get("/valj-enhet").value(of: "enhet"))
        _ = try await browser.post("/valj-enhet", [("enhet", choice)])
        #expect(browser.session != old)
        let stale = TestRequest(.get, "/oversikt", headers: [.cookie: old])
        #expect(try await browser.site.respond(to: stale).leadsTo == "/logga-in")
        #expect(try await browser.get("/oversikt").status == 200)
    }

    @Test("an invitation's page sets the password, which then lets in; nobody else's link does")
    func invitation() async throws {
        let site = try TestSite()
        let link = "/inbjudan/\(try site.accounts.invite(userName: "anna", at: site.clock.now))"
        let browser = TestBrowser(site: site)
        #expect(try await browser.get(link).status == 200)
        let refused = try await browser.send(TestRequest(.post, link, form: [("nytt", "kort"), ("igen", "kort")]))
        #expect(refused.status == 422)
        let form = [("nytt", "hästar äter lök"), ("igen", "hästar äter lök")]
        let saved = try #require(try await browser.send(TestRequest(.post, link, form: form)).location)
        #expect(saved.hasPrefix("/logga-in"))
        #expect(try await browser.get(saved).body.contains("Lösenordet är sparat"))
        #expect(try await !browser.get("/logga-in").body.contains("Lösenordet är sparat"))
        #expect(try await browser.send(TestRequest(.post, link, form: form)).status == 404)
        #expect(try await browser.get(link).status == 404)
        let answer = try await browser.send(
            TestRequest(.post, "/logga-in", form: [("anvandarnamn", "anna"), ("losenord", "hästar äter lök")]))
        #expect(answer.location == "/")
    }

    @Test("what a person has hidden on the screen is shown to the next one, however the session ended", arguments: [false, true])
    func hiding(isSecure: Bool) async throws {
        let site = try TestSite(isSecure: isSecure)
        let name = (isSecure ? "__Host-" : "") + "personal"
        func clears(_ answer: TestResponse) -> Bool {
            answer.headers[values: .setCookie].contains {
                $0.hasPrefix("\(name)=; Path=/;") && $0.contains("; Max-Age=0")
            }
        }
        let browser = try await site.browser(.karin)
        #expect(clears(try await browser.post("/logga-ut")))
        #expect(clears(try await TestBrowser(site: site).send(TestRequest(.post, "/logga-in", form: SiteRoute.signIn.form))))
        let wrong = TestRequest(.post, "/logga-in", form: [("anvandarnamn", "anna"), ("losenord", "fel")])
        #expect(try await !clears(TestBrowser(site: site).send(wrong)))
        // The script's own is the browser's for no longer than it is open.
        #expect(Script.text.components(separatedBy: "Max-Age").count == 2)
        #expect(Script.text.contains("remember(\"theme\", choice, \"; Max-Age="))
    }

    @Test("a forwarded address counts only from a trusted proxy, and only the one that the proxy wrote")
    func forwarded() throws {
        let proxies = try #require(TrustedProxies(["10.0.0.5", "fd00::5"]))
        func caller(_ peer: String, _ forwarded: String...) -> String { proxies.caller(peer: peer, forwarded: forwarded) }
        #expect(caller("203.0.113.9", "198.51.100.1") == "203.0.113.9")
        #expect(caller("10.0.0.5", "198.51.100.1") == "198.51.100.1")
        #expect(caller("10.0.0.5", "1.2.3.4, 198.51.100.1") == "198.51.100.1")
        #expect(caller("10.0.0.5", "1.2.3.4", "198.51.100.1") == "198.51.100.1")
        #expect(caller("10.0.0.5", "198.51.100.1, 10.0.0.5") == "198.51.100.1")
        #expect(caller("::ffff:10.0.0.5", "198.51.100.1") == "198.51.100.1")
        #expect(caller("fd00:0::5", "198.51.100.1") == "198.51.100.1")
        for nonsense in ["", "unknown", "<script>", "198.51.100.1:80", "localhost"] {
            #expect(caller("10.0.0.5", nonsense) == "10.0.0.5")
        }
        #expect(caller("10.0.0.5") == "10.0.0.5")
        // One network of IPv6 is one caller.
        #expect(caller("10.0.0.5", "2001:db8:1:2:3::4") == caller("10.0.0.5", "2001:db8:1:2:9:9:9:9"))
        #expect(caller("10.0.0.5", "2001:db8::4") != caller("10.0.0.5", "2001:db8:0:1::4"))
        #expect(TrustedProxies(["proxy.example"]) == nil)
    }

    @Test("no header dodges the wait")
    func headers() async throws {
        let site = try TestSite()
        var statuses: [Int] = []
        for number in 0..<7 {
            var request = TestRequest(.post, "/logga-in", form: [("anvandarnamn", "anna"), ("losenord", "fel")])
            for name in ["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "X-Client-IP"] {
                request.headers[HTTPField.Name(name)!] = "198.51.100.\(number)"
            }
            statuses.append(try await TestBrowser(site: site).send(request).status)
        }
        #expect(statuses == [422, 422, 422, 422, 422, 429, 429])
    }

    @Test(
        "a browser in plain words",
        arguments: [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox på Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0",
                "Edge på Windows"
            ), ("<script>", "Okänd webbläsare"), ("", "Okänd webbläsare"),
        ])
    func browsers(text: String, plain: String) {
        #expect(BrowserName.plain(text) == plain)
    }
}
