import SickLeave
import Storage
import TestKit
import Testing
import UseCases

/// All is first stored as if it were new: what is there, or comes once more in the same delivery, is found out by a key that breaks.
@Suite("Messages and registrations that are known, among certificates that are new")
struct KnownAmongNewTests {
    private static func messages(_ rows: [(id: String, about: String, text: String)]) -> String {
        "meddelande_id;intygs_id;amne;riktning;skickat;text\n"
            + rows.map { "\($0.id);\($0.about);komplettering;till_varden;2026-11-10T09:00:00;\($0.text)\n" }.joined()
    }

    private static func registrations(_ rows: [(id: String, code: String)]) -> String {
        "registrerings_id;personnummer;enhet_hsa_id;datum;kva_kod\n"
            + rows.map { "\($0.id);\(Fixture.person(0).formatted);\(Fixture.unit.hsaID);2026-11-05;\($0.code)\n" }.joined()
    }

    @Test("each is counted as what it is, and nothing is lost or doubled", arguments: TestEngine.there, [1, 4, 8_000])
    func known(engine: TestEngine, batch: Int) throws {
        let database = try engine.database()
        let folder = try ImportFolder()
        let first = try [
            folder.write("1/intyg.csv", Export.many(3, prefix: "a")),
            folder.write("1/meddelanden.csv", Self.messages([("m-1", "a-0", "Mer"), ("m-2", "a-1", "Mer")])),
            folder.write("1/kva.csv", Self.registrations([("k-1", "DV077"), ("k-2", "DV077")])),
        ]
        #expect(try database.imports(first, batch: batch).counts == ImportRun.Counts(accepted: 7))
        let second = try [
            folder.write("2/intyg.csv", Export.many(5, prefix: "b")),
            folder.write(
                "2/meddelanden.csv", Self.messages([("n-1", "b-0", "Ny"), ("m-1", "a-0", "Mer"), ("n-1", "b-0", "Ny")])),
            folder.write("2/kva.csv", Self.registrations([("l-1", "GB010"), ("k-1", "DV077"), ("k-2", "GB010")])),
            // The same again in the same delivery, and one that says something else.
            folder.write("2/mer.csv", Self.messages([("n-1", "b-0", "Ny"), ("m-2", "a-1", "Annat"), ("n-2", "b-4", "Ny")])),
            folder.write("2/sist.csv", Export.many(6, prefix: "c")),
        ]
        let report = try database.imports(second, batch: batch)
        #expect(report.counts == ImportRun.Counts(accepted: 5 + 2 + 1 + 6, alreadyKnown: 1 + 1 + 1 + 1, quarantined: 2))
        #expect(
            try database.quarantined().map { $0.prefix { $0 != ":" } } == ["kva.csv rad 4", "mer.csv rad 3"])
        #expect(try database.count("SELECT COUNT(*) FROM certificate") == 14)
        let messages = try database.readBlocking {
            try $0.all("SELECT message_id || ' ' || body FROM case_message ORDER BY message_id") { $0.text(0) }
        }
        #expect(messages == ["m-1 Mer", "m-2 Mer", "n-1 Ny", "n-2 Ny"])
        let registrations = try database.readBlocking {
            try $0.all("SELECT registration_id || ' ' || code FROM procedure_registration ORDER BY registration_id") {
                $0.text(0)
            }
        }
        #expect(registrations == ["k-1 DV077", "k-2 DV077", "l-1 GB010"])
    }
}
