import Foundation
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("A form with a fault comes back with what was written, and the fault beside its field")
struct ReturnedFormTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    @Test(
        "of a role",
        arguments: [
            ("konto", "okänd", "inget konto"), ("konto", "", "Skriv användarnamnet"), ("roll", "kung", "Välj en roll"),
            ("fran", "i morgon", "från vilken dag"),
            ("fran", "2020-01-01", "före i dag"), ("till", "sedan", "till och med vilken dag"),
            ("till", "2026-11-30", "före den första"),
            ("konto", "karin", "redan rollen"),
        ])
    func role(field: String, value: String, words: String) async throws {
        let mats = try await site.browser(.mats)
        var form = ["konto": "olle", "roll": "rehabCoordinator", "fran": "2026-12-24", "till": "2027-01-17"]
        form[field] = value
        let answer = try await mats.post("/behorigheter/roll", form.map { ($0.key, $0.value) })
        answer.expectForm(of: "Behörigheter", at: field, words, kept: form.filter { $0.key != "roll" || field != "roll" })
    }

    @Test(
        "of a mandate",
        arguments: [
            ("vad", "", "Skriv vad som ska följas upp"), ("vad", String(repeating: "å", count: 501), "Texten är 501 tecken"),
            ("uppdrag-till", "sedan", "vilken dag"),
            ("uppdrag-till", "2030-01-01", "inom ett år"),
        ])
    func mandate(field: String, value: String, words: String) async throws {
        let mats = try await site.browser(.mats)
        let bo = try site.viewer(.bo).account
        var form = ["person": "\(bo)", "vad": "Planer i långa sjukfall", "uppdrag-till": "2026-12-24"]
        form[field] = value
        let answer = try await mats.post("/behorigheter/uppdrag", form.map { ($0.key, $0.value) })
        answer.expectForm(of: "Behörigheter", at: field, words, kept: form)
    }

    @Test(
        "of a new account, but for the password",
        arguments: [
            ("namn", "", "personens namn"), ("anvandarnamn", "eva lind", "utan mellanslag"),
            ("anvandarnamn", "anna", "finns redan"),
            ("hsa-id", "SE_1", "HSA-id:t går inte att läsa"), ("personnummer", "12", "Personnumret går inte att läsa"),
            ("losenord", "fel lösenord", "Lösenordet stämmer inte"), ("losenord", "", "Skriv ditt lösenord"),
        ])
    func account(field: String, value: String, words: String) async throws {
        let sven = try await site.browser(.sven)
        var form = [
            "namn": "Eva Lind", "anvandarnamn": "eva.lind", "hsa-id": "SE1-EVA", "personnummer": "191212121212",
            "losenord": Cast.password,
        ]
        form[field] = value
        let answer = try await sven.post("/konton", form.map { ($0.key, $0.value) })
        answer.expectForm(of: "Konton", at: field, words, kept: form.filter { $0.key != "losenord" })
        #expect(!answer.body.contains(Cast.password))
    }

    @Test("of a new link, with the tick that takes the second factor away")
    func link() async throws {
        let sven = try await site.browser(.sven)
        let anna = try site.viewer(.anna).account
        try await site.database.write {
            try SecondFactorRepository($0).add(secret: [1], lastStep: 0, account: anna, at: site.clock.now)
        }
        let answer = try await sven.post("/konton/\(anna)", [("gor", "lank"), ("andra-steg", "ja"), ("losenord", "fel")])
        answer.expectForm(of: Cast.anna.name, at: "losenord", "Lösenordet stämmer inte", kept: ["andra-steg": "ja"])
    }
}
