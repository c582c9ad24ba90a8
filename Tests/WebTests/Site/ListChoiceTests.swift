import Foundation
import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("The list says whose lines it shows, of which day and in what order, and what to do when there are none")
struct ListChoiceTests {
    private static let unread = "Det här i adressen går inte att använda: "

    /// Where the link with the words leads.
    private func link(_ words: String, on page: String) throws -> String {
        let anchor = try #require(page.components(separatedBy: "<a ").first { $0.contains(">\(words)</a>") }, "\(words)")
        let start = try #require(anchor.range(of: "href=\"")?.upperBound)
        return String(anchor[start...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }

    @Test("whoever is given a case finds it in the list that opens")
    func given() async throws {
        let site = try TestSite()
        let (anna, karin) = (try await site.browser(.anna), try await site.browser(.karin))
        #expect(try await !anna.get("/sjukfall").body.contains(Patients.nils.name))
        let account = try site.viewer(.anna).account
        _ = try await karin.post("/sjukfall/ansvarig", [("rad", Patients.nils.publicID), ("ansvarig", "\(account)")])
        #expect(try await anna.get("/sjukfall").body.contains(Patients.nils.name))
    }

    @Test("a search among the own patients tells how many the whole unit has, and leads there with all that was chosen")
    func elsewhere() async throws {
        let site = try TestSite()
        let anna = try await site.browser(.anna)
        let found = try await anna.post(
            "/sjukfall", [("vems", "mina"), ("sok", "åkerman"), ("att-gora", "late"), ("ordna", "name")])
        let page = try await anna.get(try #require(found.location)).body
        #expect(page.contains("Inga av dina sjukfall passar filtret") && !page.contains(Patients.nils.name))
        let href = try link("1\u{A0}sjukfall passar under Hela enheten", on: page)
        for part in ["vems=enhetens", "ord=", "att-gora=late", "ordna=name"] { #expect(href.contains(part)) }
        #expect(try await anna.get(href).body.contains(Patients.nils.name))
        // Whoever sees only whom they treat is told of no others.
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        let own = try await anna.get(try #require(found.location)).body
        #expect(own.contains("Inga sjukfall passar filtret") && !own.contains("sjukfall passar under"))
    }

    @Test("a physician without patients is told whose would be there, and how many the unit has")
    func nobody() async throws {
        let site = try TestSite()
        try site.database.writeBlocking { try $0.script("UPDATE account SET hsa_id = '' WHERE user_name = 'anna'") }
        let anna = try await site.browser(.anna)
        let page = try await anna.get("/sjukfall?vems=mina&ordna=name").body
        #expect(page.contains("Du har inga pågående sjukfall") && page.contains("de vars sjukfall du är ansvarig för"))
        #expect(try link("3\u{A0}sjukfall finns under Hela enheten", on: page) == "/sjukfall?vems=enhetens&ordna=name")
        // Of such an account no certificate is known to be the person's own: it opens with the unit's list.
        #expect(try await anna.get("/sjukfall").body.contains(Patients.nils.name))
    }

    @Test("a physician's address shows whoever has no own patients the unit's list, with the same filter")
    func shared() async throws {
        let site = try TestSite()
        for person in [Cast.karin, .fatima] {
            let page = try await site.browser(person).get("/sjukfall?vems=mina&kapitel=13").body
            #expect(page.contains(Patients.nils.name) && !page.contains(Patients.pia.name))
            #expect(!page.contains("vems=mina") && !page.contains("Vems patienter"))
            #expect(page.contains("vems=enhetens&amp;kapitel=13"))
        }
    }

    @Test("the order by what is most urgent is told in words, and no column claims it")
    func order() async throws {
        let karin = try await TestSite().browser(.karin)
        let own = try await karin.get("/sjukfall").body
        #expect(own.contains("Alla 3. Mest brådskande först.") && !own.contains("aria-sort"))
        #expect(try await karin.get("/sjukfall?fallande=1").body.contains("Minst brådskande först."))
        let byDay = try await karin.get("/sjukfall?ordna=deadline").body
        let sorted = try #require(byDay.components(separatedBy: "<th ").first { $0.contains("aria-sort=\"ascending\"") })
        #expect(sorted.contains("Nästa tidsgräns") && byDay.contains("Ordnade efter nästa tidsgräns."))
        let days = byDay.matches(of: /<details class="why"><summary><time>([0-9-]{10})/).map { String($0.1) }
        #expect(days.count > 1 && days == days.sorted())
    }

    @Test(
        "what cannot be read in the address is told, and the rest of it holds",
        arguments: [
            ("vems=alla", "vems patienter alla"), ("dag=2026-02-31", "listan för dag 2026-02-31"),
            ("kapitel=999", "diagnoskapitel 999, 13"), ("lakare=x", "läkare x"), ("alder.fran=ung", "ålder ung"),
            ("langd=1&langd=x", "längd x"), ("status=hej", "status hej"), ("arenden=hej", "ärenden hej"),
            ("sysselsattning=x", "sysselsättning x"),
            ("slut.fran=2026-13-45&slut.till=i+dag", "slutdatum 2026-13-45, i dag"),
            ("att-gora=hej", "att göra hej"), ("ordna=hej", "ordna efter hej"), ("sida=x", "sida x"),
            ("dag=%3Cb%3E", "listan för dag &lt;b&gt;"), ("dag=1234567890123456789012", "listan för dag 12345678901234567890…"),
        ])
    func unreadable(query: String, words: String) async throws {
        let answer = try await TestSite().browser(.karin).get("/sjukfall?\(query)&kapitel=13")
        #expect(answer.status == 200 && answer.body.contains(Self.unread + words + "."))
        let hasChapter = !query.hasPrefix("kapitel") && !query.hasPrefix("langd")
        #expect(!hasChapter || answer.body.contains(Patients.nils.name) && !answer.body.contains(Patients.pia.name))
    }

    @Test("what can be read, and what a form leaves empty, is not told of")
    func readable() async throws {
        let karin = try await TestSite().browser(.karin)
        let query =
            "vems=mina&dag=2026-11-19&kapitel=5&lakare=1&alder.fran=20&alder.till=&langd=2&status=pagar&arenden=any&sysselsattning=&"
            + "slut.fran=2026-11-01&slut.till=&att-gora=late&ordna=deadline&fallande=1&sida=1&okand=1"
        #expect(try await !karin.get("/sjukfall?\(query)").body.contains(Self.unread))
    }

    @Test("a form with a day that is none comes back and says so; what was written gets into no address and no field")
    func writtenDay() async throws {
        let karin = try await TestSite().browser(.karin)
        let number = Patients.tova.identifier.formatted
        let answer = try await karin.post("/sjukfall", [("dag", number), ("kapitel", "13")])
        #expect(answer.status == 422 && answer.location == nil)
        #expect(answer.body.contains("\(Self.unread)listan för dag \(number)."))
        #expect(answer.body.contains("name=\"dag\"") && !answer.body.contains("value=\"\(number)\""))
        #expect(answer.body.contains(Patients.nils.name) && !answer.body.contains(Patients.pia.name))
        let links = answer.body.components(separatedBy: "href=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(links.allSatisfy { !$0.contains(number) })
    }

    @Test("a list of another day says which, and leads to today's when it is empty")
    func otherDay() async throws {
        let karin = try await TestSite().browser(.karin)
        let later = try await karin.get("/sjukfall?dag=2026-12-10").body
        #expect(later.contains("den 10 december 2026") && later.contains("med de intyg som är inlästa nu"))
        let earlier = try await karin.get("/sjukfall?dag=2026-11-10").body
        #expect(earlier.contains("den 10 november 2026") && !earlier.contains("med de intyg som är inlästa nu"))
        let empty = [
            ("2019-01-01", "1 januari 2019", "Kontrollera dagen"), ("2031-01-01", "1 januari 2031", "så långt fram"),
        ]
        for (day, words, why) in empty {
            let page = try await karin.get("/sjukfall?dag=\(day)&kapitel=13").body
            #expect(page.contains("Inga sjukfall den \(words)") && page.contains(why) && !page.contains("just nu"))
            let href = try link("Visa listan för i dag", on: page)
            #expect(!href.contains("dag=") && href.contains("kapitel=13"))
            #expect(try await karin.get(href).body.contains(Patients.nils.name))
        }
    }

    @Test("without lines the page says what that means and the next step")
    func empty() async throws {
        let site = try TestSite()
        let (karin, fatima) = (try await site.browser(.karin), try await site.browser(.fatima))
        let calm = try await karin.get("/sjukfall?att-gora=deadlineToday").body
        #expect(calm.contains("Inget under ”Tidsgräns i dag”") && calm.contains("Visa alla"))
        let number = try await karin.get("/sjukfall?patient=ingen").body
        #expect(number.contains("Kontrollera siffrorna") && number.contains("Är sjukfallet avslutat?"))
        let filter = try await karin.get("/sjukfall?kapitel=13&status=avslutat&ordna=name").body
        #expect(filter.contains("Ta bort ett filter ovanför listan") && filter.contains("Är sjukfallet avslutat?"))
        #expect(try link("Visa alla", on: filter) == "/sjukfall?vems=enhetens&ordna=name")
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        let treated = try await fatima.get("/sjukfall").body
        #expect(treated.contains("Ingen som du behandlar är sjukskriven just nu"))
        #expect(treated.contains("Be rehabkoordinatorn att ge dig ansvar för sjukfallet."))
    }

    @Test("the words to search for are in view, in the same form as the folded filter")
    func search() async throws {
        let page = try await TestSite().browser(.karin).get("/sjukfall?kapitel=13").body
        let start = try #require(page.range(of: "<search")?.upperBound)
        let form = String(page[start...].prefix(upTo: try #require(page.range(of: "</search>")?.lowerBound)))
        let words = try #require(form.range(of: "name=\"sok\""))
        let fold = try #require(form.range(of: "<details class=\"filter\">"))
        #expect(words.lowerBound < fold.lowerBound)
        #expect(form.components(separatedBy: "<form").count == 2 && form.contains("Filter (1\u{A0}vald)"))
        #expect(form.range(of: "name=\"kapitel\"").map { fold.upperBound < $0.lowerBound } == true)
    }
}
