import TestKit
import Testing

@Suite("A form about a patient comes back with what was written, and nothing is stored")
struct ReturnedPatientFormTests {
    private let site: TestSite
    private let patient = "/patient/\(Patients.pia.publicID)"

    init() throws { site = try TestSite() }

    private func protection() async throws -> RefusedForm {
        RefusedForm(browser: try await site.browser(.karin), page: "\(patient)/skydd", title: "Spärrar och samtycken")
    }

    @Test(
        "of a consent",
        arguments: [
            ("part", "kungen", "Välj vem"), ("vad", "", "Skriv vad samtycket gäller"),
            ("vad", String(repeating: "å", count: 501), "högst 500 tecken"), ("dag", "i går", "vilken dag samtycket lämnades"),
            ("dag", "2026-12-24", "inte vara lämnat i framtiden"), ("till", "sedan", "till och med vilken dag"),
            ("till", "2026-11-01", "före den första"),
        ])
    func consent(field: String, value: String, words: String) async throws {
        var form = [
            "part": "municipality", "vad": "Anpassningar", "sätt": "skriftligt", "dag": "2026-11-02", "till": "2027-01-17",
            "beslut": "lamna",
        ]
        form[field] = value
        let kept = form.filter { ($0.key != field || field != "part") && $0.key != "beslut" }
        try await protection().expect(form, to: "\(patient)/samtycke", at: field, words, kept: kept)
    }

    @Test("of a consent that is not there to withdraw, and of a block without a decision")
    func buttons() async throws {
        let page = try await protection()
        try await page.expect(
            ["part": "employer", "beslut": "aterta"], to: "\(patient)/samtycke", at: nil, "inget samtycke att ta tillbaka",
            kept: [:])
        try await page.expect(["beslut": "ja"], to: "\(patient)/skydd", at: nil, "Välj om uppgifterna ska spärras", kept: [:])
    }

    @Test("of what is opened in spite of a block, which stays closed", arguments: ["", "bråttom", String(repeating: "å", count: 600)])
    func emergency(reason: String) async throws {
        let karin = try await site.browser(.karin)
        let path = "\(patient)/enhet/2"
        let title = try #require(try await karin.get(path).body.firstMatch(of: /<h1>([^<]*)<\/h1>/)).1
        try await RefusedForm(browser: karin, page: path, title: String(title))
            .expect(["skal": reason], to: path, at: "skal", "Skriv varför det inte kan vänta")
        #expect(!(try await karin.get(path).body.contains("Intyg på")))
    }
}
