import Foundation
import SickLeave
import Statistics
import Testing

/// The directory of the shared files: `SAKKUNNIG_CONFORMANCE`, else beside the package.
private let directory: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let given = ProcessInfo.processInfo.environment["SAKKUNNIG_CONFORMANCE"]
    return URL(fileURLWithPath: given ?? "../shared/conformance", relativeTo: root).appendingPathComponent("sjukfall").path
}()

/// Our spells against the reference engine's, as it runs in Sweden today. Its tables are followed row for row, but where it
/// contradicts its own rule (up to G whole days between two certificates keep one spell; the unit's and the patient's view
/// show the same spell; a patient on sick leave is in the list). Each such place is named below.
@Suite(
    .enabled(
        if: FileManager.default.fileExists(atPath: directory),
        "conformance/sjukfall is missing: set SAKKUNNIG_CONFORMANCE to its parent directory"))
struct SjukfallConformanceTests {
    /// Read once: it is large.
    private static let orderly = Result {
        try SjukfallRunner(path: "\(directory)/c1e5.csv.gz", on: Day(iso: "2024-01-01")!, gap: 5)
    }

    private func runner(_ file: String, on day: String, gap: Int = 5) throws -> SjukfallRunner {
        try SjukfallRunner(path: "\(directory)/\(file)", on: try #require(Day(iso: day)), gap: gap)
    }

    private func table(_ file: String) throws -> [String] {
        try SjukfallRunner.read("\(directory)/\(file)").split(separator: "\n").map(String.init)
    }

    @Test("the fixture's unit list equals the reference on every row")
    func fixtureUnit() throws {
        #expect(try runner("engine-fixture.csv", on: "2016-02-16").unitRows() == table("engine-fixture.unit.tsv"))
    }

    @Test("the fixture's patient pages equal the reference but for fall-11, where it contradicts its own unit list")
    func fixturePatient() throws {
        let ours = try runner("engine-fixture.csv", on: "2016-02-16").patientRows()
        let expected = try table("engine-fixture.patient.tsv")
        #expect(ours.count == expected.count)
        let differing = zip(ours, expected).filter { $0 != $1 }
        #expect(
            differing.map(\.1) == [
                "19630206-2846\t2016-02-01\t2016-02-26\t24\tA31\tfall-11-intyg-3,fall-11-intyg-2,fall-11-intyg-1"
            ])
        // Certificate 3 (15–19 February) lies inside certificate 2 (8–26 February). The reference measures the distance to
        // certificate 4 (from 29 February) from the end of 3 and parts the spell; its unit list keeps it whole. From the
        // latest last day, the 26th, two days lie between.
        #expect(
            differing.map(\.0) == [
                "19630206-2846\t2016-02-01\t2016-03-04\t29\tA31\tfall-11-intyg-4,fall-11-intyg-3,fall-11-intyg-2,fall-11-intyg-1"
            ])
    }

    @Test("a day between two certificates of a spell: not in the unit's list, as in the reference, but within the recently ended")
    func gapDayBetweenCertificates() throws {
        let fixture = try runner("engine-fixture.csv", on: "2016-02-16")
        let fall7 = { (rows: [String]) in rows.filter { $0.hasPrefix("19800228-9224") } }
        #expect(fall7(fixture.unitRows()).isEmpty)
        #expect(
            fall7(fixture.unitRows(recentlyEnded: 2)) == [
                "19800228-9224\t2016-02-01\t2016-02-25\t22\t2\tfall-7-intyg-1\t\t[100]\tM16\tIFV1239877878-104B\t"
                    + "fall-7-intyg-1,fall-7-intyg-2"
            ])
    }

    @Test("100 000 orderly certificates: the unit lists and patient pages equal the reference on every row")
    func orderly() throws {
        let ours = try Self.orderly.get()
        #expect(try table("c1e5.unit.tsv.gz") == ours.unitRows())
        #expect(try table("c1e5.pat.tsv.gz") == ours.patientRows())
    }

    // MARK: - Quirks: no table, the rule decides

    private func quirk(_ patient: String, recentlyEnded: Int = 0) throws -> (unit: [String], patient: [String]) {
        let quirks = try runner("quirks.csv", on: "2024-01-01")
        return (
            quirks.unitRows(recentlyEnded: recentlyEnded).filter { $0.hasPrefix(patient) },
            quirks.patientRows().filter { $0.hasPrefix(patient) }
        )
    }

    @Test("Q1, two certificates with the same days: both belong to the spell, the one signed last speaks for it")
    func sameDatesTwice() throws {
        // The reference takes certificates with equal days for one, lists one id twice and loses the other.
        let (unit, patient) = try quirk("Q1")
        #expect(unit == ["Q1\t2024-01-01\t2024-01-20\t20\t2\tq1b\t50\t[50]\tF432\tD2\tq1a,q1b"])
        #expect(patient.map { $0.split(separator: "\t").prefix(4) } == [["Q1", "2024-01-01", "2024-01-20", "20"]])
    }

    @Test("Q2, a nested certificate: what follows the long one still belongs to the spell")
    func nested() throws {
        // q2c (7–12 January) lies inside q2b (6 January – 20 February). The reference measures q2d (from 22 February) against
        // the end of q2c and drops it, though one day lies between q2b and q2d. 36 + 46 + 18 days.
        let (unit, patient) = try quirk("Q2")
        #expect(unit == ["Q2\t2023-12-01\t2024-03-10\t100\t4\tq2a\t100\t[100]\tF432\tD1\tq2a,q2b,q2c,q2d"])
        #expect(patient == ["Q2\t2023-12-01\t2024-03-10\t100\tF432\tq2d,q2c,q2b,q2a"])
    }

    @Test("Q3, a chain of overlapping and adjoining certificates: one spell, days counted once")
    func chain() throws {
        // 10 + 50 + 3 (31 December – 2 January; the two days before are counted) + 18 days.
        let (unit, patient) = try quirk("Q3")
        #expect(unit == ["Q3\t2023-11-01\t2024-01-20\t81\t4\tq3c\t50\t[50]\tF432\tD1\tq3a,q3b,q3c,q3d"])
        #expect(patient == ["Q3\t2023-11-01\t2024-01-20\t81\tF432\tq3d,q3c,q3b,q3a"])
    }

    @Test("Q4, two periods of a certificate share a day: it is counted once")
    func sharedDay() throws {
        let (unit, patient) = try quirk("Q4")
        #expect(unit == ["Q4\t2023-12-20\t2024-01-15\t27\t1\tq4a\t100\t[100, 50]\tF432\tD1\tq4a"])
        #expect(patient == ["Q4\t2023-12-20\t2024-01-15\t27\tF432\tq4a"])
    }

    @Test("Q5, recently ended: the certificate that ended last speaks for the spell, and a later spell stays its own")
    func recentlyEnded() throws {
        // Asked for 20 days back, the reference lets the older q5a speak for the spell; q5b took over from it.
        #expect(try quirk("Q5").unit.isEmpty)
        let (unit, patient) = try quirk("Q5", recentlyEnded: 20)
        #expect(unit == ["Q5\t2023-12-01\t2023-12-28\t28\t2\tq5b\t\t[50]\tF432\tD1\tq5a,q5b"])
        #expect(patient == ["Q5\t2023-12-01\t2023-12-28\t28\tF432\tq5b,q5a"])
        #expect(try quirk("Q5", recentlyEnded: 4).unit.count == 1)
        #expect(try quirk("Q5", recentlyEnded: 3).unit.isEmpty)
    }

    @Test("Q6, the day falls in a gap inside a certificate: the patient stays in the list")
    func gapInsideCertificate() throws {
        // 20–31 December at 100 %, 8–15 January at 50 %: one certificate, seven days inside it without extent. The reference
        // lets the patient vanish from the list on those days. A certificate is one piece; no extent is certified for the
        // day, and its gap days are not net days.
        let (unit, patient) = try quirk("Q6")
        #expect(unit == ["Q6\t2023-12-20\t2024-01-15\t20\t1\tq6a\t\t[100, 50]\tF432\tD1\tq6a"])
        #expect(patient == ["Q6\t2023-12-20\t2024-01-15\t20\tF432\tq6a"])
    }

    // MARK: - Agreement

    @Test(
        "the unit's list and the patient's page show the same spell",
        arguments: [("engine-fixture.csv", "2016-02-16"), ("quirks.csv", "2024-01-01"), ("c1e5.csv.gz", "")])
    func unitAndPatientAgree(file: String, day: String) throws {
        let runner = day.isEmpty ? try Self.orderly.get() : try runner(file, on: day)
        let pages = Set(runner.patientRows().map { $0.split(separator: "\t").prefix(4).joined(separator: "\t") })
        let list = runner.unitRows().map { $0.split(separator: "\t").prefix(4).joined(separator: "\t") }
        #expect(!list.isEmpty)
        #expect(list.allSatisfy(pages.contains))
    }

    @Test("the plain definition gives the same spells", arguments: ["engine-fixture.csv", "quirks.csv"])
    func plainDefinition(file: String) throws {
        let runner = try runner(file, on: "2199-12-31")
        let byPatient = Dictionary(grouping: runner.rows, by: \.patient)
        let expected = byPatient.flatMap { patient, rows in
            SpellRule.unit.spells(of: rows.map(\.spellCertificate)).map { spell in
                "\(patient)\t\(spell.days.first)\t\(spell.days.last)\t\(spell.netDays)"
            }
        }
        let ours = runner.patientRows().map { $0.split(separator: "\t").prefix(4).joined(separator: "\t") }
        #expect(ours.sorted() == expected.sorted())
    }
}

extension SjukfallRunner.Row {
    fileprivate var spellCertificate: SpellCertificate {
        SpellCertificate(
            periods: periods, signedAt: signedAt, careUnit: HSAID(rawValue: unit), careProvider: HSAID(rawValue: "P"))!
    }
}
