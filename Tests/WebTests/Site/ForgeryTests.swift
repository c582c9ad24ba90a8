import HTTPTypes
import TestKit
import Testing

@Suite("A form of another site changes nothing")
struct ForgeryTests {
    static let changing = SiteRoute.changing

    @Test("without the form token", arguments: changing)
    func missingToken(route: SiteRoute) async throws {
        try await isRefused(route, saying: "Formuläret är för gammalt") { $0.form.removeAll { $0.0 == "formToken" } }
    }

    @Test("with the form token of another session", arguments: changing)
    func foreignToken(route: SiteRoute) async throws {
        let site = try TestSite()
        let token = try await site.browser(.bo).formToken
        try await isRefused(route, on: site, saying: "Formuläret är för gammalt") { request in
            request.form.removeAll { $0.0 == "formToken" }
            request.form.append(("formToken", token))
        }
    }

    @Test("with a foreign Sec-Fetch-Site", arguments: changing, ["cross-site", "same-site"])
    func foreignFetch(route: SiteRoute, from: String) async throws {
        try await isRefused(route, saying: "Formuläret kom från en annan webbplats") { $0.headers[.secFetchSite] = from }
    }

    @Test("with a foreign Origin", arguments: changing, ["https://evil.test", "null", "http://sakkunnig.test.evil.test"])
    func foreignOrigin(route: SiteRoute, origin: String) async throws {
        try await isRefused(route, saying: "Formuläret kom från en annan webbplats") { $0.headers[.origin] = origin }
    }

    @Test("not even a sign-in")
    func signIn() async throws {
        let site = try TestSite()
        var request = TestRequest(.post, "/logga-in", form: SiteRoute.signIn.form)
        request.headers[.origin] = "https://evil.test"
        let answer = try await TestBrowser(site: site).send(request)
        #expect(answer.status == 403)
        #expect(answer.headers[.setCookie] == nil)
    }

    @Test("an own Origin is let through")
    func ownOrigin() async throws {
        let browser = try await TestSite().browser(.karin)
        var request = TestRequest(
            .post, "/sjukfall/installningar", form: [("formToken", browser.formToken), ("mellanrum", "5"), ("avslutade", "0")])
        request.headers[.origin] = "http://sakkunnig.test"
        #expect(try await browser.send(request).status == 303)
    }

    private func isRefused(
        _ route: SiteRoute, on site: TestSite? = nil, saying sentence: String, _ spoil: (inout TestRequest) -> Void
    ) async throws {
        let site = try site ?? TestSite()
        let browser = try await site.browser(route.user)
        let before = try site.state()
        var request = TestRequest(.post, route.path, form: [("formToken", browser.formToken)] + route.form, file: route.file)
        spoil(&request)
        let answer = try await browser.send(request)
        #expect(answer.status == 403)
        #expect(answer.body.contains(sentence) && answer.body.contains("Ingenting har ändrats"))
        #expect(try site.state() == before)
    }
}
