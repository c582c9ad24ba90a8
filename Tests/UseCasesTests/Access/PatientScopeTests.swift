import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("Whose data a person may see")
struct PatientScopeTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    private func list(_ person: Cast, on day: Day? = nil) async throws -> Set<String> {
        var filter = OngoingSpellsFilter()
        filter.day = day
        let page = try await site.ongoingSpells.page(
            1, filter: filter, settings: .init(recentlyEnded: 14), for: site.viewer(person), on: Fixture.today,
            at: site.clock.now)
        return Set(page.rows.map(\.name))
    }

    private func opens(_ person: Cast, _ patient: Patients, on day: Day = Fixture.today) async throws -> Bool {
        let viewer = try site.viewer(person)
        do {
            _ = try await site.patientSpell.view(
                patient: patient.publicID, spellStart: nil, settings: .init(), for: viewer, on: day, at: site.clock.now)
            return true
        } catch UseCaseError.notFound {
            return false
        }
    }

    private func protect(_ patient: Patients, through last: Day? = nil) throws {
        try site.database.writeBlocking { connection in
            let record = ProtectionRecord(
                id: "p-\(patient)", kind: .protectedIdentity, patient: patient.identifier, careUnit: Fixture.unit.hsaID,
                firstDay: Fixture.today - 5, lastDay: last)
            let outcome = try ProtectionRepository(connection).store(
                record, registry: Registry(), importRun: 1, at: site.clock.now)
            #expect(outcome == .stored)
        }
    }

    /// - Returns: whether the giver sees the patient still.
    @discardableResult
    private func give(_ patient: Patients, to person: Cast?, by giver: Cast) async throws -> Bool {
        try await site.ongoingSpells.assign(
            patients: [patient.publicID], to: person.map { try site.viewer($0).account }, by: site.viewer(giver),
            at: site.clock.now)
    }

    private static let unitOne: Set<String> = [
        Patients.tova.name, Patients.nils.name, Patients.pia.name, Patients.emil.name,
    ]

    @Test("the coordinator sees the unit's, and physicians and others too when the manager has decided so")
    func unit() async throws {
        for person in [Cast.anna, .karin, .fatima] { #expect(try await list(person) == Self.unitOne) }
    }

    @Test("without that decision a physician sees those whose certificates the physician has signed at the unit")
    func own() async throws {
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        #expect(try await list(.anna) == Self.unitOne.subtracting([Patients.nils.name]))
        #expect(try await opens(.anna, .tova))
        #expect(try await !opens(.anna, .nils))
        // Signed by Anna, but at the other unit.
        #expect(try await !opens(.anna, .ola))
        #expect(try await list(.karin) == Self.unitOne)
    }

    @Test("whoever has signed nothing sees those whose case they answer for, and only as long as they do")
    func answering() async throws {
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        #expect(try await list(.fatima).isEmpty)
        #expect(try await !opens(.fatima, .nils))
        try await give(.nils, to: .fatima, by: .karin)
        #expect(try await list(.fatima) == [Patients.nils.name])
        #expect(try await opens(.fatima, .nils))
        try await give(.nils, to: .anna, by: .karin)
        #expect(try await list(.fatima).isEmpty)
        #expect(try await list(.anna) == Self.unitOne)
    }

    @Test("whoever answers for a case sees the patient until a year after the last certificate at the unit, protected or not")
    func answeringEnds() async throws {
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        try protect(.pia)
        try await give(.nils, to: .fatima, by: .karin)
        try await give(.pia, to: .karin, by: .anna)
        for (person, patient, last) in [(Cast.fatima, Patients.nils, "2026-12-15"), (Cast.karin, Patients.pia, "2026-11-25")] {
            let last = try #require(Day(iso: last))
            #expect(try await opens(person, patient, on: last + 365))
            #expect(try await !opens(person, patient, on: last + 366))
        }
    }

    @Test("a case of only revoked certificates makes nobody a treating one")
    func answeringRevoked() async throws {
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        try await give(.tova, to: .fatima, by: .karin)
        #expect(try await opens(.fatima, .tova))
        try site.database.writeBlocking { connection in
            _ = try RevocationRepository(connection).store(
                Revocation(
                    certificate: .init(rawValue: "tova-1"), revokedAt: nil, reason: "Fel patient", revokedBy: Fixture.doctor),
                importRun: 1)
        }
        try await site.figures.refresh()
        #expect(try await !opens(.fatima, .tova))
    }

    @Test("whoever gives away a case is told whether the patient is to be seen still")
    func givenAway() async throws {
        try protect(.pia)
        #expect(try await give(.pia, to: .karin, by: .anna))
        #expect(try await !give(.pia, to: nil, by: .karin))
        #expect(try await !opens(.karin, .pia))
    }

    @Test("a registered measure makes a treating one for a year")
    func measure() async throws {
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        func register(_ id: String, on day: Day) throws {
            try site.database.writeBlocking { connection in
                _ = try ProcedureRepository(connection, registry: Registry()).store(
                    ProcedureRegistration(
                        id: id, patient: Patients.nils.identifier, careUnit: Fixture.unit.hsaID, day: day, code: "GC001",
                        performedBy: Fixture.doctor.hsaID), importRun: 1)
            }
        }
        try register("old", on: Fixture.today - 366)
        #expect(try await !opens(.anna, .nils))
        try register("new", on: Fixture.today - 365)
        #expect(try await opens(.anna, .nils))
    }

    @Test("an earlier day's list shows no more patients than today's right")
    func earlierDay() async throws {
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        #expect(try await list(.anna, on: Fixture.today - 30) == [Patients.pia.name, Patients.emil.name])
        try protect(.emil)
        #expect(try await list(.karin, on: Fixture.today - 30) == [Patients.nils.name, Patients.pia.name])
    }

    @Test("a case outside the right can be given to nobody")
    func outsideCannotBeGiven() async throws {
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        await #expect(throws: UseCaseError.notFound) { try await give(.nils, to: .anna, by: .anna) }
    }

    @Test("what is due is counted over one's own list, for those who see patients")
    func counts() async throws {
        func late(_ person: Cast) async throws -> Int? {
            try await site.ongoingSpells.deadlineCounts(settings: .init(), for: site.viewer(person), on: Fixture.today)
                .attention[.nobodyResponsible]
        }
        #expect(try await late(.anna) == 3)
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        #expect(try await late(.anna) == 2)
        #expect(try await late(.karin) == 3)
        #expect(try await late(.bo) == 3)
    }

    @Test("a protected person exists only for those who treat the person, and has no name")
    func protectedIdentity() async throws {
        try protect(.pia)
        #expect(try await list(.karin) == Self.unitOne.subtracting([Patients.pia.name]))
        #expect(try await !opens(.karin, .pia))
        #expect(try await !opens(.fatima, .pia))
        #expect(
            try await list(.anna)
                == Self.unitOne.subtracting([Patients.pia.name]).union([PatientRepository.Patient.protectedName]))
        #expect(try await opens(.anna, .pia))
        let view = try await site.patientSpell.view(
            patient: Patients.pia.publicID, spellStart: nil, settings: .init(), for: site.viewer(.anna), on: Fixture.today,
            at: site.clock.now)
        #expect(view.name == PatientRepository.Patient.protectedName)
        let found = try await site.ongoingSpells.patient(
            identifiedBy: Patients.pia.identifier.canonical, settings: .init(), for: site.viewer(.karin), on: Fixture.today,
            at: site.clock.now)
        #expect(found == nil)
        // The physician may bring in the coordinator.
        try await give(.pia, to: .karin, by: .anna)
        #expect(try await opens(.karin, .pia))
    }

    @Test("a protection that has ended hides nothing, and its name is there again")
    func lifted() async throws {
        try protect(.pia)
        #expect(try await !list(.karin).contains(Patients.pia.name))
        try protect(.pia, through: Fixture.today - 1)
        #expect(try await list(.karin) == Self.unitOne)
    }

    @Test("a text in quarantine that names a protected person is not shown and not corrected; it can be set aside")
    func protectedInQuarantine() async throws {
        let karin = try site.viewer(.karin)
        #expect(try await !site.imports.item(1, for: karin, at: site.clock.now).text.isEmpty)
        try protect(.tova)
        let item = try await site.imports.item(1, for: karin, at: site.clock.now)
        #expect(item.isWithheld && item.text.isEmpty && item.header.isEmpty)
        await #expect(throws: UseCaseError.notFound) {
            _ = try await site.imports.retry(1, text: "x", by: karin, at: site.clock.now)
        }
        #expect(try await site.imports.conflicts(for: karin, at: site.clock.now).isEmpty)
        try await site.imports.setAside(1, because: "Dubblett", by: karin, at: site.clock.now)
    }

    @Test("certificates with different content are not set aside by who may not see them, and do not name a protected person")
    func protectedInConflict() async throws {
        let (karin, folder) = (try site.viewer(.karin), try ImportFolder())
        let row = Export.certificate("k-1", patient: 2).replacing(
            Fixture.person(2).formatted, with: Patients.tova.identifier.formatted)
        for (file, name) in [("a.csv", "Namn Ett"), ("b.csv", "Namn Nytt")] {
            let path = try folder.write(file, Export.certificates([row.replacing("Namn 2", with: name)]))
            _ = try site.database.imports([path])
        }
        try await site.figures.refresh()
        func names() async throws -> [String] {
            try await site.imports.conflicts(for: karin, at: site.clock.now).flatMap(\.differences)
                .filter { $0.field == "Patientens namn" }.flatMap { [$0.stored, $0.newcomer] }
        }
        #expect(try await names() == ["Namn Ett", "Namn Nytt"])
        let conflict = try #require(try await site.imports.conflicts(for: karin, at: site.clock.now).first)
        func setAside() async throws {
            try await site.imports.setAsideConflict(
                number: conflict.number, ordinal: conflict.ordinal, by: karin, at: site.clock.now)
        }
        try protect(.tova)
        #expect(try await site.imports.conflicts(for: karin, at: site.clock.now).isEmpty)
        await #expect(throws: UseCaseError.notFound) { try await setAside() }
        try await give(.tova, to: .karin, by: .anna)
        let hidden = PatientRepository.Patient.protectedName
        #expect(try await names() == [hidden, hidden])
        try await setAside()
    }

    @Test("nobody opens the own record")
    func ownRecord() async throws {
        let karin = try site.viewer(.karin)
        try site.database.writeBlocking {
            try AccountPersonRepository($0).set(Patients.nils.identifier, account: karin.account)
        }
        #expect(try await !opens(.karin, .nils))
        #expect(try await list(.karin) == Self.unitOne.subtracting([Patients.nils.name]))
        #expect(try await opens(.anna, .nils))
    }

    @Test("a physician sees the own figure in the spread, and the lead everybody's")
    func figures() async throws {
        func names(_ person: Cast) async throws -> [String] {
            try await site.measures.detail(
                .init(rawValue: "fordelning-mellan-lakare"), rebases: [], for: site.viewer(person), on: Fixture.today
            ).physicians
                .map(\.name)
        }
        #expect(try await names(.anna) == [Fixture.doctor.name])
        #expect(try await names(.bo) == [Fixture.otherDoctor.name, Fixture.doctor.name])
        #expect(try await names(.karin).isEmpty)
    }
}
