import HTTPTypes
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("The pages of the provider's accounts")
struct ProviderAccountsPageTests {
    private static let eva = [("namn", "Eva Lind"), ("anvandarnamn", "eva.lind"), ("hsa-id", ""), ("personnummer", "")]

    /// The address in the page, as its person gets it.
    private func link(_ page: TestResponse) throws -> String {
        let start = try #require(page.body.firstRange(of: "<code class=\"invitation\">")?.upperBound)
        return String(page.body[start...].prefix { $0 != "<" })
    }

    @Test("a link is made after the administrator's own password, shown once, on this site, and sets the person's own")
    func link() async throws {
        let site = try TestSite(isSecure: true)
        let sven = try await site.browser(.sven)
        for (password, words) in [("", "Skriv ditt lösenord."), ("fel lösenord", "Lösenordet stämmer inte")] {
            let refused = try await sven.post("/konton", Self.eva + [("losenord", password)])
            #expect(refused.status == 422 && refused.body.contains(words))
        }
        #expect(try await !sven.get("/konton").body.contains("Eva Lind"))
        let made = try await sven.post("/konton", Self.eva + [("losenord", Cast.password)])
        let address = try link(made)
        #expect(address.hasPrefix("https://sakkunnig.test/inbjudan/") && made.headers[.cacheControl] == "no-store")
        let path = try #require(address.firstRange(of: "/inbjudan/")).lowerBound
        let (list, token) = (try await sven.get("/konton").body, String(address[path...]))
        #expect(list.contains("Eva Lind") && list.contains("Inbjuden till") && !list.contains(token))
        let eva = TestBrowser(site: site)
        let form = [("nytt", "hästar äter lök"), ("igen", "hästar äter lök")]
        #expect(try await eva.post(token, form).location?.hasPrefix("/logga-in") == true)
        #expect(try await eva.post(token, form).status == 404)
        let entered = try await eva.send(
            TestRequest(.post, "/logga-in", form: [("anvandarnamn", "eva.lind"), ("losenord", "hästar äter lök")]))
        #expect(entered.location == "/" && eva.session != nil)
        // There is no role yet, and so nothing opens.
        #expect(try await eva.get("/sjukfall").leadsTo == "/valj-enhet")
    }

    @Test("another's account gets a new link with the password alone, and what ends or shuts it needs none")
    func deeds() async throws {
        let site = try TestSite()
        let (sven, anna) = (try await site.browser(.sven), try await site.browser(.anna))
        let account = "/konton/\(try site.viewer(.anna).account)"
        #expect(try await sven.post(account, [("gor", "lank")]).status == 422)
        _ = try link(try await sven.post(account, [("gor", "lank"), ("losenord", Cast.password)]))
        // Who has a password goes on with it.
        #expect(try await sven.get("/konton").body.contains("Aktivt, med en öppen länk till"))
        #expect(try await sven.get(account).body.contains("Dra tillbaka inbjudan"))
        #expect(try await sven.post(account, [("gor", "dra-tillbaka")]).location == "\(account)?klart=inbjudan-tillbaka")
        #expect(try await !sven.get(account).body.contains("Dra tillbaka inbjudan"))
        #expect(try await sven.post(account, [("gor", "avsluta")]).location == "\(account)?klart=konto-utloggat")
        #expect(try await anna.get("/sjukfall").leadsTo == "/logga-in")
        #expect(try await sven.post(account, [("gor", "stang-av")]).location == "\(account)?klart=konto-avstangt")
        let shut = try await sven.get(account).body
        #expect(shut.contains("Avstängt") && !shut.contains("Gör en länk"))
        #expect(try await sven.post(account, [("gor", "oppna")]).location == "\(account)?klart=konto-oppnat")
        #expect(try await site.browser(.anna).get("/sjukfall").status == 200)
        #expect(try await sven.post(account, [("gor", "något")]).status == 422)
    }

    @Test("a lost second factor is taken away with the administrator's own password, and a link comes in its place")
    func lostFactor() async throws {
        let site = try TestSite()
        let (sven, anna) = (try await site.browser(.sven), try site.viewer(.anna).account)
        let account = "/konton/\(anna)"
        #expect(try await !sven.get(account).body.contains("andra-steg"))
        try await site.database.write {
            try SecondFactorRepository($0).add(secret: [1], lastStep: 0, account: anna, at: site.clock.now)
        }
        #expect(try await sven.get(account).body.contains("name=\"andra-steg\""))
        // Without the tick the link leaves the factor alone; without the password nothing happens.
        _ = try link(try await sven.post(account, [("gor", "lank"), ("losenord", Cast.password)]))
        #expect(try await sven.post(account, [("gor", "lank"), ("andra-steg", "ja"), ("losenord", "fel")]).status == 422)
        #expect(try await sven.get(account).body.contains("Lösenord och kod ur en app"))
        let made = try await sven.post(account, [("gor", "lank"), ("andra-steg", "ja"), ("losenord", Cast.password)])
        #expect(try link(made).contains("/inbjudan/"))
        let after = try await sven.get(account).body
        #expect(after.contains("Inget lösenord här") && !after.contains("andra-steg"))
    }

    @Test("no page of the accounts tells a patient's name or number, nor the identity number that an account has")
    func noPatients() async throws {
        let site = try TestSite()
        try site.accounts.setIdentity(Patients.tova.identifier, userName: "anna")
        let sven = try await site.browser(.sven)
        for path in ["/konton", "/konton/\(try site.viewer(.anna).account)"] {
            let body = try await sven.get(path).body
            for patient in Patients.allCases {
                #expect(!body.contains(patient.name) && !body.contains(patient.identifier.canonical))
                #expect(!body.contains(patient.identifier.formatted) && !body.contains(patient.publicID))
            }
        }
    }
}
