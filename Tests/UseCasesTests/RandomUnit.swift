import Interchange
import SickLeave
import Storage
import TestKit
import UseCases

/// A unit with sub-unit and many patients whose certificates lie anyhow: beside, over and inside each other, some replaced or
/// revoked. The same in every run.
enum RandomUnit {
    static func site(patients: Int, allOngoing: Bool = false) async throws -> TestSite {
        let site = try TestSite(fill: false)
        var random = SeededGenerator(source: SplitMix64(20_261_120))
        let subUnit = CareUnitReference(hsaID: HSAID(rawValue: "SE9900990001-3001"), name: "Filialen")
        let diagnoses = ["F432", "M545", "S821", "J069", "G560", "Z730"]
        try site.database.writeBlocking { connection in
            let registry = Registry()
            let organisation = OrganisationRepository(connection, registry: registry)
            for (unit, parent) in [(Fixture.unit, nil), (subUnit, Fixture.unit.hsaID)] {
                _ = try organisation.store(
                    CareUnit(hsaID: unit.hsaID, name: unit.name, careProvider: Fixture.provider, parent: parent))
            }
            let run = try ImportRunRepository(connection).start(source: "slump", at: Instant(rawValue: 0))
            let repository = CertificateRepository(connection, registry: registry)
            for patient in 0..<patients {
                var ids: [String] = []
                for ordinal in 0..<(allOngoing ? 1 : Int.random(in: 1...5, using: &random)) {
                    let first = allOngoing ? Fixture.today - 3 : Fixture.today - Int.random(in: -3...120, using: &random)
                    let last = first + (allOngoing ? 10 : Int.random(in: 0...60, using: &random))
                    let id = "r-\(patient)-\(ordinal)"
                    var relations: [CertificateRelation] = []
                    if let other = ids.last, Int.random(in: 0..<6, using: &random) == 0 {
                        relations = [.init(kind: .replaces, certificate: .init(rawValue: other))]
                    }
                    let certificate = Fixture.certificate(
                        id, patient: Fixture.person(patient), name: "\(["Åsa", "Örjan", "Bo", "Ärna"][patient % 4]) \(patient)",
                        from: "\(first)",
                        through: "\(last)", percent: [25, 50, 75, 100][Int.random(in: 0..<4, using: &random)],
                        diagnosis: diagnoses[Int.random(in: 0..<diagnoses.count, using: &random)],
                        issuer: Bool.random(using: &random) ? Fixture.doctor : Fixture.otherDoctor,
                        unit: Bool.random(using: &random) ? Fixture.unit : subUnit, signed: "\(min(first, Fixture.today))",
                        relations: relations)
                    ids.append(id)
                    _ = try repository.store([NewCertificate(certificate)], importRun: run)
                }
                if !allOngoing, Int.random(in: 0..<8, using: &random) == 0, let id = ids.first {
                    _ = try RevocationRepository(connection).store(
                        Revocation(certificate: .init(rawValue: id), revokedAt: nil, reason: "", revokedBy: nil), importRun: run)
                }
                if !allOngoing, Bool.random(using: &random) {
                    _ = try ProcedureRepository(connection, registry: registry).store(
                        ProcedureRegistration(
                            id: "k-\(patient)", patient: Fixture.person(patient), careUnit: subUnit.hsaID,
                            day: Fixture.today - Int.random(in: 0...60, using: &random), code: ProcedureRegistration.Known.plan,
                            performedBy: nil),
                        importRun: run)
                }
            }
            let account = try AccountRepository(connection).create(userName: "karin", name: "Karin", hsaID: "", passwordHash: "")
            try AccountRepository(connection).assign(
                account: account, role: Role.rehabCoordinator.rawValue, provider: 1, unit: 1, from: Day(iso: "2020-01-01")!)
        }
        try await site.figures.refresh()
        return site
    }
}

/// The generator of the synthetic regions as the standard library's.
struct SeededGenerator: RandomNumberGenerator {
    var source: SplitMix64

    mutating func next() -> UInt64 { source.next() }
}
