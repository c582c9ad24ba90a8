import Foundation
import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Every page as it was approved, with an attempt at injection in every text")
struct GoldenPageTests {
    struct GoldenPage: Sendable, CustomTestStringConvertible {
        let name: String
        let person: Cast?
        let request: TestRequest

        init(_ name: String, _ person: Cast?, _ path: String) {
            self.init(name, person, TestRequest(.get, path))
        }

        init(_ name: String, _ person: Cast?, _ request: TestRequest) {
            self.name = name
            self.person = person
            self.request = request
        }

        var testDescription: String { name }
    }

    static let pages: [GoldenPage] = [
        GoldenPage("logga-in", nil, "/logga-in"),
        GoldenPage(
            "logga-in-fel", nil,
            TestRequest(.post, "/logga-in", form: [("anvandarnamn", "<script>alert(1)</script>"), ("losenord", "fel")])),
        GoldenPage("andra-steget", nil, "/logga-in/kod"), GoldenPage("inbjudan", nil, "/inbjudan/:token"),
        GoldenPage("inbjudan-gammal", nil, "/inbjudan/%3Cscript%3Ealert(1)%3C/script%3E"),
        GoldenPage("utloggad", nil, "/utloggad"), GoldenPage("legitimering-saknas", nil, "/logga-in/legitimera"),
        GoldenPage("legitimering-svar-saknas", nil, "/logga-in/svar?code=%3Cscript%3Ealert(1)%3C/script%3E"),
        GoldenPage("utloggad-vidare-saknas", nil, "/utloggad/vidare"),
        GoldenPage("konto", .karin, "/konto"), GoldenPage("konto-losenord", .karin, "/konto/losenord"),
        GoldenPage(
            "konto-losenord-fel", .karin,
            TestRequest(
                .post, "/konto/losenord",
                form: [("losenord", Cast.password), ("nytt", "<script>alert(1)</script>"), ("igen", "annat")])),
        GoldenPage("konto-andra-steg", .karin, "/konto/tvasteg"), GoldenPage("konto-andra-steg-finns", .anna, "/konto/tvasteg"),
        GoldenPage("valj-enhet", .karin, "/valj-enhet"), GoldenPage("om", nil, "/om"),
        GoldenPage("tillganglighet", nil, "/tillganglighet"),
        GoldenPage("galleri", nil, "/galleri"),
        GoldenPage("oversikt", .karin, "/oversikt"), GoldenPage("mal", .bo, "/mal"),
        GoldenPage("matt-plan", .bo, "/mal/plan-over-28-dagar"), GoldenPage("matt-langd", .bo, "/mal/sjukfall-over-90-dagar"),
        GoldenPage("matt-omraknat", .bo, "/mal/\(TestSite.rebasedMeasure)"),
        GoldenPage("matt-sma-steg", .karin, "/mal/deltid-av-dagarna"),
        GoldenPage("matt-utan-granser", .karin, "/mal/deltid-bland-pagaende"),
        GoldenPage("matt-intyg-per-sjukfall", .karin, "/mal/intyg-per-sjukfall"),
        GoldenPage("rapportoversikt", .bo, "/rapportoversikt"),
        GoldenPage("rapportoversikt-regionen", .rita, "/rapportoversikt"), GoldenPage("jamlikhet", .bo, "/jamlikhet"),
        GoldenPage("handlingsplan", .bo, "/handlingsplan"),
        GoldenPage("handlingsplan-mal", .mats, "/handlingsplan/1"),
        GoldenPage("handlingsplan-lasare", .karin, "/handlingsplan/1"),
        GoldenPage("manadsbrev", .anna, "/manadsbrev"), GoldenPage("kompletteringar", .karin, "/kompletteringar"),
        GoldenPage("kompletteringar-exempel", .karin, "/kompletteringar/7"),
        GoldenPage("matt-kompletteringar", .mats, "/mal/kompletteringar"),
        GoldenPage("matt-patienter", .karin, "/mal/deltid-vid-start/sjukfall"),
        GoldenPage("matt-skillnad", .mats, "/mal/skillnad-deltid"),
        GoldenPage("rapporter", .bo, "/rapporter"), GoldenPage("rapporter-regionen", .rita, "/rapporter"),
        GoldenPage("rapport-totalt", .bo, "/rapporter/totalt"),
        GoldenPage("rapport-lakare", .bo, "/rapporter/lakare?form=hela"),
        GoldenPage("rapport-diagnoser", .karin, "/rapporter/diagnoser?nod=F00-F99&form=hela&diagnos=F43&alder=4"),
        GoldenPage("rapport-vardgivaren", .bo, "/rapporter/alder?form=hela&niva=vardgivare"),
        GoldenPage(
            "rapport-jamfor", .anna, "/rapporter/jamfor-diagnoser?jamfor=F43,M54,%3Cscript%3Ealert(1)%3C/script%3E&period.fran=x"),
        GoldenPage("rapport-kompletteringar", .mats, "/rapporter/kompletteringar"),
        GoldenPage("rapportregler", .bo, "/rapportregler"), GoldenPage("listade-patienter", .rita, "/listade-patienter"),
        GoldenPage("listade-patienter-last", .rita, TestRequest(.post, "/listade-patienter", file: RegionListFile.hostile)),
        GoldenPage("rapport-utan-lista", .rita, "/rapporter/per-1000-listade"),
        GoldenPage("rapport-avsnitt", .karin, "/rapporter/diagnoser?nod=F40-F48"),
        GoldenPage("import", .karin, "/import"), GoldenPage("karantan", .karin, "/import/karantan"),
        GoldenPage("karantan-post", .karin, "/import/karantan/1"),
        GoldenPage(
            "karantan-post-fel", .karin,
            TestRequest(.post, "/import/karantan/1", form: [("text", "x;<script>alert(1)</script>"), ("beslut", "")])),
        GoldenPage("undanlagda", .karin, "/import/undanlagda"), GoldenPage("undanlagd-post", .karin, "/import/karantan/1"),
        GoldenPage("utan-agare", .sven, "/import/utan-agare"), GoldenPage("import-administrator", .sven, "/import"),
        GoldenPage("skydd", .karin, "/patient/\(Patients.pia.publicID)/skydd"),
        GoldenPage(
            "skydd-samtycke", .karin,
            TestRequest(
                .post, "/patient/\(Patients.pia.publicID)/samtycke",
                form: [
                    ("part", "employer"), ("vad", "<script>alert(\"x\")</script>"), ("dag", "2026-11-20"), ("till", "2026-12-31"),
                ])),
        GoldenPage("annan-enhet-sparrad", .karin, "/patient/\(Patients.pia.publicID)/enhet/2"),
        GoldenPage(
            "annan-enhet-nodoppnad", .anna,
            TestRequest(
                .post, "/patient/\(Patients.pia.publicID)/enhet/2", form: [("skal", "<script>alert(\"x\")</script>")])),
        GoldenPage("konton", .sven, "/konton"), GoldenPage("konton-konto", .sven, "/konton/2"),
        GoldenPage("konton-eget", .sven, "/konton/7"), GoldenPage("konton-andra-steg", .sven, "/konton/1"),
        GoldenPage(
            "konton-lank", .sven,
            TestRequest(
                .post, "/konton",
                form: [
                    ("namn", "<script>alert(\"x\")</script>"), ("anvandarnamn", "<script>alert(1)</script>"),
                    ("losenord", Cast.password),
                ])),
        GoldenPage("behorigheter", .mats, "/behorigheter"), GoldenPage("behovsanalys", .mats, "/behorigheter/analys"),
        GoldenPage("konflikter", .karin, "/import/konflikter"), GoldenPage("logg-granskningar", .lena, "/logg"),
        GoldenPage("logg-rader", .lena, "/logg/rader"),
        GoldenPage("logg-nodoppningar", .lena, "/logg/nodoppningar"),
        GoldenPage("logg-granskning", .mats, "/logg/granskning/2"),
        GoldenPage("logg-granskning-tom", .lena, "/logg/granskning/1"),
        GoldenPage("logg-utdrag-fraga", .mats, "/logg/utdrag"),
        GoldenPage(
            "logg-utdrag-fel", .mats, TestRequest(.post, "/logg/utdrag", form: [("nummer", "<script>alert(1)</script>")])),
        GoldenPage(
            "logg-utdrag", .lena, TestRequest(.post, "/logg/utdrag", form: [("nummer", Patients.tova.identifier.canonical)])),
        GoldenPage("logg-mina", .karin, "/mina-atkomster"),
        GoldenPage("sjukfall", .karin, "/sjukfall"), GoldenPage("sjukfall-mina", .anna, "/sjukfall"),
        GoldenPage(
            "sjukfall-filter", .karin,
            TestRequest(
                .post, "/sjukfall",
                form: [
                    ("sok", "<script>alert(1)</script>"), ("ordna", "name"), ("fallande", "1"), ("langd", "2"), ("lakare", "1"),
                ])),
        GoldenPage("sjukfall-glomda-ord", .karin, "/sjukfall?ord=%3Cscript%3Ealert(1)%3C/script%3E"),
        GoldenPage("sjukfallet", .karin, "/patient/\(Patients.pia.publicID)"),
        GoldenPage("sjukfallet-sent", .anna, "/patient/\(Patients.nils.publicID)"),
        GoldenPage("sjukfallet-avslutat", .fatima, "/patient/\(Patients.emil.publicID)"),
        GoldenPage("intyg", .karin, "/patient/\(Patients.tova.publicID)/intyg/1"),
        GoldenPage("intyg-makulerat", .anna, "/patient/\(Patients.emil.publicID)/intyg/7"),
        GoldenPage("finns-inte", .karin, "/patient/finns-inte"), GoldenPage("far-inte", .rita, "/sjukfall"),
    ]

    @Test("page", arguments: pages)
    func page(_ page: GoldenPage) async throws {
        let site = try TestSite(.hostile)
        if ["matt-omraknat", "matt-sma-steg", "matt-utan-granser", "jamlikhet"].contains(page.name) {
            try await site.addRisingMonths()
        }
        if page.name.hasPrefix("logg-") {
            _ = try await site.browser(.karin).get("/sjukfall")
            _ = try await site.browser(.anna).get("/patient/\(Patients.tova.publicID)")
            _ = try await site.browser(.anna).post(
                "/patient/\(Patients.pia.publicID)/enhet/2", [("skal", TestTexts.hostile.of("Medvetslös på akuten"))])
            let (mats, now) = (try site.viewer(.mats), site.clock.now)
            let number = try await site.logReview.start(month: Fixture.today.month, sample: 5, seed: 7, by: mats, at: now)
            try await site.logReview.decide(
                1, of: number, .lookedInto, note: TestTexts.hostile.of("Frågar Karin."), by: mats, at: now)
        }
        if page.name.hasPrefix("undanlag") {
            let reason = TestTexts.hostile.of("Dubblett av \(Patients.tova.identifier.formatted)")
            try await site.imports.setAside(TestData.quarantined, because: reason, by: site.viewer(.karin), at: site.clock.now)
        }
        var browser = TestBrowser(site: site)
        if let person = page.person { browser = try await site.browser(person) }
        var request = page.request
        if page.name.contains("andra-steg"), page.name != "konto-andra-steg" {
            try await site.database.write { connection in
                let anna = try #require(try AccountRepository(connection).account(userName: "anna")).id
                try SecondFactorRepository(connection).add(secret: [1], lastStep: 0, account: anna, at: Instant(rawValue: 0))
            }
        }
        if page.name == "andra-steget" {
            _ = try await browser.send(TestRequest(.post, "/logga-in", form: SiteRoute.signIn.form))
        }
        if page.name == "inbjudan" {
            request.path = "/inbjudan/\(try site.accounts.invite(userName: "anna", at: site.clock.now))"
        }
        if request.method == .post { request.form.append(("formToken", browser.formToken)) }
        var answer = try await browser.send(request)
        if let location = answer.location { answer = try await browser.get(location) }
        let text = answer.body
        Self.isInert(text)
        let stable = Self.stable(text)
        Self.namesNobody(stable)
        try Golden("WebTests/Goldens/\(page.name).html").check(stable)
    }

    /// No text has become markup: the site's own script is a file, and no attribute runs anything.
    private static func isInert(_ text: String) {
        #expect(!text.contains("<script>"))
        let scripts = text.components(separatedBy: "<script").dropFirst()
        #expect(scripts.allSatisfy { $0.hasPrefix(" src=\"/assets/") })
        #expect(!text.contains("javascript:"))
        #expect(!text.contains("alert(\""), "a quotation mark came through")
    }

    /// Addresses land in histories and logs: no name and no number may stand in one.
    private static func namesNobody(_ text: String) {
        var addresses: [Substring] = []
        for attribute in ["href=\"", "action=\"", "src=\""] {
            for part in text.components(separatedBy: attribute).dropFirst() { addresses.append(part.prefix { $0 != "\"" }) }
        }
        #expect(!addresses.isEmpty)
        for address in addresses {
            let digits = address.filter(\.isNumber)
            for patient in Patients.allCases {
                #expect(!digits.contains(patient.identifier.canonical.suffix(10)), "\(address)")
                #expect(!address.contains(patient.name.split(separator: " ")[0]), "\(address)")
            }
        }
    }

    /// What changes from run to run or with the stylesheet becomes a word, and each element begins a line, for readable differences.
    private static func stable(_ text: String) -> String {
        var text = text
        if let token = text.range(of: "name=\"formToken\" value=\"")?.upperBound {
            text = text.replacingOccurrences(of: String(text[token...].prefix { $0 != "\"" }), with: "FORM-TOKEN")
        }
        for part in text.components(separatedBy: "ord=").dropFirst() {
            let sealed = String(part.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
            text = text.replacingOccurrences(of: "ord=" + sealed, with: "ord=SEALED")
        }
        // What is drawn at random, by what stands before it and after it.
        for (before, after) in [
            ("name=\"forslag\" value=\"", "\""), ("<code class=\"secret\">", "<"), ("<path fill=\"#000\" d=\"", "\""),
            ("action=\"/inbjudan/", "\""), ("<code class=\"invitation\">http://sakkunnig.test/inbjudan/", "<"),
        ] {
            guard let start = text.range(of: before)?.upperBound else { continue }
            let drawn = text[start...].prefix { String($0) != after }
            text = text.replacingOccurrences(of: before + drawn + after, with: before + "DRAWN" + after)
        }
        for name in ["site-", "sakkunnig-"] {
            for part in text.components(separatedBy: "/assets/\(name)").dropFirst() {
                text = text.replacingOccurrences(of: name + String(part.prefix(16)), with: name + "FINGERPRINT")
            }
        }
        return text.replacingOccurrences(of: "><", with: ">\n<") + "\n"
    }

    @Test("no golden is left of a page that is gone")
    func noneLeft() throws {
        let folder = Repository.root.appendingPathComponent("Tests/WebTests/Goldens")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(Self.pages.map { $0.name + ".html" }))
    }

    @Test("every route that answers with a page has a golden")
    func complete() {
        for route in SiteRoute.open + SiteRoute.reading
        where ![
            "/healthz", "/readyz", "/assets/:name", "/rapporter/:report/fil", "/mal/:measure/fil", "/oversikt/fil",
            "/jamlikhet/fil", "/manadsbrev/text",
        ].contains(route.pattern) {
            let parts = route.pattern.split(separator: "/")
            #expect(
                Self.pages.contains { page in
                    let path = page.request.path.prefix { $0 != "?" }.split(separator: "/")
                    return path.count == parts.count && zip(parts, path).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
                }, "\(route.testDescription)")
        }
    }
}
