package import SickLeave
package import Storage

/// What stands in the free texts: plain words, or an attempt to get markup into every page.
package struct TestTexts: Sendable {
    private let attack: String

    package static let plain = TestTexts(attack: "")
    package static let hostile = TestTexts(attack: "<script>alert(\"x\")</script>'&amp;")

    package init(attack: String) { self.attack = attack }

    package func of(_ text: String) -> String { attack + text }
}

/// Fills a database with the patients of the tests.
package struct TestData {
    private let texts: TestTexts
    private let connection: any Connection
    private let registry: Registry
    private let run: Int

    /// Sixteen characters, as the program's own.
    package static func publicID(_ number: Int) -> String { "p" + String(repeating: "0", count: 14) + "\(number)" }

    /// The number of the first row in quarantine; its text names Tova.
    package static let quarantined = 1
    package static let quarantinedElsewhere = 2
    /// A file that names no unit: nobody's.
    package static let ownerless = 3

    package static func fill(_ database: any Database, texts: TestTexts, at instant: Instant) throws {
        var number = 0
        let registry = Registry(makePublicIDs: { count in
            defer { number += count }
            return (1...count).map { publicID(number + $0) }
        })
        try database.writeBlocking { connection in
            let run = try ImportRunRepository(connection).start(source: texts.of("intyg.csv"), at: instant)
            let data = TestData(texts: texts, connection: connection, registry: registry, run: run)
            try data.storeOrganisation()
            try data.storeCertificates()
            try data.storeFollowUp()
            try data.storeProtection()
            try data.storeQuarantine()
            try data.storeReview(at: instant)
            try ImportRunRepository(connection).update(
                run, .init(accepted: 9, alreadyKnown: 1, conflicts: 1, quarantined: 3),
                shares: [
                    1: .init(accepted: 8, alreadyKnown: 1, conflicts: 1, quarantined: 1), 2: .init(accepted: 1, quarantined: 1),
                ])
            try ImportRunRepository(connection).finish(run, at: instant)
        }
    }

    private func storeOrganisation() throws {
        let organisation = OrganisationRepository(connection, registry: registry)
        for (unit, provider) in [
            (Fixture.unit, Fixture.provider), (Fixture.otherUnit, Fixture.provider), (Fixture.outsideUnit, Fixture.otherProvider),
        ] {
            let name = CareProviderReference(hsaID: provider.hsaID, name: texts.of(provider.name))
            _ = try organisation.store(CareUnit(hsaID: unit.hsaID, name: texts.of(unit.name), careProvider: name, parent: nil))
        }
        for (issuer, unit) in [(Fixture.doctor, Fixture.unit), (Fixture.otherDoctor, Fixture.unit)] {
            _ = try organisation.store(
                StaffMember(
                    hsaID: issuer.hsaID, name: texts.of(issuer.name), careUnit: unit.hsaID, position: "201010", isPhysician: true,
                    trainedOn: nil, employedFrom: nil, employedThrough: nil))
        }
    }

    private func storeCertificates() throws {
        func certificate(
            _ id: String, _ patient: Patients, from first: String, through last: String, percent: Int = 100,
            diagnosis: String = "F432",
            issuer: Issuer = Fixture.doctor, unit: CareUnitReference = Fixture.unit,
            provider: CareProviderReference = Fixture.provider, relations: [CertificateRelation] = []
        ) -> Certificate {
            var issuer = issuer
            issuer.name = texts.of(issuer.name)
            return Fixture.certificate(
                id, patient: patient.identifier, name: texts.of(patient.name), from: first, through: last, percent: percent,
                diagnosis: diagnosis, issuer: issuer, unit: CareUnitReference(hsaID: unit.hsaID, name: texts.of(unit.name)),
                provider: CareProviderReference(hsaID: provider.hsaID, name: texts.of(provider.name)), relations: relations,
                text: texts.of("Reaktion på svår stress"))
        }
        let repository = CertificateRepository(connection, registry: registry)
        for certificate in [
            certificate("tova-1", .tova, from: "2026-11-01", through: "2026-11-30"),
            certificate(
                "nils-1", .nils, from: "2026-09-01", through: "2026-10-31", diagnosis: "M545", issuer: Fixture.otherDoctor),
            certificate(
                "nils-2", .nils, from: "2026-11-01", through: "2026-12-15", percent: 50, diagnosis: "M545",
                issuer: Fixture.otherDoctor,
                relations: [.init(kind: .renews, certificate: .init(rawValue: "nils-1"))]),
            certificate("pia-1", .pia, from: "2026-10-20", through: "2026-11-25", percent: 75, diagnosis: "F331"),
            certificate("emil-0", .emil, from: "2026-10-01", through: "2026-10-20"),
            certificate(
                "emil-1", .emil, from: "2026-10-01", through: "2026-11-15",
                relations: [.init(kind: .replaces, certificate: .init(rawValue: "emil-0"))]),
            certificate("emil-2", .emil, from: "2026-11-16", through: "2026-12-31"),
            certificate("ola-1", .ola, from: "2026-11-10", through: "2026-12-10", unit: Fixture.otherUnit),
            certificate(
                "greta-1", .greta, from: "2026-11-10", through: "2026-12-10", unit: Fixture.outsideUnit,
                provider: Fixture.otherProvider),
            certificate("tova-1", .tova, from: "2026-11-01", through: "2026-11-30", percent: 50),
            // Long ago, at the other unit, which the patient has had blocked.
            certificate(
                "pia-0", .pia, from: "2025-02-01", through: "2025-02-10", issuer: Fixture.otherDoctor, unit: Fixture.otherUnit),
        ] {
            _ = try repository.store(
                [NewCertificate(certificate, hasRemarks: certificate.id.rawValue == "pia-1")], importRun: run)
        }
        _ = try RevocationRepository(connection).store(
            Revocation(
                certificate: .init(rawValue: "emil-2"), revokedAt: nil, reason: texts.of("Fel patient"), revokedBy: Fixture.doctor
            ),
            importRun: run)
    }

    private func storeFollowUp() throws {
        let completion = CaseMessage(
            id: .init(rawValue: "m-1"), certificate: .init(rawValue: "pia-1"), patient: Patients.pia.identifier,
            subject: .completion,
            direction: .fromAgency,
            sentAt: LocalTime(day: Day(iso: "2026-11-12")!, second: 36_000), heading: texts.of("Komplettering"),
            text: texts.of("Beskriv arbetet."),
            questions: [.init(question: "35", instance: 1, text: texts.of("Hur påverkas arbetet?"))],
            answerBy: Day(iso: "2026-11-24"), answers: nil, remindsOf: nil, receiver: Fixture.unit.hsaID.rawValue)
        _ = try MessageRepository(connection).store(completion, importRun: run, importedOn: Fixture.today)
        _ = try ProcedureRepository(connection, registry: registry).store(
            ProcedureRegistration(
                id: "k-1", patient: Patients.pia.identifier, careUnit: Fixture.unit.hsaID, day: Day(iso: "2026-11-02")!,
                code: ProcedureRegistration.Known.plan, performedBy: Fixture.doctor.hsaID),
            importRun: run)
    }

    private func storeProtection() throws {
        _ = try ProtectionRepository(connection).store(
            ProtectionRecord(
                id: "s-1", kind: .block, patient: Patients.pia.identifier, careUnit: Fixture.otherUnit.hsaID,
                firstDay: Day(iso: "2026-01-01")!, lastDay: nil),
            registry: registry, importRun: run, at: Instant(rawValue: 1_760_000_000_000_000))
    }

    /// A review of the log without rows, of unit one.
    private func storeReview(at instant: Instant) throws {
        _ = try LogReviewRepository(connection, provider: 1).create(
            unit: 1, days: Fixture.today.month.days, seed: 1, sample: 5, candidates: 0, picks: [],
            by: (id: 1, name: texts.of("Mats Chef")), at: instant)
    }

    /// A row of each provider that broke: the owner is found by the unit that the row names.
    private func storeQuarantine() throws {
        let quarantine = QuarantineRepository(connection)
        for (number, unit) in [Fixture.unit, Fixture.outsideUnit].enumerated() {
            let patient = number == 0 ? Patients.tova : .greta
            let text = texts.of("fritext").replacing("\"", with: "\"\"")
            let row = "x-\(number);FK7804;\(patient.identifier.formatted);SE1-D;\(unit.hsaID);2026-02-30;\"\(text)\""
            _ = try quarantine.add(
                QuarantinedItem(
                    source: texts.of("intyg.csv"), place: "rad \(number + 2)", format: "csv",
                    header: Array("intygs_id;typ;personnummer;lakare_hsa_id;enhet_hsa_id;signerat;ovrigt".utf8),
                    original: Array(row.utf8), byteLength: row.utf8.count,
                    reason: "Rad \(number + 2), kolumn signerat: \(texts.of("2026-02-30")) finns inte i almanackan.",
                    importRun: run),
                digest: "digest-\(number)")
        }
        _ = try quarantine.add(
            QuarantinedItem(
                source: texts.of("uttag \(Patients.pia.identifier.formatted).csv"), place: "filen", format: "unknown", header: [],
                original: Array("ingen rubrik;\(Patients.pia.identifier.formatted)".utf8), byteLength: nil,
                reason: "Rubrikraden ”\(texts.of("fritext"))” känns inte igen.", importRun: run),
            digest: "digest-2")
    }
}
