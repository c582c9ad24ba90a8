import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Giving somebody responsibility for cases")
struct ResponsibilityTests {
    private func assign(_ site: TestSite, _ patients: [String], to account: Int?, by person: Cast = .karin) async throws {
        try await site.ongoingSpells.assign(patients: patients, to: account, by: site.viewer(person), at: site.clock.now)
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

    @Test("a case that is over, and in no list, is given and taken back")
    func ended() async throws {
        let site = try TestSite()
        let (karin, anna) = (try site.viewer(.karin), try site.viewer(.anna))
        func answering() async throws -> Int? {
            try await site.patientSpell.view(
                patient: Patients.emil.publicID, spellStart: nil, settings: .init(), for: karin, on: Fixture.today,
                at: site.clock.now
            ).responsible?.account
        }
        let page = try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(), for: karin, on: Fixture.today, at: site.clock.now)
        #expect(!page.rows.contains { $0.name == Patients.emil.name })
        try await assign(site, [Patients.emil.publicID], to: anna.account)
        #expect(try await answering() == anna.account)
        try await assign(site, [Patients.emil.publicID], to: nil)
        #expect(try await answering() == nil)
    }

    @Test("to those who have a role today, whatever day the list is shown for")
    func earlierDay() async throws {
        let site = try TestSite()
        let (karin, olle, bo) = (try site.viewer(.karin), try site.viewer(.olle), try site.viewer(.bo))
        try site.database.writeBlocking { connection in
            let accounts = AccountRepository(connection)
            try accounts.assign(
                account: olle.account, role: Role.physician.rawValue, provider: karin.provider, unit: karin.unit.number,
                from: Fixture.today)
            try accounts.assign(
                account: bo.account, role: Role.physician.rawValue, provider: karin.provider, unit: karin.unit.number,
                from: Fixture.today - 60, through: Fixture.today - 1)
        }
        var filter = OngoingSpellsFilter()
        filter.day = Fixture.today - 10
        let page = try await site.ongoingSpells.page(
            1, filter: filter, settings: .init(), for: karin, on: Fixture.today, at: site.clock.now)
        #expect(page.people.map(\.name) == [Cast.anna, .fatima, .karin, .olle].map(\.name).sorted())
        try await assign(site, [Patients.tova.publicID], to: olle.account)
        #expect(try await responsible(site) == [Patients.tova.name: olle.name])
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
