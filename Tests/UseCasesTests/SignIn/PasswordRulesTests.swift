import Foundation
import SickLeave
import TestKit
import Testing

@testable import UseCases

@Suite("What a password must be")
struct PasswordRulesTests {
    private func objection(_ password: String) throws -> String? {
        try TestSite.passwordRules.get().objection(
            to: password, own: ["anna.lindqvist", "Anna Lindqvist", "Vårdcentralen Solrosen", "Region Prov"])
    }

    @Test(
        "of any characters, as long as one likes",
        arguments: [
            "hästar äter sällan lök", "åäö 日本 🙂 ord", "        x y z      ", "kxvqzmwp", "JUSTSTORABOKSTÄVER7", "tre ord i rad",
            "\u{0}\u{1}\u{2}\u{3}okänt tecken", "annan lind i solen blommar", String(repeating: "lång mening ", count: 40),
        ])
    func allowed(password: String) throws {
        #expect(try objection(password) == nil)
    }

    @Test(
        "not short, not what everybody tries, not the person's own words",
        arguments: [
            "", "sju tec", "password", "PASSWORD1", "lösenord", "Lösenord123", "Sommar2026", "sommar2026!!", "!!hammarby1915??",
            "12345678", "qwertyuiop", "aaaaaaaa", "1212121212", "annalindqvist", "Lindqvist2026", "solrosen-anna-1",
            "Vårdcentralen1",
            "anna.lindqvist", "Sakkunnig2026", String(repeating: "å", count: 600),
        ])
    func refused(password: String) throws {
        let objection = try objection(password)
        #expect(objection != nil)
        #expect(password.isEmpty || objection?.contains(password) != true)
    }

    @Test("the list holds at least three thousand that the rule of length lets through")
    func list() throws {
        let text = try String(
            contentsOf: Repository.root.appendingPathComponent("Knowledge/common-passwords.txt"), encoding: .utf8)
        let lines = text.split(separator: "\n").dropFirst()
        #expect(lines.count { $0.count >= PasswordRules.shortest } >= 3000)
        #expect(Set(lines).count == lines.count)
        let rules = PasswordRules(list: text)
        for line in lines { #expect(rules.objection(to: String(line), own: []) != nil) }
    }

    @Test("a password is not what the person's unit or provider is called, whichever way it is set")
    func placeNames() async throws {
        let site = try TestSite()
        let accounts = try site.accounts
        let person = ProviderAccounts.Person(name: "Ny Nilsson", userName: "ny", hsaID: "", identityNumber: "")
        let link = try await site.providerAccounts.create(person, by: site.viewer(.sven), site.caller(), at: site.clock.now).token
        func isRefused(_ token: String, _ password: String) async throws -> Bool {
            do {
                try await site.invitations.accept(
                    token: token, password: password, repeated: password, by: site.caller(), at: site.clock.now)
                return false
            } catch let refusal as OwnAccount.Refusal { return refusal.field == .newPassword }
        }
        // Before any role the provider that made the account is all that is known.
        #expect(try await isRefused(link, Fixture.provider.name))
        try accounts.assign(
            .physician, to: "ny", at: Fixture.unit.hsaID, from: Fixture.today + 5, at: site.clock.now, needsAnalysis: false)
        #expect(try await isRefused(link, Fixture.unit.name))
        #expect(throws: Accounts.Fault.self) { try accounts.setPassword(Fixture.unit.name, userName: "ny") }
        #expect(try await !isRefused(link, "hästar äter lök"))
    }
}
