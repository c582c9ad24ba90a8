import Foundation
import Interchange
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Hostile files give a sentence that helps, and take nothing else with them")
struct HostileImportTests {
    struct Hostile: Sendable, CustomTestStringConvertible {
        let name: String
        let file: String
        let bytes: [UInt8]
        /// What the reason must say.
        let says: String

        init(_ name: String, _ file: String, _ text: String, says: String) {
            self.init(name, file, Array(text.utf8), says: says)
        }

        init(_ name: String, _ file: String, _ bytes: [UInt8], says: String) {
            self.name = name
            self.file = file
            self.bytes = bytes
            self.says = says
        }

        var testDescription: String { name }
    }

    private static func row(_ id: String, signed: String = "2026-11-01T10:00:00", periods: String) -> String {
        Export.certificates([Export.certificate(id, signed: signed, periods: periods)])
    }

    static let files: [Hostile] = [
        Hostile("NUL in a row", "a.csv", Export.certificates(["x\0y;FK7804;;;;;;;;;;;;;\n"]), says: "NUL"),
        Hostile("NUL in a document", "a.xml", Export.document("x").replacing("Stress", with: "Str\0ess"), says: "NUL"),
        Hostile(
            "a row of three megabytes", "a.csv",
            Export.certificates([Export.certificate("x", diagnosis: String(repeating: "A", count: 3 << 20))]), says: "64 kB"),
        Hostile(
            "a year to come", "a.csv", row("x", signed: "2046-11-01T10:00:00", periods: "2046-11-01..2046-11-30:100"),
            says: "framtiden"),
        Hostile(
            "an id that no index has room for", "a.csv",
            row(String(repeating: "å", count: 3_000), periods: "2026-11-01..2026-11-30:100"), says: "högst 200"),
        Hostile(
            "an id that no index has room for, in a document", "a.xml", Export.document(String(repeating: "x", count: 201)),
            says: "högst 200"),
        Hostile("a period that ends before it starts", "a.csv", row("x", periods: "2026-11-30..2026-11-01:100"), says: "före"),
        Hostile(
            "the 30th of February", "a.csv", row("x", periods: "2026-02-30..2026-03-30:100"), says: "finns inte i almanackan"),
        Hostile(
            "the 30th of February in a document", "a.xml", Export.document("x", first: "2026-02-30"),
            says: "inte ett datum som finns"),
        Hostile(
            "a document that ends before it starts", "a.xml", Export.document("x", first: "2026-11-30", last: "2026-11-01"),
            says: "slut"),
        Hostile(
            "a document of a year to come", "a.xml", Export.document("x", signed: "2046-11-01T10:00:00"), says: "fram i tiden"),
        Hostile(
            "a document of next month", "a.xml", Export.document("x", signed: "2026-12-24T10:00:00"), says: "framtiden"),
        Hostile(
            "a billion laughs", "a.xml",
            Export.document(
                "x",
                declaration: """
                    <?xml version="1.0"?>
                    <!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
                    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>

                    """
            ).replacing("Stress", with: "&d;"), says: "DOCTYPE"),
        Hostile(
            "an entity from a file", "a.xml",
            Export.document("x", declaration: "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>")
                .replacing("Stress", with: "&f;"), says: "DOCTYPE"),
        Hostile(
            "a document in the wrong encoding", "a.xml", Array(Export.document("x").utf8).map { $0 == 0x53 ? 0xE5 : $0 },
            says: "UTF-8"),
        Hostile(
            "a name cut in the middle of a letter", "a.csv",
            // Å is two bytes; the second is gone.
            Array(Export.certificates([Export.certificate("x").replacing("Doktor Ek", with: "Doktor Å")]).utf8)
                .filter { $0 != 0x85 }, says: "avklippt"),
        Hostile(
            "a block of a year to come", "a.csv",
            "skydds_id;skydd;personnummer;enhet_hsa_id;galler_fran\ns;sparr;\(Fixture.person().formatted);SE1-VE;2046-01-20\n",
            says: "fem år fram"),
        Hostile("a document cut short", "a.xml", String(Export.document("x").prefix(900)), says: "slut"),
        Hostile("a table without header", "a.csv", Export.certificate("x"), says: "Rubrikraden"),
        Hostile("a broken archive", "a.zip", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 200), says: "skadat"),
        Hostile("an empty file", "a.xml", [], says: "tom"),
        Hostile(
            "a wrong check digit", "a.csv",
            Export.certificates([Export.certificate("x").replacing(Fixture.person().formatted, with: "19800101-2381")]),
            says: "sista siffra"),
    ]

    @Test("is told in quarantine, untouched", arguments: files)
    func told(hostile: Hostile) throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        let bad = try folder.write(hostile.file, hostile.bytes)
        let good = try folder.write("bra.csv", Export.certificates([Export.certificate("bra")]))
        let report = try database.imports([bad, good])
        #expect(report.counts == ImportRun.Counts(accepted: 1, quarantined: 1))
        let reasons = try database.quarantined()
        #expect(reasons.count == 1 && reasons[0].contains(hostile.says), "\(reasons)")
        // A reason is for the screen: one or a few sentences, and never the patient.
        #expect(
            reasons.allSatisfy {
                $0.count < 900 && !$0.contains(Fixture.person().formatted) && !$0.contains(Fixture.person().canonical)
            })
        #expect(try database.count("SELECT COUNT(*) FROM certificate") == 1)
    }

    @Test("a zip bomb is stopped while it unpacks")
    func bomb() throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        let bomb = try folder.zip("bomb.zip", [("a.xml", Array("<a>".utf8) + [UInt8](repeating: 0x20, count: 4 << 20))])
        let good = try folder.write("bra.csv", Export.certificates([Export.certificate("bra")]))
        var limits = IntakeLimits()
        limits.zipFreeBytes = 1 << 20
        limits.zipRatio = 100
        let report = try database.imports([bomb, good], limits: limits)
        #expect(report.counts == ImportRun.Counts(accepted: 1, quarantined: 1))
        #expect(try database.quarantined()[0].contains("packar upp till orimligt mycket"))
    }

    @Test("an archive in an archive is told, and what stands beside it is read")
    func nested() throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        let inner = try folder.zip("inre.zip", [("a.csv", Array(Export.certificates([Export.certificate("dold")]).utf8))])
        let outer = try folder.zip(
            "yttre.zip",
            [
                ("inre.zip", Array(try Data(contentsOf: URL(fileURLWithPath: inner)))),
                ("b.csv", Array(Export.certificates([Export.certificate("synlig")]).utf8)),
            ])
        #expect(try database.imports([outer]).counts == ImportRun.Counts(accepted: 1, quarantined: 1))
        #expect(try database.quarantined()[0].contains("Ett zip-arkiv inuti ett annat läses inte"))
    }

    @Test("an archive that lies about its sizes is stopped by what comes out, or told as damaged", arguments: [16, UInt32.max])
    func lyingSizes(claimed: UInt32) throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        let text = Array(Export.many(2_000).utf8)
        let path = try folder.zip("logn.zip", [("a.csv", text)])
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        // The unpacked size stands in four bytes of the local header and of the central one.
        let little = withUnsafeBytes(of: UInt32(text.count).littleEndian) { Array($0) }
        let lie = withUnsafeBytes(of: claimed.littleEndian) { Array($0) }
        var places: [Int] = []
        for index in 0..<(bytes.count - 4) where Array(bytes[index..<(index + 4)]) == little { places.append(index) }
        #expect(!places.isEmpty)
        for place in places { bytes.replaceSubrange(place..<(place + 4), with: lie) }
        try folder.write("logn.zip", bytes)
        let good = try folder.write("bra.csv", Export.certificates([Export.certificate("bra")]))
        let report = try database.imports([path, good])
        // Too small a claim is not believed: all of it comes, or a reason does.
        #expect(report.counts.accepted == 2_001 || report.counts.quarantined >= 1)
        #expect(try database.count("SELECT COUNT(*) FROM certificate WHERE certificate_id = 'bra'") == 1)
        #expect(
            try database.quarantined().allSatisfy {
                $0.contains("Zip-arkivet") || $0.contains("Filen är uppackad") || $0.contains("rad")
            })
    }

    @Test("documents without beginning and what is no document lie in quarantine, each for itself")
    func between() throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        let tails = (1...3).map { String(Export.document("t", first: "2026-11-0\($0)").dropFirst(900)) }
        try folder.write("a.xml", Export.document("a") + tails.joined(separator: "\n") + "\nid;typ\n1;FK7804\n")
        #expect(try database.imports([folder.path]).counts == ImportRun.Counts(accepted: 1, quarantined: 4))
        let reasons = try database.quarantined()
        #expect(reasons.count { $0.contains("början saknas") } == 3)
        #expect(reasons.count { $0.contains("varken är intyg") } == 1)
        #expect(try database.count("SELECT COUNT(DISTINCT digest) FROM quarantine") == 4)
    }

    @Test("a bad row in the middle of thousands keeps none of the others out")
    func needle() throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        var rows = (0..<4_500).map { Export.certificate("n-\($0)", patient: $0 % 300) }
        rows[2_345] = "skräp\n"
        rows[4_000] = rows[4_000].replacing("Namn", with: "Na\0mn")
        try folder.write("a.csv", Export.certificates(rows))
        #expect(try database.imports([folder.path]).counts == ImportRun.Counts(accepted: 4_498, quarantined: 2))
    }

    @Test("a row that the database refuses lies in quarantine, and the rest of its batch is stored")
    func constraint() throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        let refusal = TestTrigger(on: "certificate", when: "NEW.certificate_id = 'n-7'")
        try database.writeBlocking { try refusal.set($0) }
        try folder.write("a.csv", Export.many(20, prefix: "n"))
        #expect(try database.imports([folder.path]).counts == ImportRun.Counts(accepted: 19, quarantined: 1))
        #expect(try database.quarantined()[0].contains("Databasen tar inte emot uppgiften"))
        // Mended, it is read by a person's retry, from its own bytes.
        try database.writeBlocking { try refusal.remove($0) }
        #expect(try database.count("SELECT COUNT(*) FROM quarantine WHERE length(original) > 0") == 1)
    }

    @Test("a store that fails ends the import with its error, and the next run finishes it")
    func failingStore() throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        try folder.write("a.csv", Export.many(5_000))
        let failure = TestTrigger(on: "certificate", when: "NEW.number = 3000", .failure)
        try database.writeBlocking { try failure.set($0) }
        #expect(throws: StorageError.self) { try database.imports([folder.path]) }
        try database.writeBlocking { try failure.remove($0) }
        let stored = try database.count("SELECT COUNT(*) FROM certificate")
        #expect(try database.imports([folder.path]).counts == ImportRun.Counts(accepted: 5_000 - stored, alreadyKnown: stored))
    }
}
