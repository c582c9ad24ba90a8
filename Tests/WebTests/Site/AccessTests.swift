import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing

@Suite("Who may do what")
struct AccessTests {
    @Test("the list of routes is the router's own")
    func complete() throws {
        let mounted = try TestSite().routes
        let listed = SiteRoute.all.map(\.testDescription).sorted()
        #expect(mounted == listed)
    }

    @Test("every role gets the routes of its rights and no others", arguments: Cast.insiders)
    func roles(person: Cast) async throws {
        for route in [SiteRoute.home] + SiteRoute.reading + SiteRoute.changing {
            let browser = try await TestSite().browser(person)
            let answer = try await browser.send(route)
            var expected = route.isFor(person) ? route.answer : 403
            // A choice is refused when the assignment is another person's.
            if route.pattern == "/valj-enhet", route.method == .post, person != .anna { expected = 404 }
            #expect(answer.status == expected, "\(route.testDescription) for \(person)")
            if answer.status == 403 { #expect(answer.body.contains("Din roll har inte den rätten")) }
        }
    }

    @Test("who has not signed in is sent to the sign-in page, and nothing is read or changed", arguments: SiteRoute.all)
    func anonymous(route: SiteRoute) async throws {
        let site = try TestSite()
        let before = try site.state()
        let answer = try await TestBrowser(site: site).send(route)
        switch route.gate {
        case .anybody:
            // The asset's name holds its fingerprint, which the list does not know.
            #expect(answer.status == (route.pattern == "/assets/:name" ? 404 : route.answer))
        case .signedIn, .only:
            #expect(answer.status == 303)
            #expect(answer.location == "/logga-in")
            #expect(answer.body.isEmpty)
            #expect(try site.state() == before)
        }
    }

    @Test(
        "who has not chosen a unit is sent to choose",
        arguments: SiteRoute.reading.filter { $0.pattern != "/valj-enhet" } + SiteRoute.changing)
    func unchosen(route: SiteRoute) async throws {
        guard case .only = route.gate else { return }
        let site = try TestSite()
        var browser = try await site.browser(.karin)
        _ = try await site.database.write { try $0.execute("UPDATE session SET assignment_id = NULL") }
        let before = try site.state()
        browser.formToken = try await browser.get("/valj-enhet").value(of: "formToken") ?? ""
        let answer = try await browser.send(route)
        #expect(answer.status == 303)
        #expect(answer.location == "/valj-enhet")
        #expect(try site.state() == before)
    }

    @Test("others' patients do not exist, for the next unit and for another provider", arguments: [Cast.olle, .ove])
    func outsiders(person: Cast) async throws {
        let site = try TestSite()
        let browser = try await site.browser(person)
        let before = try site.state()
        for route in SiteRoute.ofPatients
        where route.path.contains("/patient/") || (person == .ove && route.path.contains("karantan/1")) {
            #expect(
                try await browser.send(route).status == (route.isOpenTo(person) ? 404 : 403),
                "\(route.testDescription) for \(person)")
        }
        let list = SiteRoute.changing[0]
        #expect(try await browser.send(list).status == 404)
        if person == .ove {
            let conflict = try #require(SiteRoute.changing.first { $0.pattern == "/import/konflikter" })
            #expect(try await browser.send(conflict).status == 404)
        }
        #expect(try site.state() == before)
        for path in ["/sjukfall?vems=enhetens", "/import/karantan", "/import/konflikter"] {
            let page = try await browser.get(path).body
            for patient in Patients.allCases where patient != (person == .olle ? .ola : .greta) {
                #expect(!page.contains(patient.name) && !page.contains(patient.identifier.formatted), "\(path) for \(person)")
            }
        }
    }

    @Test("the second unit of a coordinator shows its own patients only")
    func secondUnit() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        let second = try await site.database.read { connection in
            try connection.first("SELECT id FROM assignment WHERE role = 'rehabCoordinator' AND care_unit_id = 2") { $0.int(0) }
        }
        #expect(try await browser.post("/valj-enhet", [("enhet", "\(try #require(second))")]).status == 303)
        #expect(try await browser.get("/sjukfall").body.contains(Patients.ola.name))
        #expect(try await browser.get("/patient/\(Patients.tova.publicID)").status == 404)
        // A certificate of a patient that is not the unit's, asked for through one that is.
        #expect(try await browser.get("/patient/\(Patients.ola.publicID)/intyg/1").status == 404)
    }

    @Test("a disabled account is out at once")
    func disabled() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.anna)
        #expect(try await browser.get("/sjukfall").status == 200)
        try await site.database.write { connection in
            let accounts = AccountRepository(connection)
            try accounts.disable(account: try accounts.account(userName: "anna")!.id, at: Instant(rawValue: 0))
        }
        #expect(try await browser.get("/sjukfall").location == "/logga-in")
    }
}

extension SiteRoute {
    /// The outsiders' own roles: a physician and a coordinator, elsewhere.
    func isOpenTo(_ outsider: Cast) -> Bool { isFor(outsider == .olle ? .anna : .karin) }
}

extension TestBrowser {
    /// The route with its form, as the site's own page would send it.
    func send(_ route: SiteRoute) async throws -> TestResponse {
        route.method == .get ? try await get(route.path) : try await post(route.path, route.form, file: route.file)
    }
}

extension TestSite {
    /// Everything that a route may change, in one text: sessions' last sight and the log's rows left out.
    func state() throws -> String {
        try database.readBlocking { connection in
            var lines: [String] = []
            for (name, sql) in TestSite.changeable {
                try connection.forEach(sql) { lines.append("\(name) \($0.text(0))") }
            }
            return lines.joined(separator: "\n")
        }
    }

    private static let changeable: [(String, SQL)] = [
        ("session", "SELECT COUNT(*) || ':' || COALESCE(SUM(assignment_id), 0) FROM session"),
        ("preference", "SELECT account_id || name || value FROM preference ORDER BY account_id, name"),
        (
            "responsible",
            "SELECT person_id || ':' || number || ':' || COALESCE(responsible_account_id, 0) FROM responsibility ORDER BY number"
        ),
        (
            "quarantine",
            "SELECT id || ':' || status || ':' || COALESCE(care_unit_id, 0) || ':' || decision FROM quarantine ORDER BY id"
        ),
        ("regions", "SELECT care_provider_id || ':' || number FROM region_list ORDER BY number"),
        ("goals", "SELECT number || ':' || target || ':' || status || reason FROM unit_goal ORDER BY number"),
        ("steps", "SELECT number || ':' || status FROM goal_step ORDER BY number"),
        ("follow-ups", "SELECT number || note FROM goal_follow_up ORDER BY number"),
        ("conflict", "SELECT certificate_number || ':' || ordinal || ':' || status FROM certificate_conflict ORDER BY 1"),
        (
            "review",
            """
            SELECT r.number || ':' || (SELECT COUNT(*) FROM log_review_decision) || ':' || (SELECT COUNT(*) FROM log_review_signature)
            FROM log_review r ORDER BY r.number
            """
        ),
        ("certificate", "SELECT number || ':' || status FROM certificate ORDER BY number"),
    ]
}
