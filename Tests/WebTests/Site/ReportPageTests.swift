import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("The pages of reports")
struct ReportPageTests {
    private static func page(_ path: String, _ person: Cast = .bo) async throws -> String {
        try await TestSite().browser(person).get(path).body
    }

    @Test("the tree of diagnoses is walked down month by month and for a whole period", arguments: ["", "&form=hela"])
    func walk(query: String) async throws {
        let site = try TestSite()
        try await site.database.write { connection in
            let certificate = Fixture.certificate("kod", patient: Fixture.person(100), diagnosis: "F438A")
            _ = try CertificateRepository(connection, registry: Registry()).store([NewCertificate(certificate)], importRun: 1)
        }
        try await site.figures.refresh()
        for (node, next) in [("F00-F99", "F40-F48"), ("F40-F48", "F43"), ("F43", "F438A")] {
            let page = try await site.browser(.bo).get("/rapporter/diagnoser?nod=\(node)\(query)").body
            let start = query.isEmpty ? "?" : "?form=hela&amp;"
            let link = "<a href=\"/rapporter/diagnoser\(start)nod=\(next)\">"
            if next == "F438A" { #expect(page.contains("F43.8A")) }
            // A code is where the walk ends.
            #expect(page.contains(link) == (next.count != 5), "\(link)")
        }
        let block = try await Self.page("/rapporter/diagnoser?nod=F00-F99\(query)")
        #expect(block.contains("F40-F48 Neurotiska, stressrelaterade och somatoforma syndrom") && !block.contains("F40-F48 Fobi"))
        let code = try await Self.page("/rapporter/diagnoser?nod=M54\(query)")
        #expect(code.contains("M54.5 Ländryggsvärk") && !code.contains("M54.9 Ryggvärk"))
    }

    @Test(
        "what cannot be read in an address is told on the page, and no file is made of it",
        arguments: [
            ("period.fran=2026-13&period.till=2026-10", "Perioden går inte att läsa."),
            ("period.fran=2030-01&period.till=2030-02", "Perioden ligger i framtiden."),
            ("diagnos=hej", "går inte att använda: diagnos hej."), ("kapitel=A-B", "går inte att använda: kapitel A-B."),
            ("enhet=99", "går inte att använda: enhet 99."), ("enhet=x", "går inte att använda: enhet x."),
            ("alder=99", "går inte att använda: ålder 99."), ("langd=lang", "går inte att använda: längd lang."),
            ("niva=landet", "går inte att använda: nivå landet."), ("form=halv", "går inte att använda: form halv."),
            ("typ=x", "går inte att använda: intygstyp x"), ("nod=F00-G99", "går inte att använda: nod i diagnosträdet F00-G99."),
            ("niva=vardgivare&form=hela&alder=4", "Ovanför den egna enheten finns inga filter."),
            ("niva=alla", "Nivån ”Alla vårdgivare” finns inte för dig i den här rapporten. I stället visas enheten."),
            ("niva=vardgivare&form=hela&period.till=2026-11", "I stället visas januari 2026–juni 2026."),
            ("niva=vardgivare&form=hela&period.till=2012-06", "I stället visas januari 2014–juni 2014."),
            ("period.fran=2026-10&period.till=2027-03", "Det finns inga siffror efter november 2026."),
            ("period.fran=2012-10&period.till=2026-03", "Det finns inga siffror före oktober 2013."),
            ("period.fran=2012-10&period.till=2027-03", "Det finns siffror från oktober 2013 till november 2026."),
            ("nod=F43", "Rapporten har inget diagnosträd."), ("jamfor=F43,M54", "Rapporten jämför inte diagnoser."),
            ("niva=enhet&niva=vardgivare", "går inte att använda: nivå vardgivare."),
            (
                "diagnos=\((1...103).map { "M\($0 + 100)" }.joined(separator: ","))",
                "De sista används inte: 3\u{A0}diagnoser."
            ),
            (
                "diagnos=hej,hopp,hej&alder=99&diagnos=a",
                "går inte att använda: diagnos hej, hopp, a; ålder 99."
            ),
            ("diagnos=\((1...12).map { "fel\($0)" }.joined(separator: ","))", "fel10 och 2 till."),
            ("diagnos=\(String(repeating: "x", count: 21))", "diagnos xxxxxxxxxxxxxxxxxxxx…."),
        ])
    func unreadable(query: String, sentence: String) async throws {
        let browser = try await TestSite().browser(.bo)
        let page = try await browser.get("/rapporter/totalt?\(query)")
        #expect(page.status == 200 && page.body.contains(sentence), "\(sentence)")
        let file = try await browser.get("/rapporter/totalt/fil?\(query)")
        #expect(file.status == 422 && file.body.contains(sentence))
        // The page shows what can be shown, and its file is that.
        let link = try #require(page.body.firstMatch(of: /href="(\/rapporter\/totalt\/fil[^"]*)"/)).1
        #expect(try await browser.get(String(link).replacing("&amp;", with: "&")).status == 200)
    }

    @Test(
        "a form of one that adds up is told to be a half-year above the unit")
    func shapes() async throws {
        let browser = try await TestSite().browser(.bo)
        let asked = "niva=vardgivare&form=manader"
        #expect(try await browser.get("/rapporter/intyg?\(asked)").body.contains("kan inte visas månad för månad här."))
        #expect(try await browser.get("/rapporter/intyg/fil?\(asked)").status == 422)
        #expect(try await browser.get("/rapporter/totalt/fil?\(asked)").status == 200)
    }

    @Test(
        "no link of a report's page asks for more than there is where it leads",
        arguments: [
            "?period.fran=2025-06&period.till=2026-11&alder=4&langd=2", "?period.fran=2026-11&period.till=2026-11",
            "?niva=vardgivare&form=hela&period.fran=2026-01&period.till=2026-06",
            "?niva=vardgivare&period.fran=2025-06&period.till=2026-10",
        ])
    func links(query: String) async throws {
        let browser = try await TestSite().browser(.bo)
        let page = try await browser.get("/rapporter/totalt\(query)").body
        let links = Set(page.matches(of: /href="(\/rapporter\/[^"]*)"/).map { String($0.1).replacing("&amp;", with: "&") })
        #expect(links.count > 10 && !page.contains("notice attention"))
        for link in links {
            let answer = try await browser.get(link)
            #expect(answer.status == 200 && !answer.body.contains("notice attention"), "\(link)")
        }
    }

    @Test("a field is filled in with what was typed, also what was not used")
    func typed() async throws {
        let filled = try await Self.page("/rapporter/totalt?diagnos=F43,hej")
        #expect(filled.contains("name=\"diagnos\" value=\"F43, hej\""))
        #expect(filled.contains("Det här i adressen går inte att använda: diagnos hej."))
        #expect(try await Self.page("/rapporter/jamfor-diagnoser?jamfor=F43,hej").contains("name=\"jamfor\" value=\"F43, hej\""))
    }

    @Test("a form sent with empty fields is read whole, and a filter that the report has not is told")
    func fields() async throws {
        let browser = try await TestSite().browser(.bo)
        let plain = "period.fran=2026-01&period.till=2026-10&diagnos=&enhet=&alder=4"
        for path in ["/rapporter/totalt?\(plain)", "/rapporter/totalt/fil?\(plain)"] {
            let answer = try await browser.get(path)
            #expect(answer.status == 200 && !answer.body.contains("används inte"))
        }
        #expect(try await browser.get("/rapporter/intyg?langd=3").body.contains("Rapporten kan inte filtreras på längd."))
    }

    @Test("a chart with less than all groups says how many more the table has")
    func groupsBeside() async throws {
        let site = try TestSite()
        try await site.database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            for number in 0..<20 {
                let certificate = Fixture.certificate(
                    "fler-\(number)", patient: Fixture.person(100 + number), diagnosis: "M\(10 + number)")
                _ = try repository.store([NewCertificate(certificate)], importRun: 1)
            }
        }
        try await site.figures.refresh()
        let compared = (10..<30).map { "M\($0)" }.joined(separator: ",")
        // Twelve and four: the other four of the codes are no codes of the classification.
        for shape in ["", "&form=hela"] {
            let page = try await site.browser(.bo).get("/rapporter/jamfor-diagnoser?jamfor=\(compared)\(shape)").body
            #expect(page.contains("Diagrammet visar 12\u{A0}grupper. 4\u{A0}grupper till står i tabellen."))
        }
    }

    @Test("the report per 1 000 listed draws that and has it first among the figures")
    func perListed() async throws {
        let site = try TestSite()
        let rita = try site.viewer(.rita)
        try await site.database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            // As many at each unit, so that neither the listed one nor the others are few.
            for number in 0..<60 {
                let unit = [Fixture.unit, Fixture.otherUnit, Fixture.outsideUnit][number / 20]
                let certificate = Fixture.certificate(
                    "fler-\(number)", patient: Fixture.person(100 + number), unit: unit,
                    provider: unit == Fixture.outsideUnit ? Fixture.otherProvider : Fixture.provider)
                _ = try repository.store([NewCertificate(certificate)], importRun: 1)
            }
            try RegionListRepository(connection).store(
                ListedPatients(units: [Fixture.unit.hsaID], listed: [Fixture.unit.hsaID: 1_000]), provider: rita.provider,
                by: rita.account, at: site.clock.now)
        }
        try await site.figures.refresh()
        let answer = try await site.reports.answer(
            ReportChoice(.listed, level: .region, shape: .whole), for: rita, on: Self.newYear)
        let women = try #require(answer.table.count().female)
        let rate = try #require(Rate(women, perThousandOf: 1_000)).text
        #expect(ReportChart(answer: answer).html.text.contains("role=\"cell\">\(rate)</td>"))
        let head = "Vårdenhet</th><th scope=\"col\" class=\"number\">Per 1 000 listade</th>"
        #expect(ReportFigures(answer: answer).html.text.contains(head))
    }

    @Test("what is kept back is not drawn as nothing")
    func keptBack() async throws {
        let site = try TestSite()
        let answer = try await site.reports.answer(
            ReportChoice(.age, level: .provider, shape: .whole), for: site.viewer(.bo), on: Self.newYear)
        #expect(answer.chart.hiddenCells > 0)
        let text = ReportChart(answer: answer).html.text
        #expect(!text.contains(">dolt<"))
    }

    /// When the half-year of all the fixture's spells is over.
    private static let newYear = Day(iso: "2027-01-15")!

    @Test("a filter says how it differs from the group of its name; columns without anything are left out and told")
    func beside() async throws {
        let filtered = try await Self.page("/rapporter/diagnosgrupper?diagnos=M54")
        #expect(filtered.contains("om något av intygen i månaden (i hela perioden när den visas på en gång) passar."))
        #expect(
            filtered.contains("Bara månad för månad kan ett filter på diagnos eller enhet därför ge fler sjukfall än samma grupp")
        )
        #expect(try await !Self.page("/rapporter/diagnosgrupper").contains("utan filter.</p>"))
        let otherLists = "kan därför höra till en grupp på en lista"
        for path in ["/rapporter/befattningar", "/rapporter/befattningar?niva=vardgivare"] {
            #expect(try await !Self.page(path).contains(otherLists))
        }
        #expect(try await Self.page("/rapporter/befattningar", .rita).contains(otherLists))
        let ages = try await Self.page("/rapporter/alder")
        #expect(ages.contains("utan något under perioden har ingen kolumn."))
        #expect(!ages.contains("<th scope=\"col\" class=\"number\">Under 16"))
    }
}
