import SickLeave
import TestKit
import Testing

@Suite("Who looks for help, or for where something is written in, is told on the page")
struct HelpTests {
    @Test("the help answers what people ask most, also before anybody has signed in")
    func help() async throws {
        let page = try await TestBrowser(site: TestSite()).get("/om").body
        #expect(page.contains("<h1>Hjälp</h1>"))
        for heading in ["Listan", "De andra sidorna", "Planer, åtgärder och utbildningar", "Karantänen", "Vem du frågar"] {
            #expect(page.contains("<h2>\(heading)</h2>"), "\(heading)")
        }
    }

    @Test(
        "a measure of what is registered elsewhere says where",
        arguments: [
            ("utbildade-medarbetare", "Utbildningar skrivs inte in här. De kommer med personallistan"),
            ("plan-over-28-dagar", "Åtgärdskoden DV077 registreras i journalsystemet"),
        ])
    func origin(measure: String, words: String) async throws {
        let bo = try await TestSite().browser(.bo)
        #expect(try await bo.get("/mal/\(measure)").body.contains(words))
        let other = try await bo.get("/mal/deltid-vid-start")
        #expect(other.status == 200)
        for words in ["Utbildningar skrivs inte in här", "registreras i journalsystemet"] { #expect(!other.body.contains(words)) }
    }
}
