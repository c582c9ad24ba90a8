import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("A physician's own part of the list")
struct OngoingSpellsOwnTests {
    private let site: TestSite
    private let tova = Patients.tova.name
    private let nils = Patients.nils.name
    private let pia = Patients.pia.name

    init() throws { site = try TestSite() }

    private func page(
        by person: Cast = .anna, _ change: (inout OngoingSpellsFilter) -> Void = { _ in }
    ) async throws -> OngoingSpells.Page {
        var filter = OngoingSpellsFilter()
        filter.whose = .mine
        filter.sort = .name
        change(&filter)
        return try await site.ongoingSpells.page(
            1, filter: filter, settings: .init(), for: site.viewer(person), on: Fixture.today, at: site.clock.now)
    }

    private func give(_ patient: Patients, to person: Cast?) async throws {
        try await site.ongoingSpells.assign(
            patients: [patient.publicID], to: person.map { try site.viewer($0).account }, by: site.viewer(.karin),
            at: site.clock.now)
    }

    /// Who the access log says was looked at.
    private func looks() throws -> [Int] {
        try site.database.readBlocking {
            try $0.all("SELECT DISTINCT person_id FROM patient_set_member ORDER BY person_id") { $0.int(0) }
        }
    }

    @Test("has those whom the physician answers for now beside those whom the physician certifies", arguments: [true, false])
    func responsible(seesUnit: Bool) async throws {
        try TestSite.setPhysiciansSeeUnit(seesUnit, in: site.database)
        #expect(try await page().rows.map(\.name) == [pia, tova])
        try await give(.nils, to: .anna)
        #expect(try await page().rows.map(\.name) == [nils, pia, tova])
        // Whose certificate it is counts as before, whoever answers for the case.
        try await give(.pia, to: .fatima)
        try await give(.nils, to: .karin)
        #expect(try await page().rows.map(\.name) == [pia, tova])
        try await give(.nils, to: nil)
        #expect(try await page().rows.map(\.name) == [pia, tova])
    }

    @Test("shows nobody whom the physician may not see, though the physician answers for the case")
    func oneself() async throws {
        try await give(.nils, to: .anna)
        let anna = try site.viewer(.anna).account
        try site.database.writeBlocking { connection in
            try AccountPersonRepository(connection).set(Patients.nils.identifier, account: anna)
        }
        #expect(try await page().rows.map(\.name) == [pia, tova])
        #expect(try await page { $0.patient = Patients.nils.publicID }.matchingOfOthers == 0)
    }

    @Test("without a line that the filter lets through, those of others are counted, by all that the filter asks")
    func others() async throws {
        #expect(try await page { $0.chapter = .musculoskeletal }.matchingOfOthers == 1)
        #expect(try await page { $0.text = "m54 alm" }.matchingOfOthers == 1)
        #expect(try await page { $0.text = "m54 ek" }.matchingOfOthers == 0)
        #expect(try await page { $0.patient = Patients.nils.publicID }.matchingOfOthers == 1)
        #expect(try await page { $0.patient = "ingen" }.matchingOfOthers == 0)
        #expect(try await page { $0.attention = .withoutPlan }.matchingOfOthers == 1)
        #expect(
            try await page {
                $0.attention = .deadlineToday
                $0.chapter = .musculoskeletal
            }.matchingOfOthers == 0)
        // What is the physician's own is enough, and the unit's list has no others.
        #expect(try await page().matchingOfOthers == 0)
        #expect(
            try await page {
                $0.whose = .unit
                $0.patient = "ingen"
            }.matchingOfOthers == 0)
    }

    @Test("and never those whom the physician may not see")
    func unseen() async throws {
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        #expect(try await page { $0.text = "åkerman" }.matchingOfOthers == 0)
        #expect(try await page { $0.patient = Patients.nils.publicID }.matchingOfOthers == 0)
        #expect(try looks().isEmpty)
    }

    @Test("who is sought and only counted is logged as looked at; a number of diagnoses is a look at nobody")
    func counted() async throws {
        _ = try await page { $0.chapter = .musculoskeletal }
        _ = try await page { $0.text = "M54 alm" }
        #expect(try looks().isEmpty)
        _ = try await page { $0.text = "åkerman" }
        #expect(try looks() == [Patients.nils.rawValue + 1])
    }

    @Test("a number that is sought and only counted is logged too")
    func countedNumber() async throws {
        _ = try await page { $0.patient = Patients.nils.publicID }
        #expect(try looks() == [Patients.nils.rawValue + 1])
    }
}
