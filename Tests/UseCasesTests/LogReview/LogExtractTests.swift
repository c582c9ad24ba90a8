import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("The extract of the access log that a patient may have")
struct LogExtractTests: LogWorld {
    private func extract(_ site: TestSite, _ text: String, _ viewer: Viewer) async throws -> LogExtract.Extract {
        try await site.logExtract.extract(of: text, as: .file, for: viewer, at: site.clock.now)
    }

    @Test("the extract has when, from where and what, alone and in lists, and no name of staff; that it was made is logged")
    func extract() async throws {
        let site = try await world()
        let lena = try site.viewer(.lena)
        let tova = try await extract(site, Patients.tova.identifier.formatted, lena)
        #expect(tova.rows.map(\.resource) == ["Sjukfall", "Pågående sjukfall"] && tova.name == Patients.tova.name && !tova.isCut)
        #expect(Set(tova.rows.map(\.unitName)) == [Fixture.unit.name])
        let text = try #require(String(validating: tova.csv, as: UTF8.self))
        #expect(text.hasPrefix("\u{FEFF}dag;tid;enhet;vad;uppgifter;ändamål\r\n2026-11-20;10:00;"))
        for person in Cast.allCases { #expect(!text.contains(person.name)) }
        // The next one shows that the first was made.
        #expect(try await extract(site, Patients.tova.identifier.canonical, lena).rows.first?.activity == "Utskrift")
        #expect(try await extract(site, Patients.ola.identifier.canonical, lena).rows.map(\.resource) == ["Pågående sjukfall"])
    }

    @Test("what is no number, nobody, and another provider's patient give no extract, and only reviewers may ask")
    func noExtract() async throws {
        let site = try await world()
        let lena = try site.viewer(.lena)
        for text in ["", "Tova", Patients.greta.identifier.canonical, "19121212-1212"] {
            await #expect(throws: UseCaseError.self) { try await extract(site, text, lena) }
        }
        // That nobody has the number, or not here, was told: the two looks are in the log.
        #expect(try await site.logReview.own(10, for: lena).map(\.resource) == ["Loggutdrag", "Loggutdrag"])
        for person in Cast.allCases where person != .lena && person != .mats {
            await #expect(throws: UseCaseError.notAllowed(.reviewLog)) {
                try await extract(site, Patients.tova.identifier.canonical, site.viewer(person))
            }
        }
    }

    @Test("an extract of one unit has the unit's looks alone and says so; the provider's has them all, and no such word")
    func oneUnit() async throws {
        let site = try await world()
        // Pia is a patient of both units.
        try await look(site, at: .pia, as: site.viewer(.olle))
        for patient in [Patients.pia, .emil] {
            let own = try await extract(site, patient.identifier.canonical, manager(site))
            #expect(own.unit == Fixture.unit.name && own.rows.allSatisfy { $0.unitName == Fixture.unit.name })
            #expect(own.rows.isEmpty == (patient == .emil))
            let text = try #require(String(validating: own.csv, as: UTF8.self))
            let words = "Utdraget gäller bara \(Fixture.unit.name). Vårdgivarens logggranskare"
            #expect(text.contains("\r\n;;\(Fixture.unit.name);;\(words)"))
        }
        let whole = try await extract(site, Patients.pia.identifier.canonical, site.viewer(.lena))
        #expect(whole.unit == nil && Set(whole.rows.map(\.unitName)) == [Fixture.unit.name, Fixture.otherUnit.name])
        let text = try #require(String(validating: whole.csv, as: UTF8.self))
        #expect(!text.contains("gäller bara"))
    }

    @Test("a manager learns of no other unit's patient: the answer and the log's row are those of a number that nobody has")
    func stranger() async throws {
        let site = try await world()
        let mats = try manager(site)
        let nobody = UseCaseError.invalidAnswer(
            .extractNumber,
            "Ingen patient på enheten har numret. Kontrollera det, eller be vårdgivarens logggranskare göra utdraget.")
        try protect(.ola, site)
        for number in ["191212121212", Patients.ola.identifier.canonical, Patients.greta.identifier.canonical] {
            await #expect(throws: nobody) { try await extract(site, number, mats) }
        }
        #expect(try await site.logReview.own(10, for: mats).map(\.patients) == [0, 0, 0])
        // Emil has certificates at the unit, and nobody has looked; Ola has none, and then somebody at the unit looks.
        #expect(try await extract(site, Patients.emil.identifier.canonical, mats).rows.isEmpty)
        try await look(site, at: .ola, as: site.viewer(.karin))
        let ola = try await extract(site, Patients.ola.identifier.canonical, mats)
        #expect(ola.rows.map(\.resource) == ["Prov"] && ola.name == PatientRepository.Patient.protectedName)
    }

    @Test("the export of everything is in every patient's extract of the provider, and in none of a unit")
    func export() async throws {
        let (site, folder) = (try await world(), try ImportFolder())
        _ = try UseCases.Export(database: site.database).write(to: folder.url, forExcel: false, at: site.clock.now)
        // A list of nobody is no look at anybody.
        let karin = try site.viewer(.karin)
        try await site.database.write { connection in
            try AccessLog.append(.read, "Prov", .patients([]), by: karin, at: site.clock.now, in: connection)
        }
        for patient in [Patients.tova, .ola, .emil] {
            let rows = try await extract(site, patient.identifier.canonical, site.viewer(.lena)).rows
            let exports = rows.filter { $0.resource == "Allt som är inläst, till filer" }
            #expect(exports.count == 1 && rows.first == exports.first && !rows.contains { $0.resource == "Prov" })
            #expect(exports.first?.activity == "Utskrift" && exports.first?.unitName == Fixture.provider.name)
            #expect(exports.first?.at == site.clock.now && exports.first?.purpose == "Administration")
        }
        let own = try await extract(site, Patients.tova.identifier.canonical, manager(site))
        #expect(own.rows.map(\.resource) == ["Sjukfall", "Pågående sjukfall"])
    }

    /// The store's numbers of the patients are in the order of the cast.
    private func look(_ site: TestSite, at patient: Patients, as viewer: Viewer) async throws {
        try await site.database.write { connection in
            try AccessLog.append(
                .read, "Prov", .patient(patient.rawValue + 1), by: viewer, at: site.clock.now, in: connection)
        }
    }

    private func protect(_ patient: Patients, _ site: TestSite) throws {
        try site.database.writeBlocking { connection in
            let record = ProtectionRecord(
                id: "p-\(patient)", kind: .protectedIdentity, patient: patient.identifier, careUnit: Fixture.otherUnit.hsaID,
                firstDay: Fixture.today - 5, lastDay: nil)
            _ = try ProtectionRepository(connection).store(record, registry: Registry(), importRun: 1, at: site.clock.now)
        }
    }
}
