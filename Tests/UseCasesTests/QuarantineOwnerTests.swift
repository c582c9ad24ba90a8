import Foundation
import Interchange
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Whose it is that could not be read, and who may look at it")
struct QuarantineOwnerTests {
    private static let broken = Export.certificate("trasig", periods: "2026-02-30..2026-03-01:100")
    private static let outside = Fixture.outsideUnit.hsaID

    /// A coordination number of nobody's: the day is raised by 60.
    private static let coordination = Fixture.identity("19801261238").canonical

    private func people(_ site: TestSite, of item: Int) throws -> [Int] {
        try site.database.readBlocking {
            try $0.all(
                """
                SELECT m.person_id FROM patient_set_member m JOIN access_log l ON l.patient_set_id = m.patient_set_id
                WHERE l.resource = \("Karantän post \(item)") ORDER BY 1
                """
            ) { $0.int(0) }
        }
    }

    @Test("a row of a provider that is not known yet is nobody's, and becomes the provider's when its unit has come")
    func unitComesLater() async throws {
        let (site, folder) = (try TestSite(), try ImportFolder())
        let row = Self.broken.replacing("SE9900990001-1001", with: "SE9900990003-1001").replacing(
            "SE9900990001-0001", with: "SE9900990003-0001")
        try site.database.imports([try folder.write("a.csv", Export.certificates([row]))])
        let before = try await site.imports.ownerless(page: 1, for: site.viewer(.sven), at: site.clock.now)
        #expect(before.count == 2 && before.items.last?.place == "rad 2")
        try site.database.imports([
            try folder.write(
                "enheter.csv",
                "enhet_hsa_id;enhet_namn;vardgivare_hsa_id\nSE9900990003-1001;Tredje;SE9900990003-0001\n")
        ])
        let after = try await site.imports.ownerless(page: 1, for: site.viewer(.sven), at: site.clock.now)
        #expect(after.count == 1)
        #expect(try site.database.count("SELECT COUNT(*) FROM quarantine WHERE care_provider_id = 3") == 1)
    }

    @Test("who sent the files owns what says nothing of its own")
    func sender() async throws {
        let (site, folder) = (try TestSite(), try ImportFolder())
        let path = try folder.write("anteckning.txt", "Ingenting som vi läser")
        let report = try Importer(database: site.database).run(
            .init(paths: [path]), source: path, sender: Self.outside, at: site.clock.now)
        #expect(report.waiting == 1 && report.ownerless == 0)
        let nobodys = try site.database.imports([folder.write("lapp.txt", "Inget heller")])
        #expect(nobodys.waiting == 1 && nobodys.ownerless == 1)
        let items = try await site.imports.waiting(page: 1, for: site.viewer(.ove), at: site.clock.now).items
        #expect(items.map(\.place) == ["rad 3", "filen"])
        let own = try await site.imports.waiting(page: 1, for: site.viewer(.karin), at: site.clock.now).items
        #expect(own.map(\.place) == ["rad 2"])
    }

    @Test("the administrator sees where and why without content, gives it to a unit, and its people take it from there")
    func handedOut() async throws {
        let site = try TestSite()
        let (sven, karin) = (try site.viewer(.sven), try site.viewer(.karin))
        let found = try await site.imports.ownerless(page: 7, for: sven, at: site.clock.now)
        #expect(found.items.map(\.id) == [TestData.ownerless] && found.page == 1)
        #expect(found.units.map(\.name) == [Fixture.unit.name, Fixture.otherUnit.name])
        let number = Patients.pia.identifier.formatted
        #expect(!found.items[0].source.contains(number.suffix(4)) && found.items[0].source.contains("uttag"))
        #expect(found.items[0].reason == "Rubrikraden ”…” känns inte igen.")
        await #expect(throws: UseCaseError.notAllowed(.importData)) {
            _ = try await site.imports.item(TestData.ownerless, for: sven, at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notFound) {
            _ = try await site.imports.item(TestData.ownerless, for: karin, at: site.clock.now)
        }
        try await site.imports.hand(TestData.ownerless, toUnit: found.units[0].number, by: sven, at: site.clock.now)
        let item = try await site.imports.item(TestData.ownerless, for: karin, at: site.clock.now)
        #expect(item.kind == .file && item.text.contains(number))
        // The look at the content is a look at the person that it names.
        #expect(try people(site, of: TestData.ownerless) == [Patients.pia.rawValue + 1])
        try await site.imports.setAside(TestData.ownerless, because: "Dubblett", by: karin, at: site.clock.now)
        #expect(try await site.imports.overview(for: sven, at: site.clock.now).ownerless == 0)
    }

    @Test("an item is given once, and only to the administrator's own units")
    func handedOutOnce() async throws {
        let site = try TestSite()
        let sven = try site.viewer(.sven)
        await #expect(throws: UseCaseError.notFound) {
            try await site.imports.hand(TestData.ownerless, toUnit: 3, by: sven, at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notFound) {
            try await site.imports.hand(TestData.quarantined, toUnit: 1, by: sven, at: site.clock.now)
        }
        try await site.imports.hand(TestData.ownerless, toUnit: 2, by: sven, at: site.clock.now)
        await #expect(throws: UseCaseError.notFound) {
            try await site.imports.hand(TestData.ownerless, toUnit: 1, by: sven, at: site.clock.now)
        }
        // Given to the other unit, it is not unit one's.
        await #expect(throws: UseCaseError.notFound) {
            _ = try await site.imports.item(TestData.ownerless, for: site.viewer(.karin), at: site.clock.now)
        }
        for person in Cast.allCases where person != .sven {
            await #expect(throws: UseCaseError.notAllowed(.handOutUnread)) {
                _ = try await site.imports.ownerless(page: 1, for: site.viewer(person), at: site.clock.now)
            }
        }
    }

    @Test(
        "a look names every known person of the row, however the number is written",
        arguments: [
            ("personnummer", Patients.nils.identifier.formatted), ("tolv siffror", Patients.nils.identifier.canonical),
            ("med mellanslag", "\(Patients.nils.identifier.canonical.prefix(8)) \(Patients.nils.identifier.canonical.suffix(4))"),
            ("tio siffror", "\(Patients.nils.identifier.canonical.dropFirst(2))"), ("reservnummer", "so-123456"),
            ("reservnummer i ett stycke", "SO123456"), ("samordningsnummer", Self.coordination),
        ])
    func namedPersons(kind: String, number: String) async throws {
        let (site, folder) = (try TestSite(), try ImportFolder())
        let known: [(String, String)] = [("SO123456", "reservnummer"), (Self.coordination, "samordningsnummer")]
        for (index, (other, word)) in known.enumerated() {
            let row = Export.certificate("k-\(index)").replacing(";\(Fixture.person().formatted);", with: ";\(other);")
                .replacing("\n", with: ";\(word)\n")
            let header = Export.certificateHeader.replacing("\n", with: ";id_typ\n")
            #expect(try site.database.imports([try folder.write("k\(index).csv", header + row)]).counts.accepted == 1, "\(word)")
        }
        try await site.figures.refresh()
        let row = Self.broken.replacing("Namn 0", with: "\(number)").replacing(Fixture.person().formatted, with: "felskrivet")
        let report = try site.database.imports([try folder.write("a.csv", Export.certificates([row]))])
        #expect(report.counts.quarantined == 1)
        let id = try site.database.count("SELECT MAX(id) FROM quarantine")
        _ = try await site.imports.item(id, for: site.viewer(.karin), at: site.clock.now)
        let expected = try site.database.count(
            kind.hasPrefix("reserv")
                ? "SELECT id FROM person WHERE identifier = 'SO123456'"
                : kind == "samordningsnummer" ? "SELECT id FROM person WHERE kind = 1" : "SELECT 2")
        #expect(expected > 0)
        #expect(try people(site, of: id) == [expected])
    }

    @Test("a run shows each provider its own part, and no identity number in its source")
    func runs() async throws {
        let (site, folder) = (try TestSite(), try ImportFolder())
        let outside = Export.certificate("u-1", patient: 5, unit: Self.outside.rawValue)
            .replacing("SE9900990001-0001", with: Fixture.otherProvider.hsaID.rawValue)
        let path = try folder.write(
            "a.csv", Export.certificates([Export.certificate("e-1"), Export.certificate("e-2"), outside]))
        let number = Patients.nils.identifier
        _ = try Importer(database: site.database).run(
            .init(paths: [path]), source: "20261120-0930 \(number.formatted) och \(number.canonical).csv", at: site.clock.now)
        let own = try await site.imports.overview(for: site.viewer(.karin), at: site.clock.now)
        let theirs = try await site.imports.overview(for: site.viewer(.ove), at: site.clock.now)
        #expect(own.runs.map(\.accepted) == [2, 8] && theirs.runs.map(\.accepted) == [1, 1])
        #expect(own.runs[0].source == "20261120-0930 ••••••••-•••• och ••••••••••••.csv", "\(own.runs[0].source)")
        let only = try folder.write("b.csv", Export.certificates([outside.replacing("u-1", with: "u-2")]))
        try site.database.imports([only])
        #expect(try await site.imports.overview(for: site.viewer(.karin), at: site.clock.now).runs.count == 2)
        #expect(try await site.imports.overview(for: site.viewer(.ove), at: site.clock.now).runs.count == 3)
    }
}
