import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("A unit's people see and correct what is their unit's in quarantine")
struct QuarantineScopeTests {
    private let site: TestSite
    private let folder: ImportFolder

    init() throws {
        site = try TestSite()
        folder = try ImportFolder()
    }

    /// The number of the only row of the text that breaks.
    private func quarantined(_ text: String) throws -> Int {
        #expect(try site.database.imports([try folder.write("fel.csv", text)]).counts.quarantined == 1)
        return try site.database.count("SELECT MAX(id) FROM quarantine")
    }

    private func protect(_ patient: Patients) throws {
        try site.database.writeBlocking { connection in
            let record = ProtectionRecord(
                id: "p-\(patient)", kind: .protectedIdentity, patient: patient.identifier, careUnit: Fixture.unit.hsaID,
                firstDay: Fixture.today - 5, lastDay: nil)
            _ = try ProtectionRepository(connection).store(record, registry: Registry(), importRun: 1, at: site.clock.now)
        }
    }

    private func item(_ id: Int, for viewer: Viewer) async throws -> Imports.Item {
        try await site.imports.item(id, for: viewer, at: site.clock.now)
    }

    private func retry(_ id: Int, _ text: String) async throws -> Imports.Retry {
        try await site.imports.retry(id, text: text, by: site.viewer(.karin), at: site.clock.now)
    }

    private func isRefused(_ id: Int, _ text: String, _ words: String) async throws -> Bool {
        guard case .refused(let reason) = try await retry(id, text) else { return false }
        return reason.contains(words)
    }

    /// Whom the log's rows about the item name.
    private func logged(_ id: Int) throws -> [Int] {
        try site.database.readBlocking {
            try $0.all(
                """
                SELECT DISTINCT m.person_id FROM patient_set_member m JOIN access_log l ON l.patient_set_id = m.patient_set_id
                WHERE l.resource = \("Karantän post \(id)") ORDER BY 1
                """
            ) { $0.int(0) }
        }
    }

    private static let protectionHeader = "skydds_id;skydd;personnummer;enhet_hsa_id;galler_fran;galler_till\n"

    private func protection(
        _ id: String, _ kind: String, _ patient: Patients, unit: CareUnitReference = Fixture.unit,
        from first: String = "2026-01-01",
        through last: String = "2026-11-19"
    ) -> String {
        "\(id);\(kind);\(patient.identifier.formatted);\(unit.hsaID);\(first);\(last)\n"
    }

    @Test("no correction sets, ends or takes over another unit's block, nor touches a protected identity")
    func protections() async throws {
        let id = try quarantined(Self.protectionHeader + protection("s-9", "sparr", .nils, from: "2026-13-01", through: ""))
        try protect(.emil)
        let count = try site.database.count("SELECT COUNT(*) FROM patient_protection")
        for text in [
            protection("s-1", "sparr", .pia, unit: Fixture.otherUnit), protection("s-1", "sparr", .pia),
            protection("s-8", "sparr", .pia, unit: Fixture.otherUnit, through: ""),
            protection("p-emil", "skyddad_identitet", .emil), protection("p-emil", "sparr", .emil),
            protection("p-9", "skyddad_identitet", .nils, through: ""),
        ] {
            #expect(try await isRefused(id, text, "Du kan bara rätta spärrar som är din egen enhets."), "\(text)")
        }
        #expect(try site.database.count("SELECT COUNT(*) FROM patient_protection") == count)
        let (blocked, protected) = try site.database.readBlocking {
            let repository = ProtectionRepository($0)
            return (
                try repository.blockedUnits(provider: 1, person: Patients.pia.rawValue + 1, on: Fixture.today),
                try repository.protectedPersons(provider: 1, on: Fixture.today)
            )
        }
        #expect(blocked == [2] && protected == [Patients.emil.rawValue + 1])
    }

    @Test("a correction sets the own unit's block, and ends it")
    func ownBlock() async throws {
        func blocked() throws -> Set<Int> {
            try site.database.readBlocking {
                try ProtectionRepository($0).blockedUnits(provider: 1, person: Patients.nils.rawValue + 1, on: Fixture.today)
            }
        }
        for (last, isBlocked) in [("", true), ("2026-11-19", false)] {
            let wrong = protection("s-9", "sparr", .nils, from: "2026-13-01", through: last)
            let id = try quarantined(Self.protectionHeader + wrong)
            let outcome = try await retry(id, protection("s-9", "sparr", .nils, through: last))
            guard case .accepted = outcome else { return #expect(Bool(false), "\(outcome)") }
            #expect(try blocked() == (isBlocked ? [1] : []))
        }
    }

    @Test("a correction writes no certificate, message or revocation of another unit, and takes no certificate's place there")
    func otherUnitsContent() async throws {
        let words = "Uppgiften gäller en annan enhet."
        let certificate = try quarantined(Export.broken("q-1", patient: Patients.pia.rawValue))
        let pia = Patients.pia.rawValue
        #expect(
            try await isRefused(
                certificate, Export.certificate("q-1", patient: pia, unit: Fixture.otherUnit.hsaID.rawValue), words))
        #expect(try await isRefused(certificate, Export.certificate("q-1", patient: pia, relation: "ersatter;pia-0"), words))

        func row(_ text: String) -> String { String(text.split(separator: "\n")[1]) }
        let message = try quarantined(Export.message("m-9", about: "nils-1").replacing("2026-11-10", with: "2026-13-10"))
        #expect(try await isRefused(message, row(Export.message("m-9", about: "pia-0")), words))
        let revocation = try quarantined(Export.revocation("nils-1").replacing("2026-11-12", with: "2026-13-12"))
        #expect(try await isRefused(revocation, row(Export.revocation("pia-0")), words))
        #expect(try site.database.count("SELECT COUNT(*) FROM certificate WHERE certificate_id = 'pia-0' AND status = 0") == 1)
        #expect(try site.database.count("SELECT COUNT(*) FROM case_message WHERE message_id = 'm-9'") == 0)

        guard case .accepted = try await retry(certificate, Export.certificate("q-1", patient: pia)),
            case .accepted = try await retry(message, row(Export.message("m-9", about: "nils-1"))),
            case .accepted = try await retry(revocation, row(Export.revocation("nils-1")))
        else { return #expect(Bool(false)) }
    }

    @Test("a correction names only patients whom its writer may see, and a refusal for one is a look at that one")
    func persons() async throws {
        let id = try quarantined(Export.broken("q-1", patient: Patients.nils.rawValue))
        try protect(.emil)
        for patient in [Patients.ola, .emil] {
            let text = Export.certificate("q-1", patient: patient.rawValue)
            #expect(try await isRefused(id, text, "en patient som du inte får se"), "\(patient)")
        }
        #expect(try site.database.count("SELECT COUNT(*) FROM certificate WHERE certificate_id = 'q-1'") == 0)
        #expect(try logged(id) == [Patients.emil.rawValue + 1, Patients.ola.rawValue + 1])
    }

    @Test("another unit's row is without text and not to be corrected or set aside, also of a patient whom both units have")
    func otherUnitsRow() async throws {
        let (karin, there) = (try site.viewer(.karin), try site.karinAtUnitTwo())
        for (number, patient) in [Patients.pia.rawValue, 40].enumerated() {
            let id = try quarantined(Export.broken("q-\(number)", patient: patient, unit: Fixture.otherUnit))
            let seen = try await item(id, for: karin)
            #expect(seen.isWithheld && seen.isOtherUnits && seen.text.isEmpty && seen.header.isEmpty)
            await #expect(throws: UseCaseError.notFound) { _ = try await retry(id, "x") }
            await #expect(throws: UseCaseError.notFound) {
                try await site.imports.setAside(id, because: "Dubblett", by: karin, at: site.clock.now)
            }
            let page = try await site.browser(.karin).get("/import/karantan/\(id)").body
            #expect(page.contains("Den är en annan enhets.") && !page.contains("Lägg åt sidan"))
            #expect(try await item(id, for: there).text.contains("q-\(number)"))
            try await site.imports.setAside(id, because: "Dubblett", by: there, at: site.clock.now)
        }
    }

    @Test(
        "a row about a known patient who has nothing at the unit is without text, unless it is the unit's; so is a new patient's shown"
    )
    func newPatient() async throws {
        let karin = try site.viewer(.karin)
        let unknown = CareUnitReference(hsaID: HSAID(rawValue: "SE9900990001-9999"), name: "Okänd")
        let other = try quarantined(Export.broken("q-1", patient: Patients.ola.rawValue, unit: unknown))
        let seen = try await item(other, for: karin)
        #expect(seen.isWithheld && !seen.isOtherUnits && seen.text.isEmpty)
        await #expect(throws: UseCaseError.notFound) { _ = try await retry(other, "x") }
        try await site.imports.setAside(other, because: "Dubblett", by: karin, at: site.clock.now)

        let first = try quarantined(Export.broken("q-4", patient: Patients.ola.rawValue))
        #expect(try await item(first, for: karin).text.contains("q-4"))
        guard case .accepted = try await retry(first, Export.certificate("q-4", patient: Patients.ola.rawValue)) else {
            return #expect(Bool(false))
        }
        let new = try quarantined(Export.broken("q-2", patient: 40))
        #expect(try await item(new, for: karin).text.contains("q-2"))
        guard case .accepted = try await retry(new, Export.certificate("q-2", patient: 40)) else { return #expect(Bool(false)) }
        // Now the patient is the unit's.
        #expect(try await !item(quarantined(Export.broken("q-3", patient: 40)), for: karin).isWithheld)
    }

    @Test("a row that names two units is shown at neither, and either can set it aside")
    func twoUnits() async throws {
        let text = Export.broken("q-1", patient: Patients.pia.rawValue).replacing("Enheten", with: "\(Fixture.otherUnit.hsaID)")
        let id = try quarantined(text)
        for viewer in [try site.viewer(.karin), try site.karinAtUnitTwo()] {
            let seen = try await item(id, for: viewer)
            #expect(seen.isWithheld && !seen.isOtherUnits)
        }
        try await site.imports.setAside(id, because: "Dubblett", by: site.viewer(.karin), at: site.clock.now)
    }

    @Test(
        "a message or revocation that names only a certificate is that patient's and that unit's",
        arguments: [
            Export.message("m-9", about: "nils-1").replacing("2026-11-10", with: "2026-13-10"),
            Export.revocation("nils-1").replacing("2026-11-12", with: "2026-13-12"),
        ])
    func namedByCertificate(text: String) async throws {
        let karin = try site.viewer(.karin)
        let id = try quarantined(text)
        #expect(try await item(id, for: karin).text.contains("nils-1"))
        #expect(try logged(id) == [Patients.nils.rawValue + 1])
        #expect(try await item(id, for: site.karinAtUnitTwo()).isOtherUnits)
        try protect(.nils)
        let seen = try await item(id, for: karin)
        #expect(seen.isWithheld && seen.text.isEmpty)
        await #expect(throws: UseCaseError.notFound) { _ = try await retry(id, "x") }
    }

    @Test("of certificates with different content those are not shown whose newcomer names a patient of another unit")
    func conflict() async throws {
        let karin = try site.viewer(.karin)
        try await site.database.write { connection in
            let newcomer = Fixture.certificate("nils-1", patient: Patients.ola.identifier, name: Patients.ola.name)
            _ = try CertificateRepository(connection, registry: Registry()).store([NewCertificate(newcomer)], importRun: 1)
        }
        let shown = try await site.imports.conflicts(for: karin, at: site.clock.now)
        #expect(shown.map(\.certificate.rawValue) == ["tova-1"])
        let number = try site.database.count("SELECT number FROM certificate WHERE certificate_id = 'nils-1'")
        await #expect(throws: UseCaseError.notFound) {
            try await site.imports.setAsideConflict(number: number, ordinal: 1, by: karin, at: site.clock.now)
        }
    }
}

extension Export {
    /// A row that breaks.
    static func broken(_ id: String, patient: Int, unit: CareUnitReference = Fixture.unit) -> String {
        certificates([certificate(id, patient: patient, unit: unit.hsaID.rawValue, periods: "2026-02-30..2026-03-30:100")])
    }
}

extension TestSite {
    /// Karin at the second of her units.
    func karinAtUnitTwo() throws -> UseCases.Viewer {
        let karin = try viewer(.karin)
        return UseCases.Viewer(
            account: karin.account, name: karin.name, hsaID: karin.hsaID, role: karin.role, assignment: karin.assignment,
            provider: karin.provider,
            unit: .init(
                number: 2, hsaID: Fixture.otherUnit.hsaID, name: Fixture.otherUnit.name,
                providerHSAID: karin.unit.providerHSAID, providerName: karin.unit.providerName))
    }
}
