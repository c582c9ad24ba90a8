import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Blocks, emergency access and consent")
struct PatientProtectionTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    private func view(_ person: Cast, _ patient: Patients = .pia) async throws -> PatientProtection.View {
        try await site.protection.view(patient: patient.publicID, for: site.viewer(person), at: site.clock.now)
    }

    private func other(_ person: Cast, _ patient: Patients = .pia, unit: Int = 2) async throws
        -> PatientProtection.OtherUnitView
    {
        try await site.protection.otherUnit(unit, of: patient.publicID, for: site.viewer(person), at: site.clock.now)
    }

    private func open(_ person: Cast, reason: String = "Medvetslös på akuten", unit: Int = 2) async throws {
        try await site.protection.openInEmergency(
            unit: unit, of: Patients.pia.publicID, reason: reason, by: site.viewer(person), at: site.clock.now)
    }

    private func liftByFile() throws {
        try site.database.writeBlocking { connection in
            let record = ProtectionRecord(
                id: "s-1", kind: .block, patient: Patients.pia.identifier, careUnit: Fixture.otherUnit.hsaID,
                firstDay: Day(iso: "2026-01-01")!, lastDay: Fixture.today - 1)
            _ = try ProtectionRepository(connection).store(record, registry: Registry(), importRun: 1, at: site.clock.now)
        }
    }

    @Test("that another unit has blocked data is seen, and the data are not")
    func blocked() async throws {
        let units = try await view(.karin).otherUnits
        #expect(units.map(\.name) == [Fixture.otherUnit.name] && units.map(\.access) == [.blocked])
        let page = try await other(.karin)
        #expect(page.certificates.isEmpty && page.unit.access == .blocked)
    }

    @Test("without a block another unit of the provider is open by choice, and the own lists do not show it")
    func unblocked() async throws {
        try liftByFile()
        let page = try await other(.karin)
        #expect(page.certificates.map(\.certificate.id.rawValue) == ["pia-0"] && page.unit.access == .open)
        let spell = try await site.patientSpell.view(
            patient: Patients.pia.publicID, spellStart: nil, settings: .init(), for: site.viewer(.karin), on: Fixture.today,
            at: site.clock.now)
        #expect(spell.certificates.map(\.certificate.id.rawValue) == ["pia-1"])
    }

    @Test("an emergency opens it for the one who gave the reason, for an hour")
    func emergency() async throws {
        try await open(.anna)
        #expect(try await other(.anna).certificates.count == 1)
        #expect(try await other(.karin).certificates.isEmpty)
        // Pressed twice it is opened once.
        try await open(.anna)
        site.clock.advance(seconds: 3_599)
        #expect(try await other(.anna).certificates.count == 1)
        site.clock.advance(seconds: 1)
        #expect(try await other(.anna).certificates.isEmpty)
        try await open(.anna)
        let openings = try await site.database.read { try EmergencyAccessRepository($0).newest(9, provider: 1, from: nil) }
        #expect(openings.map(\.by) == [Cast.anna.name, Cast.anna.name])
        #expect(openings[0].reason == "Medvetslös på akuten" && openings[0].blocked == Fixture.otherUnit.name)
        #expect(try await site.database.read { try EmergencyAccessRepository($0).newest(9, provider: 2, from: nil).isEmpty })
    }

    @Test("an emergency has a reason", arguments: ["", "akut", String(repeating: "x", count: 501)])
    func reason(text: String) async throws {
        await #expect(throws: UseCaseError.self) { try await open(.anna, reason: text) }
        #expect(try await other(.anna).certificates.isEmpty)
    }

    @Test("who is told what a patient has or has not by a form that is refused has looked, and the log says so")
    func refusedEmergency() async throws {
        func looks() throws -> Int {
            try site.database.readBlocking {
                try $0.first("SELECT COUNT(*) FROM access_log WHERE activity = 'Läsa' AND resource = 'Spärrar och samtycken'") {
                    $0.int(0)
                } ?? 0
            }
        }
        try liftByFile()
        await #expect(throws: UseCaseError.self) { try await open(.anna) }
        #expect(try looks() == 1)
        await #expect(throws: UseCaseError.notFound) { try await open(.anna, unit: 99) }
        #expect(try looks() == 1)
        await #expect(throws: UseCaseError.self) {
            try await site.protection.withdrawConsent(
                of: Patients.pia.publicID, to: .employer, by: site.viewer(.karin), at: site.clock.now)
        }
        #expect(try looks() == 2)
    }

    @Test("units that have nothing of the patient, and those of other providers, do not exist", arguments: [1, 3, 99])
    func noSuchUnit(unit: Int) async throws {
        await #expect(throws: UseCaseError.notFound) { _ = try await other(.karin, unit: unit) }
        await #expect(throws: UseCaseError.notFound) { try await open(.anna, unit: unit) }
    }

    @Test("a block set at the unit closes its data to the next unit, and lifting opens them again")
    func setAndLift() async throws {
        let (id, karin) = (Patients.pia.publicID, try site.viewer(.karin))
        func blockedUnits() async throws -> Set<Int> {
            try await site.database.read {
                try ProtectionRepository($0).blockedUnits(provider: 1, person: Patients.pia.rawValue + 1, on: Fixture.today)
            }
        }
        #expect(try await blockedUnits() == [2])
        try await site.protection.block(patient: id, by: karin, at: site.clock.now)
        try await site.protection.block(patient: id, by: karin, at: site.clock.now)
        #expect(try await blockedUnits() == [1, 2])
        #expect(try await view(.karin).isBlocked)
        #expect(try await view(.karin).history.count == 2)
        // The own unit goes on seeing what it has written.
        #expect(try await site.browser(.anna).get("/patient/\(id)").status == 200)
        try await site.protection.lift(patient: id, by: karin, at: site.clock.now)
        // The other unit's block is not this unit's to lift.
        #expect(try await blockedUnits() == [2])
        #expect(try await view(.karin).history.map(\.recordedBy) == [Cast.karin.name, Cast.karin.name, nil])
    }

    /// What the log says was done to blocks.
    private func logged() throws -> [String] {
        try site.database.readBlocking {
            try $0.all("SELECT resource FROM access_log WHERE resource LIKE 'Spärr%' AND activity <> 'Läsa' ORDER BY id") {
                $0.text(0)
            }
        }
    }

    @Test("what was blocked already, and what was not blocked at all, leaves nothing in the log")
    func nothingDone() async throws {
        let (id, karin) = (Patients.pia.publicID, try site.viewer(.karin))
        try await site.protection.lift(patient: id, by: karin, at: site.clock.now)
        #expect(try logged() == [])
        for _ in 0..<2 { try await site.protection.block(patient: id, by: karin, at: site.clock.now) }
        for _ in 0..<2 { try await site.protection.lift(patient: id, by: karin, at: site.clock.now) }
        #expect(try logged() == ["Spärr", "Spärr hävd"])
    }

    @Test(
        "a block that a file has told of and that has not begun is seen coming, and is lifted with the others or alone",
        arguments: [false, true])
    func comingBlock(isAlone: Bool) async throws {
        let (id, karin, begins) = (Patients.pia.publicID, try site.viewer(.karin), Fixture.today + 5)
        try site.database.writeBlocking { connection in
            let record = ProtectionRecord(
                id: "s-9", kind: .block, patient: Patients.pia.identifier, careUnit: Fixture.unit.hsaID, firstDay: begins,
                lastDay: nil)
            _ = try ProtectionRepository(connection).store(record, registry: Registry(), importRun: 1, at: site.clock.now)
        }
        func blockedUnits() async throws -> Set<Int> {
            try await site.database.read {
                try ProtectionRepository($0).blockedUnits(provider: 1, person: Patients.pia.rawValue + 1, on: begins)
            }
        }
        let before = try await view(.karin)
        #expect(!before.isBlocked && before.blockedFrom == begins)
        #expect(try await blockedUnits() == [1, 2])
        // Until it begins the unit may block at once.
        if !isAlone { try await site.protection.block(patient: id, by: karin, at: site.clock.now) }
        #expect(try await view(.karin).isBlocked == !isAlone)
        try await site.protection.lift(patient: id, by: karin, at: site.clock.now)
        #expect(try await blockedUnits() == [2])
        let after = try await view(.karin)
        #expect(!after.isBlocked && after.blockedFrom == nil)
        #expect(try logged().last == "Spärr hävd")
        // On no day has it held or will it, and history has no period that never was.
        let lifted = try #require(after.history.first { $0.firstDay == begins })
        #expect(lifted.lastDay == Fixture.today - 1 && lifted.recordedBy == Cast.karin.name)
        let page = try await site.browser(.karin).get("/patient/\(id)/skydd").body
        #expect(page.contains("hävd innan den började \(begins)"))
        #expect(page.contains("från \(Fixture.today), hävd samma dag") == !isAlone)
        #expect(!page.contains("från \(Fixture.today - 1)"))
        // A file cannot say it: there it has one day, which is over, and read in again it is what is known.
        let exported = try site.database.readBlocking { connection in
            var records: [ProtectionRecord] = []
            try ProtectionRepository(connection).forEachRecord { records.append($0) }
            return records
        }
        let gone = try #require(exported.first { $0.id == "s-9" })
        #expect(exported.count == (isAlone ? 2 : 3) && gone.firstDay == Fixture.today - 1 && gone.lastDay == gone.firstDay)
        let again = try site.database.writeBlocking {
            try ProtectionRepository($0).store(gone, registry: Registry(), importRun: 1, at: site.clock.now)
        }
        #expect(again == .alreadyKnown)
        #expect(try await view(.karin).history.contains { $0.firstDay == begins && $0.lastDay == Fixture.today - 1 })
    }

    @Test("only those whose role has it block, and nobody reaches patients of others")
    func rights() async throws {
        let pia = Patients.pia.publicID
        await #expect(throws: UseCaseError.notAllowed(.blockPatients)) {
            try await site.protection.block(patient: pia, by: site.viewer(.fatima), at: site.clock.now)
        }
        for person in [Cast.bo, .mats, .rita, .sven, .lena] {
            await #expect(throws: UseCaseError.notAllowed(.seePatients)) { _ = try await view(person) }
        }
        for person in [Cast.olle, .ove] { await #expect(throws: UseCaseError.notFound) { _ = try await view(person) } }
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        await #expect(throws: UseCaseError.notFound) { _ = try await view(.anna, .nils) }
        await #expect(throws: UseCaseError.notFound) {
            try await site.protection.block(patient: Patients.nils.publicID, by: site.viewer(.anna), at: site.clock.now)
        }
    }

    private func give(
        _ party: Consent.Party, on day: Day = Fixture.today, through last: Day? = nil, about: String = "Anpassningar"
    ) async throws {
        try await site.protection.giveConsent(
            of: Patients.pia.publicID, to: party, about: about, isWritten: true, on: day, through: last,
            by: site.viewer(.karin), at: site.clock.now)
    }

    @Test("a consent holds for its party until it is withdrawn or runs out, and every word of it is kept")
    func consent() async throws {
        try await give(.employer)
        try await give(.employmentService, on: Fixture.today - 9, through: Fixture.today - 1)
        #expect(try await view(.anna).consents.map(\.party) == [.employer])
        try await site.protection.withdrawConsent(
            of: Patients.pia.publicID, to: .employer, by: site.viewer(.anna), at: site.clock.now)
        let after = try await view(.karin)
        #expect(after.consents.isEmpty)
        #expect(after.consentHistory.map(\.isGiven) == [false, true, true])
        #expect(after.consentHistory.map(\.recordedBy) == [Cast.anna.name, Cast.karin.name, Cast.karin.name])
        await #expect(throws: UseCaseError.self) {
            try await site.protection.withdrawConsent(
                of: Patients.pia.publicID, to: .employer, by: site.viewer(.anna), at: site.clock.now)
        }
        try await give(.employer, about: "Arbetstid")
        #expect(try await view(.karin).consents.map(\.about) == ["Arbetstid"])
    }

    @Test("a consent is refused without words, in the future, or when it ends before it begins")
    func refusedConsents() async throws {
        await #expect(throws: UseCaseError.self) { try await give(.employer, about: "") }
        await #expect(throws: UseCaseError.self) { try await give(.employer, on: Fixture.today + 1) }
        await #expect(throws: UseCaseError.self) { try await give(.employer, through: Fixture.today - 1) }
        #expect(try await view(.karin).consentHistory.isEmpty)
    }

    @Test("consent opens no block")
    func consentIsSeparate() async throws {
        for party in Consent.Party.allCases { try await give(party) }
        #expect(try await other(.karin).certificates.isEmpty)
    }
}
