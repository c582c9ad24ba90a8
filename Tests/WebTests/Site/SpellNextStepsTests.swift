import SickLeave
import TestKit
import Testing

@testable import Web

@Suite("What to do next in a spell")
struct SpellNextStepsTests {
    @Test("a completion names the field that it asks about, and leads to the certificate")
    func completion() async throws {
        let page = try await TestSite().browser(.karin).get("/patient/\(Patients.pia.publicID)").body
        let field = try #require(FormLayout.layout(of: .fk7804v1).question("35")).label
        #expect(page.contains(" om \(field) (fråga 35) i <a href=\"/patient/\(Patients.pia.publicID)/intyg/"))
        #expect(page.contains("\">intyget från 2026-10-20</a>. Svaret skrivs i journalsystemet."))
    }
}
