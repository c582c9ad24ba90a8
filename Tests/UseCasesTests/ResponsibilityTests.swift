import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Giving somebody responsibility for cases")
struct ResponsibilityTests {
    private func assign(_ site: TestSite, _ patients: [String], to account: Int?, by person: Cast = .karin) async throws {
        try await site.ongoingSpells.assign(
            patients: patients, to: account, settings: .init(), by: site.viewer(person), on: Fixture.today, at: site.clock.now)
    }

    private func responsible(_ site: TestSite) async throws -> [String: String] {
        let page = try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(), for: site.viewer(.karin), on: Fixture.today, at: site.clock.now)
        return Dictionary(uniqueKeysWithValues: page.rows.compactMap { row in row.responsible.map { (row.name, $0.name) } })
    }

    @Test("several at once, seen in the list, the filter and the patient's history")
    func several() async throws {
        let site = try TestSite()
        let anna = try site.viewer(.anna)
        try await assign(site, [Patients.tova.publicID, Patients.nils.publicID, Patients.tova.publicID], to: anna.account)
        #expect(try await responsible(site) == [Patients.tova.name: anna.name, Patients.nils.name: anna.name])
        try await assign(site, [Patients.tova.publicID], to: nil, by: .anna)
        #expect(try await responsible(site) == [Patients.nils.name: anna.name])
        let view = try await site.patientSpell.view(
            patient: Patients.tova.publicID, spellStart: nil, settings: .init(), for: anna, on: Fixture.today, at: site.clock.now)
        #expect(view.responsibleHistory.map(\.responsible) == [anna.name, nil])
        #expect(view.responsibleHistory.map(\.by) == [Cast.karin.name, anna.name])
    }

    @Test("one unknown patient among them, and none is changed")
    func unknown() async throws {
        let site = try TestSite()
        for stranger in [Patients.ola.publicID, Patients.greta.publicID, "finns-inte", ""] {
            await #expect(throws: UseCaseError.notFound) {
                try await assign(site, [Patients.tova.publicID, stranger], to: site.viewer(.anna).account)
            }
        }
        #expect(try await responsible(site).isEmpty)
    }

    @Test("only to somebody who works with patients at the unit, and never to nobody's patients")
    func people() async throws {
        let site = try TestSite()
        for person in [Cast.olle, .bo, .lena] {
            await #expect(
                throws: UseCaseError.invalidAnswer(.responsible, "Personen har ingen roll på enheten. Välj någon annan i listan.")
            ) {
                try await assign(site, [Patients.tova.publicID], to: site.viewer(person).account)
            }
        }
        await #expect(throws: UseCaseError.invalid("Välj minst en patient i listan.")) { try await assign(site, [], to: nil) }
        let page = try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(), for: site.viewer(.karin), on: Fixture.today, at: site.clock.now)
        #expect(page.people.map(\.name) == [Cast.anna, .fatima, .karin].map(\.name).sorted())
    }

    @Test("who is told that the person has no role has been told that the patient is in the list, and the log says so")
    func refusedIsALook() async throws {
        let site = try TestSite()
        func looks() throws -> [Int] {
            try site.database.readBlocking {
                try $0.all(
                    """
                    SELECT m.person_id FROM patient_set_member m JOIN access_log l ON l.patient_set_id = m.patient_set_id
                    WHERE l.activity = 'Läsa'
                    """
                ) { $0.int(0) }
            }
        }
        await #expect(throws: UseCaseError.notFound) { try await assign(site, [Patients.ola.publicID], to: 9_999) }
        #expect(try looks().isEmpty)
        await #expect(throws: UseCaseError.self) { try await assign(site, [Patients.tova.publicID], to: 9_999) }
        #expect(try looks() == [Patients.tova.rawValue + 1])
    }

    @Test("not by a role without the right", arguments: [Cast.fatima, .bo, .mats, .rita, .sven, .lena])
    func rights(person: Cast) async throws {
        let site = try TestSite()
        await #expect(throws: UseCaseError.notAllowed(.assignCases)) {
            try await assign(site, [Patients.tova.publicID], to: nil, by: person)
        }
    }
}
