import SickLeave
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
        for (node, next) in [("F00-F99", "F40-F48"), ("F40-F48", "F43"), ("F43", "F438A")] {
            let page = try await Self.page("/rapporter/diagnoser?nod=\(node)\(query)")
            let start = query.isEmpty ? "?" : "?form=hela&amp;"
            let link = "<a href=\"/rapporter/diagnoser\(start)nod=\(next)\">"
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
            ("diagnos=hej", "används inte: diagnos hej."), ("kapitel=A-B", "används inte: kapitel A-B."),
            ("enhet=99", "används inte: enhet 99."), ("enhet=x", "används inte: enhet x."),
            ("alder=99", "används inte: ålder 99."), ("langd=lang", "används inte: längd lang."),
            ("niva=landet", "används inte: nivå landet."), ("form=halv", "används inte: form halv."),
            ("typ=x", "används inte: intygstyp x"), ("nod=F00-G99", "används inte: nod i diagnosträdet F00-G99."),
            ("niva=vardgivare&form=hela&alder=4", "Ovanför den egna enheten finns inga filter."),
        ])
    func unreadable(query: String, sentence: String) async throws {
        let browser = try await TestSite().browser(.bo)
        let page = try await browser.get("/rapporter/totalt?\(query)")
        #expect(page.status == 200 && page.body.contains(sentence), "\(sentence)")
        let file = try await browser.get("/rapporter/totalt/fil?\(query)")
        #expect(file.status == 422 && file.body.contains(sentence))
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
            #expect(page.contains("Diagrammet visar 12 grupper. 4\u{A0}grupper till står i tabellen."))
        }
    }

    @Test("a filter says how it differs from the group of its name; columns without anything are left out and told")
    func beside() async throws {
        let filtered = try await Self.page("/rapporter/diagnosgrupper?diagnos=M54")
        #expect(filtered.contains("Därför kan ett filter ge fler sjukfall än samma grupp i en rapport utan filter.</p>"))
        #expect(try await !Self.page("/rapporter/diagnosgrupper").contains("utan filter.</p>"))
        let ages = try await Self.page("/rapporter/alder")
        #expect(ages.contains("utan något under perioden har ingen kolumn."))
        #expect(!ages.contains("<th scope=\"col\" class=\"number\">Under 16"))
    }
}
