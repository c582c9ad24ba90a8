import Foundation
import Interchange
import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("Export, report, verification and what else keeps a store in order")
struct OperationsTests {
    @Test("what is exported and read into an empty store is exported the same", arguments: [false, true])
    func roundTrip(forExcel: Bool) throws {
        let (first, second) = (try Fixture.database(), try Fixture.database())
        let (source, out, again) = (try ImportFolder(), try ImportFolder(), try ImportFolder())
        try TestData.fill(first, texts: .hostile, at: Instant(rawValue: 0))
        try source.write("x.xml", Export.document("x-1", patient: 9))
        try source.write(
            "enheter.csv",
            "enhet_hsa_id;enhet_namn;vardgivare_hsa_id;overordnad_enhet_hsa_id\nSE9900990001-3001;Filialen;SE9900990001-0001;SE9900990001-1001\n"
        )
        try source.write("volymer.csv", "enhet_hsa_id;manad;besok;listade\nSE9900990001-1001;2026-10;120;4500\n")
        try first.imports([source.path])
        let rows = try UseCases.Export(database: first).write(to: out.url, forExcel: forExcel, at: Instant(rawValue: 0))
        #expect(rows["intyg.csv"] == 11 && rows["makuleringar.csv"] == 1 && rows["meddelanden.csv"] == 1 && rows["kva.csv"] == 1)
        #expect(rows["skydd.csv"] == 1 && rows["enheter.csv"] == 4 && rows["volymer.csv"] == 1 && rows["medarbetare.csv"] == 2)

        let report = try second.imports([out.path])
        let waiting = try second.quarantined()
        #expect(report.counts == ImportRun.Counts(accepted: rows.values.reduce(0, +)), "\(waiting)")
        #expect(try UseCases.Export(database: second).write(to: again.url, forExcel: forExcel, at: Instant(rawValue: 0)) == rows)
        for name in rows.keys {
            let a = try String(contentsOf: out.url.appendingPathComponent(name), encoding: .utf8)
            let b = try String(contentsOf: again.url.appendingPathComponent(name), encoding: .utf8)
            #expect(a == b, "\(name)")
            if name == "meddelanden.csv" {
                #expect(a.contains(Fixture.unit.hsaID.rawValue) && a.contains(Patients.pia.identifier.formatted))
            }
            if name == "makuleringar.csv" {
                #expect(a.contains(Fixture.doctor.hsaID.rawValue) && a.contains(Fixture.doctor.name))
            }
        }
        // What came as CSV goes out and comes in whole: the very same certificates, messages and the rest.
        let third = try Fixture.database()
        try third.imports([again.path])
        #expect(try third.contents() == second.contents())
    }

    @Test("a block that is lifted before it begins is lifted too where an earlier export has told of it")
    func liftedBlock() throws {
        let (first, second, out) = (try Fixture.database(), try Fixture.database(), try ImportFolder())
        try TestData.fill(first, texts: .plain, at: Instant(rawValue: 0))
        let begins = Fixture.today + 5
        let (block, person) = try first.writeBlocking { connection in
            let record = ProtectionRecord(
                id: "s-9", kind: .block, patient: Patients.tova.identifier, careUnit: Fixture.unit.hsaID, firstDay: begins,
                lastDay: nil)
            _ = try ProtectionRepository(connection).store(record, registry: Registry(), importRun: 1, at: Instant(rawValue: 0))
            return (record, Patients.tova.rawValue + 1)
        }
        func blocked() throws -> Set<Int> {
            _ = try UseCases.Export(database: first).write(to: out.url, forExcel: false, at: Instant(rawValue: 0))
            try second.imports([out.path])
            return try second.readBlocking { connection in
                let tova = try connection.first("SELECT id FROM person WHERE identifier = \(Patients.tova.identifier.canonical)")
                {
                    $0.int(0)
                }
                return try ProtectionRepository(connection).blockedUnits(provider: 1, person: try #require(tova), on: begins)
            }
        }
        #expect(try blocked().count == 1)
        try first.writeBlocking { connection in
            let mats = try AccountRepository(connection).create(userName: "m", name: "M", hsaID: "", passwordHash: nil)
            try ProtectionRepository(connection).record(
                block.id, .block, person: person, unit: 1, provider: 1, from: begins, through: Fixture.today - 1, by: mats,
                at: Instant(rawValue: 1))
        }
        #expect(try blocked() == [])
        #expect(try second.quarantined().isEmpty)
    }

    @Test("an export is its owner's alone, replaces the one before when it is whole, and stands in the log of every provider")
    func guarded() throws {
        let (database, out) = (try Fixture.database(), try ImportFolder())
        try TestData.fill(database, texts: .plain, at: Instant(rawValue: 0))
        let (folder, instant) = (out.url.appendingPathComponent("uttag"), Instant(rawValue: 5_000_000))
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
        _ = try UseCases.Export(database: database).write(to: folder, forExcel: false, at: instant)
        let written = try names()
        #expect(written.count == 8 && written.allSatisfy { $0.hasSuffix(".csv") })
        for name in written {
            let mode = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(name).path)[
                .posixPermissions]
            #expect(mode as? Int == 0o600, "\(name)")
        }
        let rows = try database.readBlocking { connection in
            try connection.all(
                """
                SELECT l.care_provider_id, x.user_name, l.activity FROM access_log l JOIN access_log_context x ON x.care_provider_id = l.care_provider_id AND x.id = l.context_id
                WHERE l.at = \(instant) ORDER BY 1
                """
            ) { "\($0.int(0)) \($0.text(1)) \($0.text(2))" }
        }
        #expect(rows == ["1 sakkunnig export Utskrift", "2 sakkunnig export Utskrift"])
        // The last file cannot be written: the first ones stay as they were.
        let before = try Data(contentsOf: folder.appendingPathComponent("intyg.csv"))
        try database.writeBlocking { _ = try $0.execute("DELETE FROM certificate_relation") }
        try database.imports([out.write("mer.csv", Export.many(3))])
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("meddelanden.csv.part"), withIntermediateDirectories: true)
        #expect(throws: WritingFault.self) {
            try UseCases.Export(database: database).write(to: folder, forExcel: false, at: instant)
        }
        #expect(try Data(contentsOf: folder.appendingPathComponent("intyg.csv")) == before)
        #expect(try names() == (written + ["meddelanden.csv.part"]).sorted())
        #expect(throws: WritingFault.self, "a folder that is a file") {
            try UseCases.Export(database: database)
                .write(to: folder.appendingPathComponent("intyg.csv"), forExcel: false, at: instant)
        }
    }

    @Test("a demo that was stopped when half its people were there is not taken for a whole one")
    func halfMadeDemo() throws {
        let database = try Fixture.database()
        let passwords = PasswordHashing()
        try Accounts(database: database, passwords: passwords, rules: PasswordRules(common: []), log: nil).create(
            userName: "anna.lakare", name: "Anna", hsaID: nil, password: nil)
        #expect(try !DemoRegion(database: database, passwords: passwords).isLoaded)
    }

    @Test("a certificate that the table has no room for is named and left out, and the others are written")
    func leftOut() throws {
        let (database, out) = (try Fixture.database(), try ImportFolder())
        let relations = (0..<3).map { CertificateRelation(kind: .renews, certificate: .init(rawValue: "r-\($0)")) }
        try database.writeBlocking { connection in
            let run = try ImportRunRepository(connection).start(source: "prov", at: Instant(rawValue: 0))
            let repository = CertificateRepository(connection, registry: Registry())
            for certificate in [Fixture.certificate("a", relations: relations), Fixture.certificate("b")] {
                _ = try repository.store([NewCertificate(certificate)], importRun: run)
            }
        }
        var left: [String] = []
        let rows = try UseCases.Export(database: database).write(to: out.url, forExcel: false, at: Instant(rawValue: 0)) {
            left.append("\($0): \($1)")
        }
        #expect(rows["intyg.csv"] == 1 && left.count == 1 && left[0].hasPrefix("intyg.csv: a har fler relationer"))
    }

    @Test("a sound store verifies; one whose content is damaged says which certificate")
    func verification() async throws {
        let database = try Fixture.database()
        try TestData.fill(database, texts: .plain, at: Instant(rawValue: 0))
        let sound = try await Verification(database: database).run()
        #expect(sound.faults == [] && sound.counts["intyg"] == 10 && sound.counts["karantän"] == 3)
        #expect(sound.counts["konflikter"] == 1)
        _ = try await database.write {
            try $0.execute("UPDATE certificate_content SET content = \([UInt8(0)]) WHERE certificate_number = 2")
        }
        _ = try await database.write { try $0.execute("UPDATE certificate SET certificate_id = 'annat' WHERE number = 3") }
        let faults = try await Verification(database: database).run().faults
        #expect(faults.contains { $0.contains("intyg nummer 2: innehållet går inte att läsa") })
        #expect(faults.contains { $0.contains("intyg nummer 3: kolumnerna och innehållet säger olika") })
        #expect(faults.count == 2)
    }

    @Test("a unit's report has its figures and nobody's name; an unknown unit has none")
    func report() async throws {
        let site = try TestSite()
        let measures = try TestSite.measures.get()
        let report = try #require(
            try UnitReport(unit: Fixture.unit.hsaID, database: site.database, measures: measures, on: Fixture.today))
        #expect(report.unitName == Fixture.unit.name && report.trends.count == measures.count)
        let lines = report.lines(on: Fixture.today)
        #expect(lines.count == 3 + measures.count && lines[1].hasSuffix("(\(report.overview.total.inWords))"))
        for (line, measure) in zip(lines.dropFirst(3), measures) { #expect(line.hasPrefix("\(measure.title): ")) }
        let shown = try await site.ongoingSpells.page(
            1, filter: .init(), settings: .init(), for: site.viewer(.karin), on: Fixture.today, at: site.clock.now)
        #expect(report.overview.total.women + report.overview.total.men + report.overview.total.unknown == shown.total)
        #expect(
            try UnitReport(unit: HSAID(rawValue: "SE-X"), database: site.database, measures: measures, on: Fixture.today) == nil)
    }

    @Test("a reviewer sees the own provider's looks, newest first; nobody else does")
    func logReview() async throws {
        let site = try TestSite()
        for person in [Cast.karin, .anna, .ove] {
            _ = try await site.ongoingSpells.page(
                1, filter: .init(), settings: .init(), for: site.viewer(person), on: Fixture.today, at: site.clock.now)
            site.clock.advance(seconds: 60)
        }
        let rows = try await site.logReview.newest(10, for: site.viewer(.lena))
        #expect(rows.map(\.userName) == [Cast.anna.name, Cast.karin.name])
        #expect(rows.map(\.patients) == [3, 3] && rows[0].at > rows[1].at)
        #expect(try await site.logReview.newest(1, for: site.viewer(.lena)).count == 1)
        for person in Cast.allCases where person != .lena && person != .mats {
            await #expect(throws: UseCaseError.notAllowed(.reviewLog)) {
                _ = try await site.logReview.newest(1, for: site.viewer(person))
            }
        }
    }

    @Test("settings are each person's own")
    func preferences() async throws {
        let site = try TestSite()
        try await site.preferences.setListSettings(.init(gap: 30, recentlyEnded: 7), for: site.viewer(.karin))
        #expect(try await site.preferences.listSettings(of: site.viewer(.karin)) == .init(gap: 30, recentlyEnded: 7))
        #expect(try await site.preferences.listSettings(of: site.viewer(.anna)) == .init(gap: 5, recentlyEnded: 0))
    }

    @Test("a role does what its row of the table says, and the region sees no patient")
    func permissions() {
        #expect(Permission.of(.regionOfficer) == [.seeRegionFigures])
        for role in Role.allCases where ![.physician, .careProfessional, .rehabCoordinator].contains(role) {
            #expect(!Permission.of(role).contains(.seePatients) && !Permission.of(role).contains(.importData))
        }
        #expect(Permission.of(.logReviewer) == [.reviewLog])
        #expect(Permission.of(.administrator) == [.seeImports, .handOutUnread, .manageAccounts])
    }

    @Test("of two refreshes at once the one that has seen more stays, whichever is ready last")
    func refresh() async throws {
        let site = try TestSite()
        let held = HeldDatabase(site.database)
        let figures = try Figures(database: held)
        let before = figures.snapshot.certificates.number.count
        // The first refresh has read the store, and is held before it is done.
        let slow = Task { try await figures.refresh() }
        await held.waitUntilHolding()
        let folder = try ImportFolder()
        try site.database.imports([try folder.write("a.csv", Export.certificates([Export.certificate("ny")]))])
        try await figures.refresh()
        #expect(figures.snapshot.certificates.number.count == before + 1)
        await held.release()
        try await slow.value
        #expect(figures.snapshot.certificates.number.count == before + 1)
    }

    @Test("a refresh beside a reading of the whole keeps nothing that is gone without a word, as what a crashed server had")
    func refreshBesideReload() async throws {
        let site = try TestSite()
        let before = try Figures(database: site.database).snapshot.certificates.number.count
        let folder = try ImportFolder()
        try site.database.imports([try folder.write("a.csv", Export.certificates([Export.certificate("borta")]))])
        let held = HeldDatabase(site.database)
        let figures = try Figures(database: held)
        #expect(figures.snapshot.certificates.number.count == before + 1)
        try await site.database.write { connection in
            let number = try connection.first("SELECT number FROM certificate WHERE certificate_id = 'borta'") { $0.int(0) } ?? 0
            try connection.execute("DELETE FROM certificate_content WHERE certificate_number = \(number)")
            try connection.execute("DELETE FROM certificate WHERE number = \(number)")
            try connection.execute("DELETE FROM figure_change")
        }
        let slow = Task { try await figures.reload() }
        await held.waitUntilHolding()
        try await figures.refresh()
        #expect(figures.snapshot.certificates.number.count == before)
        await held.release()
        try await slow.value
        #expect(figures.snapshot.certificates.number.count == before)
    }
}

/// Lets the first reader read, and keeps the answer until it is told to let go.
private actor HeldDatabase: ForwardingDatabase {
    nonisolated let base: any Database
    private var isFirst = true
    private var hasFailed = false
    private var held: CheckedContinuation<Void, Never>?
    private var waiting: CheckedContinuation<Void, Never>?

    init(_ base: any Database) { self.base = base }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let isHeld = isFirst
        isFirst = false
        let answer: T
        do { answer = try await base.read(body) } catch {
            hasFailed = true
            waiting?.resume()
            waiting = nil
            throw error
        }
        if isHeld {
            await withCheckedContinuation { continuation in
                held = continuation
                waiting?.resume()
                waiting = nil
            }
        }
        return answer
    }

    /// Or until it is known that nothing will be held.
    func waitUntilHolding() async {
        if held == nil, !hasFailed { await withCheckedContinuation { waiting = $0 } }
    }

    func release() { held?.resume() }
}
