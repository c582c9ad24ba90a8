import Foundation
import Interchange
import SickLeave
import Storage
import Synchronization
import TestKit
import Testing
import UseCases

@Suite("Reading in what care produces, losing nothing")
struct ImporterTests {
    let database: any Database
    let folder: ImportFolder

    init() throws {
        database = try Fixture.database()
        folder = try ImportFolder()
    }

    /// One of everything, and one broken of most.
    private func fillFolder() throws {
        try folder.write(
            "intyg.csv",
            Export.certificates([
                Export.certificate("c-1"), Export.certificate("c-2", patient: 1),
                Export.certificate("trasig", periods: "2026-02-30..2026-03-01:100"),
                Export.certificate("c-3", patient: 2, relation: "ersatter;c-2"),
            ]))
        try folder.write("xml/a.xml", Export.document("x-1", patient: 3))
        try folder.write(
            "xml/b.xml",
            Export.document("x-2", patient: 4, extent: "HALFTEN") + Export.document("x-3", patient: 5, declaration: ""))
        try folder.write("xml/trasig.xml", Export.document("x-4").replacing("</r:intyg>", with: ""))
        try folder.write("meddelanden.csv", Export.message("m-1", about: "c-1"))
        try folder.write(
            "kva.csv",
            "registrerings_id;personnummer;enhet_hsa_id;datum;kva_kod\nk-1;\(Fixture.person(0).formatted);\(Fixture.unit.hsaID);2026-11-05;DV077\n"
        )
        try folder.write("makulerat.csv", Export.revocation("x-1"))
        try folder.write("anteckning.txt", "Det här är ingenting som vi läser.")
        try folder.zip(
            "arkiv.zip",
            [
                ("inre/intyg.csv", Array(Export.certificates([Export.certificate("z-1", patient: 6)]).utf8)),
                ("inre/x.xml", Array(Export.document("z-2", patient: 7).utf8)),
            ])
    }

    @Test("files, folders and archives, with what is broken in quarantine and the rest in the store")
    func mixed() throws {
        try fillFolder()
        let report = try database.imports([folder.path])
        #expect(report.counts == ImportRun.Counts(accepted: 11, alreadyKnown: 0, conflicts: 0, quarantined: 3))
        #expect(!report.isInterrupted)
        #expect(try database.count("SELECT COUNT(*) FROM certificate") == 8)
        let waiting = try database.quarantined()
        #expect(waiting.contains { $0.hasPrefix("intyg.csv rad 4: Rad 4, kolumn perioder: 2026-02-30 finns inte i almanackan") })
        #expect(waiting.contains { $0.hasPrefix("trasig.xml dokument 1:") })
        #expect(waiting.contains { $0.hasPrefix("anteckning.txt filen:") })
        let run = try #require(try database.readBlocking { try ImportRunRepository($0).newest(1).first })
        #expect(run.counts == report.counts && run.finishedAt != nil)
    }

    @Test("the same again changes nothing")
    func twice() throws {
        try fillFolder()
        let first = try database.imports([folder.path])
        let contents = try database.contents()
        let second = try database.imports([folder.path])
        #expect(second.counts == ImportRun.Counts(accepted: 0, alreadyKnown: first.counts.accepted + first.counts.quarantined))
        #expect(try database.contents() == contents)
    }

    @Test("what lies in quarantine lies there byte for byte")
    func untouched() throws {
        let row = "trasig;FK7804;\u{FFFD}"
        var bytes = Array(Export.certificateHeader.utf8) + Array(row.utf8)
        bytes.append(0xFF)
        bytes += [0x3B, 0x00, 0x0A]
        try folder.write("a.csv", bytes)
        try database.imports([folder.path])
        let stored = try database.readBlocking { try $0.all("SELECT original FROM quarantine") { $0.blob(0) } }
        #expect(stored.count == 1)
        #expect(
            stored.first.map { Array(row.utf8).elementsEqual($0.prefix(row.utf8.count)) && $0.contains(0xFF) && $0.contains(0) }
                == true)
    }

    @Test("the same id with other content is a conflict; what was first stands")
    func conflict() throws {
        try folder.write("a.csv", Export.certificates([Export.certificate("c-1")]))
        try database.imports([folder.path])
        try folder.write("a.csv", Export.certificates([Export.certificate("c-1", periods: "2026-11-01..2026-11-30:50")]))
        let report = try database.imports([folder.path])
        #expect(report.counts == ImportRun.Counts(conflicts: 1))
        // Whose they are, and that nobody there can decide: there are no accounts.
        let ofUnits = try Importer(database: database).conflicts(on: Fixture.today)
        #expect(ofUnits.map(\.unit.hsaID) == [Fixture.unit.hsaID] && ofUnits[0].count == 1 && !ofUnits[0].isCovered)
        let periods = try database.readBlocking { try $0.first("SELECT periods FROM certificate") { $0.blob(0) } }
        #expect(try CertificateRepository.periods(#require(periods)).map(\.extent) == [.full])
        #expect(try database.readBlocking { try ConflictRepository($0).waitingCount(provider: 1) } == 1)
    }

    @Test("a message waits for its certificate and is read when it comes")
    func waitingMessage() throws {
        try folder.write("m.csv", Export.message("m-1", about: "c-1"))
        let first = try database.imports([folder.path])
        #expect(first.counts == ImportRun.Counts(quarantined: 1))
        try folder.remove("m.csv")
        try folder.write("c.csv", Export.certificates([Export.certificate("c-1")]))
        let second = try database.imports([folder.path])
        #expect(second.counts == ImportRun.Counts(accepted: 2))
        #expect(try database.count("SELECT COUNT(*) FROM case_message") == 1)
        #expect(try database.quarantined().isEmpty)
    }

    @Test("a message and its certificate in one delivery, message first")
    func messageFirst() throws {
        let message = try folder.write("a.csv", Export.message("m-1", about: "c-1"))
        let certificate = try folder.write("b.csv", Export.certificates([Export.certificate("c-1")]))
        #expect(try database.imports([message, certificate]).counts == ImportRun.Counts(accepted: 2))
    }

    @Test("what waits for something that waits itself is read in the same run")
    func chain() throws {
        let staff = try folder.write(
            "a.csv", "medarbetare_hsa_id;medarbetare_namn;enhet_hsa_id;lakare\nSE1-P9;Namn Nio;SE9900990001-2002;nej\n")
        let units = try folder.write(
            "b.csv",
            """
            enhet_hsa_id;enhet_namn;vardgivare_hsa_id;overordnad_enhet_hsa_id
            SE9900990001-2002;Mottagningen;SE9900990001-0001;SE9900990001-2001
            SE9900990001-2001;Centralen;SE9900990001-0001;

            """)
        #expect(try database.imports([staff, units]).counts == ImportRun.Counts(accepted: 3))
        #expect(try database.quarantined().isEmpty)
    }

    @Test("a revoked certificate and a replaced one leave the spells and stay readable")
    func stayReadable() async throws {
        try folder.write(
            "a.csv",
            Export.certificates([
                Export.certificate("c-1"),
                Export.certificate("c-2", periods: "2026-12-01..2026-12-31:100", relation: "ersatter;c-1"),
                Export.certificate("c-3", periods: "2027-01-01..2027-01-31:50"),
            ]))
        try folder.write("b.csv", Export.revocation("c-3"))
        let site = try TestSite()
        try site.database.imports([folder.path])
        try await site.figures.refresh()
        let patient = Patients.tova.publicID
        let view = try await site.patientSpell.view(
            patient: patient, spellStart: nil, settings: .init(), for: site.viewer(.anna), on: Fixture.today, at: site.clock.now)
        let fates = Dictionary(uniqueKeysWithValues: view.certificates.map { ($0.certificate.id.rawValue, $0.fate) })
        #expect(fates["c-1"] == .superseded && fates["c-2"] == .inForce && fates["c-3"] == .revoked(reason: "Fel patient"))
        #expect(view.spells.map(\.days.last) == [Day(iso: "2026-12-31")!])
        for certificate in view.certificates {
            let shown = try await site.patientSpell.certificate(
                number: certificate.number, patient: patient, for: site.viewer(.anna), at: site.clock.now)
            #expect(shown.view.certificate == certificate.certificate)
        }
    }

    @Test("cancelled in the middle and run again, it ends as if it had never been cancelled")
    func cancelled() throws {
        try folder.write("a.csv", Export.many(2_500))
        let whole = try Fixture.database()
        try whole.imports([folder.path])

        let database = database
        let first = try database.imports([folder.path], batch: 500) {
            (try? database.count("SELECT COUNT(*) FROM certificate")) ?? 0 > 0
        }
        #expect(first.isInterrupted)
        let stored = try database.count("SELECT COUNT(*) FROM certificate")
        #expect(stored > 0 && stored < 2_500)
        #expect(try database.readBlocking { try ImportRunRepository($0).newest(1)[0].finishedAt } == nil)
        let second = try database.imports([folder.path])
        #expect(second.counts == ImportRun.Counts(accepted: 2_500 - stored, alreadyKnown: stored))
        #expect(try database.contents() == whole.contents())
    }

    @Test("a run is finished, and what waited is read, at the time of it and not of the run that quarantined it")
    func instants() throws {
        let message = try folder.write("a.csv", Export.message("m-1", about: "c-1"))
        let certificate = try folder.write("b.csv", Export.many(1, prefix: "c") + Export.certificate("c-1"))
        try database.imports([message])
        let later = Instant(LocalTime(day: Fixture.today + 1, second: 36_000))
        let report = try Importer(database: database).run(Intake(paths: [certificate]), source: "prov", at: later)
        #expect(report.counts.accepted == 3)
        let decided = try database.count("SELECT decided_at FROM quarantine")
        #expect(Int64(decided) >= later.rawValue && Int64(decided) < later.rawValue + 60_000_000)
        let run = try database.readBlocking { try ImportRunRepository($0).newest(1)[0] }
        #expect(run.startedAt == later && run.finishedAt.map { $0 > later } == true)
    }

    @Test("of several runs one after another, the last alone tries what waits in quarantine")
    func readsWaiting() throws {
        let message = try folder.write("a.csv", Export.message("m-1", about: "c-1"))
        let certificate = try folder.write("b.csv", Export.certificates([Export.certificate("c-1")]))
        let other = try folder.write("c.csv", Export.certificates([Export.certificate("c-2")]))
        try database.imports([message])
        func run(_ path: String, readsWaiting: Bool) throws {
            _ = try Importer(database: database).run(
                Intake(paths: [path]), source: "prov", at: Instant(LocalTime(day: Fixture.today, second: 36_000)),
                readsWaiting: readsWaiting)
        }
        try run(certificate, readsWaiting: false)
        #expect(try database.quarantined().count == 1)
        try run(other, readsWaiting: true)
        #expect(try database.quarantined().isEmpty)
    }

    @Test("progress tells how far it has come, and never goes back")
    func progress() throws {
        try folder.write("a.csv", Export.many(2_500))
        let intake = Intake(paths: [folder.path])
        var seen: [Importer.Progress] = []
        _ = try Importer(database: database, batch: 500).run(
            intake, source: "prov", at: Instant(rawValue: 0), progress: { seen.append($0) })
        #expect(seen.count >= 3)
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.items <= $1.items && $0.bytes <= $1.bytes })
        #expect(seen.last?.items == 2_500 && seen.last?.bytes == intake.totalBytes)
    }

    @Test("what was read in waits until a person has decided, also when the same is read in again")
    func waiting() async throws {
        let site = try TestSite()
        let bad = try folder.write(
            "a.csv", Export.certificates([Export.certificate("w-1", periods: "2026-02-30..2026-03-01:100")]))
        let good = try folder.write("b.csv", Export.certificates([Export.certificate("w-2")]))
        #expect(try site.database.imports([bad, good]).waiting == 1)
        let again = try site.database.imports([bad, good])
        #expect(again.counts == ImportRun.Counts(alreadyKnown: 2) && again.waiting == 1)
        // What waits from elsewhere is nothing of this run's.
        #expect(try site.database.imports([good]).waiting == 0)
        let id = try site.database.count("SELECT MAX(id) FROM quarantine")
        try await site.imports.setAside(id, because: "Dubblett", by: site.viewer(.karin), at: site.clock.now)
        #expect(try site.database.imports([bad, good]).waiting == 0)

        let other = try folder.write(
            "c.csv", Export.certificates([Export.certificate("w-2", periods: "2026-11-01..2026-11-30:50")]))
        #expect(try site.database.imports([other]).waiting == 1)
        #expect(try site.database.imports([other]).waiting == 1)
        let ofUnits = try Importer(database: site.database).conflicts(on: Fixture.today)
        // One is there from the start; the same twice is one. Karin can decide.
        #expect(ofUnits.map(\.unit) == [Fixture.unit] && ofUnits[0].count == 2 && ofUnits[0].isCovered)
        let number = try site.database.count("SELECT number FROM certificate WHERE certificate_id = 'w-2'")
        try await site.imports.setAsideConflict(number: number, ordinal: 1, by: site.viewer(.karin), at: site.clock.now)
        let decided = try site.database.imports([other])
        #expect(decided.counts == ImportRun.Counts(alreadyKnown: 1) && decided.waiting == 0)
    }

    @Test("the program's exit code is 2 as long as something of its input waits, and its JSON says how much")
    func exitCode() throws {
        let bad = try folder.write(
            "a.csv", Export.certificates([Export.certificate("w-1", periods: "2026-02-30..2026-03-01:100")]))
        let good = try folder.write("b.csv", Export.certificates([Export.certificate("w-2")]))
        let database = folder.path + "/prov.db"
        for round in 1...2 {
            let result = try Program.run(["import", "--json", "--database", database, bad, good])
            #expect(result.status == 2 && result.number("waiting") == 1, "\(round) \(result.errors)")
        }
        #expect(try Program.run(["import", "--database", database, good]).status == 0)
        let refused = try Program.run(["import", "--database", database, "--provider", "inte ett id!", good])
        #expect(refused.status == 64 && refused.errors.contains("inget HSA-id"))
    }

    @Test("a message that several certificates could be meant by waits with a reason until its unit tells")
    func severalCertificates() throws {
        let outside = Export.certificate("c-1", patient: 1, unit: Fixture.outsideUnit.hsaID.rawValue)
            .replacing("SE9900990001-0001", with: Fixture.otherProvider.hsaID.rawValue)
        let certificates = try folder.write("a.csv", Export.certificates([Export.certificate("c-1"), outside]))
        let message = try folder.write("m.csv", Export.message("m-1", about: "c-1"))
        #expect(try database.imports([certificates, message]).counts == ImportRun.Counts(accepted: 2, quarantined: 1))
        #expect(try database.quarantined()[0].contains("Flera vårdgivare har ett intyg med det id"))
        let told = Export.message("m-2", about: "c-1").replacing(";text\n", with: ";text;mottagare\n")
            .replacing(";Mer\n", with: ";Mer;\(Fixture.outsideUnit.hsaID)\n")
        #expect(try database.imports([try folder.write("n.csv", told)]).counts == ImportRun.Counts(accepted: 1))
        #expect(try database.count("SELECT care_provider_id FROM case_message") == 2)
    }

    @Test("a path that is not there is told, and the rest is read")
    func missing() throws {
        let file = try folder.write("a.csv", Export.certificates([Export.certificate("c-1")]))
        let report = try database.imports([folder.path + "/finns-inte.csv", file])
        #expect(report.counts == ImportRun.Counts(accepted: 1, quarantined: 1))
        #expect(try database.quarantined().first?.contains("Finns inte. Kontrollera sökvägen.") == true)
    }
}
