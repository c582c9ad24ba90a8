import Foundation
import HTTPTypes
import TestKit
import Testing

/// A page is compared with the same page about harmless words: the tags must be the same ones in the same order, so that nothing that came
/// from outside has become markup, whatever it looks like.
@Suite("No text from outside becomes markup, an address, a header or a formula")
struct InjectionTests {
    @Test(
        "in names, certificates, units, staff, messages, files and rows of quarantine, on every page",
        arguments: InjectionCorpus.stored)
    func stored(attack: String) async throws {
        let plain = try TestSite(TestTexts(attack: InjectionCorpus.harmless))
        let attacked = try TestSite(TestTexts(attack: attack))
        var seen = 0
        for route in SiteRoute.reading + [SiteRoute.home] {
            let expected = try await plain.browser(route.user).send(route)
            let answer = try await attacked.browser(route.user).send(route)
            #expect(answer.status == expected.status, "\(route)")
            guard answer.headers[.contentType]?.hasPrefix("text/html") ?? true else {
                if answer.headers[.contentType]?.hasPrefix("text/csv") == true { Self.isWithoutFormulas(answer, "\(route)") }
                continue
            }
            let markup = try compare(answer, expected, "\(route)")
            let shown = attack.replacing(/[\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}]/, with: "\u{FFFD}")
            if markup.texts.contains(where: { $0.contains(shown) }) { seen += 1 }
        }
        #expect(seen >= 8, "the texts of the cast no longer reach the pages: \(seen)")
    }

    @Test("in every parameter of every page's address", arguments: SiteRoute.reading + [signInPage])
    func parameters(route: SiteRoute) async throws {
        let browser = try await TestSite().browser(route.user)
        let names = try await Self.fieldNames(browser.send(route).body).union([
            "sida", "dag", "patient", "ord", "sjukfall", "till", "klart",
        ])
        func address(_ text: String) -> String {
            route.path + (route.path.contains("?") ? "&" : "?") + names.sorted().map { "\($0)=\(text)" }.joined(separator: "&")
        }
        let expected = try await browser.get(address(TestRequest.encoded(InjectionCorpus.harmless)))
        for attack in InjectionCorpus.sent {
            let answer = try await browser.get(address(TestRequest.encoded(attack)))
            #expect(answer.status == expected.status && answer.status < 500, "\(attack)")
            try compare(answer, expected, attack)
            // And as it stands, without encoding, where HTTP lets it through.
            guard attack.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else { continue }
            let raw = try await browser.get(address(attack))
            #expect(raw.status < 500 && MarkupStructure(raw.body).foreignAddresses.isEmpty, "\(attack)")
        }
    }

    @Test("in every segment of an address", arguments: InjectionCorpus.sent)
    func segments(attack: String) async throws {
        let browser = try await TestSite().browser(.karin)
        for before in ["/", "/patient/", "/patient/\(Patients.pia.publicID)/intyg/", "/import/karantan/", "/mal/", "/assets/"] {
            let expected = try await browser.get(before + "zqx")
            let answer = try await browser.get(before + TestRequest.encoded(attack))
            #expect([404, 303].contains(answer.status), "\(before) \(answer.status)")
            if answer.status == expected.status { try compare(answer, expected, before) }
        }
    }

    @Test("in every field of every form, and on the page that follows", arguments: SiteRoute.changing + [SiteRoute.signIn])
    func forms(route: SiteRoute) async throws {
        for field in Set(route.form.map(\.0)) {
            let browser = try await TestSite().browser(route.user)
            // Twice: what the first one changed is then as it was for those that follow.
            _ = try await Self.sent(route, field: field, InjectionCorpus.harmless, by: browser)
            let expected = try await Self.sent(route, field: field, InjectionCorpus.harmless, by: browser)
            for attack in InjectionCorpus.sent {
                let answer = try await Self.sent(route, field: field, attack, by: browser)
                for (now, then) in zip(answer, expected) {
                    // A text that is too long is refused with the form again, where a short one is taken.
                    #expect(now.status < 500, "\(field): \(attack)")
                    isWithinItsHeaders(now, "\(field): \(attack)")
                    guard now.status == then.status else { break }
                    // Some forms add a row each time: the page grows, but by no kind of tag that it did not have.
                    var tags = Set(MarkupStructure(now.body).tags)
                    let known = Set(MarkupStructure(then.body).tags)
                    // Of a text that is too long the fault stands at its own field, and not where that of the short one does.
                    if now.status == 422, !tags.isSubset(of: known) {
                        let long = String(repeating: "z", count: attack.count)
                        let refused = try await Self.sent(route, field: field, long, by: browser)
                        tags.subtract(refused.flatMap { MarkupStructure($0.body).tags })
                    }
                    #expect(tags.subtracting(known) == [], "\(field): \(attack)")
                }
                // Wrong passwords are not what is tried here.
                if route.pattern == SiteRoute.signIn.pattern { browser.site.clock.advance(seconds: 3_600) }
            }
        }
    }

    @Test("in the headers that a browser sends", arguments: InjectionCorpus.sent)
    func headers(attack: String) async throws {
        let browser = try await TestSite().browser(.karin)
        let value = attack.filter { $0 != "\r\n" && $0 != "\0" && $0 != ";" }
        for name in [
            "User-Agent", "Referer", "Accept-Language", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded",
        ] {
            var request = TestRequest(.get, "/oversikt")
            request.headers[HTTPField.Name(name)!] = value
            let answer = try await browser.send(request)
            try compare(answer, try await browser.get("/oversikt"), name)
        }
        for cookie in ["theme", "personal", "session", "__Host-session"] {
            var request = TestRequest(.get, "/logga-in")
            request.headers[.cookie] = "\(cookie)=\(value)"
            try compare(
                try await browser.site.respond(to: request), try await TestBrowser(site: browser.site).get("/logga-in"), cookie)
        }
    }

    private static let signInPage = SiteRoute(method: .get, pattern: "/logga-in", path: "/logga-in", gate: .anybody)

    /// The answer to the form with the text in one of its fields, and where it leads.
    private static func sent(_ route: SiteRoute, field: String, _ text: String, by browser: TestBrowser) async throws
        -> [TestResponse]
    {
        let answer = try await browser.post(
            route.path, route.form.map { $0.0 == field ? ($0.0, text) : $0 }, file: route.file)
        guard answer.status == 303, let next = answer.location else { return [answer] }
        return [answer, try await browser.get(next)]
    }

    /// Of a table to save: no cell is one that a spreadsheet acts on.
    private static func isWithoutFormulas(_ answer: TestResponse, _ what: String) {
        for cell in answer.body.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let text = cell.drop { $0 == "\"" || $0 == "\u{FEFF}" }
            guard let first = text.first, "=+-@\t".contains(first) else { continue }
            let number = text.prefix { $0 != "\"" }.replacing(",", with: ".").filter { $0 != " " && $0 != "\u{A0}" }
            #expect(text == "-" || text == "-\"" || Double(number) != nil, "\(what): \(cell)")
        }
    }

    private static func fieldNames(_ page: String) -> Set<String> {
        Set(page.components(separatedBy: " name=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) })
    }

    @discardableResult
    private func compare(_ answer: TestResponse, _ expected: TestResponse, _ what: String) throws -> MarkupStructure {
        guard answer.headers[.contentType]?.hasPrefix("text/html") ?? true else { return MarkupStructure("") }
        let (now, then) = (MarkupStructure(answer.body), MarkupStructure(expected.body))
        if now.tags != then.tags {
            let place = zip(now.tags, then.tags).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
            Issue.record(
                "\(what): tag \(place) is \(now.tags.dropFirst(place).first ?? "none"), should be \(then.tags.dropFirst(place).first ?? "none")"
            )
        }
        #expect(answer.headers.map(\.name) == expected.headers.map(\.name), "\(what)")
        isWithinItsHeaders(answer, what)
        return now
    }

    /// No header has got a second line, and no address leads elsewhere.
    private func isWithinItsHeaders(_ answer: TestResponse, _ what: String) {
        #expect(MarkupStructure(answer.body).foreignAddresses == [], "\(what)")
        for header in answer.headers { #expect(!header.value.contains { $0.isNewline || $0 == "\0" }, "\(what)") }
        if let location = answer.location { #expect(location.hasPrefix("/") && !location.hasPrefix("//"), "\(what)") }
    }
}
