import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Who may do what")
struct AccessTests {
    @Test("the list of routes is the router's own")
    func complete() throws {
        let mounted = try TestSite().routes
        let listed = SiteRoute.all.map(\.testDescription).sorted()
        #expect(mounted == listed)
    }

    /// A row for each route and person: the roles at the unit, its outsider, the provider's outsider, and who is not signed in.
    @Test("every role gets the routes of its rights and no others, at its own unit", arguments: SiteRoute.all)
    func matrix(route: SiteRoute) async throws {
        for person in Cast.allCases {
            let answer = try await TestSite().browser(person).send(route)
            #expect(answer.status == route.status(for: person), "\(route.testDescription) for \(person)")
            if answer.status == 403 { #expect(answer.body.contains("Din roll har inte den rätten")) }
            // Others' things are answered as those that there are not.
            if answer.status == 404, route.owner != .nobody { #expect(answer.body.contains("Sidan finns inte")) }
        }
    }

    @Test("the rows of that table are counted, and every thing that an address names has its owner")
    func counted() {
        let rows = SiteRoute.all.count * (Cast.allCases.count + 1)
        print("\(SiteRoute.all.count) routes × \(Cast.allCases.count) people and nobody = \(rows) rows")
        #expect(Set(Cast.allCases.flatMap { $0.roles.map(\.role) }) == Set(Role.allCases))
        for route in SiteRoute.all {
            for name in route.parameters {
                #expect(SiteRoute.owners[name] != nil, "whose is :\(name) of \(route.testDescription)?")
            }
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
            #expect(answer.leadsTo == "/logga-in")
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
        #expect(answer.leadsTo == "/valj-enhet")
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
        #expect(try await browser.get("/sjukfall").leadsTo == "/logga-in")
    }
}

extension SiteRoute {
    /// The outsiders' own roles: a physician and a coordinator, elsewhere.
    func isOpenTo(_ outsider: Cast) -> Bool { isFor(outsider == .olle ? .anna : .karin) }

    enum Owner { case nobody, unit }

    /// Whose the thing is that an address or a form names by a parameter.
    static let owners: [String: Owner] = [
        "patient": .unit, "item": .unit, "number": .unit, "rad": .unit, "intyg": .unit, "unit": .unit, "goal": .unit,
        "step": .unit, "rebase": .unit, "review": .unit, "account": .unit, "token": .nobody, "measure": .nobody,
        "question": .nobody,
        "report": .nobody,
        "name": .nobody,
    ]

    /// The names that the pattern leaves open.
    var parameters: [String] { pattern.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) } }

    /// Whose the thing is that the request names; things of unit one are also its provider's.
    var owner: Owner {
        // The page that it leads to answers for that.
        guard formPage == nil else { return .nobody }
        return (parameters + form.map(\.0)).contains { SiteRoute.owners[$0] == .unit } ? .unit : .nobody
    }

    func status(for person: Cast) -> Int {
        switch gate {
        case .anybody:
            // The asset's name holds its fingerprint, which the list does not know.
            return pattern == "/assets/:name" ? 404 : answer
        case .signedIn:
            // A choice is refused when the assignment is another person's.
            return pattern == "/valj-enhet" && method == .post && person != .anna ? 404 : answer
        case .only(let people):
            if Cast.insiders.contains(person) { return people.contains(person) ? answer : 403 }
            guard isOpenTo(person) else { return 403 }
            return owner == .nobody ? answer : 404
        }
    }
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
        (
            "assignment",
            "SELECT account_id || role || COALESCE(care_unit_id, 0) || ':' || COALESCE(ended_at, 0) FROM assignment ORDER BY id"
        ),
        (
            "decided",
            "SELECT 'setting ' || value FROM unit_setting UNION ALL SELECT 'mandate ' || purpose FROM follow_up_mandate ORDER BY 1"
        ),
        (
            "protection",
            "SELECT number || ':' || kind || ':' || person_id || ':' || COALESCE(last_day, 0) FROM patient_protection ORDER BY number"
        ),
        ("account", "SELECT id || ':' || user_name || ':' || COALESCE(disabled_at, 0) FROM account ORDER BY id"),
        ("invitation", "SELECT account_id || '' FROM invitation ORDER BY account_id"),
        ("emergency", "SELECT reason FROM emergency_access ORDER BY number"),
        ("consent", "SELECT about || is_given FROM collaboration_consent ORDER BY number"),
        ("analysis", "SELECT needs FROM risk_analysis_role ORDER BY analysis_number, role"),
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
