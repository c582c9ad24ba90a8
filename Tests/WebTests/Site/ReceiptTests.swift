import Foundation
import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("The page after a deed says what was done, once and in our own words")
struct ReceiptTests {
    private static let mark = "<div class=\"receipt\" role=\"status\">"

    /// A search shows what it found, a choice of unit the unit, and what is opened in an emergency says so itself.
    private static let silent: Set<String> = ["/sjukfall", "/valj-enhet", "/logga-ut", "/patient/:patient/enhet/:unit"]
    private static let deeds = SiteRoute.changing.filter { $0.answer == 303 && !silent.contains($0.pattern) }

    /// What the page says that the address leads to.
    private func told(_ browser: TestBrowser, _ address: String?) async throws -> String? {
        let page = try await browser.get(try #require(address))
        #expect(page.status == 200)
        let parts = page.body.components(separatedBy: Self.mark)
        #expect(parts.count < 3)
        let words = parts.dropFirst().first?.firstMatch(of: /<p class="title">.*?<\/span>(.*?)<\/p>/)?.1
        return words.map(String.init)
    }

    @Test("every form that leads on says it, on that page alone", arguments: deeds)
    func everyDeed(route: SiteRoute) async throws {
        let browser = try await TestSite().browser(route.user)
        let answer = try await browser.send(route)
        #expect(answer.status == 303)
        let address = try #require(answer.location)
        let word = try #require(address.firstMatch(of: /[?&]klart=([a-z-]+)$/)?.1)
        let receipt = try #require(Receipt(rawValue: String(word)))
        #expect(try await told(browser, address) == receipt.sentence)
        #expect(try await told(browser, String(address.dropLast("?klart=\(word)".count))) == nil)
    }

    private static let pia = "/patient/\(Patients.pia.publicID)"

    private struct Deed: Sendable {
        let person: Cast
        let path: String
        let form: [(String, String)]
        let receipt: Receipt

        init(_ person: Cast, _ path: String, _ form: [(String, String)], _ receipt: Receipt) {
            (self.person, self.path, self.form, self.receipt) = (person, path, form, receipt)
        }
    }

    private static let ways: [Deed] = [
        Deed(.karin, "\(pia)/ansvarig", [("ansvarig", "1")], .responsible),
        Deed(.karin, "\(pia)/ansvarig", [("ansvarig", "")], .nobodyResponsible),
        Deed(
            .karin, "/sjukfall/ansvarig",
            [("rad", Patients.pia.publicID), ("rad", Patients.tova.publicID), ("ansvarig", "")], .nobodyResponsibleForSeveral),
        Deed(.karin, "/sjukfall/ansvarig", [("rad", Patients.pia.publicID), ("ansvarig", "1")], .responsible),
        Deed(.bo, "/handlingsplan/1", [("beslut", "vila"), ("skal", "Andra mål först")], .goalAtRest),
        Deed(.bo, "/handlingsplan/1/steg/2", [("status", "klart")], .stepDone),
        Deed(.bo, "/handlingsplan/1/steg/2", [("status", "utgar")], .stepDropped),
        Deed(.bo, "/handlingsplan/1/steg/2", [("status", "kvar")], .stepToDo),
        Deed(.sven, "/konton/1", [("gor", "avsluta")], .accountSessionsEnded),
    ]

    @Test("what can be done in several ways is told apart", arguments: ways.indices)
    func way(index: Int) async throws {
        let deed = Self.ways[index]
        let browser = try await TestSite().browser(deed.person)
        #expect(try await told(browser, browser.post(deed.path, deed.form).location) == deed.receipt.sentence)
    }

    @Test("a block that is lifted and a consent that is withdrawn are told as that")
    func takenBack() async throws {
        let karin = try await TestSite().browser(.karin)
        let consent = [("part", "employer"), ("vad", "Anpassningar"), ("dag", "2026-11-20"), ("till", "")]
        let deeds: [Deed] = [
            Deed(.karin, "skydd", [("beslut", "sparra")], .block), Deed(.karin, "skydd", [("beslut", "hav")], .blockLifted),
            Deed(.karin, "samtycke", consent, .consent),
            Deed(.karin, "samtycke", [("part", "employer"), ("beslut", "aterta")], .consentWithdrawn),
        ]
        for deed in deeds {
            #expect(try await told(karin, karin.post("\(Self.pia)/\(deed.path)", deed.form).location) == deed.receipt.sentence)
        }
    }

    @Test("a page that answers the form itself says it too")
    func answered() async throws {
        let sven = try await TestSite().browser(.sven)
        let made = try await sven.post(
            "/konton", [("namn", "Eva Lind"), ("anvandarnamn", "eva.lind"), ("losenord", Cast.password)])
        #expect(made.body.contains(Self.mark) && made.body.contains(Receipt.account.sentence))
        let link = try await sven.post("/konton/1", [("gor", "lank"), ("losenord", Cast.password)])
        #expect(link.body.contains(Self.mark) && link.body.contains(Receipt.invitation.sentence))
    }

    @Test(
        "no address makes a page say anything else",
        arguments: ["Allt+%C3%A4r+raderat", "", "ANSVARIG", "ansvarig%20", "%3Cb%3E", "ansvarig.1", "losenord-fel"])
    func unknownWord(word: String) async throws {
        let karin = try await TestSite().browser(.karin)
        let plain = try await karin.get("/sjukfall").body
        #expect(try await karin.get("/sjukfall?klart=\(word)").body == plain)
    }

    @Test("a bookmark and another site's link have done nothing", arguments: ["none", "cross-site", "same-site"])
    func elsewhere(from: String) async throws {
        let karin = try await TestSite().browser(.karin)
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        func page(_ from: String) async throws -> String {
            try await karin.send(TestRequest(.get, "/sjukfall?klart=ansvarig", headers: [name: from])).body
        }
        #expect(try await page("same-origin").contains(Self.mark))
        #expect(try await !page(from).contains(Self.mark))
    }

    @Test("a page about a fault, and a form that comes back, say nothing of what was done")
    func faults() async throws {
        let karin = try await TestSite().browser(.karin)
        for path in ["/finns-inte?klart=ansvarig", "/patient/x?klart=ansvarig", "/konton?klart=konto"] {
            #expect(try await !karin.get(path).body.contains(Self.mark), "\(path)")
        }
        let refused = try await karin.post("/import/karantan/1?klart=inlast", [("beslut", "lagg-undan"), ("skal", "")])
        #expect(refused.status == 422 && !refused.body.contains(Self.mark))
    }

    @Test("whoever has to sign in again is not told it once more")
    func signedOut() async throws {
        let answer = try await TestBrowser(site: TestSite()).get("/sjukfall?vems=enhetens&klart=ansvarig")
        #expect(answer.location == "/logga-in?till=%2Fsjukfall%3Fvems%3Denhetens")
        #expect(try await TestBrowser(site: TestSite()).get("/sjukfall?klart=ansvarig").location == "/logga-in?till=%2Fsjukfall")
    }

    @Test("each is one sentence of its own without a full stop, and its word is no more than letters")
    func sentences() {
        #expect(Set(Receipt.allCases.map(\.sentence)).count == Receipt.allCases.count)
        for receipt in Receipt.allCases {
            #expect(receipt.sentence.first?.isUppercase == true && !receipt.sentence.contains("."))
            #expect(receipt.rawValue.wholeMatch(of: /[a-z-]+/) != nil)
        }
    }
}
