import Interchange
import SickLeave
import Testing

@Suite("A synthetic region is the same everywhere and belongs to nobody")
struct SyntheticRegionTests {
    @Test("the same seed gives the same bytes on every machine")
    func determinism() {
        #expect(hash(SyntheticRegion(seed: 1, certificates: 2_000, endDay: SyntheticCast.endDay)) == 0xF419_1CC9_18CD_B1EB)
    }

    @Test("another seed gives another region")
    func seeds() {
        let one = SyntheticRegion(seed: 1, certificates: 300, endDay: SyntheticCast.endDay)
        let two = SyntheticRegion(seed: 2, certificates: 300, endDay: SyntheticCast.endDay)
        #expect(hash(one) == hash(one))
        #expect(hash(one) != hash(two))
    }

    @Test(
        "exactly as many certificates as asked for, faulty ones beside",
        arguments: [(1, 1), (800, 1), (2_399, 3), (27_000, 3), (20_000, 1)])
    func counts(certificates: Int, years: Int) {
        let region = SyntheticRegion(seed: 9, certificates: certificates, endDay: SyntheticCast.endDay, years: years)
        var written = 0
        var defective = 0
        var planOnly = 0
        region.forEachPatient { patient in
            written += patient.certificates.count
            defective += patient.defective.count
            if patient.certificates.isEmpty { planOnly += 1 }
        }
        #expect(written == certificates)
        #expect(defective == region.defectiveCertificates)
        #expect(planOnly == region.plansWithoutCertificate)
    }

    @Test("one care centre for eight hundred certificates a year, twelve units for the demonstration, some thousand for a nation")
    func units() {
        let centre = SyntheticRegion(seed: 1, certificates: 800, endDay: SyntheticCast.endDay, years: 1)
        #expect(centre.units.map(\.kind) == [.careCentre])
        let demo = SyntheticCast.demo
        #expect(demo.units.count == 12)
        #expect(demo.careUnits.count == 13)
        #expect(demo.units.count { $0.kind == .careCentre } == 9)
        #expect(Set(demo.careUnits.map(\.careProvider)).count == 2)
        let nation = SyntheticRegion(seed: 1, certificates: 2_100_000, endDay: SyntheticCast.endDay, years: 1)
        #expect(nation.units.count == 2_800)
        #expect(Set(nation.careUnits.map(\.hsaID)).count == nation.careUnits.count)
        #expect(Set(nation.staff.map(\.hsaID)).count == nation.staff.count)
    }

    @Test("HSA-ids are well formed, names say that they are made up")
    func organisation() {
        let demo = SyntheticCast.demo
        #expect(demo.careUnits.allSatisfy { $0.hsaID.isWellFormed && $0.careProvider.hsaID.isWellFormed })
        #expect(demo.careUnits.allSatisfy { $0.careProvider.name.contains("syntetiska uppgifter") })
        #expect(demo.staff.allSatisfy { $0.hsaID.isWellFormed })
        // The demonstration's users are tied to these.
        #expect(demo.units[0].careUnit.hsaID.rawValue == "SE9900990001-1001")
        #expect(demo.units[0].physicians[0].hsaID.rawValue == "SE9900990001-P100100")
        #expect(demo.careUnits.count { $0.parent != nil } == 1)
    }

    @Test("everything lies within the period, and every identity is used once")
    func bounds() {
        let demo = SyntheticCast.demo
        var identities: Set<String> = []
        var items = 0
        for patient in SyntheticCast.demoPatients {
            for certificate in patient.certificates {
                #expect(certificate.signedAt.day >= demo.firstDay && certificate.signedAt.day <= demo.endDay)
                #expect(certificate.patient == patient.identifier)
                identities.insert(certificate.id.rawValue)
            }
            for message in patient.messages {
                #expect(message.sentAt.map { $0.day <= demo.endDay } ?? false)
                identities.insert(message.id.rawValue)
            }
            for procedure in patient.procedures {
                #expect(procedure.day >= demo.firstDay && procedure.day <= demo.endDay)
                identities.insert(procedure.id)
            }
            for defective in patient.defective { identities.insert(defective.certificate.id.rawValue) }
            items += patient.certificates.count + patient.messages.count + patient.procedures.count + patient.defective.count
        }
        #expect(identities.count == items)
    }

    /// FNV-1a over documents and registrations, in the order in which they come.
    private func hash(_ region: SyntheticRegion) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        var xml = RIVXMLWriter()
        for member in region.staff { add("\(member.hsaID) \(member.name) \(member.trainedOn?.description ?? "-")".utf8) }
        region.forEachVolume { add("\($0.careUnit) \($0.month) \($0.visits ?? 0) \($0.listedPatients ?? 0)".utf8) }
        region.forEachPatient { patient in
            add(patient.identifier.canonical.utf8)
            for certificate in patient.certificates { add(xml.document(certificate) ?? []) }
            for defective in patient.defective { add(xml.document(defective.certificate) ?? []) }
            for procedure in patient.procedures { add("\(procedure.id) \(procedure.day) \(procedure.code)".utf8) }
            for message in patient.messages {
                add("\(message.id.rawValue) \(message.sentAt?.description ?? "") \(message.text)".utf8)
            }
        }
        return hash
    }
}
