import Foundation
import SickLeave
import Statistics
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("Correcting what could not be read")
struct QuarantineTests {
    /// A site where one row broke; returns the item's number and the row's text.
    private func site(_ text: String, name: String = "fel.csv") throws -> (TestSite, Int) {
        let (site, folder) = (try TestSite(), try ImportFolder())
        let path = try folder.write(name, text)
        #expect(try site.database.imports([path]).counts.quarantined == 1)
        return (site, try site.database.count("SELECT MAX(id) FROM quarantine"))
    }

    private let broken = Export.certificate("q-1", patient: 2, periods: "2026-02-30..2026-03-30:100")

    @Test("a corrected row is read, shows at once, and its original is kept")
    func corrected() async throws {
        let (site, id) = try site(Export.certificates([broken]))
        let viewer = try site.viewer(.karin)
        let item = try await site.imports.item(id, for: viewer, at: site.clock.now)
        #expect(item.text == broken.trimmingCharacters(in: .newlines))
        let outcome = try await site.imports.retry(
            id, text: item.text.replacing("2026-02-30", with: "2026-02-28"), by: viewer, at: site.clock.now)
        guard case .accepted = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(try site.database.count("SELECT COUNT(*) FROM certificate WHERE certificate_id = 'q-1'") == 1)
        let number = Int32(try site.database.count("SELECT number FROM certificate WHERE certificate_id = 'q-1'"))
        #expect(site.figures.snapshot.certificates.number.contains(number))
        let kept = try site.database.readBlocking {
            try $0.first("SELECT original, decision FROM quarantine WHERE id = \(id)") { ($0.blob(0), $0.text(1)) }
        }
        #expect(kept.map { String(decoding: $0.0, as: UTF8.self).contains("2026-02-30") && $0.1.contains("2026-02-28") } == true)
        await #expect(throws: UseCaseError.notFound) { _ = try await site.imports.item(id, for: viewer, at: site.clock.now) }
    }

    @Test("the list says where and what is wrong, without what the reason quotes of the row; the row's own page has it")
    func quoted() async throws {
        let (site, id) = try site(Export.certificates([Export.certificate("q-1", patient: 2, periods: "hemlig plats")]))
        let viewer = try site.viewer(.karin)
        #expect(try await site.imports.item(id, for: viewer, at: site.clock.now).reason.contains("hemlig plats"))
        let listed = try await site.imports.waiting(page: 1, for: viewer, at: site.clock.now).items.first { $0.id == id }
        #expect(listed?.reason.contains("”…”") == true && listed?.reason.contains("hemlig plats") == false)
    }

    @Test(
        "what is quoted does not show because it holds the sign of quoting",
        arguments: ["”Anna Svensson”", "Anna ”Kicki” Svensson", "”"])
    func quotedSign(cell: String) {
        let mask = MaskedText(on: Fixture.today)
        #expect(mask.withoutQuotes("”\(cell)” är inte ett intyg. Rätta det.") == "”…” är inte ett intyg. Rätta det.")
    }

    @Test("a correction that is no better changes nothing and says why")
    func refused() async throws {
        let (site, id) = try site(Export.certificates([broken]))
        let before = try site.database.contents()
        for text in ["", "två\nrader\n", broken.replacing("2026-02-30", with: "2026-02-31"), broken + broken] {
            let outcome = try await site.imports.retry(id, text: text, by: site.viewer(.karin), at: site.clock.now)
            guard case .refused(let reason) = outcome else { return #expect(Bool(false), "\(text) \(outcome)") }
            #expect(!reason.isEmpty)
        }
        #expect(try site.database.contents() == before)
    }

    @Test("a corrected document is read, whatever its declaration said of encoding")
    func document() async throws {
        let text = Export.document(
            "q-2", patient: 2, first: "2026-02-30", declaration: "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n")
        let (site, id) = try site(text, name: "fel.xml")
        let outcome = try await site.imports.retry(
            id, text: text.replacing("2026-02-30", with: "2026-02-28").replacing("Stress", with: "Ångest"),
            by: site.viewer(.karin), at: site.clock.now)
        guard case .accepted = outcome else { return #expect(Bool(false), "\(outcome)") }
        let number = try site.database.count("SELECT number FROM certificate WHERE certificate_id = 'q-2'")
        let stored = try site.database.readBlocking { try CertificateRepository.certificates($0, provider: 1, numbers: [number]) }
        #expect(stored.first?.certificate.diagnoses.first?.text == "Ångest")
    }

    @Test("a correction can turn out to be known, or a conflict")
    func knownOrConflict() async throws {
        let (site, id) = try site(Export.certificates([broken]))
        let folder = try ImportFolder()
        let right = broken.replacing("2026-02-30", with: "2026-02-28")
        try site.database.imports([try folder.write("a.csv", Export.certificates([right]))])
        let viewer = try site.viewer(.karin)
        let other = try await site.imports.retry(
            id, text: right.replacing(":100", with: ":50"), by: viewer, at: site.clock.now)
        guard case .conflict = other else { return #expect(Bool(false), "\(other)") }

        let (second, again) = try self.site(Export.certificates([broken]))
        try second.database.imports([try folder.write("a.csv", Export.certificates([right]))])
        let same = try await second.imports.retry(again, text: right, by: second.viewer(.karin), at: second.clock.now)
        guard case .alreadyKnown = same else { return #expect(Bool(false), "\(same)") }
    }

    @Test("what the database refuses is told in a sentence, changes nothing, and is read when the hinder is gone")
    func constraint() async throws {
        let (site, id) = try site(Export.certificates([broken]))
        let trigger = TestTrigger(on: "certificate", when: "NEW.certificate_id = 'q-1'")
        try await site.database.write { try trigger.set($0) }
        let before = try site.database.contents()
        let right = broken.replacing("2026-02-30", with: "2026-02-28")
        let outcome = try await site.imports.retry(id, text: right, by: site.viewer(.karin), at: site.clock.now)
        guard case .refused(let reason) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(reason == "Databasen tar inte emot uppgiften. Rätta den och försök igen.")
        #expect(try site.database.contents() == before)
        try await site.database.write { try trigger.remove($0) }
        guard case .accepted = try await site.imports.retry(id, text: right, by: site.viewer(.karin), at: site.clock.now) else {
            return #expect(Bool(false))
        }
    }

    @Test("a file that is refused whole keeps its bytes, and another file of the same name is another item")
    func wholeFile() async throws {
        let (site, folder) = (try TestSite(), try ImportFolder())
        let bytes = Array("Inget vi läser: \(Fixture.unit.hsaID)\n".utf8)
        let path = try folder.write("intyg.csv", bytes)
        #expect(try site.database.imports([path]).counts.quarantined == 1)
        let id = try site.database.count("SELECT MAX(id) FROM quarantine")
        let viewer = try site.viewer(.karin)
        let item = try await site.imports.item(id, for: viewer, at: site.clock.now)
        #expect(item.kind == .file && item.text == String(decoding: bytes, as: UTF8.self))
        #expect(item.byteLength == bytes.count && item.keptBytes == bytes.count && item.sha256.count == 64)
        guard case .refused(let reason) = try await site.imports.retry(id, text: item.text, by: viewer, at: site.clock.now) else {
            return #expect(Bool(false))
        }
        #expect(reason.contains("hel fil"))
        try await site.imports.setAside(id, because: "Dubblett", by: viewer, at: site.clock.now)
        #expect(try site.database.imports([path]).counts == ImportRun.Counts(alreadyKnown: 1))

        try folder.write("intyg.csv", "Något helt annat: \(Fixture.unit.hsaID)")
        #expect(try site.database.imports([path]).counts == ImportRun.Counts(quarantined: 1))
    }

    @Test("of a large file that is refused the beginning is kept, with the length and the digest of it all")
    func largeFile() throws {
        let (database, folder) = (try Fixture.database(), try ImportFolder())
        var bytes = Array("%PDF-1.7\n".utf8) + (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let path = try folder.write("stor.pdf", bytes)
        #expect(try database.imports([path]).counts.quarantined == 1)
        let kept = try database.readBlocking {
            try $0.first("SELECT original, byte_length, sha256 FROM quarantine") { ($0.blob(0), $0.int(1), $0.text(2)) }
        }
        #expect(kept?.0 == Array(bytes.prefix(64 * 1024)) && kept?.1 == bytes.count)
        #expect(kept?.2.count == 64)
        // The last byte differs: the beginning is the same, the file is not.
        bytes[bytes.count - 1] ^= 1
        try folder.write("stor.pdf", bytes)
        #expect(try database.imports([path]).counts == ImportRun.Counts(quarantined: 1))
    }

    @Test("what is set aside is kept and does not come back")
    func setAside() async throws {
        let text = Export.certificates([broken])
        let (site, id) = try site(text)
        try await site.imports.setAside(id, because: "Dubblett", by: site.viewer(.karin), at: site.clock.now)
        let folder = try ImportFolder()
        let again = try site.database.imports([try folder.write("fel.csv", text)])
        #expect(again.counts == ImportRun.Counts(alreadyKnown: 1))
        await #expect(throws: UseCaseError.notFound) {
            try await site.imports.setAside(id, because: "Dubblett", by: site.viewer(.karin), at: site.clock.now)
        }
        #expect(
            try site.database.count("SELECT COUNT(*) FROM quarantine WHERE id = \(id) AND status = 2 AND decision = 'Dubblett'")
                == 1)
    }

    @Test(
        "only who may import sees it, and only the own provider's",
        arguments: [Cast.anna, .bo, .mats, .fatima, .rita, .sven, .lena])
    func rights(person: Cast) async throws {
        let site = try TestSite()
        await #expect(throws: UseCaseError.notAllowed(.importData)) {
            _ = try await site.imports.item(TestData.quarantined, for: site.viewer(person), at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notFound) {
            _ = try await site.imports.item(TestData.quarantined, for: site.viewer(.ove), at: site.clock.now)
        }
    }

    @Test("numbers in a row are told from other digits")
    func namedPersons() async throws {
        let site = try TestSite()
        _ = try await site.imports.item(TestData.quarantined, for: site.viewer(.karin), at: site.clock.now)
        #expect(try site.database.count("SELECT COUNT(*) FROM patient_set_member") == 1)
        #expect(try site.database.count("SELECT person_id FROM patient_set_member") == 1)
    }
}
