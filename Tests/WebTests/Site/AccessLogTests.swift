import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Every look at a patient is in the access log")
struct AccessLogTests {
    private struct LoggedRow: Equatable {
        let at: Int
        let account: String
        let role: String
        let unit: Int
        let activity: String
        let purpose: String
        let resource: String
        let persons: [Int]
        let userHSAID: String
        let unitName: String
        let provider: String
        let owner: String
        let assignment: String
        let system: String
    }

    private func rows(_ site: TestSite) throws -> [LoggedRow] {
        try site.database.readBlocking { connection in
            var found: [LoggedRow] = []
            try connection.forEach(
                """
                SELECT l.at, c.user_name, c.title, c.care_unit_id, l.activity, c.purpose, l.resource, l.person_id, l.patient_set_id,
                    c.user_hsa_id, c.care_unit_hsa_id || ' ' || c.care_unit_name, c.care_provider_hsa_id || ' ' || c.care_provider_name,
                    c.owner_unit_hsa_id, c.assignment, c.system_id
                FROM access_log l JOIN access_log_context c ON c.care_provider_id = l.care_provider_id AND c.id = l.context_id
                ORDER BY l.id
                """
            ) { row in
                let set = row.int(8)
                let persons =
                    row.isNull(7)
                    ? try connection.all("SELECT person_id FROM patient_set_member WHERE patient_set_id = \(set) ORDER BY 1") {
                        $0.int(0)
                    }
                    : [row.int(7)]
                found.append(
                    LoggedRow(
                        at: row.int(0), account: row.text(1), role: row.text(2), unit: row.int(3), activity: row.text(4),
                        purpose: row.text(5), resource: row.text(6), persons: persons, userHSAID: row.text(9),
                        unitName: row.text(10), provider: row.text(11), owner: row.text(12), assignment: row.text(13),
                        system: row.text(14)))
            }
            return found
        }
    }

    /// The store's numbers of the patients: they were filled in the order of the cast.
    private func numbers(_ patients: [Patients]) -> [Int] { patients.map { $0.rawValue + 1 }.sorted() }

    @Test("with who, in which role, where, what was done and whose data", arguments: SiteRoute.ofPatients)
    func look(route: SiteRoute) async throws {
        let site = try TestSite()
        let browser = try await site.browser(route.user)
        #expect(try await browser.send(route).status == route.answer)
        let viewer = try site.viewer(route.user)
        let look = try #require(route.log)
        #expect(
            try rows(site) == [
                LoggedRow(
                    at: Int(site.clock.now.rawValue), account: viewer.name, role: viewer.role.title,
                    unit: viewer.unit.number,
                    activity: look.activity,
                    purpose: look.purpose, resource: look.resource, persons: numbers(look.patients),
                    userHSAID: route.user.hsaID, unitName: "\(viewer.unit.hsaID) \(viewer.unit.name)",
                    provider: "\(Fixture.provider.hsaID) \(Fixture.provider.name)",
                    owner: look.owner?.rawValue
                        ?? (route.pattern == "/import/konflikter" ? Fixture.provider.hsaID : viewer.unit.hsaID).rawValue,
                    assignment: "\(viewer.assignment)", system: "SAKKUNNIG")
            ])
    }

    @Test("pages without patients leave no row", arguments: SiteRoute.all.filter { $0.log == nil })
    func noPatient(route: SiteRoute) async throws {
        let site = try TestSite()
        let person = Cast.insiders.first { route.isFor($0) } ?? .anna
        _ = try await site.browser(person).send(route)
        #expect(try rows(site).isEmpty)
    }

    /// Against routes that the list above forgot to mark: what stands on the page decides.
    @Test("no page names a patient without a row for that patient", arguments: SiteRoute.reading)
    func everyName(route: SiteRoute) async throws {
        let site = try TestSite()
        for person in Cast.insiders where route.isFor(person) {
            let browser = try await site.browser(person)
            let before = try rows(site).count
            let page = try await browser.send(route).body
            let logged = Set(try rows(site).dropFirst(before).flatMap(\.persons))
            for patient in Patients.allCases where page.contains(patient.name) || page.contains(patient.identifier.formatted) {
                #expect(logged.contains(patient.rawValue + 1), "\(patient) for \(person)")
            }
        }
    }

    @Test("a list's row points at exactly the patients that the filter shows")
    func filteredList() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        for words in ["ödman", "finns inte"] {
            let location = try #require(try await browser.post("/sjukfall", [("sok", words)]).location)
            _ = try await browser.get(location)
        }
        #expect(try rows(site).map(\.persons) == [numbers([.pia]), []])
    }

    /// The answer is an address that says whether the person is in the list: whoever never follows it has looked all the same.
    @Test("a search by number is a look at whom it finds, also when nobody goes where it leads")
    func search() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        for number in [Patients.pia.identifier.formatted, "19121212-1212"] {
            #expect(try await browser.post("/sjukfall", [("sok", number)]).status == 303)
        }
        #expect(try rows(site).map(\.persons) == [numbers([.pia]), []])
        #expect(try rows(site).map(\.resource) == ["Sökning på personnummer", "Sökning på personnummer"])
        try await site.database.write { try TestTrigger(on: "access_log").set($0) }
        let answer = try await browser.post("/sjukfall", [("sok", Patients.pia.identifier.formatted)])
        #expect(answer.status == 500 && answer.location == nil)
    }

    /// The manager reads the unit's rows too: one that named the patient would say that the provider has such a patient.
    @Test("an extract that a manager is refused names nobody, whoever has the number")
    func refusedExtract() async throws {
        let site = try TestSite()
        let mats = try await site.browser(.mats)
        for number in ["191212121212", Patients.ola.identifier.canonical] {
            #expect(try await mats.post("/logg/utdrag", [("nummer", number)]).status == 422)
        }
        #expect(try rows(site).map(\.persons) == [[], []] && rows(site).map(\.resource) == ["Loggutdrag", "Loggutdrag"])
    }

    @Test("equal lists share one stored set")
    func sharedSet() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        _ = try await browser.get("/sjukfall")
        _ = try await browser.get("/sjukfall?ordna=name")
        #expect(try await site.database.read { try $0.first("SELECT COUNT(*) FROM patient_set") { $0.int(0) } } == 1)
        #expect(try rows(site).count == 2)
    }

    @Test("when the log cannot be written the page is not sent and nothing is changed", arguments: SiteRoute.ofPatients)
    func closed(route: SiteRoute) async throws {
        let site = try TestSite()
        let browser = try await site.browser(route.user)
        try await site.database.write { try TestTrigger(on: "access_log").set($0) }
        let before = try site.state()
        let answer = try await browser.send(route)
        #expect(answer.status == 500)
        #expect(answer.body.contains("Något gick fel"))
        for patient in Patients.allCases {
            #expect(!answer.body.contains(patient.name) && !answer.body.contains(patient.identifier.formatted))
        }
        #expect(try site.state() == before)
        #expect(try rows(site).isEmpty)
    }

    @Test(
        "a row can be neither changed nor removed", arguments: ["UPDATE access_log SET resource = 'x'", "DELETE FROM access_log"])
    func appendOnly(statement: String) async throws {
        let site = try TestSite()
        _ = try await site.browser(.karin).get("/sjukfall")
        let before = try rows(site)
        #expect(before.count == 1)
        #expect(throws: StorageError.self) { try site.database.writeBlocking { try $0.script(statement) } }
        #expect(try rows(site) == before)
    }

    @Test("a conflict with another person's certificate is a look at both")
    func conflictOfTwo() async throws {
        let site = try TestSite()
        try await site.database.write { connection in
            let newcomer = Fixture.certificate("nils-1", patient: Patients.pia.identifier, name: Patients.pia.name)
            let repository = CertificateRepository(connection, registry: Registry())
            _ = try repository.store([NewCertificate(newcomer)], importRun: 1)
        }
        _ = try await site.browser(.karin).get("/import/konflikter")
        #expect(try rows(site).map(\.persons) == [numbers([.tova, .nils, .pia])])
    }

    @Test("a refused correction of a row in quarantine is a look too")
    func refusedRetry() async throws {
        let site = try TestSite()
        let answer = try await site.browser(.karin).post("/import/karantan/1", [("text", "fortfarande trasig")])
        #expect(answer.status == 422)
        #expect(try rows(site).map(\.resource) == ["Karantän post 1"])
    }

    @Test("the newest rows, and those of a review, show the number that a proof asks for")
    func rowNumber() async throws {
        let site = try TestSite()
        for _ in 1...3 { _ = try await site.browser(.karin).get("/sjukfall") }
        let lena = try await site.browser(.lena)
        let newest = try await lena.get("/logg/rader").body
        for row in 1...3 { #expect(newest.contains("role=\"cell\" data-label=\"Rad\">\(row)</td>")) }
        let review = try #require(
            try await lena.post("/logg", [("manad", "\(Fixture.today.month)"), ("antal", "5")]).location)
        let picked = try await lena.get(review).body
        for row in 1...3 { #expect(picked.contains("<dt>Rad i loggen</dt><dd>\(row)</dd>")) }
    }
}
