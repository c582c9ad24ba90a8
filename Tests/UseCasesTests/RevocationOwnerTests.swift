import Foundation
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

/// Two providers whose systems number their certificates from one: an id alone does not tell whose certificate is meant.
@Suite("Whose certificate a revocation takes out")
struct RevocationOwnerTests {
    private let database: any Database
    private let folder: ImportFolder

    init() throws {
        database = try Fixture.database()
        folder = try ImportFolder()
    }

    private func certificates(of provider: HSAID, _ ids: String...) throws -> String {
        let rows = ids.map { id in
            provider == Fixture.provider.hsaID
                ? Export.certificate(id)
                : Export.certificate(id, patient: 1, unit: Fixture.outsideUnit.hsaID.rawValue)
                    .replacing("SE9900990001-0001", with: Fixture.otherProvider.hsaID.rawValue)
                    .replacing("SE9900990001-P001", with: "SE9900990002-P009")
        }
        return try folder.write("intyg-\(provider)-\(ids.joined()).csv", Export.certificates(rows))
    }

    private func revocation(_ id: String, by staff: String = "", reason: String = "Fel patient") throws -> String {
        try folder.write(
            "makulerat-\(id)-\(staff)-\(reason).csv",
            "intygs_id;makulerat;makulerat_orsak;makulerat_av_hsa_id;makulerat_av_namn\n"
                + "\(id);2026-11-12T10:00:00;\(reason);\(staff);\(staff.isEmpty ? "" : "Doktor Ek")\n")
    }

    /// The providers whose certificates of the id are revoked.
    private func revoked(_ id: String) throws -> [String] {
        try database.readBlocking { connection in
            try connection.all(
                """
                SELECT p.hsa_id FROM certificate c JOIN care_provider p ON p.id = c.care_provider_id
                WHERE c.certificate_id = \(id) AND c.status = 2 ORDER BY p.hsa_id
                """
            ) { $0.text(0) }
        }
    }

    private let own = Fixture.provider.hsaID
    private let other = Fixture.otherProvider.hsaID

    @Test("its sender's, whichever came first", arguments: [true, false])
    func sender(revocationFirst: Bool) throws {
        let both = [try certificates(of: other, "7"), try certificates(of: own, "1001"), try certificates(of: other, "1001")]
        // The units are known from another certificate.
        try database.imports([both[0], try certificates(of: own, "8")])
        if !revocationFirst { try database.imports(both) }
        #expect(try database.imports([revocation("1001")], sender: own).counts == ImportRun.Counts(accepted: 1))
        if revocationFirst { try database.imports(both) }
        #expect(try revoked("1001") == [own.rawValue])
        // The other's own revocation is another one.
        #expect(try database.imports([revocation("1001")], sender: other).counts == ImportRun.Counts(accepted: 1))
        #expect(try revoked("1001") == [own.rawValue, other.rawValue].sorted())
        #expect(try database.imports([revocation("1001")], sender: other).counts == ImportRun.Counts(alreadyKnown: 1))
    }

    @Test("never another provider's than the sender's: it waits until the sender's own has come")
    func otherProvider() throws {
        try database.imports([certificates(of: other, "1001"), certificates(of: own, "8")])
        let report = try database.imports([revocation("1001")], sender: own)
        #expect(report.counts == ImportRun.Counts(quarantined: 1) && report.waiting == 1)
        #expect(try revoked("1001") == [] && database.quarantined()[0].contains("hos en annan vårdgivare"))
        try database.imports([certificates(of: own, "1001")])
        #expect(try revoked("1001") == [own.rawValue] && database.quarantined() == [])
    }

    @Test("of several, that of whoever revoked it; when nothing tells, it waits")
    func revoker() throws {
        try database.imports([certificates(of: own, "1001", "1002"), certificates(of: other, "1001", "1002")])
        #expect(try database.imports([revocation("1001", by: "SE9900990002-P009")]).counts == ImportRun.Counts(accepted: 1))
        #expect(try revoked("1001") == [other.rawValue])
        #expect(try database.imports([revocation("1002")]).counts == ImportRun.Counts(quarantined: 1))
        #expect(try revoked("1002") == [] && database.quarantined()[0].contains("det framgår inte vems"))
    }

    @Test("one that came before all and said nothing takes one certificate, not every later one of the id")
    func early() throws {
        try database.imports([revocation("1001", by: "SE9900990001-P001")])
        try database.imports([certificates(of: other, "5"), certificates(of: own, "1001")])
        try database.imports([certificates(of: other, "1001")])
        #expect(try revoked("1001") == [own.rawValue])
    }

    @Test(
        "one that was nobody's and comes again from somebody is theirs, whoever's certificate comes first",
        arguments: [true, false])
    func claimed(senderFirst: Bool) throws {
        // The units are known from other certificates.
        try database.imports([certificates(of: other, "7"), certificates(of: own, "8")])
        for sender in senderFirst ? [own, nil] : [nil, own] { try database.imports([revocation("1001")], sender: sender) }
        #expect(try database.imports([revocation("1001")], sender: own).counts == ImportRun.Counts(alreadyKnown: 1))
        try database.imports([certificates(of: other, "1001")])
        try database.imports([certificates(of: own, "1001")])
        #expect(try revoked("1001") == [own.rawValue])
    }

    @Test("another revocation of the same certificate is not passed over as known")
    func otherContent() throws {
        try database.imports([certificates(of: own, "1001"), revocation("1001")])
        let again = try database.imports([revocation("1001", reason: "Fel datum")])
        #expect(again.counts == ImportRun.Counts(quarantined: 1), "\(again.counts)")
        #expect(try database.quarantined()[0].contains("En annan makulering av samma intyg finns redan"))
        #expect(try database.imports([revocation("1001")]).counts == ImportRun.Counts(alreadyKnown: 1))
    }

    @Test("a message with a known id that says something else is not passed over as known")
    func message() throws {
        let first = try folder.write("a.csv", Export.message("m-1", about: "1001"))
        let other = try folder.write("b.csv", Export.message("m-1", about: "1001").replacing("Mer", with: "Något annat"))
        let both = try folder.write(
            "c.csv",
            Export.message("m-2", about: "1001")
                + Export.message("m-2", about: "1001").split(separator: "\n")[1].replacing("Mer", with: "Nu"))
        try database.imports([certificates(of: own, "1001"), first])
        #expect(try database.imports([first]).counts == ImportRun.Counts(alreadyKnown: 1))
        #expect(try database.imports([other]).counts == ImportRun.Counts(quarantined: 1))
        #expect(try database.imports([both]).counts == ImportRun.Counts(accepted: 1, quarantined: 1))
        #expect(try database.quarantined().allSatisfy { $0.contains("med samma id men annat innehåll") })
        #expect(
            try database.readBlocking { try $0.first("SELECT body FROM case_message WHERE message_id = 'm-1'") { $0.text(0) } }
                == "Mer")
    }
}
