import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("What is set aside in quarantine is listed with its reason, and can be put back")
struct SetAsideTests {
    private let site: TestSite
    private let folder: ImportFolder

    init() throws {
        site = try TestSite()
        folder = try ImportFolder()
    }

    private func quarantined(_ text: String) throws -> Int {
        #expect(try site.database.imports([try folder.write("fel.csv", text)]).counts.quarantined == 1)
        return try site.database.count("SELECT MAX(id) FROM quarantine")
    }

    private func listed(_ viewer: UseCases.Viewer, page: Int = 1) async throws -> Imports.Listing<Imports.ListedSetAside> {
        try await site.imports.allSetAside(page: page, for: viewer, at: site.clock.now)
    }

    private func setAside(_ id: Int, _ reason: String, _ viewer: UseCases.Viewer) async throws {
        try await site.imports.setAside(id, because: reason, by: viewer, at: site.clock.now)
    }

    private func putBack(_ id: Int, _ viewer: UseCases.Viewer) async throws {
        try await site.imports.putBack(id, by: viewer, at: site.clock.now)
    }

    /// Whom the log's rows about what is set aside name, newest last.
    private func logged(_ resource: String) throws -> [[Int]] {
        try site.database.readBlocking { connection in
            let sets = try connection.all(
                "SELECT COALESCE(patient_set_id, 0), COALESCE(person_id, 0) FROM access_log WHERE resource = \(resource) ORDER BY id"
            ) { ($0.int(0), $0.int(1)) }
            return try sets.map { set, person in
                person != 0
                    ? [person]
                    : try connection.all("SELECT person_id FROM patient_set_member WHERE patient_set_id = \(set)") { $0.int(0) }
            }
        }
    }

    @Test("with where it stood, why, who and when, the newest first, beside how much waits; the look is in the log")
    func list() async throws {
        let karin = try site.viewer(.karin)
        #expect(try await listed(karin).setAside == 0)
        let waiting = try await site.imports.waiting(page: 1, for: karin, at: site.clock.now)
        #expect(waiting.setAside == 0 && waiting.waiting == 1)

        let number = Patients.nils.identifier.formatted
        try await setAside(TestData.quarantined, "Dubblett av \(number)", karin)
        site.clock.advance(seconds: 60)
        let second = try quarantined(Export.broken("q-1", patient: Patients.nils.rawValue))
        try await setAside(second, " Fel enhet ", karin)

        let found = try await listed(karin)
        #expect(found.setAside == 2 && found.waiting == 0 && found.page == 1)
        #expect(found.items.map(\.item.id) == [second, TestData.quarantined])
        #expect(found.items.map(\.setAside.by) == [karin.name, karin.name])
        #expect(found.items.map(\.setAside.at) == [site.clock.now, site.clock.now + -60])
        #expect(found.items[0].setAside.reason == "Fel enhet")
        let reason = try #require(found.items[1].setAside.reason)
        #expect(reason.hasPrefix("Dubblett av ") && !reason.contains(number))
        #expect(found.items[1].item.source == "intyg.csv" && found.items[1].item.place == "rad 2")
        #expect(try await listed(karin, page: 99).page == 1)
        #expect(try await site.imports.overview(for: karin, at: site.clock.now).setAside == 2)
        #expect(try logged("Undanlagt ur karantänen").last == [])
    }

    @Test("only who may import sees it, and only the own provider's", arguments: [Cast.anna, .bo, .mats, .fatima, .rita, .sven])
    func rights(person: Cast) async throws {
        try await setAside(TestData.quarantined, "Dubblett", site.viewer(.karin))
        let viewer = try site.viewer(person)
        await #expect(throws: UseCaseError.notAllowed(.importData)) { _ = try await listed(viewer) }
        await #expect(throws: UseCaseError.notAllowed(.importData)) { try await putBack(TestData.quarantined, viewer) }
        let ove = try site.viewer(.ove)
        #expect(try await listed(ove).items.isEmpty)
        await #expect(throws: UseCaseError.notFound) { try await putBack(TestData.quarantined, ove) }
    }

    @Test("its page shows what it is, as of what waits, and it is neither read nor set aside once more")
    func page() async throws {
        let karin = try site.viewer(.karin)
        try await setAside(TestData.quarantined, "Dubblett", karin)
        let item = try await site.imports.item(TestData.quarantined, for: karin, at: site.clock.now)
        #expect(item.setAside?.reason == "Dubblett" && item.setAside?.by == karin.name && item.text.contains("fritext"))
        #expect(try logged("Karantän post \(TestData.quarantined)").last == [Patients.tova.rawValue + 1])
        await #expect(throws: UseCaseError.notFound) {
            _ = try await site.imports.retry(TestData.quarantined, text: item.text, by: karin, at: site.clock.now)
        }
        await #expect(throws: UseCaseError.notFound) { try await setAside(TestData.quarantined, "Igen", karin) }
    }

    @Test("put back it waits as before, can be corrected and read, and who did it is in the log with whom it names")
    func back() async throws {
        let karin = try site.viewer(.karin)
        let text = Export.broken("q-1", patient: Patients.nils.rawValue)
        let id = try quarantined(text)
        await #expect(throws: UseCaseError.notFound) { try await putBack(id, karin) }
        try await setAside(id, "Dubblett", karin)
        try await putBack(id, karin)
        #expect(try logged("Karantän post \(id)") == [[Patients.nils.rawValue + 1], [Patients.nils.rawValue + 1]])
        await #expect(throws: UseCaseError.notFound) { try await putBack(id, karin) }
        #expect(try await listed(karin).items.isEmpty)

        let item = try await site.imports.item(id, for: karin, at: site.clock.now)
        #expect(item.setAside == nil)
        // What was decided of it before is not lost.
        #expect(try site.database.count("SELECT COUNT(*) FROM quarantine WHERE id = \(id) AND decision = 'Dubblett'") == 1)
        #expect(try site.database.imports([try folder.write("fel.csv", text)]).counts.alreadyKnown == 1)
        let right = item.text.replacing("2026-02-30", with: "2026-02-28")
        guard case .accepted = try await site.imports.retry(id, text: right, by: karin, at: site.clock.now) else {
            return #expect(Bool(false))
        }
        await #expect(throws: UseCaseError.notFound) { try await putBack(id, karin) }
    }

    @Test("put back, and read when what it lacked has come in, it was read by nobody")
    func readByItself() async throws {
        let karin = try site.viewer(.karin)
        try await setAside(TestData.quarantined, "Dubblett", karin)
        try await putBack(TestData.quarantined, karin)
        let now = site.clock.now
        try await site.database.write { try QuarantineRepository($0).settle(TestData.quarantined, at: now) }
        guard case .read(let read) = try await site.imports.fate(of: TestData.quarantined, for: karin, at: now) else {
            return #expect(Bool(false), "not read")
        }
        #expect(read.by == nil)
    }

    @Test("of what is nobody's the administrator sees files alone, and others' reasons not; a row gets its owner with the reason")
    func ownerless() async throws {
        let (sven, karin) = (try site.viewer(.sven), try site.viewer(.karin).account)
        let now = site.clock.now
        func seen() async throws -> [Imports.ListedSetAside] {
            try await site.imports.ownerless(page: 1, for: sven, at: now).setAside
        }
        try await site.database.write { connection in
            try QuarantineRepository(connection).decide(
                TestData.ownerless, .setAside, decision: "Hemligt skäl", account: karin, at: now)
        }
        #expect(try await seen().map(\.setAside.reason) == [nil])
        _ = try await site.database.write {
            try $0.execute("UPDATE quarantine SET format = 'csv' WHERE id = \(TestData.ownerless)")
        }
        #expect(try await seen().isEmpty)
        try await site.database.write { connection in
            let owner = SQLValue.blob(Array("x;\(Fixture.outsideUnit.hsaID)".utf8))
            try connection.execute("UPDATE quarantine SET original = \(owner) WHERE id = \(TestData.ownerless)")
            let ownerless = OwnerlessQuarantine(connection)
            #expect(try ownerless.findOwners(of: ownerless.numbers(but: "unknown")) == 1)
        }
        #expect(try await listed(site.viewer(.ove)).items.map(\.item.id) == [TestData.ownerless])
    }

    @Test("another unit's is listed without its reason and is not to be put back, and its own people have both")
    func otherUnits() async throws {
        let (karin, there, bo) = (try site.viewer(.karin), try site.karinAtUnitTwo(), try site.viewer(.bo).account)
        let id = try quarantined(Export.broken("q-1", patient: Patients.pia.rawValue, unit: Fixture.otherUnit))
        let now = site.clock.now
        try await site.database.write {
            try QuarantineRepository($0).decide(id, .setAside, decision: "Hemligt skäl", account: bo, at: now)
        }
        let seen = try #require(try await listed(karin).items.first)
        #expect(seen.item.id == id && seen.setAside.reason == nil && seen.setAside.by == Cast.bo.name)
        let item = try await site.imports.item(id, for: karin, at: now)
        #expect(item.isOtherUnits && item.text.isEmpty && item.setAside?.reason == nil)
        await #expect(throws: UseCaseError.notFound) { try await putBack(id, karin) }
        #expect(try await listed(there).items.first?.setAside.reason == "Hemligt skäl")
        try await putBack(id, there)
    }
}
